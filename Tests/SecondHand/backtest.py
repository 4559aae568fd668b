"""Forecasts of the next day's tail held against what happened, and the tests of such a record."""

import math

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.stats import binom, chi2

import tail


def rescaled(results, decay=0.94):
    """Each result over its day's deviation, times the next day's; the first variance is the window's mean square."""
    variance, variances = np.mean(results**2), []
    for r in results:
        variances.append(variance)
        variance = decay * variance + (1 - decay) * r * r
    return results * np.sqrt(variance / np.array(variances))


def empirical(results, level):
    return tail.value_at_risk(results, level, False)["value"], tail.expected_shortfall(results, level, False)["value"]


def pareto(results, level, share=0.1):
    """Excesses over the loss of rank n − ⌊share n⌋ follow a generalized Pareto law of greatest likelihood."""
    losses = np.sort(-results)
    n, beyond = len(losses), int(share * len(losses))
    threshold = losses[n - beyond - 1]
    y = losses[losses > threshold] - threshold
    # With θ = ξ/β the best ξ is the mean of log(1 + θ y).
    def cost(theta):
        if abs(theta) < 1e-14:
            return 1 + math.log(y.mean())
        shape = np.log1p(theta * y).mean()
        return math.log(shape / theta) + shape + 1
    low, scale = -1 / y.max(), 1 / y.mean()
    grid = np.sort(np.concatenate([low * (1 - np.logspace(-6, -0.001, 120)), scale * np.logspace(-6, 3, 120)]))
    # Below ξ = −1 the likelihood grows without bound; where it is greatest at that edge it has no maximum.
    grid = grid[[np.log1p(t * y).mean() > -1 for t in grid]]
    costs = np.array([cost(t) for t in grid])
    k = int(np.argmin(costs))
    if k in (0, len(grid) - 1):
        # So even that there is none: the tail is that of the results themselves.
        return empirical(results, level)
    found = minimize_scalar(cost, bounds=(grid[k - 1], grid[k + 1]), method="bounded",
                            options={"xatol": 1e-14 * scale, "maxiter": 500})
    theta = found.x
    shape = np.log1p(theta * y).mean()
    if shape >= 1:
        return None
    beta = shape / theta
    risk = threshold + beta / shape * (((1 - level) * n / len(y)) ** -shape - 1)
    return risk, (risk + beta - shape * threshold) / (1 - shape)


FORECASTERS = [
    ("historical", empirical),
    ("historical, scaled to today's volatility", lambda r, a: empirical(rescaled(r), a)),
    ("scaled, with a generalized Pareto tail", lambda r, a: pareto(rescaled(r), a)),
]


def _likelihood(hits, misses, rate):
    return (hits * math.log(rate) if hits else 0.0) + (misses * math.log1p(-rate) if misses else 0.0)


def kupiec(n, x, rate):
    """The probability of a number of exceptions with a likelihood ratio at least as great, by the binomial law."""
    ratio = [2 * (_likelihood(i, n - i, i / n if 0 < i < n else (0.0 if i == 0 else 1.0)) - _likelihood(i, n - i, rate))
             if 0 < i < n else -2 * _likelihood(i, n - i, rate) for i in range(n + 1)]
    return min(1.0, sum(binom.pmf(i, n, rate) for i in range(n + 1) if ratio[i] >= ratio[x] - 1e-9 * max(1, ratio[x])))


def independence(hits):
    """The likelihood ratio of a Markov chain against independence, with χ²(1)."""
    count = {(a, b): 0 for a in (0, 1) for b in (0, 1)}
    for a, b in zip(hits, hits[1:]):
        count[(int(a), int(b))] += 1
    best = lambda h, m: _likelihood(h, m, h / (h + m)) if h and m else 0.0
    chain = best(count[0, 1], count[0, 0]) + best(count[1, 1], count[1, 0])
    whole = best(count[0, 1] + count[1, 1], count[0, 0] + count[1, 0])
    return float(chi2.sf(max(2 * (chain - whole), 0.0), 1))


def acerbi_szekely(losses, risks, shortfalls, level, draws=100_000):
    """The second test: 1 − Σ L / ES / (n p) over exceptions; independent exceptions with exponential excesses of mean
    ES − VaR. Returns the statistic and its p-value."""
    p, n = 1 - level, len(losses)
    hits = losses > risks
    statistic = 1 - (losses[hits] / shortfalls[hits]).sum() / (n * p)
    generator = np.random.RandomState(11)
    below = 0
    for _ in range(20):
        size = draws // 20
        drawn = generator.rand(size, n) < p
        excess = -np.log(generator.rand(size, n))
        ratio = (risks + (shortfalls - risks) * excess) / shortfalls
        below += int((1 - (drawn * ratio).sum(axis=1) / (n * p) <= statistic + 1e-12).sum())
    return statistic, below / draws


def light(n, x, rate):
    at_most = binom.cdf(x, n, rate)
    return "red" if at_most >= 0.9999 else "yellow" if at_most >= 0.95 else "green"


def row(name, losses, risks, shortfalls, level):
    losses, risks, shortfalls = map(np.asarray, (losses, risks, shortfalls))
    p, n = 1 - level, len(losses)
    hits = losses > risks
    score = np.maximum(losses - risks, 0) / (p * shortfalls) + risks / shortfalls + np.log(shortfalls) - 1
    return {"name": name, "exceptions": int(hits.sum()), "coveragePValue": kupiec(n, int(hits.sum()), p),
            "independencePValue": independence(list(hits)),
            "shortfallPValue": acerbi_szekely(losses, risks, shortfalls, level)[1], "score": float(score.mean()),
            "trafficLight": light(n, int(hits.sum()), p)}


def through(results, level=0.99):
    """Today's book through past days, each forecast from the window before it."""
    window = min(250, len(results) // 2)
    rows, left_out = [], []
    for name, forecast in FORECASTERS:
        made = [forecast(results[d - window:d], level) for d in range(window, len(results))]
        if any(f is None or not f[1] > 0 for f in made):
            left_out.append(name)
            continue
        risks, shortfalls = map(np.array, zip(*made))
        rows.append(row(name, -results[window:], risks, shortfalls, level))
    return {"level": level, "window": window, "days": len(results) - window, "rows": rows, "leftOut": left_out}
