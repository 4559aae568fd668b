"""What hedging a sold call costs and leaves, by three rules, on paths of a geometric Brownian motion without drift.

One call with strike and spot 100, 30 days, 50 % a year, no interest. Its delta is taken as the hedge at the start, free of
cost; then hourly, by the rule: the delta every hour, the delta every 24 hours, or a band around it of half width
(3/2 cost S gamma^2 / risk aversion)^(1/3), to whose nearer edge the hedge is brought. Costs are a part of what is traded; the
hedge is given up at expiry without cost. The score is mean - risk aversion / 2 * variance of the profit.

    python3 hedge_simulation.py > ../Tables/hedge_simulation.csv    # NumPy, SciPy; about two minutes
"""
import math

import numpy as np
from scipy.special import ndtr

SPOT, STRIKE, DEVIATION, HOURS, AVERSION, PATHS = 100.0, 100.0, 0.5, 720, 0.3, 100_000
YEARS = 30 / 365


def run(cost, rule, generator):
    spot = np.full(PATHS, SPOT)
    step = DEVIATION * math.sqrt(YEARS / HOURS)
    premium = SPOT * (2 * ndtr(0.5 * DEVIATION * math.sqrt(YEARS)) - 1)
    held, cash, paid = None, np.full(PATHS, premium), np.zeros(PATHS)
    for hour in range(HOURS):
        root = DEVIATION * math.sqrt(YEARS * (1 - hour / HOURS))
        d1 = np.log(spot / STRIKE) / root + 0.5 * root
        delta = ndtr(d1)
        if held is None:
            held = delta.copy()
            cash -= held * spot
        elif rule == "band":
            gamma = np.exp(-0.5 * d1 * d1) / math.sqrt(2 * math.pi) / (spot * root)
            half = np.cbrt(1.5 * cost * spot * gamma * gamma / AVERSION)
            after = np.clip(held, delta - half, delta + half)
        else:
            after = delta if rule == "hourly" or hour % 24 == 0 else held
        if hour > 0:
            fee = cost * spot * np.abs(after - held)
            cash -= (after - held) * spot + fee
            paid += fee
            held = after
        spot = spot * np.exp(step * generator.standard_normal(PATHS) - 0.5 * step * step)
    profit = cash + held * spot - np.maximum(spot - STRIKE, 0)
    return profit, paid


def main():
    print("cost,rule,meanCost,meanCostError,deviation,score,scoreError")
    for cost in (0.0005, 0.001, 0.002, 0.004, 0.008):
        for number, rule in enumerate(("band", "daily", "hourly")):
            profit, paid = run(cost, rule, np.random.default_rng([2026, number, round(cost * 1e6)]))
            mean, root = profit.mean(), math.sqrt(PATHS)
            centered = profit - mean
            # Each path's part in mean - a/2 variance.
            part = profit - AVERSION / 2 * centered * centered
            print(f"{cost},{rule},{paid.mean():.6f},{paid.std() / root:.6f},{profit.std():.6f},{part.mean():.6f},"
                  f"{part.std() / root:.6f}", flush=True)


if __name__ == "__main__":
    main()
