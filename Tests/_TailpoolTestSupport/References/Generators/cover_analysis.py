"""A small portfolio of cover with a common shock, from the joint law of each line and the rest (pip install numpy scipy).

The joint law of one line's loss and that of all others on a grid of 1,024 by 1,024 comes from its joint generating function by a
Fourier transform in two dimensions; means, tails and what a line bears given the whole are then sums over that law. An
exponential claim up to a limit is put on the grid so that the mean of every interval stays: p(k) = 2 L(k) − L(k − 1) − L(k + 1)
with L(x) = E[min(X, x)]. Ruin by periods is a recursion over surpluses, the adjustment coefficient a root of Lundberg's
equation by brentq. Writes ../Tables/cover_analysis.json.
"""
import json
import numpy as np
import scipy
from scipy.optimize import brentq

N = 1024
LEVELS = [0.9, 0.99]
LEVEL = 0.99


def atoms(amounts):
    masses = np.zeros(N)
    for amount, probability in amounts:
        masses[amount] += probability
    return masses


def exponential(mean, limit):
    limited = lambda x: mean * -np.expm1(-np.clip(x, 0, limit) / mean)
    k = np.arange(N)
    masses = 2 * limited(k) - limited(k - 1) - limited(k + 1)
    masses[0] = 1 - limited(1)
    return masses


poisson = lambda mean: lambda f: np.exp(mean * (f - 1))
binomial = lambda n, p: lambda f: (1 + p * (f - 1)) ** n


def negative_binomial(mean, variance):
    beta = variance / mean - 1
    return lambda f: (1 - beta * (f - 1)) ** (-mean / beta)


claims = [atoms([(5, 0.5), (12, 0.3), (40, 0.2)]), exponential(6, 30), atoms([(25, 1)])]
rates = [1.2, 0.8, 0.5]
shock_rate = 0.1
hits = [(0, 0.8, atoms([(30, 1)])), (2, 0.5, atoms([(10, 0.5), (50, 0.5)]))]


def counts(factor):
    # A factor on a mean keeps a binomial's trials and a negative binomial's variation (variance − mean) / mean².
    m, v = 0.8 * factor, 0.8 * factor + (1.4 - 0.8) * factor * factor
    return [poisson(1.2 * factor), negative_binomial(m, v), binomial(10, 0.05 * factor)]


def transform(masses, axis):
    values = np.fft.fft(masses)
    return values[:, None] if axis == 0 else values[None, :]


def joint(line, factor=1.0):
    """P(loss of the line = x, loss of all others = y); with no line, all in y."""
    axis = lambda index: 0 if index == line else 1
    value = np.ones((N, N), dtype=complex)
    for index, count in enumerate(counts(factor)):
        value = value * count(transform(claims[index], axis(index)))
    event = 1
    for index, probability, masses in hits:
        event = event * (1 - probability + probability * transform(masses, axis(index)))
    value = value * np.exp(shock_rate * (event - 1))
    return np.fft.ifft2(value).real


def total(law):
    x = np.add.outer(np.arange(N), np.arange(N)).ravel()
    return np.bincount(x, law.ravel(), 2 * N - 1)


def tail(masses, level):
    exceeding = 1 - np.cumsum(masses)
    index = int(np.argmax(exceeding <= (1 - level) * (1 + 1e-12)))
    weights = np.where(np.arange(len(masses)) > index, masses, 0.0)
    weights[index] = (1 - level) - weights.sum()
    return index, weights / (1 - level)


laws = [joint(line) for line in range(3)]
whole = total(laws[0])
amount = np.arange(len(whole))
assert whole[N // 2:].sum() < 1e-10, whole[N // 2:].sum()
for law in laws[1:]:
    assert abs(total(law) - whole).max() < 1e-15
index, weights = tail(whole, LEVEL)
lines, shares = [], [[] for _ in LEVELS]
x, s = np.arange(N), np.add.outer(np.arange(N), np.arange(N)).ravel()
for law in laws:
    own = law.sum(axis=1)
    given = np.bincount(s, (x[:, None] * law).ravel(), 2 * N - 1)
    ratio = np.where(weights > 0, weights / whole, 0)
    mean = own @ x
    lines.append(dict(mean=mean, variance=own @ (x - mean) ** 2, contribution=given @ ratio,
                      valueAtRisk=tail(own, LEVEL)[0]))
    for place, level in enumerate(LEVELS):
        k = tail(whole, level)[0]
        shares[place].append(given[k] / whole[k])
layers, low = [], 0
for size in (50, 60, 1e9):
    borne = np.clip(amount - low, 0, size)
    layers.append(dict(touched=whole[amount > low].sum(), exhausted=whole[amount >= low + size].sum(), mean=whole @ borne,
                       contribution=weights @ borne))
    low += size
ceded = 0.9 * np.clip(amount - 60, 0, 70)
alternatives = [(0.6, 0.8), (0.4, 1.3)]
others = [total(joint(None, factor)) for _, factor in alternatives]
mixture = sum(weight * law for (weight, _), law in zip(alternatives, others))
shortfall = lambda masses: float(tail(masses, LEVEL)[1] @ amount)

capital, premium, periods = 400, 48, 10
alive, ruined, ruin = {capital: 1.0}, 0.0, []
for _ in range(periods):
    after = {}
    for surplus, probability in alive.items():
        for loss in np.flatnonzero(whole > 1e-18):
            left = surplus + premium - int(loss)
            if left < 0:
                ruined += probability * whole[loss]
            else:
                after[left] = after.get(left, 0.0) + probability * whole[loss]
    alive = after
    ruin.append(ruined)
events = np.array([1.0])
for _, probability, masses in hits:
    hit = probability * masses[:64]
    hit[0] += 1 - probability
    events = np.convolve(events, hit)
rate = sum(rates) + shock_rate
claim = sum(r * c for r, c in zip(rates, claims))
claim[:len(events)] += shock_rate * events
lundberg = brentq(lambda r: claim @ np.expm1(r * np.arange(N)) - premium * r, 1e-4, 0.06, xtol=1e-15)

mean = whole @ amount
case = dict(
    fn="portfolio", levels=LEVELS, level=LEVEL, mean=mean, variance=whole @ (amount - mean) ** 2,
    valuesAtRisk=[tail(whole, level)[0] for level in LEVELS],
    shortfalls=[float(tail(whole, level)[1] @ amount) for level in LEVELS], lines=[list(line.values()) for line in lines],
    layers=[list(layer.values()) for layer in layers], shares=shares, ceded=whole @ ceded, retained=whole @ (amount - ceded),
    alternatives=[shortfall(law) for law in others], mixture=shortfall(mixture), capital=capital, premium=premium,
    ruinByPeriod=ruin, adjustment=lundberg, rate=rate)
with open("../Tables/cover_analysis.json", "w") as file:
    json.dump(dict(name="cover_analysis",
                   source="Generators/cover_analysis.py, NumPy %s, SciPy %s, 2026-12-01" % (np.__version__, scipy.__version__),
                   cases=[case]), file, indent=1, default=float)
    file.write("\n")
