"""Analytical nonlinear shrinkage of made-up panels at 40 digits (mpmath); writes ../Tables/nonlinear_shrinkage.json.

The formula is that of O. Ledoit, M. Wolf, Annals of Statistics 48 (2020) 3043 and its supplement, with
n = observations - 1. In double precision its Hilbert transform loses digits when eigenvalues are far apart.
"""
import json
import os
import random

import mpmath as mp

mp.mp.dps = 40


def panel(observations, factors, seed):
    draw = random.Random(seed)
    rows = []
    for _ in range(observations):
        market = draw.gauss(0, 0.02)
        # Multiples of 2**-30 are exact in every program.
        rows.append([round((market + draw.gauss(0, 0.002 * 3 ** (j % 4))) * 2**30) / 2**30 for j in range(factors)])
    return rows


def shrunk(rows):
    observations, p = len(rows), len(rows[0])
    n = observations - 1
    x = mp.matrix(rows)
    for j in range(p):
        mean = sum(x[i, j] for i in range(observations)) / observations
        for i in range(observations):
            x[i, j] -= mean
    values, vectors = mp.eigsy(x.T * x / n)
    kept = [values[i] for i in range(p)][max(0, p - n):]
    h, root, ratio = mp.mpf(n) ** (mp.mpf(-1) / 3), mp.sqrt(5), mp.mpf(p) / n
    result = []
    for value in kept:
        density = transform = mp.mpf(0)
        for center in kept:
            width = h * center
            u = (value - center) / width
            density += mp.mpf(3) / 4 / root * max(1 - u * u / 5, 0) / width
            logarithm = mp.log(abs((root - u) / (root + u)))
            transform += (-mp.mpf(3) / 10 * u + mp.mpf(3) / 4 / root * (1 - u * u / 5) * logarithm) / mp.pi / width
        density, transform = density / len(kept), transform / len(kept)
        if p <= n:
            scale = mp.pi * ratio * value
            result.append(value / ((scale * density) ** 2 + (1 - ratio - scale * transform) ** 2))
        else:
            result.append(1 / (mp.pi**2 * value * (density**2 + transform**2)))
    if p > n:
        edge = mp.log((1 + root * h) / (1 - root * h))
        shape = mp.mpf(3) / 10 / h**2 + mp.mpf(3) / 4 / root / h * (1 - 1 / (5 * h**2)) * edge
        at_zero = shape / mp.pi * sum(1 / value for value in kept) / len(kept)
        result = [1 / (mp.pi * (ratio - 1) * at_zero)] * (p - n) + result
    covariance = vectors * mp.diag(result) * vectors.T
    return [float(v) for v in result], [[float(covariance[i, j]) for j in range(p)] for i in range(p)]


cases = []
for observations, factors in [(60, 8), (26, 25), (20, 30)]:
    rows = panel(observations, factors, observations)
    values, covariance = shrunk(rows)
    cases.append({"tag": f"{observations} x {factors}", "returns": rows, "eig_shrunk": values, "cov": covariance})
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "..", "Tables", "nonlinear_shrinkage.json"), "w") as file:
    json.dump({"meta": {"what": __doc__.split("\n")[0], "tool": f"mpmath {mp.__version__}"}, "cases": cases}, file)
    file.write("\n")
