"""Capital for claims on a grid and assets by scenario, by sorting every sum of both (pip install numpy scipy).

atoms: value at risk, expected shortfall and its Euler contributions of all losses x + w + m with their probabilities, sorted; in
exact fractions where claims, scenarios and levels are such, so that atoms coincide. normal: claims on a grid and a normal
result of the assets, whose law is a sum of normal tails, by brentq. Writes ../Tables/insurance_capital.json.
"""
import json
from fractions import Fraction
import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm


def atoms(name, step, masses, triggered, results, probabilities, level):
    rows = []
    for p, w, r in zip(probabilities, triggered, results):
        for k, q in enumerate(masses):
            if p * q > 0:
                rows.append((k * step + w - r, p * q, k * step, w, -r))
    rows.sort(key=lambda row: -row[0])
    tail = 1 - level
    merged = {}
    for z, p, *parts in rows:
        entry = merged.setdefault(z, [0, 0, 0, 0])
        entry[0] += p
        for i, part in enumerate(parts):
            entry[1 + i] += p * part
    left, quantile, sums = tail, None, [0, 0, 0]
    for z in sorted(merged, reverse=True):
        p = merged[z][0]
        share = min(p, left) / p
        for i in range(3):
            sums[i] += share * merged[z][1 + i]
        left -= share * p
        quantile = z
        if left <= 0 or (isinstance(left, float) and left < 1e-15):
            # A tail that ends at an atom's edge has its quantile there or below: left = 0 asks for the next atom.
            if share == 1:
                below = [x for x in merged if x < z]
                quantile = max(below) if below else z
            break
    mean = sum(z * v[0] for z, v in merged.items())
    contributions = [float(s / tail) for s in sums]
    number = float
    return dict(fn="atoms", name=name, step=number(step), masses=[number(x) for x in masses],
                triggered=[number(x) for x in triggered], results=[number(x) for x in results],
                probabilities=[number(x) for x in probabilities], percent=number(100 * level), mean=number(mean),
                valueAtRisk=number(quantile), expectedShortfall=number(sum(s / tail for s in sums)),
                contributions=contributions)


def normal(step, masses, deviation, level):
    grid = step * np.arange(len(masses))
    masses = np.array(masses)
    exceed = lambda z: float(np.sum(masses * norm.sf((z - grid) / deviation)))
    z = brentq(lambda x: exceed(x) - (1 - level), -20 * deviation, grid[-1] + 20 * deviation, xtol=1e-13)
    d = (z - grid) / deviation
    excess = float(np.sum(masses * deviation * (norm.pdf(d) - d * norm.sf(d))))
    return dict(fn="normal", step=step, masses=list(map(float, masses)), deviation=deviation, percent=100 * level,
                valueAtRisk=z, expectedShortfall=z + excess / (1 - level))


random = np.random.default_rng(20261201)
cases = []
F = Fraction
cases.append(atoms("two by two", F(10), [F(3, 4), F(1, 4)], [F(0), F(0)], [F(4), F(-6)], [F(1, 2), F(1, 2)], F(4, 5)))
cases.append(atoms("coinciding atoms", F(1), [F(1, 2), F(1, 4), F(1, 8), F(1, 8)], [F(0), F(2), F(0), F(5)],
                   [F(1), F(0), F(-1), F(-3)], [F(1, 4)] * 4, F(7, 8)))
cases.append(atoms("weights", F(1, 2), [F(5, 8), F(1, 4), F(0), F(1, 8)], [F(0), F(0), F(3)], [F(1, 4), F(0), F(-2)],
                   [F(1, 2), F(3, 8), F(1, 8)], F(9, 10)))
for level in (0.95, 0.99):
    masses = random.gamma(0.5, size=60)
    masses[0] += 20
    masses /= masses.sum()
    results = random.standard_t(4, size=80) * 5
    triggered = np.where(results < np.quantile(results, 0.1), 20 * random.random(80), 0)
    cases.append(atoms("wrong way", 1.5, list(masses), list(triggered), list(results), [1 / 80] * 80, level))
for deviation in (2.0, 25.0):
    masses = random.gamma(0.5, size=40)
    masses[0] += 10
    masses /= masses.sum()
    cases.append(normal(2.5, masses, deviation, 0.99))
with open("../Tables/insurance_capital.json", "w") as file:
    json.dump(dict(name="insurance_capital",
                   source="Generators/insurance_capital.py, NumPy %s, 2026-12-01" % np.__version__, cases=cases), file, indent=1)
    file.write("\n")
