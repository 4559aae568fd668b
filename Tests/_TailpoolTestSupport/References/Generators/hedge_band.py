"""No-trade bands of an option hedged under proportional costs with exponential utility.

The problem of Hodges and Neuberger (1989) and of Davis, Panas and Zariphopoulou (1993): one European call with strike 100,
short or long, is hedged in an underlying without drift and without interest, at costs of `cost` times what is traded, so
that E[exp(-risk_aversion * wealth at expiry)] is least. The certainty equivalent h(t, S, y) of what is owed less what y
units of the underlying are worth follows from that of the next step on a binomial lattice with the martingale's weights,

    held(t, S, y) = log(E[exp(g h(t + dt, S', y))]) / g,     h = min over y' of held(y') + y' S-costs of going there

and is convex in y, so that nothing is traded where |d held / dy + S| <= cost S: the ends of that stretch are the band.
Terminal wealth is counted without a cost of selling the hedge. Two lattices, one with four times the steps of the other;
what is written is twice the finer less the coarser (an error of the order of the square root of the step), with the
difference of the two beside it.

    python3 hedge_band.py > ../Tables/hedge_band.csv        # NumPy; about ten minutes
"""
import math
import sys

import numpy as np

STRIKE, REACH = 100.0, 6.0
SPOTS = [90.0, 95.0, 100.0, 105.0, 110.0]


def edges(marginal, wanted, y):
    """Where a rising marginal passes what is wanted, straight between grid points; nan where it does not."""
    found = np.empty(len(marginal))
    middle = 0.5 * (y[1:] + y[:-1])
    for row, values in enumerate(marginal):
        above = np.searchsorted(values, wanted[row])
        if above == 0 or above == len(values):
            found[row] = math.nan
            continue
        low, high = values[above - 1], values[above]
        found[row] = middle[above - 1] + (wanted[row] - low) / (high - low) * (middle[above] - middle[above - 1])
    return found


def bands(side, cost, aversion, deviation, steps, points):
    """Lower and upper edge at each of SPOTS; side is -1 for a call sold, 1 for one held; deviation is sigma sqrt(T)."""
    dx = deviation / math.sqrt(steps)
    up = 1 / (1 + math.exp(dx))
    logs = math.log(up), math.log1p(-up)
    reach = 2 * math.ceil((REACH * deviation + 0.15) / dx / 2)
    low, high = (-0.6, 1.6) if side < 0 else (-1.6, 0.6)
    y = np.linspace(low, high, points)

    def owed(index):
        spot = STRIKE * np.exp(dx * index)
        return spot[:, None], -side * np.maximum(spot - STRIKE, 0)[:, None] - y[None, :] * spot[:, None]

    parity = steps % 2
    index = np.arange(-reach + parity, reach - parity + 1, 2)
    spot, value = owed(index)
    for step in range(steps - 1, -1, -1):
        if step % 2 == 1:
            index = np.arange(-reach + 1, reach, 2)
            spot = STRIKE * np.exp(dx * index)[:, None]
            held = np.logaddexp(logs[0] + aversion * value[1:], logs[1] + aversion * value[:-1]) / aversion
        else:
            index = np.arange(-reach, reach + 1, 2)
            spot, held = owed(index)
            held[1:-1] = np.logaddexp(logs[0] + aversion * value[1:], logs[1] + aversion * value[:-1]) / aversion
        buying = held + (1 + cost) * spot * y
        best = np.minimum.accumulate(buying[:, ::-1], axis=1)[:, ::-1] - (1 + cost) * spot * y
        selling = held + (1 - cost) * spot * y
        value = np.minimum(best, np.minimum.accumulate(selling, axis=1) - (1 - cost) * spot * y)
    spots = spot[:, 0]
    marginal = np.diff(held, axis=1) / np.diff(y)
    lower, upper = edges(marginal, -(1 + cost) * spots, y), edges(marginal, -(1 - cost) * spots, y)
    at = np.log(np.array(SPOTS) / STRIKE)
    keep = np.abs(index * dx) < 0.3
    order = index[keep] * dx
    return [(float(np.interp(x, order, lower[keep])), float(np.interp(x, order, upper[keep]))) for x in at]


def main():
    steps, points = int(sys.argv[1]) if len(sys.argv) > 1 else 250, 441
    print("side,cost,riskAversion,deviation,spot,lower,upper,lowerDifference,upperDifference")
    for deviation in (0.1, 0.25):
        for times in (0.03, 0.3, 3.0):
            for cost in (0.0005, 0.002, 0.008):
                for side in (-1, 1):
                    coarse = bands(side, cost, times, deviation, steps, points)
                    fine = bands(side, cost, times, deviation, 4 * steps, points)
                    for spot, (a, b), (c, d) in zip(SPOTS, coarse, fine):
                        print(f"{side},{cost},{times},{deviation},{spot},{2 * c - a:.5f},{2 * d - b:.5f},"
                              f"{c - a:.5f},{d - b:.5f}", flush=True)


if __name__ == "__main__":
    main()
