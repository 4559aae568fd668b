"""Writes Tables/normal.csv: the normal distribution and its inverse at 60 digits (mpmath 1.3.0).

Run in this folder: python3 normal_reference.py
"""

import random

from mpmath import erfc, exp, findroot, log, mp, mpf, pi, sqrt

mp.dps = 60
random.seed(20261123)


def erfcx(x):
    if x > 2000:
        total = term = mpf(1)
        for n in range(1, 14):
            term *= -(2 * n - 1) / (2 * x * x)
            total += term
        return total / (x * sqrt(pi))
    return exp(x * x) * erfc(x)


def mills(x):
    return sqrt(pi / 2) * erfcx(x / sqrt(mpf(2)))


def excess(x):
    if x > 2000:
        total, term = mpf(0), mpf(1)
        for n in range(1, 14):
            term *= -(2 * n - 1) / (x * x)
            total -= term
        return total
    mp.dps = 90
    value = 1 - x * mills(x)
    mp.dps = 60
    return value


def log_cumulative(x):
    if x < -2000:
        return log(mills(-x)) - x * x / 2 - log(2 * pi) / 2
    if x > 0:
        tail = erfc(x / sqrt(mpf(2))) / 2
        return -sum(tail**n / n for n in range(1, 200))
    return log(erfc(-x / sqrt(mpf(2))) / 2)


def quantile(p):
    """Newton in log space from the asymptotic form."""
    target = log(p)
    x = -sqrt(-2 * target) if p < 0.4 else mpf(0)
    for _ in range(200):
        cumulative = log_cumulative(x)
        step = (cumulative - target) * exp(cumulative) / (exp(-x * x / 2) / sqrt(2 * pi))
        if step > 1:
            step = mpf(1)
        x -= step
        if abs(step) < mpf(10) ** -50 * (1 + abs(x)):
            break
    return x


def digits(value):
    return mp.nstr(value, 20, min_fixed=-3, max_fixed=3)


def rows():
    points = [0.0, 1e-300, 1e-20, 1e-8, 0.5, 1.0, 2.0, 3.0, 5.0, 6.5, 8.0, 12.5, 20.0, 26.0, 30.0, 37.0, 37.5]
    points += [random.uniform(0, 8) for _ in range(120)] + [random.uniform(8, 37.5) for _ in range(60)]
    points += [10 ** random.uniform(-12, 0) for _ in range(30)]
    far = [10 ** random.uniform(1.6, 7) for _ in range(20)] + [1e10, 1e100, 1e150]
    for x in points + [-x for x in points if x > 0] + far:
        X = mpf(x)
        in_tail = x > -26.5  # below it erfcx overflows
        yield "erfcx", x, erfcx(X) if in_tail else None
        yield "millsRatio", x, mills(X) if x > -37.5 else None
        yield "excessRatio", x, excess(X) if x > -37 else None
        yield "logCumulative", -x, log_cumulative(-X) if x <= 1e100 else None
        if abs(x) < 37.4:
            yield "density", x, exp(-X * X / 2) / sqrt(2 * pi)
            yield "cumulative", x, erfc(-X / sqrt(mpf(2))) / 2
            yield "complementary", x, erfc(X / sqrt(mpf(2))) / 2
    tails = [5e-324, 1e-320, 2.2250738585072014e-308, 1e-300, 1e-100, 1e-20, 1e-10, 1e-3, 0.02425, 0.075, 0.25, 0.5]
    tails += [10 ** random.uniform(-308, -1) for _ in range(120)] + [random.uniform(0, 1) for _ in range(120)]
    tails += [0.5 + s * 10 ** random.uniform(-15, -1) for s in (1, -1) for _ in range(15)]
    for p in tails:
        yield "quantile", p, quantile(mpf(p)) if p <= 0.5 else -quantile(1 - mpf(p))


with open("../Tables/normal.csv", "w") as table:
    table.write("# The standard normal distribution and its inverse; inputs are exact doubles, values have 20 digits.\n")
    table.write("# Made by References/Generators/normal_reference.py with mpmath 1.3.0 at 60 digits, 2026-11-23.\n")
    table.write("function,x,value\n")
    for name, x, value in rows():
        if value is not None:
            table.write(f"{name},{x!r},{digits(value)}\n")
