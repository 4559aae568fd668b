"""Quantiles, tails, contributions and backtests of made-up losses by NumPy and SciPy; writes six files of ../Tables/made-up.

historical_var_es.json, gpd_pot.json, christoffersen.json, acerbi_szekely.json, euler_elliptical.json and euler_historical.json.
Made with NumPy 2.4.6 and SciPy 1.17.1. Losses are positive; alpha is the confidence level.
"""
import math

import numpy as np
import scipy
from scipy import optimize, stats
from scipy.stats.mstats import hdquantiles, hdquantiles_sd

import made_up

methods = ["inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull",
           "linear", "median_unbiased", "normal_unbiased"]


def shortfall(losses, alpha):
    """The mean of the worst 1 - alpha, the last of them by its fraction, and the quantile from below."""
    ordered = np.sort(losses)[::-1]
    tail = (1 - alpha) * len(ordered)
    whole = int(math.floor(tail + 1e-9))
    rest = max(tail - whole, 0) if tail - whole > 1e-9 else 0
    return (ordered[:whole].sum() + (rest * ordered[whole] if rest else 0)) / tail


def lower_quantile(losses, alpha):
    return float(np.sort(losses)[max(math.ceil(alpha * len(losses) - 1e-9), 1) - 1])


def historical(tag, losses, levels):
    x, n, results = np.array(losses), len(losses), []
    for alpha in levels:
        # The narrowest ranks whose tails have 2.5 % at most each.
        low = max(int(stats.binom.ppf(0.025, n, alpha)), 1)
        high = min(int(stats.binom.ppf(0.975, n, alpha)) + 1, n)
        ordered = np.sort(x)
        results.append({
            "alpha": alpha, "VaR_lower_quantile": lower_quantile(x, alpha), "ES_exact_discrete": float(shortfall(x, alpha)),
            "hyndman_fan": {f"type{i + 1}": float(np.quantile(x, alpha, method=m)) for i, m in enumerate(methods)},
            "harrell_davis": float(hdquantiles(x, [alpha])[0]), "harrell_davis_jackknife_sd": float(hdquantiles_sd(x, [alpha])[0]),
            "ci95_ranks_1based": [low, high], "ci95": [float(ordered[low - 1]), float(ordered[high - 1])]})
    return {"tag": tag, "losses": losses, "results": results}


def pareto(tag, losses, threshold):
    excesses = [round(v - threshold, 8) for v in losses if v > threshold]
    x = np.array(excesses)
    n = len(x)

    def likelihood(parameters):
        xi, beta = parameters
        if beta <= 0 or (1 + xi * x / beta).min() <= 0:
            return math.inf
        if abs(xi) < 1e-12:
            return n * math.log(beta) + x.sum() / beta
        return n * math.log(beta) + (1 + 1 / xi) * np.log1p(xi * x / beta).sum()

    starts = [(xi, scale * x.mean()) for xi in (-0.1, 0.1, 0.3, 0.6) for scale in (0.6, 1.0)]
    fits = [optimize.minimize(likelihood, start, method="Nelder-Mead",
                              options={"xatol": 1e-12, "fatol": 1e-12, "maxiter": 20000, "maxfev": 20000}) for start in starts]
    best = min(fits, key=lambda fit: fit.fun)
    xi, beta = map(float, best.x)
    # The observed information, by central differences.
    steps = (1e-4, 1e-4 * beta)
    hessian = np.empty((2, 2))
    for i in range(2):
        for j in range(2):
            total = 0.0
            for a in (-1, 1):
                for b in (-1, 1):
                    point = np.array([xi, beta])
                    point[i] += a * steps[i]
                    point[j] += b * steps[j]
                    total += a * b * likelihood(point)
            hessian[i, j] = total / (4 * steps[i] * steps[j])
    errors = np.sqrt(np.diag(np.linalg.inv(hessian)))
    ordered = np.sort(x)
    first = ordered.mean()
    second = float((np.arange(n - 1, -1, -1) / (n - 1) * ordered).mean())
    mean, variance = x.mean(), x.var(ddof=1)
    tail = []
    for alpha in (0.99, 0.995, 0.999):
        value = threshold + beta / xi * (((1 - alpha) * len(losses) / n) ** -xi - 1)
        tail.append({"alpha": alpha, "VaR": float(value), "ES": float((value + beta - xi * threshold) / (1 - xi))})
    return {"tag": tag, "threshold": threshold, "N_total": len(losses), "N_exceed": n, "exceedances": excesses, "mle_xi": xi,
            "mle_beta": beta, "neg_loglik": float(best.fun), "se_xi": float(errors[0]), "se_beta": float(errors[1]),
            "pwm_xi": float(2 - first / (first - 2 * second)), "pwm_beta": float(2 * first * second / (first - 2 * second)),
            "mom_xi": float(0.5 * (1 - mean**2 / variance)), "mom_beta": float(0.5 * mean * (mean**2 / variance + 1)),
            "tail": tail}


