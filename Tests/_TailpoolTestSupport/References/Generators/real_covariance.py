"""Figures of covariances of real histories by scikit-learn, PyPortfolioOpt, NumPy and mpmath.

Reads ../shared/data beside the package (or TAILPOOL_SHARED); writes ../Tables/real_covariance.csv. Log returns of two
consecutive rows, complete cases. PyPortfolioOpt is loaded without its optimizers. The formula of nonlinear shrinkage
is evaluated at 40 digits on NumPy's eigenvalues; in double precision it loses digits where they lie far apart, and the
package non-linear-shrinkage 1.0.0 is printed beside it to show how many.
"""
import csv
import importlib.util
import os
import sys
import types

import mpmath as mp
import numpy as np
import pandas as pd
from sklearn.covariance import OAS, LedoitWolf

here = os.path.dirname(os.path.abspath(__file__))
shared = os.environ.get("TAILPOOL_SHARED", os.path.join(here, "../../../../../shared"))
folder = os.path.dirname(importlib.util.find_spec("pypfopt").origin)
package = types.ModuleType("pypfopt")
package.__path__ = [folder]
sys.modules["pypfopt"] = package
from pypfopt.risk_models import CovarianceShrinkage  # noqa: E402

mp.mp.dps = 40


def nonlinear(sample, n):
    """The formula for fewer factors than n."""
    values, vectors = np.linalg.eigh(sample)
    values = [mp.mpf(float(value)) for value in values]
    h, root, ratio = mp.mpf(n) ** (mp.mpf(-1) / 3), mp.sqrt(5), mp.mpf(len(values)) / n
    shrunk = []
    for value in values:
        density = transform = mp.mpf(0)
        for center in values:
            u = (value - center) / (h * center)
            parabola = 1 - u * u / 5
            density += mp.mpf(3) / 4 / root * max(parabola, 0) / (h * center)
            logarithm = mp.log(abs((root - u) / (root + u)))
            transform += (-mp.mpf(3) / 10 * u + mp.mpf(3) / 4 / root * parabola * logarithm) / (mp.pi * h * center)
        scale = mp.pi * ratio * value / len(values)
        shrunk.append(float(value / ((scale * density) ** 2 + (1 - ratio - scale * transform) ** 2)))
    return (vectors * shrunk) @ vectors.T


def estimates(returns):
    """The covariance of complete rows and the intensity of shrinkage, where there is one, by estimator."""
    x, (n, p) = returns.values, returns.shape
    results = {"sample": (np.cov(x, rowvar=False), None)}
    for key, model in [("ledoit-wolf", LedoitWolf()), ("oas", OAS())]:
        model.fit(x)
        results[key] = (model.covariance_, model.shrinkage_)
    for key, target in [("constant-correlation", "constant_correlation"), ("single-factor", "single_factor")]:
        model = CovarianceShrinkage(returns, returns_data=True, frequency=1)
        results[key] = (model.ledoit_wolf(target).values, model.delta)
    results["ledoit-wolf-nonlinear"] = (nonlinear(results["sample"][0], n - 1), None)
    weights = 0.94 ** np.arange(n - 1, -1, -1)
    results["ewma:0.94"] = ((x * (weights / weights.sum())[:, None]).T @ x, None)
    deviations = np.sqrt(np.diag(results["sample"][0]))
    values, vectors = np.linalg.eigh(results["sample"][0] / np.outer(deviations, deviations))
    edge = (1 + np.sqrt(p / n)) ** 2
    noise = values <= edge
    denoised = (vectors * np.where(noise, values[noise].mean(), values)) @ vectors.T
    root = np.sqrt(np.diag(denoised))
    results["denoised"] = (denoised / np.outer(root, root) * np.outer(deviations, deviations), None)
    common = (vectors[:, -3:] * values[-3:]) @ vectors[:, -3:].T
    np.fill_diagonal(common, 1)
    results["factors:3"] = (common * np.outer(deviations, deviations), None)
    return results


def figures(matrix):
    probe = np.where(np.arange(len(matrix)) % 2 == 0, 1, -1) / (1 + np.arange(len(matrix)))
    return [repr(float(np.trace(matrix))), repr(float(np.linalg.norm(matrix))), repr(float(probe @ matrix @ probe)),
            repr(float(matrix[0, 1])), repr(float(np.linalg.eigvalsh(matrix)[0]))]


if __name__ == "__main__":
    # For its printed comparison alone.
    from nonlinshrink import shrink_cov

    rows = []
    for name in ["crypto_daily_close_yahoo_17", "us_equity_daily_close_105", "ftse_daily_close_64"]:
        prices = pd.read_csv(f"{shared}/data/{name}.csv", index_col=0)
        returns = np.log(prices / prices.shift(1))[1:].dropna()
        results = estimates(returns)
        print(name, "largest difference of the package, relative to each element:",
              np.abs(shrink_cov(returns.values) / results["ledoit-wolf-nonlinear"][0] - 1).max())
        for key, (matrix, shrinkage) in results.items():
            rows.append([name, key, *returns.shape, "" if shrinkage is None else repr(float(shrinkage))] + figures(matrix))
    with open(os.path.join(here, "..", "Tables", "real_covariance.csv"), "w") as file:
        file.write("# Figures of covariances of real histories; see Generators/real_covariance.py. probe is the quadratic form of\n"
                   "# 1, -1/2, 1/3, ...; first is the covariance of the first two assets.\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["history", "estimator", "observations", "assets", "shrinkage", "trace", "frobenius", "probe",
                         "first", "smallestEigenvalue"])
        writer.writerows(rows)
