"""Makes Tables/bivariate_normal.csv and prints the Gauss-Legendre rules of NormalDistribution+Bivariate.swift.

    python3 bivariate_normal.py > ../Tables/bivariate_normal.csv
    python3 bivariate_normal.py --rules

Each value is computed twice at 40 digits, as an integral over the first variable and as an integral over the
correlation; the script stops where the two differ by more than 1e-24.
"""
import random
import sys
from datetime import date

import mpmath as mp

mp.mp.dps = 40


def normal(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def over_variable(h, k, r):
    """int phi(x) N((k - r x) / sqrt(1 - r^2)) dx for x below h."""
    root = mp.sqrt((1 - r) * (1 + r))
    low = mp.mpf(-16)
    if h <= low:
        low = h - 2
    marks = {low, h}
    if r != 0:
        for width in (0, 1, 4, 12):
            for sign in (-1, 1):
                mark = k / r + sign * width * root / abs(r)
                if low < mark < h:
                    marks.add(mark)
    for mark in (-10, -6, -3, -1, 0, 1, 3, 6):
        if low < mark < h:
            marks.add(mp.mpf(mark))
    return mp.quad(lambda x: mp.npdf(x) * normal((k - r * x) / root), sorted(marks))


def over_correlation(h, k, r):
    """N(h) N(k) + 1/(2 pi) int exp(-(h^2 + k^2 - 2 h k sin t) / (2 cos^2 t)) dt for t between 0 and asin r."""
    end = mp.asin(r)
    marks = [end * (1 - mp.mpf(2) ** -n) for n in range(0, 24, 2)] + [end]
    integral = mp.quad(lambda t: mp.exp((h * k * mp.sin(t) - (h * h + k * k) / 2) / mp.cos(t) ** 2), marks)
    return normal(h) * normal(k) + integral / (2 * mp.pi)


def value(h, k, r):
    h, k, r = mp.mpf(h), mp.mpf(k), mp.mpf(r)
    first, second = over_variable(h, k, r), over_correlation(h, k, r)
    if abs(first - second) > mp.mpf(10) ** -24:
        sys.exit(f"two methods differ at {h} {k} {r}: {first} {second}")
    return second


def points():
    random.seed(20261123)
    for r in (-0.99, -0.93, -0.92, -0.75, -0.5, -0.3, -0.1, 0.0, 0.1, 0.3, 0.5, 0.75, 0.92, 0.93, 0.99):
        for h, k in ((0.0, 0.0), (1.0, 1.0), (-1.0, 2.0), (1.5, -0.5), (-3.0, -3.0), (0.25, 4.0)):
            yield h, k, r
    for r in (-0.9999, -0.999999, 0.9999, 0.999999):
        for h, k in ((0.0, 0.0), (1.0, 1.0), (1.0, -1.0), (1.0, 1.001), (-0.5, 0.49)):
            yield h, k, r
    for _ in range(200):
        yield (round(random.uniform(-5, 5), 3), round(random.uniform(-5, 5), 3), round(random.uniform(-1, 1), 4))


def rules():
    for count in (6, 12, 20):
        roots = mp.polyroots(mp.taylor(lambda x: mp.legendre(count, x), 0, count)[::-1], maxsteps=500, extraprec=400)
        print(f"{count} points")
        for x in sorted((mp.re(root) for root in roots), reverse=True):
            if x > 0:
                slope = count * (x * mp.legendre(count, x) - mp.legendre(count - 1, x)) / (x * x - 1)
                print(f"  ({mp.nstr(x, 18)}, {mp.nstr(2 / ((1 - x * x) * slope ** 2), 18)}),")


if __name__ == "__main__":
    if "--rules" in sys.argv:
        rules()
    else:
        print("# P(X <= x, Y <= y) for standard normal X, Y of a given correlation; inputs are exact doubles.")
        print(f"# Made by References/Generators/bivariate_normal.py with mpmath {mp.__version__} at 40 digits, {date.today()}.")
        print("x,y,correlation,value")
        for h, k, r in points():
            print(f"{h!r},{k!r},{r!r},{mp.nstr(value(h, k, r), 20)}")
