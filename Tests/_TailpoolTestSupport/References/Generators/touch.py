"""Makes Tables/touch.csv: touch options with their Greeks, in ordinary markets and where closed forms are hard.

    python3 touch.py > ../Tables/touch.csv

The price is the closed form of the reflection principle at 400 digits, so that no cancellation matters, and each Greek its
derivative by differences at 400 digits. For every row it is compared with the integral of the density of the first passage
time, by quadrature, and the script stops where they differ by more than 1e-20 relative.
cond_x is the sum of |y dx/dy| / |x| over the inputs y that are not zero, by differences at 400 digits.
"""
import random
from datetime import date

import mpmath as mp

mp.mp.dps = 400
STEP = mp.mpf(10) ** -60
NAMES = ["spot", "barrier", "rate", "dividendYield", "volatility", "expiry"]


def normal(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def problem(side, spot, barrier, rate, dividend, volatility, years):
    """Distance, drift away from the barrier, and r T, over one unit of time."""
    s = volatility * mp.sqrt(years)
    sign = 1 if side == "down" else -1
    return abs(mp.log(barrier / spot)) / s, sign * ((rate - dividend) * years / s - s / 2), rate * years


def price(kind, side, *inputs):
    t, nu, decay = problem(side, *inputs)
    if kind == "no-touch":
        return mp.exp(-decay) * (normal(t + nu) - mp.exp(-2 * nu * t) * normal(nu - t))
    if kind == "one-touch-at-expiry":
        return mp.exp(-decay) * (normal(-t - nu) + mp.exp(-2 * nu * t) * normal(nu - t))
    # A complex root where the rate is negative enough; the sum of the two terms is real.
    root = mp.sqrt(mp.mpc(nu * nu + 2 * decay))
    return mp.re(mp.exp(-t * (nu + root)) * normal(root - t) + mp.exp(t * (root - nu)) * normal(-root - t))


def by_density(kind, side, *inputs):
    """With u = (t/x)² the density of the passage at u du is 2 φ(x + ν t/x) dx, from x = t on."""
    t, nu, decay = problem(side, *inputs)

    def paid(x):
        waited = decay * (t / x) ** 2 if kind == "one-touch" else decay
        return 2 * mp.exp(-(x + nu * t / x) ** 2 / 2 - waited) / mp.sqrt(2 * mp.pi)

    peak = max(t, mp.sqrt(abs(nu) * t))
    scale = 1 / (1 + abs(peak - abs(nu)))
    ends = sorted({t, *[t + (peak - t) * k / 8 for k in range(9)], *[peak + scale * k * 2 for k in range(1, 9)],
                   *[peak + k for k in (2, 4, 8, 16, 32, 50)]})
    unit = price(kind, side, *inputs) if kind != "no-touch" else mp.mpf(1)
    reached = unit * mp.quad(lambda x: paid(x) / unit, ends + [mp.inf])
    return reached if kind != "no-touch" else mp.exp(-decay) - reached


def greeks(kind, side, inputs):
    inputs = list(inputs)

    def moved(values, index, by):
        return [v + by if i == index else v for i, v in enumerate(values)]

    def slope(function, values, index):
        step = STEP * max(abs(values[index]), mp.mpf(10) ** -6)
        return (function(moved(values, index, step)) - function(moved(values, index, -step))) / (2 * step)

    def value(values):
        return price(kind, side, *values)

    def delta(values):
        return slope(value, values, 0)

    functions = {
        "price": value, "delta": delta, "gamma": lambda v: slope(delta, v, 0), "vega": lambda v: slope(value, v, 4),
        "theta": lambda v: -slope(value, v, 5), "rho": lambda v: slope(value, v, 2),
    }
    row = {}
    for name, function in functions.items():
        row[name] = function(inputs)
        sizes = [abs(x * slope(function, inputs, i)) for i, x in enumerate(inputs) if x != 0]
        row["cond_" + name] = sum(sizes) / abs(row[name])
    return row


def market(family, rng):
    """Made-up inputs, doubles of few digits."""
    spot = float(f"{rng.choice([1, 100, 64000]) * rng.uniform(0.9, 1.1):.6g}")
    rate, dividend = round(rng.uniform(0, 0.08), 4), round(rng.uniform(0, 0.06), 4)
    volatility, years = round(rng.uniform(0.1, 1.2), 3), float(f"{10 ** rng.uniform(-1.5, 0.6):.6g}")
    distance = rng.uniform(0.2, 3)
    if family == "tail":
        distance = rng.uniform(8, 36)
        volatility, years = round(rng.uniform(0.05, 0.3), 3), float(f"{10 ** rng.uniform(-3, -1.5):.6g}")
    if family == "near":
        distance = 10 ** rng.uniform(-6, -1)
    if family == "short":
        years = float(f"{10 ** rng.uniform(-7, -4):.6g}")
        distance = rng.uniform(0.05, 6)
    if family == "calm":
        volatility, distance = round(rng.uniform(0.01, 0.04), 4), rng.uniform(0.2, 6)
        rate, dividend = round(rng.uniform(-0.1, 0.2), 3), round(rng.uniform(-0.1, 0.2), 3)
        years = float(f"{10 ** rng.uniform(-0.3, 0.9):.6g}")
    if family == "negative":
        rate, dividend = round(rng.uniform(-0.6, -0.01), 4), round(rng.uniform(-0.05, 0.05), 4)
        years = float(f"{10 ** rng.uniform(-0.5, 0.7):.6g}")
    if family == "zero":
        rate, dividend = 0.0, 0.0
    return spot, rate, dividend, volatility, years, distance


def rows():
    rng = random.Random(20261201)
    for family, count in [("body", 60), ("tail", 48), ("near", 36), ("short", 36), ("calm", 48), ("negative", 36),
                          ("zero", 36)]:
        for index in range(count):
            kind = ["one-touch", "one-touch-at-expiry", "no-touch"][index % 3]
            side = ["down", "up"][index // 3 % 2]
            spot, rate, dividend, volatility, years, distance = market(family, rng)
            move = distance * volatility * years ** 0.5
            barrier = spot * float(mp.exp(-move if side == "down" else move))
            barrier = float(f"{barrier:.12g}")
            if (barrier >= spot) == (side == "down"):
                continue
            yield family, kind, side, [mp.mpf(x) for x in (spot, barrier, rate, dividend, volatility, years)]


def main():
    columns = ["price", "delta", "gamma", "vega", "theta", "rho"]
    print("# Touch options: one unit of cash for a barrier that is, or is not, reached. Conventions as in barrier.csv; rates of")
    print("# all signs, far tails, barriers near the spot, short and calm. Made-up inputs, exact doubles; 20 digits.")
    print(f"# touch.py, mpmath {mp.__version__} at 400 digits, checked by quadrature, {date.today()}.")
    print(",".join(["family", "kind", "side"] + NAMES + columns + ["cond_" + c for c in columns]))
    for family, kind, side, inputs in rows():
        with mp.workdps(60):
            exact, integral = price(kind, side, *inputs), by_density(kind, side, *inputs)
            unit = exact if kind != "no-touch" else mp.mpf(1)
            assert abs(integral - exact) <= mp.mpf(10) ** -20 * unit, (family, kind, side, inputs, exact, integral)
        row = greeks(kind, side, inputs)
        cells = [family, kind, side] + [repr(float(x)) for x in inputs] + [mp.nstr(row[c], 20) for c in columns]
        print(",".join(cells + [mp.nstr(row["cond_" + c], 6) for c in columns]), flush=True)


if __name__ == "__main__":
    main()