def exceptions(tag, hits, p):
    def part(count, rate):
        return count * math.log(rate) if count else 0.0

    n, x = len(hits), sum(hits)
    pairs = [[0, 0], [0, 0]]
    for before, after in zip(hits, hits[1:]):
        pairs[before][after] += 1
    (n00, n01), (n10, n11) = pairs
    coverage = -2 * (part(x, p) + part(n - x, 1 - p) - (part(x, x / n) + part(n - x, 1 - x / n)))
    pooled = (n01 + n11) / (n - 1)
    free = sum(part(b, b / (a + b)) + part(a, a / (a + b)) for a, b in pairs if a + b)
    independence = -2 * (part(n01 + n11, pooled) + part(n00 + n10, 1 - pooled) - free)
    first = hits.index(1) + 1 if x else None
    until = None if first is None else -2 * (math.log(p) + part(first - 1, 1 - p)
                                              - (part(1, 1 / first) + part(first - 1, 1 - 1 / first)))
    return {"tag": tag, "p": p, "hits": hits, "LR_pof": coverage, "LR_ind": independence, "LR_cc": coverage + independence,
            "p_ind": float(stats.chi2.sf(independence, 1)), "p_cc": float(stats.chi2.sf(coverage + independence, 2)),
            "LR_tuff": until}


def backtest(tag, losses, risks, shortfalls, alpha):
    x, v, e = map(np.array, (losses, risks, shortfalls))
    hit, p = x > v, 1 - alpha
    return {"tag": tag, "alpha": alpha, "loss": losses, "VaR": risks, "ES": shortfalls, "exceptions": int(hit.sum()),
            "Z1": float(1 - (x[hit] / e[hit]).mean()), "Z2": float(1 - (x[hit] / e[hit]).sum() / (len(x) * p)),
            "Z_minimally_biased_ratio": float(1 - (p * v + np.maximum(x - v, 0)).sum() / (p * e.sum()))}


def elliptical(tag, w, covariance, mean, alpha, degrees):
    w, c, mu = np.array(w, float), np.array(covariance), np.array(mean, float)
    if degrees:
        q, unit = stats.t.ppf(alpha, degrees), math.sqrt((degrees - 2) / degrees)
        k = unit * q
        ke = unit * stats.t.pdf(q, degrees) / (1 - alpha) * (degrees + q * q) / (degrees - 1)
    else:
        k, ke = stats.norm.ppf(alpha), stats.norm.pdf(stats.norm.ppf(alpha)) / (1 - alpha)

    def value(weights, factor):
        return -mu @ weights + factor * math.sqrt(weights @ c @ weights)

    slope = c @ w / math.sqrt(w @ c @ w)
    without = [value(np.where(np.arange(len(w)) == i, 0, w), k) for i in range(len(w))]
    return {"tag": tag, "w": w.tolist(), "cov": c.tolist(), "mu": mu.tolist(), "alpha": alpha, "nu": degrees,
            "VaR": float(value(w, k)), "ES": float(value(w, ke)), "marginal_VaR": (-mu + k * slope).tolist(),
            "component_VaR": (w * (-mu + k * slope)).tolist(), "component_ES": (w * (-mu + ke * slope)).tolist(),
            "incremental_VaR": [float(value(w, k) - v) for v in without]}


def discrete(tag, rows, weights, alpha):
    parts = -np.array(rows) * np.array(weights, float)
    losses = parts.sum(axis=1)
    order = np.argsort(-losses, kind="stable")
    tail = (1 - alpha) * len(losses)
    whole = int(math.floor(tail + 1e-9))
    components = parts[order[:whole]].sum(axis=0) + (tail - whole) * parts[order[whole]]
    return {"tag": tag, "alpha": alpha, "weights": weights, "returns": rows, "scenario_loss": losses.tolist(),
            "VaR": lower_quantile(losses, alpha), "ES": float(components.sum() / tail), "component_ES": (components / tail).tolist()}


def hits_of(seed, days, rate, bunched):
    draw, hits = made_up.Draw(seed), []
    for _ in range(days):
        chance = 0.25 if bunched and hits and hits[-1] else rate
        hits.append(int(draw.uniform() < chance))
    return hits


