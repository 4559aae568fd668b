"""Made-up inputs that look like markets, from seeds: what the made_up_*.py generators beside this file share.

Only `random.Random.random` is drawn from, whose sequence Python keeps between versions; normal numbers are its quantiles.
"""
import json
import math
import os
import random
import statistics

here = os.path.dirname(os.path.abspath(__file__))
tables = os.path.join(here, "..", "Tables", "made-up")
quantile = statistics.NormalDist().inv_cdf


class Draw:
    """Uniform, normal and Student numbers of a seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def uniform(self, low=0.0, high=1.0):
        return low + (high - low) * self.random.random()

    def normal(self):
        return quantile(max(self.random.random(), 1e-300))

    def student(self, degrees):
        """A Student number of unit variance for a whole number of degrees above 2."""
        square = sum(self.normal() ** 2 for _ in range(degrees))
        return self.normal() * math.sqrt((degrees - 2) / square)


def returns(seed, days, assets, volatility=0.02, degrees=5, loading=0.6, digits=8):
    """Rows of daily returns: a common factor, unequal deviations, fat tails, bunches of large days, a small drift."""
    draw, rows, level = Draw(seed), [], 1.0
    for _ in range(days):
        market = draw.student(degrees)
        row = []
        for asset in range(assets):
            own = draw.student(degrees)
            share = loading * (0.5 + 0.5 * ((asset * 7) % 5) / 4)
            scale = volatility * (0.6 + 0.25 * ((asset * 3) % 7))
            row.append(round(0.0007 * (asset % 3) + scale * level * (share * market + math.sqrt(1 - share**2) * own), digits))
        rows.append(row)
        level = math.sqrt(0.08 + 0.12 * min(market * level, 5) ** 2 + 0.80 * level**2)
    return rows


def write(name, meta, cases, **others):
    """A file of Tables/made-up: what it is, the tools that made it, and its cases."""
    with open(os.path.join(tables, name), "w") as file:
        file.write('{"meta": ' + json.dumps(meta) + ",\n")
        parts = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in others.items()]
        if cases:
            parts.append('"cases": [\n' + ",\n".join(json.dumps(case) for case in cases) + "\n]")
        file.write(",\n".join(parts) + "}\n")
