"""Prints the polynomial coefficients of Sources/CTailpoolKernels/revaluation_coefficients.h.

Needs mpmath (1.4.1 was used). Each polynomial interpolates its function at Chebyshev nodes with 50 digits; the error
printed beside it is the greatest relative error of the polynomial with exact coefficients on 2,000 points.
"""

import mpmath as mp

mp.mp.dps = 50


def chebyshev_interpolant(function, low, high, degree):
    """Monomial coefficients, constant first, of the polynomial through the Chebyshev nodes of [low, high]."""
    count = degree + 1
    nodes = [mp.cos(mp.pi * (2 * k + 1) / (2 * count)) for k in range(count)]
    values = [function((high - low) / 2 * node + (high + low) / 2) for node in nodes]
    series = [
        2 / mp.mpf(count) * sum(values[k] * mp.cos(j * mp.pi * (2 * k + 1) / (2 * count)) for k in range(count))
        for j in range(count)
    ]
    series[0] /= 2
    # Clenshaw's recurrence on polynomials in x, with s = slope x + offset in [-1, 1].
    slope, offset = 2 / (high - low), -(high + low) / (high - low)

    def times_s(polynomial):
        product = [mp.mpf(0)] * (len(polynomial) + 1)
        for power, coefficient in enumerate(polynomial):
            product[power] += offset * coefficient
            product[power + 1] += slope * coefficient
        return product

    def combined(left, right, factor):
        length = max(len(left), len(right))
        pad = lambda p: p + [mp.mpf(0)] * (length - len(p))
        return [a + factor * b for a, b in zip(pad(left), pad(right))]

    later, last = [mp.mpf(0)], [mp.mpf(0)]
    for coefficient in reversed(series[1:]):
        later, last = last, combined(combined([coefficient], times_s(last), 2), later, -1)
    return combined(combined([series[0]], times_s(last), 1), later, -1)[:count]


def relative_error(polynomial, function, low, high, points=2000):
    worst = mp.mpf(0)
    for point in range(points + 1):
        x = low + (high - low) * mp.mpf(point) / points
        worst = max(worst, abs(mp.polyval(polynomial[::-1], x) / function(x) - 1))
    return worst


def show(name, comment, function, low, high, degree):
    polynomial = chebyshev_interpolant(function, low, high, degree)
    print(f"/* {comment} Relative error {mp.nstr(relative_error(polynomial, function, low, high), 2)}. */")
    print(f"static const double {name}[{degree + 1}] = {{")
    for coefficient in polynomial:
        print(f"    {float(coefficient).hex()},")
    print("};\n")


SHIFT, LIMIT = 4, mp.mpf("37.5")


def mills(t):
    y = SHIFT * (1 + t) / (1 - t)
    return (y + SHIFT) * mp.erfc(y / mp.sqrt(2)) * mp.exp(y * y / 2) / 2


def exponential(r):
    return (mp.exp(r) - 1 - r) / (r * r) if abs(r) > mp.mpf("1e-12") else mp.mpf(1) / 2 + r / 6


show("tp_mills", "(y + 4) N(-y) exp(y^2 / 2) in t = (y - 4) / (y + 4), 0 <= y <= 37.5.", mills, mp.mpf(-1),
     (LIMIT - SHIFT) / (LIMIT + SHIFT), 23)
show("tp_exponential", "(exp(r) - 1 - r) / r^2, |r| <= log(2) / 2.", exponential, -mp.log(2) / 2, mp.log(2) / 2, 9)


def rational(function, high, degree, nodes=110, rounds=14):
    """Coefficients, constant first, of P / (Q + y^degree) with P of degree - 1, by least squares of the relative error.

    The quotient is linearized about the last denominator and the weights lean towards the largest errors.
    """
    t_high = (high - SHIFT) / (high + SHIFT)
    ts = [(t_high - 1) / 2 + (t_high + 1) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * nodes)) for i in range(nodes)]
    points = [SHIFT * (1 + t) / (1 - t) for t in ts]
    values = [function(y) for y in points]
    denominators, weights, best = [mp.mpf(1)] * nodes, [mp.mpf(1)] * nodes, None
    for _ in range(rounds):
        rows, right = mp.matrix(nodes, 2 * degree), mp.matrix(nodes, 1)
        for i, (y, v) in enumerate(zip(points, values)):
            w = weights[i] / (denominators[i] * v)
            for j in range(degree):
                rows[i, j] = w * y**j
                rows[i, degree + j] = -w * v * y ** (j + 1)
            right[i] = w * v
        scales = [max(abs(rows[i, j]) for i in range(nodes)) for j in range(2 * degree)]
        for j in range(2 * degree):
            for i in range(nodes):
                rows[i, j] /= scales[j]
        x = mp.lu_solve(rows.T * rows, rows.T * right)
        x = [x[j] / scales[j] for j in range(2 * degree)]
        p, q = x[:degree], [mp.mpf(1)] + x[degree:]
        denominators = [mp.polyval(q[::-1], y) for y in points]
        errors = [abs(mp.polyval(p[::-1], y) / d / v - 1) for y, d, v in zip(points, denominators, values)]
        worst = max(errors)
        if best is None or worst < best[0]:
            best = (worst, [c / q[-1] for c in p], [c / q[-1] for c in q[:-1]])
        weights = [w * mp.sqrt(e / worst + mp.mpf("0.02")) for w, e in zip(weights, errors)]
        weights = [w / max(weights) for w in weights]
    return best


mp.mp.dps = 80
error, numerator, denominator = rational(lambda y: mp.erfc(y / mp.sqrt(2)) * mp.exp(y * y / 2) / 2, LIMIT, 10)
print(f"/* N(-y) exp(y^2 / 2) = numerator / (denominator + y^10), 0 <= y <= 37.5. Relative error {mp.nstr(error, 2)}. */")
for name, polynomial in (("tp_mills_numerator", numerator), ("tp_mills_denominator", denominator)):
    print(f"static const double {name}[10] = {{")
    for coefficient in polynomial:
        print(f"    {float(coefficient).hex()},")
    print("};")
