"""Prints the polynomial coefficients of Sources/CTailpoolKernels/normal_quantile_coefficients.h.

Needs mpmath (1.3.0 was used). With x = 2 u - 1 and w = -log(1 - x^2), the quantile of u is x P(w); P is smooth at
w = 0 and grows like sqrt(2 w). Each polynomial interpolates its function at Chebyshev nodes with 50 digits; the error
printed beside it is the greatest relative error of the polynomial with coefficients rounded to doubles, evaluated
exactly, on 1,000 points.
"""

import mpmath as mp

mp.mp.dps = 50
SPLIT = mp.mpf("6.25")  # w at which the tail begins: 0.05 % of the numbers on either side
LAST = mp.mpf("36")  # w of the smallest uniform number, 2^-53, is 35.35


def tail_quantile(tail):
    """The positive z with N(-z) = tail, for 0 < tail <= 1/2."""
    z = mp.sqrt(2) * mp.erfinv(1 - 2 * tail) if tail > mp.mpf("1e-8") else mp.sqrt(-2 * mp.log(tail))
    for _ in range(60):
        step = (mp.erfc(z / mp.sqrt(2)) / 2 - tail) / (mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi))
        z += step
        if abs(step) < mp.mpf(10) ** -45:
            break
    return z


def ratio(w):
    v = mp.exp(-w)  # 4 u (1 - u)
    if w < mp.mpf("1e-30"):
        return mp.sqrt(mp.pi / 2)
    x = mp.sqrt(-mp.expm1(-w))
    return tail_quantile(v / (2 * (1 + x))) / x


def interpolant(function, low, high, degree):
    """Monomial coefficients in t = (argument - middle), constant first, of the interpolant at Chebyshev nodes."""
    count, middle, half = degree + 1, (low + high) / 2, (high - low) / 2
    nodes = [mp.cos(mp.pi * (2 * k + 1) / (2 * count)) for k in range(count)]
    values = [function(middle + half * node) for node in nodes]
    series = [2 / mp.mpf(count) * sum(values[k] * mp.cos(j * mp.pi * (2 * k + 1) / (2 * count)) for k in range(count))
              for j in range(count)]
    series[0] /= 2
    before, current = [mp.mpf(1)], [mp.mpf(0), mp.mpf(1)]
    total = [mp.mpf(0)] * count
    for j, weight in enumerate(series):
        polynomial = before if j == 0 else current
        for power, coefficient in enumerate(polynomial):
            total[power] += weight * coefficient
        if j > 0:
            following = [mp.mpf(0)] + [2 * c for c in current]
            for power, coefficient in enumerate(before):
                following[power] -= coefficient
            before, current = current, following
    return [c / half**power for power, c in enumerate(total)]


def show(name, comment, function, low, high, degree):
    low, high = mp.mpf(low), mp.mpf(high)
    rounded = [float(c) for c in interpolant(function, low, high, degree)]
    middle, worst = (low + high) / 2, mp.mpf(0)
    for point in range(1001):
        argument = low + (high - low) * point / 1000
        value = mp.polyval([mp.mpf(c) for c in reversed(rounded)], argument - middle)
        worst = max(worst, abs(value / function(argument) - 1))
    print(f"/* {comment} Relative error {mp.nstr(worst, 2)}. */")
    print(f"static const double {name}[{degree + 1}] = {{")
    for coefficient in rounded:
        print(f"    {coefficient.hex()},")
    print("};\n")


def logarithm_rest(f):
    if abs(f) < mp.mpf("1e-15"):
        return -mp.mpf(1) / 2 + f / 3 - f * f / 4
    return (mp.log1p(f) - f) / (f * f)


if __name__ == "__main__":
    import sys

    central, tail, logarithm = (int(a) for a in sys.argv[1:4]) if len(sys.argv) > 3 else (23, 31, 17)
    show("tp_quantile_central", "P(w) in w - 3.125, 0 <= w <= 6.25.", ratio, 0, SPLIT, central)
    show("tp_quantile_tail", "P(w) in sqrt(w) - 4.25, 6.25 <= w <= 36.", lambda s: ratio(s * s), mp.mpf("2.5"), 6, tail)
    show("tp_quantile_logarithm", "(log(1 + f) - f) / f^2 in f - 0.0607, -0.2929 <= f <= 0.4143.", logarithm_rest,
         mp.mpf("-0.2929"), mp.mpf("0.4143"), logarithm)
