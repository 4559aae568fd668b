"""Reverse stress: the move nearest in standard deviations that loses an amount, every position priced again."""

import numpy as np

import book


def most_plausible(rows, assets, sigma, loss):
    """Least |u| with x = C u, C Cᵀ = Σ, and loss(x) = L.

    Hasofer and Lind's iteration, u' = ∇ (∇·u + L − loss(u)) / |∇|², damped, from the directions that reach L first; the best of
    those that converge to where u is along the gradient and the loss is L.
    """
    root = np.linalg.cholesky(sigma)
    size = root.shape[0]
    lost = lambda us: -book.profits(rows, assets, us @ root.T, 0).sum(axis=1)
    generator = np.random.RandomState(7)
    directions = np.vstack([np.eye(size), -np.eye(size), generator.randn(24, size)])
    directions /= np.linalg.norm(directions, axis=1)[:, None]
    radii = np.linspace(0.25, 40, 160)
    starts = []
    for d in directions:
        reached = np.flatnonzero(lost(np.outer(radii, d)) >= loss)
        if len(reached):
            starts.append((radii[reached[0]], d))
    best, step = None, 1e-5
    around = np.vstack([np.zeros(size), step * np.eye(size), -step * np.eye(size)])
    for radius, d in sorted(starts, key=lambda s: s[0])[:4]:
        u = radius * d
        for _ in range(400):
            values = lost(u + around)
            gradient = (values[1:size + 1] - values[size + 1:]) / (2 * step)
            target = gradient * (gradient @ u + loss - values[0]) / (gradient @ gradient)
            change = target - u
            u = u + 0.6 * change
            if np.linalg.norm(change) < 1e-10:
                break
        converged = abs(lost(u[None])[0] / loss - 1) < 1e-8
        if converged and (best is None or np.linalg.norm(u) < np.linalg.norm(best)):
            best = u
    return root @ best, float(np.linalg.norm(best))