def forecasts(seed, days, alpha):
    """Losses of fat tails beside normal forecasts with exponential weights."""
    losses = [-row[0] for row in made_up.returns(seed, days + 60, 1, volatility=0.035, digits=10)]
    factor = stats.norm.ppf(alpha)
    mean = stats.norm.pdf(factor) / (1 - alpha)
    variance, rows = np.var(losses[:60]), []
    for loss in losses[60:]:
        rows.append((loss, round(factor * math.sqrt(variance), 10), round(mean * math.sqrt(variance), 10)))
        variance = 0.94 * variance + 0.06 * loss**2
    return [list(column) for column in zip(*rows)]


if __name__ == "__main__":
    meta = {"source": f"numpy {np.__version__}, scipy {scipy.__version__}", "units": "losses are positive"}
    ties = [0, 0, 0, 1, 1, 1, 1, 2, 2, 5, 5, 40]
    coin = [-row[0] for row in made_up.returns(31, 366, 1, volatility=0.05)]
    mixed = [round(-sum(row) / 3, 8) for row in made_up.returns(32, 181, 3, volatility=0.06)]
    made_up.write("historical_var_es.json", meta | {"what": "historical VaR, ES, quantile types 1 to 9, Harrell-Davis, ranks"}, [
        historical("whole numbers", [float(v) for v in range(3, 33, 3)], (0.5, 0.75, 0.9, 0.95)),
        historical("ties", [float(v) for v in ties], (0.5, 0.75, 0.9, 0.95)),
        historical("366 days", coin, (0.9, 0.95, 0.975, 0.99)), historical("181 days", mixed, (0.95, 0.99))])
    fire, draw = [], made_up.Draw(33)
    for _ in range(2167):
        fire.append(1.2 / (1 - draw.uniform()) ** 0.7)
    made_up.write("gpd_pot.json", meta | {"what": "generalized Pareto tails: likelihood, weighted moments, moments, VaR and ES"}, [
        pareto("heavy", fire, 7.0),
        pareto("daily losses of one asset", [-row[0] for row in made_up.returns(34, 2200, 1, volatility=0.04)], 0.045),
        pareto("daily losses of another", [-row[1] for row in made_up.returns(35, 1500, 2, volatility=0.03)], 0.05),
        pareto("calm losses", [-row[0] for row in made_up.returns(36, 3000, 1, volatility=0.012, degrees=4)], 0.013)])
    made_up.write("christoffersen.json", meta | {"what": "coverage, independence and time until the first exception"}, [
        exceptions("1,000 days, 1 %", hits_of(37, 1000, 0.015, False), 0.01),
        exceptions("900 days, 5 %, bunched", hits_of(38, 900, 0.045, True), 0.05), exceptions("none", [0] * 250, 0.01),
        exceptions("every fifth", [int(i % 5 == 4) for i in range(100)], 0.05)])
    made_up.write("acerbi_szekely.json", meta | {"what": "Acerbi-Szekely statistics; negative where risk is understated"}, [
        backtest("250 days", *forecasts(39, 250, 0.975), 0.975), backtest("300 days", *forecasts(40, 300, 0.95), 0.95)])
    six = np.round(np.cov(np.array(made_up.returns(41, 200, 6)), rowvar=False), 10)
    three = np.array([[0.04, 0.018, -0.006], [0.018, 0.09, 0.024], [-0.006, 0.024, 0.16]])
    made_up.write("euler_elliptical.json", meta | {"what": "marginal, component and incremental VaR and ES"}, [
        elliptical("6 assets held", [0.3, 0.25, 0.18, 0.12, 0.1, 0.05], six, [0] * 6, 0.99, None),
        elliptical("6 assets held and owed", [1e6, -4e5, 7e5, 2.5e5, -1.5e5, 9e4], six,
                   [0.0021, 0.0014, -0.0008, 0.0003, 0.0011, -0.0002], 0.975, None),
        elliptical("Student with means", [2, -1.5, 0.7], three, [0.012, 0.03, -0.02], 0.95, 4.0),
        elliptical("an asset of no weight", [1.2, 0, 3.1], three, [0, 0, 0], 0.999, None)])
    made_up.write("euler_historical.json", meta | {"what": "contributions to the exact discrete ES, with the fraction of its last day"}, [
        discrete("6 assets, 214 days", made_up.returns(42, 214, 6), [4e5, 2.5e5, 1e5, -6e4, 8e4, 3e4], 0.95),
        discrete("8 assets, 130 days", made_up.returns(43, 130, 8), [1e4, 2e4, -5e3, 7e3, 9e3, 4e3, 3e3, 6e3], 0.975)])
