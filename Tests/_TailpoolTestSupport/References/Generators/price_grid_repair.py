"""Nearest price grids without arbitrage to made-up ones; writes ../Tables/price_grid_repair.json.

The rules are written as slopes of the piecewise linear prices and as differences of two expiries on all strikes of
both; the quadratic program is turned into a least-distance problem (Lawson and Hanson, chapter 23) for SciPy's
nonnegative least squares. The optimum is then checked: no rule fails by more than 1e-11.
"""
import json
import os

import numpy as np
import scipy
from scipy.optimize import nnls
from scipy.stats import norm


def black(strikes, deviation):
    k = np.log(strikes)
    d1 = -k / deviation + deviation / 2
    return norm.cdf(d1) - strikes * norm.cdf(d1 - deviation)


def rules(strikes):
    """Rows A and bounds b of A p >= b for the prices of all expiries in turn."""
    counts = [len(x) for x in strikes]
    offsets = np.concatenate([[0], np.cumsum(counts)])
    total = offsets[-1]

    def value(e, x):
        """Row and constant of the price of expiry e at strike x."""
        row, xs = np.zeros(total), np.concatenate([[0], strikes[e]])
        weights = np.array([np.interp(x, xs, unit) for unit in np.eye(len(xs))])
        row[offsets[e]:offsets[e + 1]] = weights[1:]
        return row, weights[0]

    rows, bounds = [], []

    def add(row, constant):  # row . p + constant >= 0
        rows.append(row)
        bounds.append(-constant)

    for e, xs in enumerate(strikes):
        knots = np.concatenate([[0], xs])
        slopes = []
        for a, b in zip(knots[:-1], knots[1:]):
            (ra, ca), (rb, cb) = value(e, a), value(e, b)
            slopes.append(((rb - ra) / (b - a), (cb - ca) / (b - a)))
        add(slopes[0][0], slopes[0][1] + 1)
        for (r1, c1), (r2, c2) in zip(slopes[:-1], slopes[1:]):
            add(r2 - r1, c2 - c1)
        add(-slopes[-1][0], -slopes[-1][1])
        add(*value(e, xs[-1]))
        if e > 0:
            for x in np.union1d(strikes[e - 1], xs):
                if x <= strikes[e - 1][-1]:
                    (rl, cl), (re, ce) = value(e, x), value(e - 1, x)
                    add(rl - re, cl - ce)
    return np.array(rows), np.array(bounds)


def nearest(strikes, prices, weights):
    a, b = rules(strikes)
    c, w = np.concatenate(prices), np.concatenate(weights)
    root = np.sqrt(w)
    g, h = a / root, b - a @ c
    scale = np.linalg.norm(g, axis=1)
    g, h = g / scale[:, None], h / scale
    size = np.abs(h[h > 0]).max() if (h > 0).any() else 1
    e = np.vstack([g.T, h / size])
    f = np.zeros(len(e))
    f[-1] = 1
    u, _ = nnls(e, f, maxiter=100 * len(h))
    r = e @ u - f
    y = -r[:-1] / r[-1] * size
    p = c + y / root
    # Projecting on the active rules takes off the rounding of the two divisions; twice, since they are nearly dependent.
    active = u > 1e-9 * u.max()
    if active.any():
        y = np.zeros(len(c))
        for _ in range(2):
            y += np.linalg.lstsq(g[active], h[active] - g[active] @ y, rcond=None)[0]
        multipliers = np.linalg.lstsq(g[active].T, y, rcond=None)[0]
        assert multipliers.min() > -1e-9 and np.abs(g[active].T @ multipliers - y).max() < 1e-12
        p = c + y / root
    assert (a @ p - b).min() > -1e-11, (a @ p - b).min()
    return np.split(p, np.cumsum([len(x) for x in strikes])[:-1])


def case(tag, strikes, prices, weights=None):
    weights = weights or [np.ones(len(x)) for x in strikes]
    repaired = nearest(strikes, prices, weights)
    as_lists = lambda arrays: [[float(v) for v in array] for array in arrays]
    return {"tag": tag, "strikes": as_lists(strikes), "prices": as_lists(prices), "weights": as_lists(weights),
            "repaired": as_lists(repaired)}


def main():
    rng = np.random.default_rng(20261126)
    cases = []
    common = np.linspace(0.6, 1.6, 11)
    for noise in [1e-4, 3e-3, 3e-2]:
        prices = [black(common, 0.2 * np.sqrt(t)) + noise * rng.standard_normal(11) for t in [0.25, 0.5, 1]]
        cases.append(case(f"common strikes, noise {noise}", [common] * 3, prices))
    own = [np.sort(rng.uniform(0.5, 1.8, n)) for n in [7, 12, 9, 5]]
    prices = [black(x, 0.3 * np.sqrt(t)) + 0.01 * rng.standard_normal(len(x)) for x, t in zip(own, [0.1, 0.3, 0.6, 1])]
    cases.append(case("own strikes", own, prices))
    weights = [10 ** rng.uniform(-2, 2, len(x)) for x in own]
    cases.append(case("own strikes, weighted", own, prices, weights))
    falling = [black(common, 0.3), black(common, 0.2), black(common, 0.25)]
    cases.append(case("variance falls", [common] * 3, falling))
    cases.append(case("one strike each", [np.array([1.0]), np.array([1.2]), np.array([0.9])],
                      [np.array([1.3]), np.array([-0.1]), np.array([0.05])]))
    cases.append(case("no arbitrage", [common] * 2, [black(common, 0.2), black(common, 0.3)]))
    table = {"source": f"price_grid_repair.py, NumPy {np.__version__}, SciPy {scipy.__version__}", "cases": cases}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Tables/price_grid_repair.json")
    with open(path, "w") as file:
        json.dump(table, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
