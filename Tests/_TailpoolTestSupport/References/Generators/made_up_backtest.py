"""A rolling backtest of two made-up assets by NumPy, SciPy and scikit-learn; writes ../Tables/made-up/rolling_backtest.json.

BTC and ETH of history_long.csv with exposures of 10 and -4, windows of 250 days, VaR and ES at 99 %: normal losses with
Ledoit and Wolf's covariance, past results, past results scaled by exponential volatility (J. Hull and A. White, 1998), and a
generalized Pareto tail of the worst tenth of those. Scores are those of A. Patton, J. Ziegel and R. Chen (2019). Made with
NumPy 2.4.6, SciPy 1.17.1 and scikit-learn 1.9.1.
"""
import csv
import math
import os

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn.covariance import LedoitWolf

import made_up
import made_up_tails as tails

level, window, exposures = 0.99, 250, np.array([10.0, -4.0])
with open(os.path.join(made_up.tables, "history_long.csv")) as file:
    lines = list(csv.DictReader(file))
prices = np.array([[float(line["close"]) for line in lines if line["sym"] == asset] for asset in ("BTC", "ETH")]).T
returns = np.log(prices[1:] / prices[:-1])
results = np.expm1(returns) @ exposures


def scaled(profits, decay=0.94):
    variance, before = np.mean(profits**2), []
    for profit in profits:
        before.append(variance)
        variance = decay * variance + (1 - decay) * profit**2
    return profits * np.sqrt(variance / np.array(before))


def normal(rows, _):
    deviation = math.sqrt(exposures @ LedoitWolf().fit(rows).covariance_ @ exposures)
    q = stats.norm.ppf(level)
    return deviation * q, deviation * stats.norm.pdf(q) / (1 - level)


def past(_, profits):
    return tails.lower_quantile(-profits, level), float(tails.shortfall(-profits, level))


def pareto(_, profits):
    losses = np.sort(-scaled(profits))
    tail = tails.pareto("", losses.tolist(), float(losses[-26]))
    found = next(entry for entry in tail["tail"] if entry["alpha"] == level)
    return found["VaR"], found["ES"]


forecasters = {"normal": normal, "historical": past, "scaled": lambda rows, profits: past(rows, scaled(profits)), "pareto": pareto}
cases = []
for name, forecaster in forecasters.items():
    pairs = np.array([forecaster(returns[day - window:day], results[day - window:day]) for day in range(window, len(results))])
    losses, risk, shortfall = -results[window:], pairs[:, 0], pairs[:, 1]
    score = np.maximum(losses - risk, 0) / ((1 - level) * shortfall) + risk / shortfall + np.log(shortfall) - 1
    cases.append({"tag": name, "days": len(losses), "exceptions": int((losses > risk).sum()), "meanVaR": float(risk.mean()),
                  "meanES": float(shortfall.mean()), "meanScore": float(score.mean()), "lastVaR": float(risk[-1]),
                  "lastES": float(shortfall[-1])})
    print(cases[-1])
made_up.write("rolling_backtest.json", {
    "what": "rolling backtests of two made-up assets",
    "source": f"numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}"}, cases)
