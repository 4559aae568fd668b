"""Writes spread_options.csv and rainbow_options.csv: options on two lognormal assets by an integral over the second one.

  python3 two_asset_options.py spread > ../Tables/spread_options.csv
  python3 two_asset_options.py rainbow > ../Tables/rainbow_options.csv

Given the second asset the first is lognormal. The integral is taken with 30 digits, in pieces that end around the kinks.
"""
import random
import sys

from mpmath import erfc, exp, log, mp, mpf, npdf, quad, sqrt

mp.dps = 30


def above(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def black(sign, forward, strike, deviation):
    if strike <= 0:
        return forward - strike if sign > 0 else mpf(0)
    if deviation == 0:
        return max(sign * (forward - strike), mpf(0))
    d = log(forward / strike) / deviation
    return sign * (forward * above(sign * (d + deviation / 2)) - strike * above(sign * (d - deviation / 2)))


def integral(function, levels, shared, deviation, other, first, low, high):
    """Of a function over z in pieces that end where the first asset passes the levels, functions of the second."""
    ends = {mpf(low), mpf(high)}
    for level in levels:
        def height(z):
            pay = level(z)
            return log(first(z) / pay) if pay > 0 else mpf(50)
        steps = [mpf(low) + mpf(high - low) * i / 400 for i in range(401)]
        heights = [height(z) for z in steps]
        for target in ([0] if deviation == 0 else [-8 * deviation, -3 * deviation, 0, 3 * deviation, 8 * deviation]):
            for (z, left), (y, right) in zip(zip(steps, heights), list(zip(steps, heights))[1:]):
                if (left - target) * (right - target) < 0:
                    a, b = z, y
                    for _ in range(110):
                        m = (a + b) / 2
                        if (height(m) - target) * (left - target) > 0:
                            a = m
                        else:
                            b = m
                    ends.add((a + b) / 2)
    for i in range(int(high - low) // 2):
        ends.add(mpf(low) + 2 * i)
    total = mpf(0)
    points = sorted(ends)
    for a, b in zip(points, points[1:]):
        total += quad(lambda z: npdf(z) * function(z), [a, b], maxdegree=8)
    return total


def price(kind, sign, s1, s2, strike, rate, q1, q2, v1, v2, rho, years):
    s1, s2, strike, rate, q1, q2, v1, v2, rho, years = (mpf(x) for x in (s1, s2, strike, rate, q1, q2, v1, v2, rho, years))
    p1, p2, k = s1 * exp(-q1 * years), s2 * exp(-q2 * years), strike * exp(-rate * years)
    a, c = v1 * sqrt(years), v2 * sqrt(years)
    shared, deviation = rho * a, a * sqrt(1 - rho * rho)
    first = lambda z: p1 * exp(shared * z - shared * shared / 2)
    second = lambda z: p2 * exp(c * z - c * c / 2)
    low, high = min(0, shared, c) - 14, max(0, shared, c) + 14
    if kind == "spread":
        value = lambda z: black(sign, first(z), second(z) + k, deviation)
        levels = [lambda z: second(z) + k]
    else:
        # The worse of both: a call spread between the strike and the second asset.
        def worse(z, level):
            b = second(z)
            return black(1, first(z), level, deviation) - black(1, first(z), b, deviation) if b > level else mpf(0)
        plain = black(1, p1, k, a) + black(1, p2, k, c)
        levels = [second, lambda z: k]
        cut = [] if k <= 0 else [(log(k / p2) + c * c / 2) / c]
        def whole(level):
            lo = cut[0] if level > 0 and cut else low
            lo = max(lo, mpf(low))
            return integral(lambda z: worse(z, level), levels, shared, deviation, second, first, lo, high) if lo < high else mpf(0)
        call, least = whole(k), whole(mpf(0))
        if kind == "best-of":
            call, least = plain - call, p1 + p2 - least
        return call if sign > 0 else call + k - least
    return integral(value, levels, shared, deviation, second, first, low, high)


def main():
    kind = sys.argv[1]
    draw = random.Random(18)
    print("# Options on two lognormal assets: " + ("max(S1 - S2 - K, 0) and its put." if kind == "spread" else "on the better or the worse."))
    print("# source: computed here by an integral over the second asset with mpmath, 30 digits; inputs exact doubles.")
    kinds = "" if kind == "spread" else "kind,"
    print(kinds + "type,spot1,spot2,strike,rate,dividendYield1,dividendYield2,volatility1,volatility2,correlation,expiry,price")
    for i in range(80 if kind == "spread" else 60):
        sign = draw.choice([1, -1])
        s1 = round(draw.uniform(50, 150), 2)
        years = draw.choice([0.01, 0.25, 1.0, 3.0, 10.0])
        v1, v2 = round(draw.uniform(0.03, 0.9), 3), round(draw.uniform(0.03, 0.9), 3)
        rho = draw.choice([round(draw.uniform(-0.95, 0.95), 3), 0.9999, -0.9999, 0.0])
        rate, q1, q2 = (round(draw.uniform(-0.02, 0.08), 4) for _ in range(3))
        if kind == "spread":
            s2 = round(draw.uniform(20, 130), 2)
            k = draw.choice([round(draw.uniform(0, 40), 2), round(draw.uniform(0, 3), 2), 0.0, round(draw.uniform(50, 120), 2)])
            row = ["call" if sign > 0 else "put", s1, s2, k, rate, q1, q2, v1, v2, rho, years]
            value = price("spread", sign, s1, s2, k, rate, q1, q2, v1, v2, rho, years)
        else:
            s2 = round(s1 * draw.uniform(0.7, 1.4), 2)
            k = round(s1 * draw.uniform(0.5, 1.6), 2)
            which = draw.choice(["best-of", "worst-of"])
            row = [which, "call" if sign > 0 else "put", s1, s2, k, rate, q1, q2, v1, v2, rho, years]
            value = price(which, sign, s1, s2, k, rate, q1, q2, v1, v2, rho, years)
        print(",".join(str(x) for x in row) + "," + mp.nstr(value, 20))


main()
