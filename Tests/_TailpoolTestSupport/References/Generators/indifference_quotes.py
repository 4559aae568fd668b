"""Makes Tables/indifference_quotes.csv: parts of a maker's quotes, each found from its own problem and not from a closed form.

    python3 indifference_quotes.py > ../Tables/indifference_quotes.csv

| what | found by |
|---|---|
| halfSpread | the markup at which arrivals · e^(−k δ) · (1 − e^(−γ δ)) / γ is greatest, by a root of its slope |
| vega | difference of certainty equivalents ln E e^(γ loss) / γ of a normal gain, by Gauss–Hermite quadrature |
| gamma | the same of G/2 · (r² − σ² d) over each of years / d steps, r normal |
| rehedging | difference of expected turnovers |G| · |r| times the cost, the mean by adaptive quadrature |
| slope | change of the best bid between two neighboring inventories of a maker that quotes one contract forever: the ground state of
  the linear system of the stationary problem (Guéant, Lehalle, Fernandez-Tapia 2013), by eigenvalues of 401 inventories |

Needs NumPy and SciPy (pip install numpy scipy).
"""
import math

import numpy as np
from scipy import integrate, linalg, optimize

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(120)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


def equivalent(aversion, gains):
    """What is charged for a gain at the quadrature's nodes."""
    exponents = -aversion * gains
    top = exponents.max()
    return (top + math.log((WEIGHTS * np.exp(exponents - top)).sum())) / aversion


def half_spread(aversion, decay, vega):
    k = decay / vega
    slope = lambda d: -k * -math.expm1(-aversion * d) + aversion * math.exp(-aversion * d)
    return optimize.brentq(slope, 0, 40 / k, xtol=1e-16 * 40 / k, rtol=1e-15)


def vega_charge(aversion, variance, years, held, change):
    root = math.sqrt(variance * years)
    return equivalent(aversion, (held + change) * root * NODES) - equivalent(aversion, held * root * NODES)


def gamma_charge(aversion, variance, years, step, held, change):
    squares = variance * step * (NODES * NODES - 1) / 2
    each = equivalent(aversion, (held + change) * squares) - equivalent(aversion, held * squares)
    return each * years / step


def rehedging(variance, years, step, cost, held, change):
    deviation = math.sqrt(variance * step)
    density = lambda r: abs(r) * math.exp(-r * r / (2 * deviation**2)) / (deviation * math.sqrt(2 * math.pi))
    mean = 2 * integrate.quad(density, 0, 12 * deviation, epsabs=0, epsrel=1e-12)[0]
    return cost * (abs(held + change) - abs(held)) * mean * years / step


def slope(aversion, variance, decay, arrivals):
    inventories = np.arange(-200, 201)
    fill = arrivals * (1 + aversion / decay) ** -(1 + decay / aversion)
    matrix_diagonal = decay / 2 * aversion * variance * inventories.astype(float) ** 2
    ground = linalg.eigh_tridiagonal(
        matrix_diagonal, np.full(400, -fill), select="i", select_range=(0, 0))[1][:, 0]
    ground = abs(ground)
    bid = lambda q: math.log(ground[200 + q] / ground[201 + q]) / decay
    return bid(0) - bid(-1)


def main():
    print("# Made by Generators/indifference_quotes.py.")
    print("what,riskAversion,variance,years,step,cost,held,change,decay,arrivals,vega,value")
    rows = []

    def add(what, value, **inputs):
        names = ["riskAversion", "variance", "years", "step", "cost", "held", "change", "decay", "arrivals", "vega"]
        rows.append([what] + [repr(float(inputs[n])) if n in inputs else "0" for n in names] + [repr(float(value))])

    for aversion in [1e-8, 1e-4, 0.01, 0.5]:
        for decay, vega in [(100, 60), (40, 9_000), (250, 0.4)]:
            add("halfSpread", half_spread(aversion, decay, vega), riskAversion=aversion, decay=decay, vega=vega)
    for held, change in [(0, 800), (-3_000, 500), (3_000, -500), (1_200, -5_000)]:
        for aversion, variance, years in [(1e-5, 0.9, 0.02), (2e-4, 0.6, 0.1)]:
            add("vega", vega_charge(aversion, variance, years, held, change), riskAversion=aversion, variance=variance,
                years=years, held=held, change=change)
            add("gamma", gamma_charge(aversion, variance, years, 1 / 365, held, change), riskAversion=aversion,
                variance=variance, years=years, step=1 / 365, held=held, change=change)
            add("rehedging", rehedging(variance, years, 1 / 365, 5e-4, held, change), variance=variance, years=years,
                step=1 / 365, cost=5e-4, held=held, change=change)
    for aversion, variance, decay, arrivals in [(0.01, 0.09, 0.3, 0.9), (0.001, 1.0, 0.5, 40.0), (0.1, 0.02, 1.5, 10.0)]:
        add("slope", slope(aversion, variance, decay, arrivals), riskAversion=aversion, variance=variance, decay=decay,
            arrivals=arrivals)
    for row in rows:
        print(",".join(row))


main()
