"""Figures of covariances of real histories whose rows are not all complete, and of two half-lives, by NumPy.

Reads ../shared/data beside the package (or TAILPOOL_SHARED); writes ../Tables/real_covariance_incomplete.csv. Log returns of
two consecutive rows. Maximum likelihood is plain expectation-maximization row pattern by row pattern (Dempster, Laird and
Rubin 1977) until no element moves by 1e-14 of its scale. Unequal starts is Stambaugh's regression of each younger group on
the older ones, after the rows with a gap behind an asset's first return are left out. Two half-lives: volatilities with
half-life 21 and correlations with 63, both about zero and normalized, of complete rows.
"""
import csv
import os

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
shared = os.environ.get("TAILPOOL_SHARED", os.path.join(here, "../../../../../shared"))


def log_returns(path):
    with open(path) as file:
        lines = [line for line in csv.reader(file) if line and not line[0].startswith("#")]
    prices = np.array([[float(cell) if cell else np.nan for cell in line[1:]] for line in lines[1:]])
    return np.log(prices[1:] / prices[:-1])


def maximum_likelihood(x):
    x = x[~np.isnan(x).all(axis=1)]
    n, p = x.shape
    patterns = {}
    for row in x:
        patterns.setdefault(tuple(~np.isnan(row)), []).append(row)
    mean, cov = np.nanmean(x, axis=0), np.diag(np.nanvar(x, axis=0))
    for step in range(200_000):
        first, second = np.zeros(p), np.zeros((p, p))
        for mask, rows in patterns.items():
            known, missing = np.flatnonzero(mask), np.flatnonzero(~np.array(mask))
            filled = np.array(rows)
            extra = np.zeros((p, p))
            if missing.size:
                beta = np.linalg.solve(cov[np.ix_(known, known)], cov[np.ix_(known, missing)])
                filled[:, missing] = mean[missing] + (filled[:, known] - mean[known]) @ beta
                extra[np.ix_(missing, missing)] = cov[np.ix_(missing, missing)] - cov[np.ix_(missing, known)] @ beta
            first += filled.sum(axis=0)
            second += filled.T @ filled + len(rows) * extra
        new_mean = first / n
        new = second / n - np.outer(new_mean, new_mean)
        scale = np.sqrt(np.diag(new))
        change = max(np.abs((new - cov) / np.outer(scale, scale)).max(), np.abs((new_mean - mean) / scale).max())
        mean, cov = new_mean, (new + new.T) / 2
        if change < 1e-14:
            break
    print("steps", step, "last change", change)
    return cov


def unequal_starts(x):
    starts = [np.flatnonzero(~np.isnan(column))[0] for column in x.T]
    keep = [all(row < start or not np.isnan(value) for value, start in zip(x[row], starts)) for row in range(len(x))]
    x = x[keep]
    starts = np.array([np.flatnonzero(~np.isnan(column))[0] for column in x.T])
    p = x.shape[1]
    cov, older = np.zeros((p, p)), []
    for start in np.unique(starts):
        younger = list(np.flatnonzero(starts == start))
        window = x[start:]
        y = window[:, younger]
        if older:
            design = np.column_stack([np.ones(len(window)), window[:, older]])
            solution = np.linalg.lstsq(design, y, rcond=None)[0]
            rest, beta = y - design @ solution, solution[1:]
            block = cov[np.ix_(older, older)]
            cov[np.ix_(older, younger)] = block @ beta
            cov[np.ix_(younger, older)] = (block @ beta).T
            cov[np.ix_(younger, younger)] = rest.T @ rest / len(window) + beta.T @ block @ beta
        else:
            cov[np.ix_(younger, younger)] = np.cov(y, rowvar=False, bias=True).reshape(len(younger), -1)
        older += younger
    return cov


def half_lives(x):
    x = x[~np.isnan(x).any(axis=1)]
    age = np.arange(len(x))[::-1]

    def weighted(half_life):
        weights = 0.5 ** (age / half_life)
        return (x * (weights / weights.sum())[:, None]).T @ x

    fast, slow = weighted(21), weighted(63)
    deviations, scales = np.sqrt(np.diag(fast)), np.sqrt(np.diag(slow))
    return slow / np.outer(scales, scales) * np.outer(deviations, deviations)


if __name__ == "__main__":
    rows = []
    for name in ["crypto_daily_close_yahoo_17", "us_equity_daily_close_105", "ftse_daily_close_64"]:
        x = log_returns(f"{shared}/data/{name}.csv")
        for key, estimate in [("maximum-likelihood", maximum_likelihood), ("unequal-starts", unequal_starts),
                              ("ewma-half-lives:21:63", half_lives)]:
            matrix = estimate(x)
            p = len(matrix)
            probe = np.where(np.arange(p) % 2 == 0, 1, -1) / (1 + np.arange(p))
            rows.append([name, key, p, "", repr(float(np.trace(matrix))), repr(float(np.linalg.norm(matrix))),
                         repr(float(probe @ matrix @ probe)), repr(float(matrix[0, 1])),
                         repr(float(np.linalg.eigvalsh(matrix)[0]))])
            print(rows[-1])
    with open(os.path.join(here, "..", "Tables", "real_covariance_incomplete.csv"), "w") as file:
        file.write("# Figures of covariances of real histories; see Generators/real_covariance_incomplete.py. probe is the\n"
                   "# quadratic form of 1, -1/2, 1/3, ...; first is the covariance of the first two assets.\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["history", "estimator", "assets", "shrinkage", "trace", "frobenius", "probe", "first",
                         "smallestEigenvalue"])
        writer.writerows(rows)
