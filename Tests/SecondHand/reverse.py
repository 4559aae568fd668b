"""Reverse stress: the move nearest in standard deviations that loses an amount, every position priced again."""

import numpy as np

import book


def _descend(lost, start, loss, damping):
    """Hasofer and Lind's iteration, u' = ∇ (∇·u + L − loss(u)) / |∇|², damped; nothing where it does not converge."""
    u, step, size = start, 1e-5, len(start)
    around = np.vstack([np.zeros(size), step * np.eye(size), -step * np.eye(size)])
    for _ in range(400):
        values = lost(u + around)
        gradient = (values[1:size + 1] - values[size + 1:]) / (2 * step)
        change = gradient * (gradient @ u + loss - values[0]) / (gradient @ gradient) - u
        u = u + damping * change
        if np.linalg.norm(change) < 1e-10:
            break
    return u if abs(lost(u[None])[0] / loss - 1) < 1e-8 else None


def _starts(lost, size, loss):
    """The points where rays reach the loss first, nearest first."""
    generator = np.random.RandomState(7)
    directions = np.vstack([np.eye(size), -np.eye(size), generator.randn(24, size)])
    directions /= np.linalg.norm(directions, axis=1)[:, None]
    radii = np.linspace(0.25, 40, 160)
    found = []
    for d in directions:
        reached = np.flatnonzero(lost(np.outer(radii, d)) >= loss)
        if len(reached):
            found.append(radii[reached[0]] * d)
    return sorted(found, key=np.linalg.norm)[:4]


def most_plausible(rows, assets, sigma, loss):
    """Least |u| with x = C u, C Cᵀ = Σ, and loss(x) = L: the best of several descents.

    Where the spot stands at a barrier the loss bends, and a nearest point may lie in the bend: there the spot is held, and the
    other factors are searched, given it.
    """
    size = len(sigma)
    root = np.linalg.cholesky(sigma)
    lost = lambda us: -book.profits(rows, assets, us @ root.T, 0).sum(axis=1)
    found = [root @ u for s in _starts(lost, size, loss) for u in [_descend(lost, s, loss, 0.6)] if u is not None]
    for p in rows:
        barrier = getattr(p.contract, "barrier", None)
        if barrier is None:
            continue
        k, at = assets.index(p.underlying), np.log(barrier / p.spot)
        rest = [i for i in range(size) if i != k]
        mean = sigma[rest, k] / sigma[k, k] * at
        own = np.linalg.cholesky(sigma[np.ix_(rest, rest)] - np.outer(sigma[rest, k], sigma[rest, k]) / sigma[k, k])

        def whole(ws):
            moves = np.empty((len(ws), size))
            moves[:, k] = at
            moves[:, rest] = mean + ws @ own.T
            return moves

        held = lambda ws: -book.profits(rows, assets, whole(ws), 0).sum(axis=1)
        for s in _starts(held, size - 1, loss):
            w = _descend(held, s, loss, 0.6)
            if w is not None:
                found.append(whole(w[None])[0])
    inverse = np.linalg.inv(sigma)
    best = min(found, key=lambda x: x @ inverse @ x)
    return best, float(np.sqrt(best @ inverse @ best))
