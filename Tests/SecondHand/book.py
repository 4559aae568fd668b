"""The book: positions with their prices, sums of their derivatives, and their profit and loss in moves of the market."""

import math
from dataclasses import dataclass

import numpy as np

import black76
import contracts

MONTH = 30 / 365


@dataclass
class Position:
    name: str
    underlying: str
    quantity: float
    expiry: object  # None for coins that the pool holds
    quote: object
    volatility: float
    spot: float
    contract: object = None  # One that the chain does not list.

    def greeks(self):
        e = self.expiry
        if self.contract is not None:
            return {key: self.quantity * x for key, x in self.contract.greeks().items()}
        if e is None:
            return {"value": self.quantity * self.spot, "delta": self.quantity, "gamma": 0.0, "vega": 0.0, "theta": 0.0}
        one = black76.greeks(self.quote.type, self.spot, e.forward, self.quote.strike, e.years, self.volatility, e.discount)
        return {key: self.quantity * x for key, x in one.items()}


def positions(market, volatility_of):
    """The positions of the book alone."""
    result = []
    for name, quantity in market.book:
        q = next((q for q in market.quotes if q.name == name), None)
        if q is None:
            c = contracts.named(market, volatility_of, name)
            result.append(Position(name, c.underlying, quantity, c.expiry, None, c.volatility, c.spot, c))
            continue
        result.append(Position(name, q.underlying, quantity, q.expiry, q, volatility_of(q), market.spots[q.underlying]))
    return result


def with_coins(own, market):
    """The book with the coins among the pool's assets, whose prices move too."""
    result, unit = list(own), market.pool["unit"]
    coins = {kind: x for kind, x in market.pool["assets"].items() if kind != "USD"}
    if unit != "USD":
        # Of the unit that is counted in, less what the net asset value held in it would be.
        price = market.spots[unit]
        worth = sum(x * (1 if kind == "USD" else market.spots[kind]) for kind, x in market.pool["assets"].items())
        coins[unit] = coins.get(unit, 0.0) - (worth + total(own)["value"]) / price
    for kind, x in sorted(coins.items()):
        result.append(Position(f"{kind}-SPOT", kind, x, None, None, 0.0, market.spots[kind]))
    return result


def total(rows):
    sums = {key: 0.0 for key in ("value", "delta", "gamma", "vega", "theta")}
    for p in rows:
        for key, x in p.greeks().items():
            sums[key] += x
    return sums


def tenor_weight(years, decays=True):
    """How much of the move of the 30-day log volatility falls on a tenor."""
    return min(math.sqrt(MONTH / years), 1.5) if decays else 1.0


def profits(rows, assets, moves, elapsed_days, decays=True):
    """Scenarios × positions: dollars in log moves of the spots, then of the 30-day volatilities, of `assets`."""
    moves = np.atleast_2d(moves)
    result = np.empty((len(moves), len(rows)))
    for column, p in enumerate(rows):
        k = assets.index(p.underlying)
        factor = np.exp(moves[:, k])
        if p.contract is not None:
            tenor = tenor_weight(p.expiry.years, decays) if p.expiry else 0.0
            volatility = p.volatility * np.exp(moves[:, len(assets) + k] * tenor)
            now = p.contract.at(1.0, p.volatility, 0)
            result[:, column] = p.quantity * (p.contract.at(factor, volatility, elapsed_days) - now)
            continue
        if p.expiry is None:
            result[:, column] = p.quantity * p.spot * (factor - 1)
            continue
        e = p.expiry
        volatility = p.volatility * np.exp(moves[:, len(assets) + k] * tenor_weight(e.years, decays))
        args = (p.quote.type, e.forward, p.quote.strike)
        then = black76.price(p.quote.type, e.forward * factor, p.quote.strike, e.years - elapsed_days / 365, volatility,
                             e.discount)
        now = black76.price(*args, e.years, p.volatility, e.discount)
        result[:, column] = p.quantity * (then - now)
    return result


def level(market, volatility_of, underlying, years):
    """Volatility at the money: linear in total variance, between the strikes around the forward and between expiries."""
    points = []
    for e in market.expiries[underlying]:
        nodes = sorted({(math.log(q.strike / e.forward), volatility_of(q) ** 2 * e.years)
                        for q in market.quotes if q.expiry is e})
        points.append((e.years, float(np.interp(0.0, *zip(*nodes)))))
    times = [t for t, _ in points]
    if years <= times[0]:
        return math.sqrt(points[0][1] / times[0])
    return math.sqrt(float(np.interp(years, *zip(*points))) / years)
