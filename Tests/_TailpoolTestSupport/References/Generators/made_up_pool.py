"""Full revaluation of a made-up pool by NumPy and SciPy; writes ../Tables/made-up/pool_reval.json.

40 options of two coins on a skewed surface, whose forwards differ within an expiry; a grid of spot and volatility by days to
expiry, and 160 past days. Undiscounted Black-76 in dollars. Made with NumPy 2.4.6 and SciPy 1.17.1.
"""
import math

import numpy as np
import scipy
from scipy.special import ndtr

import made_up


def value(p, spot=0.0, factor=1.0, days=0.0):
    sign, strike = (1 if p["type"] == "C" else -1), p["strike"]
    forward, volatility, years = p["fwd"] * (1 + spot), max(p["iv"] * factor, 0.01), p["T_years"] - days / 365
    deviation = volatility * math.sqrt(years)
    d1 = math.log(forward / strike) / deviation + deviation / 2
    return p["qty"] * sign * (forward * ndtr(sign * d1) - strike * ndtr(sign * (d1 - deviation)))


def positions(seed):
    draw, rows = made_up.Draw(seed), []
    spots, unit = {"BTC": 81250.0, "ETH": 2260.0}, {"BTC": 30.0, "ETH": 700.0}
    for index in range(40):
        coin = "BTC" if index % 2 == 0 else "ETH"
        years = [7, 21, 42, 133, 224][index % 5] / 365 + 0.0017
        forward = round(spots[coin] * math.exp(0.043 * years) * (1 + 2e-5 * draw.normal()), 4)
        moneyness = 0.9 * draw.uniform(-1, 1) * math.sqrt(years)
        strike = float(round(forward * math.exp(moneyness), -3 if coin == "BTC" else -1))
        volatility = (0.41 if coin == "BTC" else 0.58) * (1 + 0.12 * math.exp(-6 * years))
        volatility += -0.05 * moneyness / math.sqrt(years) + 0.09 * moneyness**2 / years
        quantity = round(unit[coin] * draw.uniform(-1, 0.55), 1)
        rows.append({"ccy": coin, "type": "C" if strike > forward else "P", "strike": strike, "T_years": round(years, 12),
                     "fwd": forward, "iv": round(volatility, 4), "qty": quantity})
    return rows


if __name__ == "__main__":
    book, shocks = positions(61), [-0.16, -0.12, -0.08, -0.04, 0.0, 0.04, 0.08, 0.12, 0.16]

    def tenor(p):
        days = p["T_years"] * 365
        return (30 / days) ** (0.3 if days < 30 else 0.13)

    directions = {"down": lambda p: 1 - 0.25 * tenor(p), "same": lambda p: 1.0, "up": lambda p: 1 + 0.5 * tenor(p)}
    grid = {name: {coin: [float(sum(value(p, s, factor(p)) - value(p) for p in book if p["ccy"] == coin)) for s in shocks]
                   for coin in ("BTC", "ETH")} for name, factor in directions.items()}
    draw = made_up.Draw(62)
    scenarios, spot_only, both = [], [], []
    for day, (bitcoin, ether) in enumerate(made_up.returns(63, 160, 2, volatility=0.03)):
        levels = [round(-0.9 * move + 0.03 * draw.normal(), 8) for move in (bitcoin, 0.8 * ether)]
        scenarios.append([f"2024-{1 + day // 28:02}-{1 + day % 28:02}", bitcoin, ether] + levels)
        for results, scale in ((spot_only, 0.0), (both, 1.0)):
            results.append(float(sum(
                value(p, (bitcoin, ether)[p["ccy"] == "ETH"], 1 + scale * levels[p["ccy"] == "ETH"], days=1) - value(p)
                for p in book)))
    made_up.write("pool_reval.json", {"what": "a made-up pool revalued on a grid and over past days",
                                      "source": f"numpy {np.__version__}, scipy {scipy.__version__}"}, [],
                  positions=book, base_value_usd=float(sum(value(p) for p in book)), spot_shocks=shocks, grid_pnl=grid,
                  scenarios=scenarios, pnl_spot_only=spot_only, pnl_spot_and_vol=both)
