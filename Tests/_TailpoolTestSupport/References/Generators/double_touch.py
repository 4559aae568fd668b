"""Makes Tables/double_touch.csv: touch options with two barriers and their Greeks, in ordinary markets and where series are hard.

    python3 double_touch.py > ../Tables/double_touch.csv

At 80 digits, by eigenfunctions: what is paid when the lower barrier is reached first is e^(-nu a) [sinh(l a')/sinh(l w) - sum],
the no-touch the sine series integrated term by term. Each price is compared with the images of the same problem, integrated over
the time of the passage or over the end, and the script stops where they differ by more than 1e-18 of the payment. Greeks are
differences at 80 digits.
"""
import math
import random
from datetime import date

import mpmath as mp

mp.mp.dps = 80
STEP = mp.mpf(10) ** -24
NAMES = ["spot", "lowerBarrier", "upperBarrier", "rate", "dividendYield", "volatility", "expiry"]
KINDS = ["double-one-touch", "double-one-touch-at-expiry", "double-no-touch", "upper-first", "lower-first"]


def problem(spot, lower, upper, rate, dividend, volatility, years):
    s = volatility * mp.sqrt(years)
    return mp.log(spot / lower) / s, mp.log(upper / spot) / s, ((rate - dividend) * years / s - s / 2), rate * years


def passage(a, rest, nu, decay):
    """Paid when the barrier at a distance a below is reached before the one at rest above, by eigenfunctions."""
    w = a + rest
    root = mp.sqrt(mp.mpc(nu * nu + 2 * decay))
    total = mp.re(mp.sinh(root * rest) / mp.sinh(root * w)) if root != 0 else rest / w
    k = 1
    while True:
        c = (nu * nu + 2 * decay + (k * mp.pi / w) ** 2) / 2
        term = mp.pi / w ** 2 * k * mp.exp(-c) / c
        total -= term * mp.sin(k * mp.pi * a / w)
        if abs(term) < mp.mpf(10) ** -75 and k > 3:
            return mp.exp(-nu * a) * total
        k += 1


def survival(a, rest, nu):
    w = a + rest
    total, k = mp.mpf(0), 1
    while True:
        q = k * mp.pi / w
        whole = q * (1 - (-1) ** k * mp.exp(nu * w)) / (nu * nu + q * q)
        term = 2 / w * mp.exp(-q * q / 2) * whole
        total += term * mp.sin(q * a)
        if abs(term) < mp.mpf(10) ** -75 and k > 3:
            return mp.exp(-nu * a - nu * nu / 2) * total
        k += 1


def price(kind, *inputs):
    a, rest, nu, decay = problem(*inputs)
    if kind == "double-no-touch":
        return mp.exp(-decay) * survival(a, rest, nu)
    if kind == "lower-first":
        return passage(a, rest, nu, decay)
    if kind == "upper-first":
        return passage(rest, a, -nu, decay)
    if kind == "double-one-touch":
        return passage(a, rest, nu, decay) + passage(rest, a, -nu, decay)
    return mp.exp(-decay) * (passage(a, rest, nu, 0) + passage(rest, a, -nu, 0))


def phi(x):
    return mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def by_images(kind, *inputs):
    a, rest, nu, decay = problem(*inputs)
    w = a + rest

    def density(y):
        count = int(14 / w) + 3
        total = mp.fsum(phi(y - a + 2 * n * w) - phi(y + a + 2 * n * w) for n in range(-count, count + 1))
        return mp.exp(nu * (y - a) - nu * nu / 2) * total

    def flux(a, rest, nu, decay, x):
        """Density of x = a / sqrt(time)."""
        time = (a / x) ** 2
        count = int(14 * mp.sqrt(time) / w) + 3
        total = mp.fsum((a + 2 * n * w) * phi((a + 2 * n * w) / mp.sqrt(time)) for n in range(-count, count + 1))
        return 2 / a * mp.exp(-nu * a - (nu * nu / 2 + decay) * time) * total

    def reached(a, rest, nu, decay):
        ends = [a + k * k * mp.mpf("0.1") for k in range(0, 13)] + [a + 20]
        return mp.quad(lambda x: flux(a, rest, nu, decay, x), ends)

    with mp.workdps(30):
        if kind == "double-no-touch":
            peak = min(max(a + nu, 0), w)
            ends = sorted({mp.mpf(0), w, *[min(max(peak + k, 0), w) for k in range(-12, 13)]})
            return mp.exp(-decay) * mp.quad(density, ends)
        if kind == "lower-first":
            return reached(a, rest, nu, decay)
        if kind == "upper-first":
            return reached(rest, a, -nu, decay)
        if kind == "double-one-touch":
            return reached(a, rest, nu, decay) + reached(rest, a, -nu, decay)
        return mp.exp(-decay) * (reached(a, rest, nu, 0) + reached(rest, a, -nu, 0))


def slope(kind, inputs, place, order=1):
    moved = list(inputs)
    step = STEP * (abs(inputs[place]) or 1)

    def at(k):
        moved[place] = inputs[place] + k * step
        return price(kind, *moved)

    if order == 1:
        return (at(1) - at(-1)) / (2 * step)
    return (at(1) - 2 * at(0) + at(-1)) / step ** 2


def main():
    generator = random.Random(20261201)
    print("# Touch options with two barriers: one unit of cash at the first touch of either, at expiry if either or neither was "
          "touched,")
    print("# or at the touch of one before the other. Theta is the derivative in calendar time per year.")
    print(f"# made by Generators/double_touch.py, mpmath {mp.__version__} at {mp.mp.dps} digits, {date.today()}")
    print(",".join(["kind"] + NAMES + ["price", "delta", "gamma", "vega", "theta", "rho"]))

    def drawn(low, high):
        return float(f"{generator.uniform(low, high):.6g}")

    for row in range(150):
        kind = KINDS[row % 5]
        volatility, years = drawn(0.05, 0.9), float(f"{10 ** generator.uniform(-2, 0.7):.6g}")
        deviation = volatility * years ** 0.5
        width = 10 ** generator.uniform(-0.7, 0.9)
        part = generator.uniform(0.02, 0.98)
        lower = float(f"{100 * math.exp(-part * width * deviation):.8g}")
        upper = float(f"{100 * math.exp((1 - part) * width * deviation):.8g}")
        rate, dividend = drawn(-0.06, 0.12), drawn(-0.05, 0.1)
        if row % 11 == 0:
            rate = 0.0
        inputs = [mp.mpf(x) for x in (100.0, lower, upper, rate, dividend, volatility, years)]
        value = price(kind, *inputs)
        other = by_images(kind, *inputs)
        assert abs(value - other) < mp.mpf(10) ** -18, (kind, inputs, value, other)
        results = [value, slope(kind, inputs, 0), slope(kind, inputs, 0, 2), slope(kind, inputs, 5), -slope(kind, inputs, 6),
                   slope(kind, inputs, 3)]
        cells = [kind] + [repr(float(x)) for x in inputs] + [mp.nstr(x, 17) for x in results]
        print(",".join(cells), flush=True)


main()
