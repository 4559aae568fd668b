#!/usr/bin/env python3
"""Premiums along a volatility's move, where the volatility is a product of two lines, vanishes, or hardly moves.

Writes Tables/impact_premium.csv. Each premium is the integral of a Black-Scholes-Merton price over the options sold, by mpmath's
tanh-sinh rule at 40 digits over pieces cut where the volatility meets zero; beyond zero it stays zero. Each is computed a second
time at 50 digits on other pieces, and both must agree to 25 digits.

Needs: pip install mpmath
"""
import mpmath
from mpmath import mpf

HEADER = "type,spot,strike,years,rate,dividendYield,path,a,aSlope,b,bSlope,sold,size,premium"


def price(kind, spot, strike, years, volatility, rate, dividend):
    receive, pay = spot * mpmath.exp(-dividend * years), strike * mpmath.exp(-rate * years)
    sign = 1 if kind == "call" else -1
    if volatility <= 0:
        return max(sign * (receive - pay), mpf(0))
    deviation = volatility * mpmath.sqrt(years)
    upper = mpmath.log(receive / pay) / deviation + deviation / 2
    tail = lambda x: mpmath.erfc(-x / mpmath.sqrt(2)) / 2
    return sign * (receive * tail(sign * upper) - pay * tail(sign * (upper - deviation)))


def volatility(path, a, a_slope, b, b_slope, x):
    if path == "linear":
        return max(a + a_slope * x, mpf(0))
    if path == "exponential":
        return a * mpmath.exp(a_slope * x)
    if path == "linearVariance":
        return mpmath.sqrt(max(a * a + a_slope * x, mpf(0)))
    return max(a + a_slope * x, mpf(0)) * max(b + b_slope * x, mpf(0))


def zeros(path, a, a_slope, b, b_slope):
    if path == "linear":
        return [-a / a_slope] if a_slope else []
    if path == "linearVariance":
        return [-a * a / a_slope] if a_slope else []
    if path == "product":
        return [-value / slope for value, slope in ((a, a_slope), (b, b_slope)) if slope]
    return []


def premium(row, digits, pieces):
    kind, path = row[0], row[6]
    with mpmath.workdps(digits):
        spot, strike, years, rate, dividend = (mpf(value) for value in row[1:6])
        a, a_slope, b, b_slope, sold, size = (mpf(value) for value in row[7:])
        low, high = min(sold, sold + size), max(sold, sold + size)
        cuts = [low] + sorted(zero for zero in zeros(path, a, a_slope, b, b_slope) if low < zero < high) + [high]
        total = mpf(0)
        for start, end in zip(cuts, cuts[1:]):
            # Finer toward both ends, where a volatility may vanish.
            half = [mpf(2) ** -k for k in range(pieces, 0, -1)]
            marks = [mpf(0)] + half + [1 - part for part in reversed(half[:-1])] + [mpf(1)]
            points = [start + (end - start) * mark for mark in marks]
            total += mpmath.quad(
                lambda x: price(kind, spot, strike, years, volatility(path, a, a_slope, b, b_slope, x), rate, dividend),
                points)
        return total if size >= 0 else -total


def rows():
    product = [
        (0.8, 0.0005, 1.0, 0.0005), (1.0, 6.6666666666666667e-05, 1.1, 6.6666666666666667e-05),
        (0.5, 0.002, 0.9, 0.004), (0.6, 0.0001, 1.3, -0.002),
    ]
    for kind, strike in (("call", 3000.0), ("put", 2500.0), ("call", 4500.0)):
        for a, a_slope, b, b_slope in product:
            for sold, size in ((0.0, 50.0), (-3.0, -100.0), (12.0, 1e-6), (0.0, 150.0)):
                yield (kind, 3000.0, strike, 0.1, 0.03, 0.0, "product", a, a_slope, b, b_slope, sold, size)
    # Volatilities that end at zero, pass it, or start beyond it.
    for kind, strike in (("call", 100.0), ("put", 100.0), ("call", 101.0), ("put", 140.0), ("call", 140.0)):
        for path, a, slope, zero in (("linear", 0.5, 0.0125, 40.0), ("linearVariance", 0.5, 0.0125, 20.0)):
            for sold, size in ((0.0, -zero), (0.0, -1.5 * zero), (-1.25 * zero, 2 * zero)):
                yield (kind, 100.0, strike, 0.25, 0.0, 0.0, path, a, slope, 1.0, 0.0, sold, size)
        yield (kind, 100.0, strike, 0.25, 0.0, 0.0, "product", 0.5, 0.0125, 1.0, 0.03125, 0.0, -40.0)
    # Moves that can hardly be seen, and wide ones.
    for kind in ("call", "put"):
        for path, slope in (("linear", 1e-9), ("exponential", 1e-9), ("linearVariance", 1e-9)):
            yield (kind, 100.0, 105.0, 0.5, 0.02, 0.01, path, 0.4, slope, 1.0, 0.0, 7.0, 1e-3)
        for path, slope in (("linear", 0.05), ("exponential", 0.05), ("linearVariance", 0.3)):
            yield (kind, 100.0, 105.0, 0.5, 0.02, 0.01, path, 0.4, slope, 1.0, 0.0, 0.0, 80.0)
            yield (kind, 100.0, 190.0, 0.05, 0.0, 0.0, path, 0.4, slope, 1.0, 0.0, 0.0, 30.0)


def main():
    with open("../Tables/impact_premium.csv", "w") as file:
        file.write("# Premiums along a volatility's move: v = a + aSlope x, a exp(aSlope x), sqrt(a^2 + aSlope x) or (a + aSlope x)(b + bSlope x).\n")
        file.write(f"# source: Generators/impact_premium.py, mpmath {mpmath.__version__} at 40 digits, twice; inputs exact doubles, premiums to 20 digits\n")
        file.write(HEADER + "\n")
        for row in rows():
            value, other = premium(row, 40, 8), premium(row, 50, 11)
            assert abs(value - other) <= mpf(10) ** -25 * abs(other), (row, value, other)
            file.write(",".join(str(cell) for cell in row) + "," + mpmath.nstr(other, 20) + "\n")


if __name__ == "__main__":
    main()
