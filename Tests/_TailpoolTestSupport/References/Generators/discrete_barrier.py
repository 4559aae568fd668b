"""Makes Tables/discrete_barrier.csv: options whose barrier is watched at dates at equal intervals, the last at expiry.

    python3 discrete_barrier.py > ../Tables/discrete_barrier.csv

Forward in time, in extended precision: the density of the logarithm over the paths that were on the living side at every date, by
Clenshaw-Curtis panels, is carried from date to date and at the last one integrated against the payoff; what is found beyond at each
date is paid the rebate. Two resolutions are compared, and the script stops where they differ by more than 1e-14 of the spot; with two
dates the price of the knock-out is also compared with the bivariate normal distribution.
"""
import math
import random
from datetime import date

import numpy as np
from scipy.integrate import quad
from scipy.special import ndtr

LD = np.longdouble
ROOT = np.sqrt(LD(2) * LD("3.14159265358979323846264338327950288"))


def clenshaw_curtis(n):
    """Nodes on [0, 1] and weights."""
    k = np.arange(n + 1, dtype=LD)
    theta = LD("3.14159265358979323846264338327950288") * k / n
    weights = np.zeros(n + 1, dtype=LD)
    for i in range(n + 1):
        total = LD(1)
        for j in range(1, n // 2 + 1):
            b = LD(1) if 2 * j == n else LD(2)
            total -= b * np.cos(2 * j * theta[i]) / (4 * j * j - 1)
        weights[i] = (LD(1) if i in (0, n) else LD(2)) * total / n
    return (1 - np.cos(theta)) / 2, weights / 2


def erfc(x):
    return LD(math.erfc(float(x)))


def panels(ends, count, rule):
    nodes, weights = rule
    places, masses = [], []
    for low, high in zip(ends, ends[1:]):
        parts = max(1, int(math.ceil(float((high - low) / count))))
        for p in range(parts):
            a = low + (high - low) * p / parts
            width = (high - low) / parts
            places.append(a + width * nodes)
            masses.append(width * weights)
    return np.concatenate(places), np.concatenate(masses)


def price(kind, option, spot, strike, barrier, rebate, dates, rate, dividend, volatility, years, width, rule):
    up = kind.startswith("up")
    step = LD(years) / dates
    s = LD(volatility) * np.sqrt(step)
    side = LD(-1 if up else 1)
    drift = side * (LD(rate) - LD(dividend) - LD(volatility) ** 2 / 2) * step / s
    start = side * np.log(LD(spot) / LD(barrier)) / s
    sign = LD(1 if option == "call" else -1)

    def payoff(x):
        return np.maximum(sign * (LD(barrier) * np.exp(side * s * x) - LD(strike)), LD(0))

    kink = side * np.log(LD(strike) / LD(barrier)) / s if strike > 0 else LD(-1)
    top = max(start, LD(0)) + max(LD(0), drift + max(LD(0), side * s)) * dates + 10 * np.sqrt(LD(dates)) + 1
    ends = [LD(0)] + ([kink] if 0 < kink < top else []) + [top]
    x, mass = panels(ends, width, rule)

    def normal(z):
        return np.exp(-z * z / 2) / ROOT

    density = normal(x - start - drift)
    lost = [LD(0.5) * erfc((start + drift) / np.sqrt(LD(2)))]
    kernel = normal(x[:, None] - x[None, :] - drift) * mass[None, :]
    leave = LD(0.5) * np.array([erfc(v) for v in (x + drift) / np.sqrt(LD(2))], dtype=LD) * mass
    for _ in range(dates - 1):
        lost.append(np.sum(leave * density))
        density = kernel @ density
    discount = np.exp(-LD(rate) * step)
    out = discount ** dates * np.sum(payoff(x) * density * mass)
    stay = np.sum(density * mass)
    if kind.endswith("out"):
        return out + LD(rebate) * sum(discount ** (i + 1) * p for i, p in enumerate(lost)), out
    # All paths, by the same panels over both sides.
    bottom = min(start, LD(0)) + min(LD(0), drift + min(LD(0), side * s)) * dates - 10 * np.sqrt(LD(dates)) - 1
    y, all_mass = panels([bottom] + ([kink] if bottom < kink < top and strike > 0 else []) + [top], width, rule)
    spread = np.sqrt(LD(dates))
    vanilla = discount ** dates * np.sum(payoff(y) * normal((y - start - drift * dates) / spread) / spread * all_mass)
    return vanilla - out + LD(rebate) * discount ** dates * stay, out


def by_bivariate(kind, option, spot, strike, barrier, rebate, dates, rate, dividend, volatility, years):
    """The knock-out with two dates, by probabilities."""
    up = kind.startswith("up")
    step = years / 2

    def both(above, measure):
        """P(first date on the living side, last beyond `above` on it)."""
        drift = rate - dividend + (0.5 if measure else -0.5) * volatility ** 2
        e = -1 if up else 1
        a = e * (math.log(spot / barrier) + drift * step) / (volatility * math.sqrt(step))
        b = e * (math.log(spot / above) + drift * years) / (volatility * math.sqrt(years))
        root = math.sqrt(0.5)
        return quad(lambda z: math.exp(-z * z / 2) / math.sqrt(2 * math.pi) * ndtr((b - root * z) / root), -12, a,
                    epsabs=1e-13, limit=200)[0]

    def worth(level):
        return spot * math.exp(-dividend * years) * both(level, True) - strike * math.exp(-rate * years) * both(level, False)

    outward = (option == "call") != up
    if outward:
        level = min(strike, barrier) if up else max(strike, barrier)
        return abs(worth(level))
    if (strike >= barrier) if up else (strike <= barrier):
        return 0.0
    return abs(worth(barrier) - worth(strike))


def main():
    generator = random.Random(20261202)
    print("# Barrier options watched at dates at equal intervals, the last at expiry; a knock-out pays its rebate at the date.")
    print(f"# made by Generators/discrete_barrier.py, NumPy {np.__version__} in extended precision, {date.today()}")
    names = "kind,type,spot,strike,barrier,rebate,observations,rate,dividendYield,volatility,expiry"
    print(names + ",price")

    def drawn(low, high):
        return float(f"{generator.uniform(low, high):.5g}")

    fine, coarse = clenshaw_curtis(48), clenshaw_curtis(40)
    for row in range(60):
        kind = ["up-and-in", "up-and-out", "down-and-in", "down-and-out"][row % 4]
        option = "call" if generator.random() < 0.5 else "put"
        dates = [1, 2, 3, 5, 12, 25, 52][row % 7]
        volatility, years = drawn(0.08, 0.8), drawn(0.05, 2)
        deviation = volatility * math.sqrt(years)
        away = generator.uniform(-0.1, 1.5) * deviation
        barrier = float(f"{100 * math.exp(away if kind.startswith('up') else -away):.6g}")
        strike = float(f"{100 * math.exp(generator.uniform(-1, 1) * deviation):.6g}")
        rebate = 0.0 if row % 3 else drawn(0.5, 8)
        inputs = (kind, option, 100.0, strike, barrier, rebate, dates, drawn(-0.03, 0.1), drawn(-0.03, 0.08), volatility, years)
        value, out = price(*inputs, 3, fine)
        other, _ = price(*inputs, 3.5, coarse)
        assert abs(value - other) < 1e-12, (inputs, value, other)
        if dates == 2:
            known = by_bivariate(*inputs)
            assert abs(float(out) - known) < 1e-9, (inputs, out, known)
        cells = [f"{v!r}" if isinstance(v, float) else str(v) for v in inputs]
        print(",".join(cells + [np.format_float_positional(value, precision=17, unique=False, fractional=False)]), flush=True)


main()
