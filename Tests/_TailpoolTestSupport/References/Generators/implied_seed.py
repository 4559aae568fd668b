#!/usr/bin/env python3
"""Prints Sources/CTailpoolKernels/implied_seed_coefficients.h: the explicit first guess of an implied deviation.

Let b(x, s) be the normalized Black price out of the money, x = |log(F / K)|, s the standard deviation, y = x / s. For
small s the price is Bachelier's, b = s phi(y) (1 - y m(y)) with Mills ratio m, so that s = b G(x / b) with a function G
of one variable: the first table, polynomials in the significand of 1 + x / b, one for each of its exponents. What is
left, s / s0 - 1, is even in s0 and smooth in v = 1 / (1 + y0 / 2): the second table, s0^2 times a polynomial in s0^2 and
v, fitted on 0 < s <= 1.3, 0 <= y <= 6 in the weight (1 + y^2)^(3/4), since a Householder step of third order on log b
leaves an error of about (1 + y^2)^3 e^4.

    python3 implied_seed.py > ../../../../Sources/CTailpoolKernels/implied_seed_coefficients.h

Needs mpmath, numpy and scipy.
"""
import mpmath as mp
import numpy as np
from scipy.optimize import brentq

mp.mp.dps = 40
EXPONENTS, DEGREE = 36, 5
POWERS_S, POWERS_V = 3, 5


def mills(z):
    return mp.sqrt(mp.pi / 2) * mp.erfc(z / mp.sqrt(2)) * mp.exp(z * z / 2)


def inverse_price(y):
    """1 / (phi(y) (1 - y m(y))): deviation over Bachelier's price."""
    return 1 / (mp.npdf(y) * (1 - y * mills(y)))


def y_of_ratio(r):
    """y from x / b = y inverse_price(y)."""
    if r < 1e-15:
        return mp.mpf(0)
    return mp.mpf(brentq(lambda y: float(mp.log(y * inverse_price(mp.mpf(y))) - mp.log(r)), 1e-18, 9, xtol=1e-16))


def first_table():
    rows, worst = [], 0
    nodes = np.cos(np.pi * (np.arange(4 * DEGREE) + 0.5) / (4 * DEGREE))
    for exponent in range(EXPONENTS):
        significand = 1.5 + 0.5 * nodes
        values = np.array([float(inverse_price(y_of_ratio(z * 2.0**exponent - 1))) for z in significand])
        matrix = np.vander(significand - 1.5, DEGREE + 1, increasing=True) / values[:, None]
        row = np.linalg.lstsq(matrix, np.ones(len(values)), rcond=None)[0]
        worst = max(worst, np.abs(matrix @ row - 1).max())
        rows.append(row)
    return rows, worst


def samples():
    for s in np.r_[0.01, np.linspace(0.05, 1.3, 18)]:
        for y in 3.0 * (1 - np.cos(np.pi * (np.arange(18) + 0.5) / 18)):
            t = mp.mpf(s) / 2
            b = mp.npdf(y) * mp.exp(-t * t / 2) * (mills(y - t) - mills(y + t))
            x = mp.mpf(y) * s
            s0 = float(x / y_of_ratio(x / b))
            yield y, float(x) / s0, s0, s / s0 - 1


def second_table():
    y, y0, s0, rest = np.array(list(samples())).T
    v, weight = 1 / (1 + 0.5 * y0), (1 + y * y) ** 0.75
    matrix = np.stack([s0 ** (2 * i + 2) * v**j for i in range(POWERS_S) for j in range(POWERS_V + 1)], 1)
    current, best, worst = weight.copy(), None, np.inf
    for _ in range(200):  # Lawson's reweighting towards the least maximum
        fit = np.linalg.lstsq(matrix * current[:, None], rest * current, rcond=None)[0]
        errors = np.abs(matrix @ fit - rest) * weight
        if errors.max() < worst:
            best, worst = fit, errors.max()
        current *= (1 + errors / errors.max()) ** 0.3
        current /= current.mean()
    return best.reshape(POWERS_S, POWERS_V + 1), worst


def print_table(name, rows, comment):
    print(f"\n{comment}\nstatic const double {name}[{len(rows)}][{len(rows[0])}] = {{")
    for row in rows:
        print("    {" + ", ".join(float(value).hex() for value in row) + "},")
    print("};")


if __name__ == "__main__":
    first, first_error = first_table()
    second, second_error = second_table()
    print("// Made by Tests/_TailpoolTestSupport/References/Generators/implied_seed.py, which says what it is.")
    print("#ifndef TAILPOOL_IMPLIED_SEED_H\n#define TAILPOOL_IMPLIED_SEED_H")
    print_table("tp_bachelier_inverse", first,
                f"/// G by the exponent of 1 + x / b: powers of its significand less 1.5; relative error {first_error:.1e}.")
    print_table("tp_seed_correction", second,
                f"/// (s / s0 - 1) / s0^2: rows are powers of s0^2, columns powers of v; weighted error {second_error:.1e}.")
    print("\n#endif")
