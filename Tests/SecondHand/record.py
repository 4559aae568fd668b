"""The record of models: today's book on past days, each forecast from the window before it alone.

The book keeps its moneyness and maturity; its volatilities stand at the day's level of the index over today's.
"""

import math

import numpy as np
from scipy.stats import binom

import backtest
import book
import history
import philox
import tail

LEVELS = (0.975, 0.99)
DRAWS = 1_000


def _models(a, today):
    """What each model draws from some rows of the panel; `today` takes what options imply now, else the index's last level."""
    n = len(a.assets)

    def filtered(returns, levels):
        known = []
        for k, name in enumerate(a.assets):
            own = 0.01 * levels[name]
            last = book.level(a.market, a.volatility_of, name, book.MONTH) if today else own[-1]
            known.append(np.append(own[:-1], last))
        return history.filtered_moves(returns, known, n)

    def exponential(returns, levels):
        return history.filtered_moves(returns, [None] * n, n)

    def gaussian(returns, levels):
        sigma, _ = history.covariance(returns)
        draws = a.settings.draws if today else DRAWS
        d = np.sqrt(np.diag(sigma))
        root = d[:, None] * np.linalg.cholesky(sigma / np.outer(d, d))
        return philox.normals(a.settings.seed, draws, 2 * n, purpose=1) @ root.T

    return [("filtered-history", filtered), ("filtered-ewma:0.94", exponential),
            ("historical", lambda returns, levels: returns), ("gaussian", gaussian)]


def make(a, days):
    """`a` is the analysis; the panel has the windows' days and those to be forecast."""
    window = a.settings.returns
    panel = history.panel(a.market, window + days)
    total = len(panel.returns)
    rows = list(range(window, total))
    n = len(a.assets)
    today_level = {u: book.level(a.market, a.volatility_of, u, book.MONTH) for u in a.assets}
    shifts = np.array([[0.0] * n + [math.log(0.01 * panel.levels[u][r] / today_level[u]) for u in a.assets] for r in rows])
    value = lambda moves, elapsed: book.profits(a.exposed, a.assets, moves, elapsed).sum(axis=1)
    base = value(shifts, 0)
    losses = base - value(panel.returns[rows] + shifts, 1)
    result, first = [], None
    for place, (name, draw) in enumerate(_models(a, today=False)):
        forecasts = {level: [] for level in LEVELS}
        for i, r in enumerate(rows):
            past = slice(r - window, r)
            moves = draw(panel.returns[past], {u: x[r - window:r + 1] for u, x in panel.levels.items()})
            outcomes = value(moves + shifts[i], 1) - base[i]
            for level in LEVELS:
                forecasts[level].append(backtest.empirical(outcomes, level))
        past = slice(total - window, total)
        now = value(_models(a, today=True)[place][1](
            panel.returns[past], {u: x[total - window:] for u, x in panel.levels.items()}), 1)
        for level in LEVELS:
            risks, shortfalls = map(np.array, zip(*forecasts[level]))
            own = backtest.row(name, losses, risks, shortfalls, level)
            risk, shortfall = backtest.empirical(now, level)
            p, count = 1 - level, len(rows)
            cumulative = binom.cdf(np.arange(count + 1), count, p)
            result.append({**own, "level": level, "valueAtRisk": risk, "expectedShortfall": shortfall, "expected": p * count,
                           "bandLow": int(np.argmax(cumulative > 0.025)), "bandHigh": int(np.argmax(cumulative >= 0.975)),
                           "margin": float(np.abs(losses - risks).min())})
        if first is None:
            first = [{"date": panel.dates[r], "profitAndLoss": -x, "risks": (forecasts[0.975][i][0], forecasts[0.99][i][0])}
                     for i, (r, x) in enumerate(zip(rows, losses))]
    return {"window": window, "days": len(rows), "firstDate": panel.dates[rows[0]], "lastDate": panel.dates[rows[-1]],
            "models": result, "forecasts": first}
