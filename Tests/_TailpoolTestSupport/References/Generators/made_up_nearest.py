"""Nearest correlation matrices by Dykstra's projections in NumPy; writes ../Tables/made-up/nearest_correlation.json.

N. J. Higham, IMA Journal of Numerical Analysis 22 (2002) 329, whose two examples are the first cases; then the example of
R. Rebonato and P. Jäckel (1999), and made-up ones: pairs over unlike rows, and pairs disturbed. Made with NumPy 2.4.6. A
semismooth Newton method on the dual (H.-D. Qi and D. Sun, 2006) must agree to 1e-12.
"""
import math

import numpy as np

import made_up


def positive(matrix):
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * np.maximum(values, 0)) @ vectors.T


def projections(matrix):
    y, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(100_000):
        r = y - correction
        x = positive(r)
        correction = x - r
        new = x.copy()
        np.fill_diagonal(new, 1)
        if np.abs(new - y).max() < 1e-15 and np.abs(new - x).max() < 1e-14:
            break
        y = new
    return new


def newton(matrix):
    """The root of diag((A + Diag(y))+) = 1, with the generalized Jacobian solved whole."""
    n = len(matrix)
    y = 1 - np.diag(matrix)
    for _ in range(200):
        values, vectors = np.linalg.eigh(matrix + np.diag(y))
        gradient = np.diag((vectors * np.maximum(values, 0)) @ vectors.T) - 1
        if np.abs(gradient).max() < 1e-15:
            break
        plus = values > 0
        omega = np.where(np.outer(plus, plus), 1.0, 0.0)
        for i in range(n):
            for j in range(n):
                if plus[i] != plus[j]:
                    omega[i, j] = max(values[i], values[j]) / abs(values[i] - values[j])
        jacobian = np.empty((n, n))
        for k in range(n):
            inner = vectors.T[:, [k]] @ vectors[[k], :]
            jacobian[:, k] = np.diag(vectors @ (omega * inner) @ vectors.T)
        y = y - np.linalg.solve(jacobian + 1e-14 * np.eye(n), gradient)
    return positive(matrix + np.diag(y))


def case(tag, matrix):
    matrix = np.array(matrix, float)
    nearest = projections(matrix)
    nearest = (nearest + nearest.T) / 2
    difference = np.abs(newton(matrix) - nearest).max()
    print(tag, "Newton against projections", difference)
    assert difference < 1e-12, tag
    return {"tag": tag, "input": matrix.tolist(), "nearest": nearest.tolist(),
            "frobenius_distance": float(np.linalg.norm(nearest - matrix)), "min_eig_input": float(np.linalg.eigvalsh(matrix)[0])}


def pairwise(seed, days, assets, missing):
    """Correlations of each pair over the rows that have both."""
    draw = made_up.Draw(seed + 1)
    x = np.array([[v if draw.uniform() > missing else math.nan for v in row] for row in made_up.returns(seed, days, assets)])
    result = np.eye(assets)
    for i in range(assets):
        for j in range(i):
            both = ~np.isnan(x[:, i]) & ~np.isnan(x[:, j])
            result[i, j] = result[j, i] = round(float(np.corrcoef(x[both, i], x[both, j])[0, 1]), 10)
    return result


def unequal(seed, days, assets):
    """Correlations of each pair over its common history, whose starts differ, with a few disturbed."""
    x, draw = np.array(made_up.returns(seed, days, assets, loading=0.95)), made_up.Draw(seed + 1)
    result = np.eye(assets)
    for i in range(assets):
        for j in range(i):
            start = max(i, j) * (days - 6) // assets
            value = float(np.corrcoef(x[start:, i], x[start:, j])[0, 1]) + 0.05 * draw.normal()
            result[i, j] = result[j, i] = round(min(max(value, -0.999), 0.999), 10)
    return result


if __name__ == "__main__":
    made_up.write("nearest_correlation.json", {
        "what": "nearest correlation matrices in the Frobenius norm", "source": f"Dykstra's projections, numpy {np.__version__}"}, [
        case("Higham 2002, ones on three diagonals", [[1, 1, 0], [1, 1, 1], [0, 1, 1]]),
        case("Higham 2002, second differences", [[2, -1, 0, 0], [-1, 2, -1, 0], [0, -1, 2, -1], [0, 0, -1, 2]]),
        case("Rebonato and Jaeckel 1999", [[1, 0.9, 0.7], [0.9, 1, 0.3], [0.7, 0.3, 1]]),
        case("a correlation matrix", [[1, 0.35, -0.2], [0.35, 1, 0.42], [-0.2, 0.42, 1]]),
        case("rank one", [[1, 1, -1], [1, 1, -1], [-1, -1, 1]]),
        case("20 assets, 35 % of 25 days missing", pairwise(51, 25, 20, 0.35)),
        case("17 assets with unequal histories", unequal(53, 90, 17))])
