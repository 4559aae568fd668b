"""Figures of covariances of ../Tables/made-up/history_wide.csv; writes covariance_figures.csv beside it.

By the functions of real_covariance.py and real_covariance_incomplete.py: NumPy 2.4.6, scikit-learn 1.9.1, PyPortfolioOpt 1.6.0
and mpmath 1.4.1.
"""
import csv
import os

import numpy as np
import pandas as pd

import made_up
import real_covariance as complete
import real_covariance_incomplete as incomplete

path = os.path.join(made_up.tables, "history_wide.csv")
prices = pd.read_csv(path, index_col=0)
returns = np.log(prices / prices.shift(1))[1:].dropna()
assets = prices.shape[1]
rows = [["history_wide", key, len(returns), assets, "" if shrinkage is None else repr(float(shrinkage))] + complete.figures(matrix)
        for key, (matrix, shrinkage) in complete.estimates(returns).items()]
x = incomplete.log_returns(path)
for key, estimate in [("maximum-likelihood", incomplete.maximum_likelihood), ("unequal-starts", incomplete.unequal_starts),
                      ("ewma-half-lives:21:63", incomplete.half_lives)]:
    rows.append(["history_wide", key, "", assets, ""] + complete.figures(estimate(x)))
with open(os.path.join(made_up.tables, "covariance_figures.csv"), "w") as file:
    file.write("# Figures of covariances of history_wide.csv; see Generators/made_up_figures.py. probe is the quadratic form of\n"
               "# 1, -1/2, 1/3, ...; first is the covariance of the first two assets.\n")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["history", "estimator", "observations", "assets", "shrinkage", "trace", "frobenius", "probe", "first",
                     "smallestEigenvalue"])
    writer.writerows(rows)
