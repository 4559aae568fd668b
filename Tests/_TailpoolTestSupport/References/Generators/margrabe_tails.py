"""Makes Tables/margrabe_tails.csv: exchange options far in the tails and with nearly equal volatilities.

    python3 margrabe_tails.py > ../Tables/margrabe_tails.csv

Margrabe's formula at 200 digits, checked by quadrature of the payoff against the density of the ratio; the script stops
where they differ by more than 1e-20 relative. cond is the sum of |x dV/dx| / V over the inputs, by differences.
"""
import random
from datetime import date

import mpmath as mp

mp.mp.dps = 200
DIFFERENCE = mp.mpf(10) ** -60


def normal(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def terms(spot1, spot2, yield1, yield2, volatility1, volatility2, correlation, years):
    variance = (volatility1 ** 2 + volatility2 ** 2 - 2 * correlation * volatility1 * volatility2) * years
    return spot1 * mp.exp(-yield1 * years), spot2 * mp.exp(-yield2 * years), mp.sqrt(variance)


def price(*arguments):
    first, second, s = terms(*arguments)
    d = mp.log(first / second) / s + s / 2
    return first * normal(d) - second * normal(d - s)


def by_quadrature(unit, *arguments):
    first, second, s = terms(*arguments)
    low = (mp.log(second / first) + s * s / 2) / s
    width = 1 / (1 + abs(low))
    points = sorted({low + j * width for j in (0, 0.5, 1, 2, 4, 8, 16, 32, 64, 128)}
                    | {x for x in (mp.mpf(0), s) for x in (x - 15, x - 7, x - 3, x, x + 3, x + 7, x + 15) if x > low})

    def integrand(z):
        return (first * mp.exp(s * z - s * s / 2) - second) * mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi) / unit
    return unit * mp.quad(integrand, points)


def main():
    draw = random.Random(20261129)
    print("# Exchange options far in the tails and with nearly equal volatilities; columns as in margrabe.csv. Made-up")
    print("# inputs, exact doubles; prices to 20 digits.")
    print(f"# margrabe_tails.py, mpmath {mp.__version__} at {mp.mp.dps} digits, checked by quadrature, {date.today()}.")
    print("spot1,spot2,dividendYield1,dividendYield2,volatility1,volatility2,correlation,expiry,price,cond")
    for i in range(120):
        years = float("%.5g" % 10 ** draw.uniform(-3, 1))
        volatility1 = float("%.5g" % draw.uniform(0.05, 1.2))
        if i % 2 == 0:
            volatility2 = float("%.5g" % draw.uniform(0.05, 1.2))
            correlation = float("%.4g" % draw.uniform(-1, 1))
        else:
            volatility2 = float("%.12g" % (volatility1 * (1 + 10 ** draw.uniform(-8, -2))))
            correlation = draw.choice([1.0, 0.9999999, 0.99999])
        yields = [float("%.3g" % draw.uniform(-0.02, 0.08)) for _ in range(2)]
        spot1 = float("%.6g" % draw.uniform(50, 150))
        arguments = [mp.mpf(x) for x in (spot1, spot1, *yields, volatility1, volatility2, correlation, years)]
        first, second, s = terms(*arguments)
        spot2 = float("%.16g" % (spot1 * first / second * mp.exp(draw.uniform(-1, 36) * s)))
        arguments[1] = mp.mpf(spot2)
        value = price(*arguments)
        if value < mp.mpf(10) ** -290:
            continue
        with mp.workdps(40):
            check = by_quadrature(value, *arguments)
        if abs(check - value) > mp.mpf(10) ** -20 * value:
            raise SystemExit(f"{arguments}: {mp.nstr(value, 25)}, quadrature {mp.nstr(check, 25)}")
        cond = mp.mpf(0)
        for j, x in enumerate(arguments):
            # A correlation of 1 is moved inwards.
            step = -DIFFERENCE if j == 6 else DIFFERENCE
            moved = list(arguments)
            moved[j] = x * (1 + step)
            cond += abs((price(*moved) - value) / step / value)
        cells = [repr(x) for x in (spot1, spot2, *yields, volatility1, volatility2, correlation, years)]
        print(",".join(cells + [mp.nstr(value, 20), mp.nstr(cond, 6)]))


main()
