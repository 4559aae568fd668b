"""Prints the polynomials of Sources/TailpoolNumerics/Normal/NormalDistribution+Tails.swift.

Each function f on [0, inf) is written as P(w) / g(y) with w = (y - k) / (y + k) in [-1, 1), the form of
M. M. Shepherd and J. G. Laframboise, Math. Comp. 36 (1981) 249. P is the Chebyshev interpolant of f * g at 80 nodes,
cut where the rest of the series sums to less than 2e-17, and turned into powers of w.

Run: python3 normal_fits.py (mpmath 1.3.0, 60 digits).
"""

from mpmath import cos, erfc, exp, mp, mpf, pi, sqrt

mp.dps = 60
NODES = 80


def erfcx(y):
    if y > 2000:
        total = term = mpf(1)
        for n in range(1, 14):
            term *= -(2 * n - 1) / (2 * y * y)
            total += term
        return total / (y * sqrt(pi))
    return exp(y * y) * erfc(y)


def mills(z):
    """(1 - N(z)) / density(z)."""
    return sqrt(pi / 2) * erfcx(z / sqrt(mpf(2)))


def excess(z):
    """1 - z mills(z)."""
    if z > 2000:
        total, term = mpf(0), mpf(1)
        for n in range(1, 14):
            term *= -(2 * n - 1) / (z * z)
            total -= term
        return total
    mp.dps = 90
    value = 1 - z * mills(z)
    mp.dps = 60
    return value


def powers(chebyshev):
    """The coefficients in powers of w of a Chebyshev series."""
    count = len(chebyshev)
    result = [mpf(0)] * count
    previous, current = [mpf(1)], [mpf(0), mpf(1)]
    for k, coefficient in enumerate(chebyshev):
        polynomial = previous if k == 0 else current
        for i, c in enumerate(polynomial):
            result[i] += coefficient * c
        if k > 0:
            following = [mpf(0)] + [2 * c for c in current]
            for i, c in enumerate(previous):
                following[i] -= c
            previous, current = current, following
    return result


def fit(name, function, k):
    angles = [pi * (2 * j + 1) / (2 * NODES) for j in range(NODES)]
    values = []
    for angle in angles:
        w = cos(angle)
        values.append(function(k * (1 + w) / (1 - w)))
    series = [
        (2 if n else 1) * sum(v * cos(n * a) for v, a in zip(values, angles)) / NODES for n in range(NODES)
    ]
    count, rest = NODES, mpf(0)
    while rest + abs(series[count - 1]) < mpf("2e-17"):
        rest += abs(series[count - 1])
        count -= 1
    coefficients = [float(c) for c in powers(series[:count])]
    print(f"  // {name}: {count} coefficients, rest {float(rest):.1e}")
    for label, first in (("even", 0), ("odd", 1)):
        chosen = coefficients[first::2]
        print(f"    var {label} = {chosen[-1]!r}")
        for c in reversed(chosen[:-1]):
            print(f"    {label} = {label} * v {'-' if c < 0 else '+'} {abs(c)!r}")


fit("erfcx * (1 + 2y)", lambda y: erfcx(y) * (1 + 2 * y), mpf("3.75"))
fit("mills * (1 + z)", lambda z: mills(z) * (1 + z), mpf("4.5"))
fit("excess * (1 + z)^2", lambda z: excess(z) * (1 + z) ** 2, mpf("4.5"))
