"""Makes Tables/barrier_tails.csv: barrier options where closed forms are hard.

    python3 barrier_tails.py > ../Tables/barrier_tails.csv

Each price is the integral of the payoff against the density of the paths that reach, or do not reach, the barrier, by
the method of images, in closed form at 400 digits, so that no cancellation matters. For every row it is compared with the
integral itself by quadrature, and the rebate at the passage with the integral of the first-passage density; the script
stops where they differ by more than 1e-20 relative.
cond is the sum of |x dV/dx| / V over the inputs that are positive numbers, by differences at 400 digits.
"""
import random
from datetime import date

import mpmath as mp

mp.mp.dps = 400
DIFFERENCE = mp.mpf(10) ** -80


def normal(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def density(x):
    return mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def mass(mean, deviation, low, high):
    """The probability of an interval, from the side where it is small."""
    a, b = (low - mean) / deviation, (high - mean) / deviation
    return normal(b) - normal(a) if a < 0 else normal(-a) - normal(-b)


def pieces(kind, call, spot, strike, barrier, nu, s):
    """(weight, reflected, low, high) in log(S_T / S) of the paths that pay."""
    h, k = mp.log(barrier / spot), mp.log(strike / spot)
    low, high = (k, mp.inf) if call else (-mp.inf, k)
    living = (max(low, h), high) if kind[0] == "d" else (low, min(high, h))
    beyond = (low, min(high, h)) if kind[0] == "d" else (max(low, h), high)
    result = []
    if living[0] < living[1]:
        if kind.endswith("in"):
            result.append((1, True) + living)
        else:
            result += [(1, False) + living, (-1, True) + living]
    if kind.endswith("in") and beyond[0] < beyond[1]:
        result.append((1, False) + beyond)
    return result


def option(kind, call, spot, strike, barrier, rebate, rate, dividend, volatility, years):
    sign = 1 if call else -1
    h = mp.log(barrier / spot)
    s = volatility * mp.sqrt(years)
    nu = (rate - dividend) * years - s * s / 2
    total = mp.mpf(0)
    for weight, reflected, low, high in pieces(kind, call, spot, strike, barrier, nu, s):
        asset, cash = nu + s * s, nu
        shift = 2 * h if reflected else 0
        factor = [mp.exp(2 * m * h / s ** 2) if reflected else 1 for m in (asset, cash)]
        total += sign * weight * (
            spot * mp.exp(-dividend * years) * factor[0] * mass(asset + shift, s, low, high)
            - strike * mp.exp(-rate * years) * factor[1] * mass(cash + shift, s, low, high))
    return total + rebate * rebate_value(kind, h, nu, s, rate * years)


def rebate_value(kind, h, nu, s, decay):
    t, drift = abs(h) / s, nu / s * (1 if kind[0] == "d" else -1)
    if kind.endswith("in"):
        return mp.exp(-decay) * (normal(t + drift) - mp.exp(-2 * drift * t) * normal(drift - t))
    # A complex root where the rate is negative; the sum of the two terms is real.
    root = mp.sqrt(mp.mpc(drift * drift + 2 * decay))
    return mp.re(mp.exp(-t * (drift + root)) * normal(root - t) + mp.exp(-t * (drift - root)) * normal(-root - t))


def by_quadrature(unit, kind, call, spot, strike, barrier, rebate, rate, dividend, volatility, years):
    """The same from the integrals, in a unit near the value, since quadrature stops at an absolute error."""
    sign = 1 if call else -1
    h = mp.log(barrier / spot)
    s = volatility * mp.sqrt(years)
    nu = (rate - dividend) * years - s * s / 2
    total = mp.mpf(0)
    parts = pieces(kind, call, spot, strike, barrier, nu, s)
    living = [part[2:] for part in parts if part[1] is False and kind.endswith("out")]
    jobs = [(low, high, "alive") for low, high in living] if kind.endswith("out") else [
        (low, high, "reflected" if reflected else "all") for _, reflected, low, high in parts]
    for low, high, what in jobs:
        def integrand(y):
            value = sign * (spot * mp.exp(y) - strike) * density((y - nu) / s) / s / unit
            if what == "alive":
                return value * -mp.expm1(-2 * h * (h - y) / s ** 2)
            return value * (mp.exp(-2 * h * (h - y) / s ** 2) if what == "reflected" else 1)
        total += mp.exp(-rate * years) * integral(integrand, low, high, nu, s, h)
    if rebate > 0:
        total += rebate_quadrature(rebate / unit, kind, h, nu, s, rate * years)
    return total * unit


def integral(function, low, high, nu, s, h):
    """Quadrature cut where the integrand is below exp(-120) of its largest value, in panels."""
    grid = {nu, nu + s * s, nu - s * s, nu + 2 * h, nu + s * s + 2 * h, low, high, h}
    centers = [min(max(x, low), high) for x in grid if mp.isfinite(x)]
    scale = [s / (1 + abs(c - nu) / s + abs(h) / s) for c in centers]
    points = set()
    for c, w in zip(centers, scale):
        for j in [0, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256]:
            points |= {c - j * w, c + j * w}
    inside = sorted(x for x in points if low <= x <= high)
    return mp.quad(function, inside)


def rebate_quadrature(size, kind, h, nu, s, decay):
    t, drift = abs(h) / s, nu / s * (1 if kind[0] == "d" else -1)
    if kind.endswith("in"):
        ends = sorted({mp.mpf(0), mp.mpf(1), 4, 10, 30} | {1 / (1 + t + abs(drift)) * j for j in (1, 3, 10, 40)})
        # 1 - P(reached), written as the survival integral of the reflected pair.
        return mp.exp(-decay) * mp.quad(
            lambda z: size * density(z - drift) * -mp.expm1(-2 * t * (z + t)), [-t + x for x in ends] + sorted(
                {max(-t + 30, drift) + j for j in (0, 2, 6, 16)})[1:])
    # u = t / sqrt(time): the first-passage density in time becomes a normal one.
    ends = [t + j / (1 + t + abs(drift)) for j in (0, 0.25, 1, 3, 8, 20, 60)] + [t + 20 + abs(drift) + j for j in (0, 20)]
    root = drift * drift + 2 * decay
    return mp.quad(lambda u: 2 * size * density(u) * mp.exp(-drift * t - root * t * t / (2 * u * u)), sorted(ends))


def condition(arguments, kind, call, value):
    total = mp.mpf(0)
    for i, x in enumerate(arguments):
        if x == 0:
            continue
        moved = list(arguments)
        moved[i] = x * (1 + DIFFERENCE)
        total += abs(option(kind, call, *moved) - value) / DIFFERENCE / value
    return total


def cases():
    """(family, kind, call, spot, strike, barrier, rebate, rate, dividend, volatility, years) of made-up options."""
    draw = random.Random(20261129)
    kinds = ["up-and-in", "up-and-out", "down-and-in", "down-and-out"]

    def rounded(x, digits=6):
        return float(f"%.{digits}g" % x)

    for family in ["far-strike", "far-barrier", "near-barrier", "strike-at-barrier", "short", "calm", "wild", "drift",
                   "rebate", "negative-rate", "zero-rate"]:
        for kind in kinds:
            for call in (True, False):
                for _ in range(3):
                    up = kind[0] == "u"
                    years = rounded(10 ** draw.uniform(-2, 1))
                    volatility = rounded(draw.uniform(0.08, 0.9))
                    rate, dividend = rounded(draw.uniform(0, 0.1), 3), rounded(draw.uniform(0, 0.08), 3)
                    rebate = 0.0
                    distance, moneyness = draw.uniform(0.1, 2.5), draw.uniform(-2, 2)
                    if family == "far-strike":
                        moneyness = draw.choice([-1, 1]) * draw.uniform(5, 25)
                    if family == "far-barrier":
                        distance = draw.uniform(5, 20)
                    if family == "near-barrier":
                        distance = 10 ** draw.uniform(-6, -2)
                    if family == "short":
                        years = rounded(10 ** draw.uniform(-7, -4))
                    if family == "calm":
                        volatility = rounded(10 ** draw.uniform(-3, -2))
                    if family == "wild":
                        volatility = rounded(draw.uniform(2, 6))
                    if family == "drift":
                        volatility = rounded(draw.uniform(0.01, 0.05))
                        rate, dividend = draw.choice([(0.12, 0.0), (0.0, 0.12)])
                        years = rounded(draw.uniform(0.5, 4))
                    if family == "rebate":
                        rebate = rounded(draw.uniform(1, 300))
                    if family == "negative-rate":
                        rate, dividend = rounded(draw.uniform(-0.08, -0.005), 3), rounded(draw.uniform(-0.08, 0.03), 3)
                        rebate = rounded(draw.uniform(0.5, 20))
                    if family == "zero-rate":
                        rate = dividend = 0.0
                        rebate = draw.choice([0.0, 5.0])
                    s = volatility * years ** 0.5
                    barrier = 100.0 * 2.718281828 ** (distance * s if up else -distance * s)
                    barrier = rounded(barrier, 12)
                    if family == "strike-at-barrier":
                        strike = rounded(barrier * (1 + draw.choice([-1, 1]) * 10 ** draw.uniform(-5, -1.5)), 12)
                    else:
                        strike = rounded(100.0 * 2.718281828 ** (moneyness * s))
                    yield (family, kind, call, 100.0, strike, barrier, rebate, rate, dividend, volatility, years)


def main():
    print("# Barrier options where closed forms are hard: far tails, barriers near the spot and near the strike, short and")
    print("# calm, negative rates. Conventions as in barrier.csv. Made-up inputs, exact doubles; prices to 20 digits.")
    print(f"# barrier_tails.py, mpmath {mp.__version__} at {mp.mp.dps} digits, checked by quadrature, {date.today()}.")
    print("family,kind,type,spot,strike,barrier,rebate,rate,dividendYield,volatility,expiry,price,cond")
    for family, kind, call, *numbers in cases():
        arguments = [mp.mpf(x) for x in numbers]
        value = option(kind, call, *arguments)
        if value < mp.mpf(10) ** -290:
            continue
        with mp.workdps(40):
            check = by_quadrature(value, kind, call, *arguments)
        if abs(check - value) > mp.mpf(10) ** -20 * value:
            raise SystemExit(f"{family} {kind} {call} {numbers}: {mp.nstr(value, 25)}, quadrature {mp.nstr(check, 25)}")
        cond = condition(arguments, kind, call, value)
        cells = [family, kind, "call" if call else "put"] + [repr(x) for x in numbers]
        print(",".join(cells + [mp.nstr(value, 20), mp.nstr(cond, 6)]), flush=True)


main()
