"""Covariances of made-up returns by NumPy, scikit-learn and PyPortfolioOpt; writes four files of ../Tables/made-up.

cov_shrinkage.json, ewma_cov.json, rmt_denoise.json and unlike_factors.json. Made with NumPy 2.4.6, scikit-learn 1.9.1 and
PyPortfolioOpt 1.6.0, which is loaded without its optimizers; pandas 3.1.1 checks the unbiased EWMA.
"""
import importlib.util
import math
import os
import sys
import types

import numpy as np
import pandas as pd
import sklearn
from sklearn.covariance import OAS, LedoitWolf

import made_up

folder = os.path.dirname(importlib.util.find_spec("pypfopt").origin)
package = types.ModuleType("pypfopt")
package.__path__ = [folder]
sys.modules["pypfopt"] = package
from pypfopt.risk_models import CovarianceShrinkage  # noqa: E402

tools = f"numpy {np.__version__}, scikit-learn {sklearn.__version__}, PyPortfolioOpt 1.6.0"


def shrinkage(tag, rows):
    x = np.array(rows)
    case = {"tag": tag, "returns": rows, "cov_ddof1": np.cov(x, rowvar=False).tolist(),
            "eig_cov_ddof1": np.linalg.eigvalsh(np.cov(x, rowvar=False)).tolist()}
    for key, model in [("lw_identity", LedoitWolf()), ("oas", OAS())]:
        model.fit(x)
        case[f"{key}_cov"], case[f"{key}_shrinkage"] = model.covariance_.tolist(), float(model.shrinkage_)
    for key, target in [("lw_constcorr", "constant_correlation"), ("lw_singlefactor", "single_factor")]:
        model = CovarianceShrinkage(pd.DataFrame(x), returns_data=True, frequency=1)
        case[f"{key}_cov"], case[f"{key}_delta"] = model.ledoit_wolf(target).values.tolist(), float(model.delta)
    return case


def ewma(tag, rows, decay):
    x = np.array(rows)
    n = len(x)
    weights = decay ** np.arange(n - 1, -1, -1)
    weights = weights / weights.sum()
    mean = weights @ x
    recursive = np.outer(x[0], x[0])
    for row in x[1:]:
        recursive = decay * recursive + (1 - decay) * np.outer(row, row)
    biased = ((x - mean) * weights[:, None]).T @ (x - mean)
    unbiased = biased / (1 - (weights**2).sum())
    frame = pd.DataFrame(x).ewm(alpha=1 - decay, adjust=True).cov().loc[n - 1].values
    assert np.abs(frame / unbiased - 1).max() < 1e-10
    return {"tag": tag, "lam": decay, "returns": rows, "normalised_zero_mean": ((x * weights[:, None]).T @ x).tolist(),
            "recursive_seed_first_obs": recursive.tolist(), "normalised_demeaned_biased": biased.tolist(),
            "normalised_demeaned_unbiased": unbiased.tolist(), "eff_obs": float(1 / (weights**2).sum())}


def denoise(tag, rows):
    x = np.array(rows)
    n, p = x.shape
    values, vectors = np.linalg.eigh(np.corrcoef(x, rowvar=False))
    edge = (1 + math.sqrt(p / n)) ** 2
    noise = values <= edge
    matrix = (vectors * np.where(noise, values[noise].mean(), values)) @ vectors.T
    root = np.sqrt(np.diag(matrix))
    return {"tag": tag, "returns": rows, "mp_lower_sigma1": (1 - math.sqrt(p / n)) ** 2, "mp_upper_sigma1": edge,
            "n_signal": int((~noise).sum()), "denoised_corr_constant_residual_sigma1": (matrix / np.outer(root, root)).tolist()}


def unlike(tag, days, seed):
    """An index and its volatility index, which moves five times as much and against it."""
    draw, spot, index, rows = made_up.Draw(seed), 3900.0, 20.0, []
    for _ in range(days + 1):
        rows.append([round(spot, 2), round(index, 2)])
        move = 0.011 * draw.student(5)
        spot *= math.exp(move + 0.0002)
        index *= math.exp(-4.5 * move + 0.04 * draw.student(5) - 0.05 * math.log(index / 20))
    x = np.diff(np.log(np.array(rows)), axis=0)
    deviations = np.std(x, axis=0, ddof=1)
    raw = LedoitWolf().fit(x).covariance_
    scaled = LedoitWolf().fit(x / deviations)
    return {"tag": tag, "closes": rows, "sample_correlation": float(np.corrcoef(x, rowvar=False)[0, 1]),
            "raw_deviation_ratio": float(math.sqrt(raw[0, 0]) / deviations[0]),
            "raw_correlation": float(raw[0, 1] / math.sqrt(raw[0, 0] * raw[1, 1])),
            "standardized_correlation": float(scaled.covariance_[0, 1]
                                              / math.sqrt(scaled.covariance_[0, 0] * scaled.covariance_[1, 1])),
            "standardized_shrinkage": float(scaled.shrinkage_)}


def outlier(rows):
    """The same rows with an asset that all but ends on one day, as LUNA did."""
    rows = [list(row) for row in rows]
    rows[70][3], rows[71][3] = -3.2, -1.1
    return rows


if __name__ == "__main__":
    meta = {"source": tools, "units": "made-up daily returns, rounded: use these numbers"}
    made_up.write("cov_shrinkage.json", meta | {"what": "sample covariance and shrinkage of made-up returns"}, [
        shrinkage("6 assets, 60 days", made_up.returns(1, 60, 6)), shrinkage("8 assets, 40 days", made_up.returns(2, 40, 8)),
        shrinkage("12 assets, 8 days", made_up.returns(3, 8, 12)),
        shrinkage("one asset ends", outlier(made_up.returns(4, 119, 5)))])
    made_up.write("ewma_cov.json", meta | {"what": "EWMA covariance under four conventions; the newest row is the last"}, [
        ewma("3 assets, 31 days", made_up.returns(5, 31, 3), 0.94), ewma("3 assets, 40 days", made_up.returns(6, 40, 3), 0.97),
        ewma("4 assets, 60 days", made_up.returns(7, 60, 4), 0.94), ewma("2 assets, 10 days", made_up.returns(8, 10, 2), 0.85)])
    made_up.write("rmt_denoise.json", meta | {"what": "Marchenko-Pastur edges and constant-residual denoising"}, [
        denoise("12 assets, 70 days", made_up.returns(9, 70, 12)), denoise("18 assets, 120 days", made_up.returns(10, 120, 18))])
    made_up.write("unlike_factors.json", meta | {"what": "Ledoit-Wolf of a spot beside a volatility, raw and standardized"},
                  [unlike("index and its volatility index, 500 days", 500, 11)])
