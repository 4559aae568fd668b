"""What a small portfolio of cover cedes claim by claim, how its lines share a result, and what it holds back (pip install numpy).

The portfolio is that of cover_analysis.py. The layer's aggregate comes from its generating function by a Fourier transform; shares from
the joint law of each line and the rest, by one in two dimensions; reserves in whole hundredths from exact fractions.
Writes ../Tables/cover_shares.json.
"""
import json
import math
from fractions import Fraction

import numpy as np

N = 1024
x = np.arange(N)


def atoms(amounts):
    masses = np.zeros(N)
    for amount, probability in amounts:
        masses[amount] += probability
    return masses


def exponential(mean, limit):
    limited = lambda k: mean * -np.expm1(-np.clip(k, 0, limit) / mean)
    masses = 2 * limited(x) - limited(x - 1) - limited(x + 1)
    masses[0] = 1 - limited(1)
    return masses


claims = [atoms([(5, 0.5), (12, 0.3), (40, 0.2)]), exponential(6, 30), atoms([(25, 1)])]
counts = [lambda f: np.exp(1.2 * (f - 1)), lambda f: (1 - 0.75 * (f - 1)) ** (-0.8 / 0.75), lambda f: (1 + 0.05 * (f - 1)) ** 10]
hits = [(0, 0.8, atoms([(30, 1)])), (2, 0.5, atoms([(10, 0.5), (50, 0.5)]))]
premiums = np.array([24.0, 6.0, 18.0])


# The layer of 20 above 20 of every claim of the first and the third line.
def layered(masses):
    result = np.zeros(N)
    np.add.at(result, np.clip(x - 20, 0, 20), masses)
    return result


value = counts[0](np.fft.fft(layered(claims[0]))) * counts[2](np.fft.fft(layered(claims[2])))
event = 1
for _, probability, masses in hits:
    event = event * (1 - probability + probability * np.fft.fft(layered(masses)))
aggregate = np.fft.ifft(value * np.exp(0.1 * (event - 1))).real
limit, restored, rate, loading = 20, 1, 0.5, (0.35, 0.05)
paid = np.minimum(x, (restored + 1) * limit)
mean = aggregate @ paid
deviation = math.sqrt(aggregate @ (paid - mean) ** 2)
price = (1 + loading[0]) * mean + loading[1] * deviation
initial = price / (1 + rate * (aggregate @ np.minimum(x, restored * limit)) / limit)
excess = [aggregate @ x, mean, deviation, price, initial, aggregate[x >= (restored + 1) * limit].sum()]


def joint(line):
    axis = lambda index, masses: np.fft.fft(masses)[:, None] if index == line else np.fft.fft(masses)[None, :]
    value = np.ones((N, N), dtype=complex)
    for index, count in enumerate(counts):
        value = value * count(axis(index, claims[index]))
    event = 1
    for index, probability, masses in hits:
        event = event * (1 - probability + probability * axis(index, masses))
    return np.fft.ifft2(value * np.exp(0.1 * (event - 1))).real


sums = np.add.outer(x, x).ravel()
laws = [joint(line) for line in range(3)]
whole = np.bincount(sums, laws[0].ravel(), 2 * N - 1)[:N]
own = np.array([law.sum(axis=1) @ x for law in laws])
given = np.array([np.bincount(sums, (x[:, None] * law).ravel(), 2 * N - 1)[:N] for law in laws])
rules = {
    "conditional-mean": np.where(whole > 1e-25, given / np.maximum(whole, 1e-300), x * (own / own.sum())[:, None]),
    "proportional-to-means": x * (own / own.sum())[:, None],
    "proportional-to-premiums": x * (premiums / premiums.sum())[:, None],
}
exceeding = 1 - np.cumsum(whole)
totals = [int(round(whole @ x))] + [int(np.argmax(exceeding <= (1 - level) * (1 + 1e-12))) for level in (0.9, 0.99)]
shared = []
for name, parts in rules.items():
    results = premiums[:, None] - parts
    shared.append(dict(fn="sharing", rule=name, totals=totals, byTotal=[list(results[:, k]) for k in totals],
                       surpluses=list(np.maximum(results, 0) @ whole), deficits=list(np.maximum(-results, 0) @ whole)))

# Reserves: a triangle in units, all else in hundredths; time in days.
rows = [[100, 150, 165, 170], [110, 168, 190], [120, 171], [90]]
factors = []
for age in range(3):
    seen = [row for row in rows if len(row) > age + 1]
    factors.append(Fraction(sum(row[age + 1] for row in seen), sum(row[age] for row in seen)))
reserve = sum(row[-1] * (math.prod(factors[len(row) - 1:], start=Fraction(1)) - 1) for row in rows)
exposures, ratios = [200, 220, 230, 240], [Fraction(3, 4), Fraction(4, 5), Fraction(3, 4), Fraction(7, 10)]
beforehand = sum((1 - 1 / math.prod(factors[len(row) - 1:], start=Fraction(1))) * ratio * exposure
                 for row, ratio, exposure in zip(rows, ratios, exposures))
policies = [(120_001, 0, 365), (90_000, 100, 200), (50_000, 0, 50)]
now = 120
unearned = sum(math.ceil(Fraction(premium * min(max(start + period - now, 0), period), period)) for premium, start, period in policies)
held = []
# Of paid claims what is outstanding is a part of the reserve.
for claims_are, incurred in (("reported", [(30_000, 12_345), (7_000, 0), (1, 1)]), ("paid", [(3_000, 1_234), (700, 0), (1, 1)])):
    outstanding = sum(a - b for a, b in incurred)
    for method, amount in (("chain-ladder", reserve), ("bornhuetter-ferguson", beforehand)):
        rest = math.ceil(100 * amount) - (outstanding if claims_are == "paid" else 0)
        held.append(dict(fn="reserves", claims=claims_are, method=method, rows=rows, exposures=exposures, ratios=[float(r) for r in ratios],
                         policies=policies, incurred=incurred, day=now, unearned=unearned, outstanding=outstanding, rest=rest,
                         total=unearned + outstanding + rest))

with open("../Tables/cover_shares.json", "w") as file:
    json.dump(dict(name="cover_shares", source="Generators/cover_shares.py, NumPy %s, 2026-12-01" % np.__version__,
                   cases=[dict(fn="excess", numbers=excess)] + shared + held), file, indent=1, default=float)
    file.write("\n")
