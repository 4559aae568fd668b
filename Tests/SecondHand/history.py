"""Returns of prices and volatility indexes, their covariance, and the scenarios of past days."""

from dataclasses import dataclass

import numpy as np

DAYS_A_YEAR = 365.0


@dataclass
class Panel:
    factors: list
    dates: list
    first_price: object
    returns: np.ndarray
    levels: dict
    counts: np.ndarray
    incomplete: int


def panel(market, last):
    """Log returns over the dates that prices and indexes have in common; rows that lack one are left out."""
    names = list(market.spots)
    places = {d: i for i, d in enumerate(market.dates)}
    joined = [(places[d], j, d) for j, d in enumerate(market.level_dates)
              if d in places and d < market.as_of.date()]
    columns = [[market.prices[n][i] for i, _, _ in joined] for n in names]
    columns += [[market.levels[n][j] for _, j, _ in joined] for n in names]
    table = np.array([[np.nan if x is None else x for x in c] for c in columns]).T
    returns = np.log(table[1:] / table[:-1])
    known = ~np.isnan(returns)
    whole = known.all(axis=1)
    rows = np.flatnonzero(whole)[-last:]
    # Levels at the beginning of each return, and at the end of the last.
    levels = {}
    for k, name in enumerate(names):
        own = [table[r, len(names) + k] for r in rows] + [table[rows[-1] + 1, len(names) + k]]
        levels[name] = np.array(own)
    return Panel(
        names + [f"{n} volatility" for n in names], [joined[r + 1][2] for r in rows], joined[rows[0]][2],
        returns[rows], levels, known.T.astype(int) @ known.astype(int), int((~whole).sum()))


def ledoit_wolf(x):
    """(1 − δ) S + δ μ I with δ of Ledoit and Wolf (2004); S by n, about the mean."""
    n, p = x.shape
    x = x - x.mean(axis=0)
    s = x.T @ x / n
    mu = np.trace(s) / p
    distance = np.sum((s - mu * np.eye(p)) ** 2)
    error = sum(np.sum((np.outer(row, row) - s) ** 2) for row in x) / n**2
    shrinkage = min(error, distance) / distance
    return (1 - shrinkage) * s + shrinkage * mu * np.eye(p), shrinkage


def covariance(returns):
    """Standardized returns are shrunk, then given their deviations (n − 1) back."""
    deviations = returns.std(axis=0, ddof=1)
    estimate, shrinkage = ledoit_wolf(returns / deviations)
    return estimate * np.outer(deviations, deviations), shrinkage


def exponential_deviations(returns, decay=0.94):
    """Deviations of each day and of the next: h' = decay h + (1 − decay) r², from the sample's variance on."""
    variances = [returns.var()]
    for r in returns:
        variances.append(decay * variances[-1] + (1 - decay) * r * r)
    return np.sqrt(variances)


def filtered_moves(returns, spot_deviations, assets):
    """Past moves over their day's deviation, times the next day's; `spot_deviations` has one more than the days."""
    moves = np.empty_like(returns)
    for j in range(returns.shape[1]):
        own = spot_deviations[j] if j < assets else None
        deviations = own if own is not None else exponential_deviations(returns[:, j])
        moves[:, j] = returns[:, j] / deviations[:-1] * deviations[-1]
    return moves
