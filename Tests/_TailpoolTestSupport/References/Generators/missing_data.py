"""Normal maximum likelihood of made-up panels with missing returns; writes ../Tables/missing_data.json.

The log-likelihood of what is observed is maximized directly: its gradient by complex steps is brought to zero by
Newton's method (NumPy, SciPy). No expectation-maximization takes part.
"""
import json
import os
import random

import numpy as np
import scipy
from scipy.optimize import minimize


def unpack(x, p):
    factor = np.zeros((p, p), dtype=x.dtype)
    factor[np.tril_indices(p)] = x[p:]
    return x[:p], factor @ factor.T


def negative_log_likelihood(x, rows, p):
    mean, covariance = unpack(x, p)
    total = 0
    for values, seen in rows:
        block = covariance[np.ix_(seen, seen)]
        rest = values - mean[seen]
        total += 0.5 * np.log(np.linalg.det(block)) + 0.5 * rest @ np.linalg.solve(block, rest)
    return total


def gradient(x, rows, p):
    result = np.empty(len(x))
    for k in range(len(x)):
        moved = x.astype(complex)
        moved[k] += 1e-30j
        result[k] = negative_log_likelihood(moved, rows, p).imag / 1e-30
    return result


def fit(table):
    p = len(table[0])
    rows = [(np.array([v for v in row if v is not None]), [j for j, v in enumerate(row) if v is not None])
            for row in table]
    rows = [row for row in rows if row[1]]
    start = np.concatenate([np.zeros(p), np.eye(p)[np.tril_indices(p)]])
    x = minimize(lambda x: negative_log_likelihood(x, rows, p), start, jac=lambda x: gradient(x, rows, p),
                 method="BFGS", options={"gtol": 1e-7}).x
    for _ in range(6):
        g = gradient(x, rows, p)
        hessian = np.array([(gradient(x + 1e-6 * e, rows, p) - gradient(x - 1e-6 * e, rows, p)) / 2e-6
                            for e in np.eye(len(x))])
        x = x - np.linalg.solve(hessian, g)
    mean, covariance = unpack(x, p)
    return covariance, float(np.abs(gradient(x, rows, p)).max())


def panel(observations, factors, seed, monotone):
    draw = random.Random(seed)
    table = []
    for i in range(observations):
        market = draw.gauss(0, 1)
        row = [round((market + (1 + 0.3 * j) * draw.gauss(0.1 * j, 1)) * 2**20) / 2**20 for j in range(factors)]
        if monotone:
            row = [v if i >= 9 * j else None for j, v in enumerate(row)]
        else:
            row = [v if draw.random() < 0.75 else None for v in row]
        table.append(row)
    return table


cases = []
for observations, factors, seed, monotone in [(40, 4, 1, False), (60, 3, 2, False), (50, 4, 3, True)]:
    table = panel(observations, factors, seed, monotone)
    covariance, slope = fit(table)
    cases.append({"tag": f"{observations} x {factors}", "monotone": monotone, "returns": table,
                  "cov": covariance.tolist(), "largest_gradient": slope})
    print(cases[-1]["tag"], slope)
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "..", "Tables", "missing_data.json"), "w") as file:
    json.dump({"meta": {"what": __doc__.split("\n")[0], "tool": f"NumPy {np.__version__}, SciPy {scipy.__version__}"},
               "cases": cases}, file)
    file.write("\n")
