"""Measures of a profit-and-loss vector: value at risk, expected shortfall, their errors, and the tail's parts."""

import math

import numpy as np
from scipy.stats import binom


def rank(n, level):
    """The rank ⌈n a⌉ of the lower quantile; a product within rounding of a whole number is whole."""
    product = n * level
    nearest = round(product)
    return nearest if abs(product - nearest) < 4e-16 * product * 4 else math.ceil(product)


def value_at_risk(profits, level, past_days):
    losses = np.sort(-profits)
    n = len(losses)
    value = losses[rank(n, level) - 1]
    low = losses[max(int(binom.ppf(0.025, n, level)), 1) - 1]
    high = losses[min(int(binom.ppf(0.975, n, level)) + 1, n) - 1]
    return {"level": level, "value": value, "low": low, "high": high, "standardError": (high - low) / (2 * 1.96),
            "distinctDays": int((losses >= value).sum()) if past_days else None}


def expected_shortfall(profits, level, past_days):
    losses = np.sort(-profits)
    n = len(losses)
    m = n * (1 - level)
    v = losses[rank(n, level) - 1]
    beyond = losses[losses > v] - v
    excess = beyond.sum() / m
    variance = max((beyond**2).sum() / m - excess**2, 0.0)
    return {"level": level, "value": v + excess, "standardError": math.sqrt((variance + level * excess**2) / m),
            "distinctDays": int((losses >= v).sum()) if past_days else None}


def weights(profits, level):
    """The weight of each scenario in the expected shortfall."""
    losses = -profits
    n = len(losses)
    m = n * (1 - level)
    v = np.sort(losses)[rank(n, level) - 1]
    result = np.where(losses > v, 1 / m, 0.0)
    at = np.flatnonzero(losses == v)
    left = m - (losses > v).sum()
    for i in at:
        result[i] = min(max(left, 0.0), 1.0) / m
        left -= 1
    return result


def section(profits, levels, shortfall_levels, past_days):
    risks = [value_at_risk(profits, a, past_days) for a in levels]
    shortfalls = [expected_shortfall(profits, a, past_days) for a in shortfall_levels]
    return {"outcomes": len(profits), "mean": profits.mean(), "standardDeviation": profits.std(ddof=1),
            "worst": profits.min(), "valueAtRisk": risks, "expectedShortfalls": shortfalls}


def histogram(profits, wanted=60):
    """Bins of a round width over all but the farthest thousandth on either side."""
    ordered = np.sort(profits)
    margin = len(ordered) // 1000
    low, high = ordered[margin], ordered[len(ordered) - 1 - margin]
    raw = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(raw))
    width = next(f * power for f in (1, 2, 2.5, 5, 10) if f * power >= raw * (1 - 1e-12))
    start = math.floor(low / width) * width
    bins = math.floor((high - start) / width) + 1
    place = np.floor((ordered - start) / width).astype(int)
    return {"start": start, "width": width, "counts": [int((place == i).sum()) for i in range(bins)],
            "below": int((place < 0).sum()), "above": int((place >= bins).sum())}
