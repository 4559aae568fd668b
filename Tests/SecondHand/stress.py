"""Instant moves: grids, named scenarios, twists, and what it costs to close the book."""

import math

import numpy as np

import black76
import book

MONTH = 30 / 365


def _moved(p, spot_factor, factor, points, skew, term, rate, carry, decays):
    """The value of a position after a move of its underlying."""
    if p.expiry is None:
        return p.quantity * (p.spot * spot_factor if p.contract is None else float(p.contract.at(spot_factor, 0.0, 0)))
    e, strike = p.expiry, (p.quote or p.contract).strike
    years = max(e.years, 1 / 8760)
    clamp = lambda x: max(-1.0, min(1.0, x))
    k = math.log(strike / e.forward)
    shape = math.exp(clamp(skew * k / math.sqrt(years)) + clamp(term * math.log(MONTH / years)))
    volatility = max(0.0, p.volatility * factor ** book.tenor_weight(e.years, decays) * shape + points)
    if p.contract is not None:
        return p.quantity * float(p.contract.at(spot_factor, volatility, 0, rate, carry))
    # What a coin-settled option pays is worth spot over forward.
    discounted = rate if p.quote.root.endswith("_USDC") else rate - carry
    forward = e.forward * spot_factor * math.exp((rate - carry) * e.years)
    return p.quantity * black76.price(p.quote.type, forward, p.quote.strike, e.years, volatility,
                                      e.discount * math.exp(-discounted * e.years))


def scenario(rows, spots, entry, slopes, decays=True):
    """Dollars by underlying of one scenario of the set, with what it does to each."""
    result = {}
    for name in sorted({p.underlying for p in rows}):
        get = lambda key, default=0.0: entry.get(key, {}).get(name, default)
        implied = get("implied_vol", None)
        named = any(name in entry.get(key, {}) for key in (
            "spot_returns", "implied_vol", "spot_shifts", "volatility_shifts", "skew_twists", "term_twists", "rate_shifts",
            "carry_shifts")) or any(name in row["between"] for row in entry.get("correlation_shifts", []))
        spot_return, shift = get("spot_returns", None), get("spot_shifts")
        factor, source = None, "unmoved"
        if implied is not None:
            start, end = (implied.get(a, implied.get("dvol_" + a)) for a in ("start", "end"))
            factor, source = end / start, "named"
        points = get("volatility_shifts")
        if points:
            source = "named"
        if "from_close" in entry and factor is None and not points and spot_return is not None and not shift:
            factor, source = (1 + spot_return) ** slopes[name], "fitted"
        whole = 1 + (spot_return or 0.0) + shift / spots[name]
        profit = sum(
            _moved(p, whole, factor or 1.0, points, get("skew_twists"), get("term_twists"), get("rate_shifts"),
                   get("carry_shifts"), decays) - p.greeks()["value"] for p in rows if p.underlying == name)
        result[name] = {
            "named": named, "spotReturn": spot_return, "appliedShift": shift, "whole": whole - 1, "factor": factor,
            "points": 100 * points, "source": source, "skew": get("skew_twists"), "term": get("term_twists"),
            "rate": get("rate_shifts"), "carry": get("carry_shifts"), "profit": profit,
            "coin": _coin(rows, name, spots[name], whole, factor, points, get, decays)}
    return result


def _coin(rows, name, spot, whole, factor, points, get, decays):
    """Change of what the options are worth in coin."""
    own = [p for p in rows if p.underlying == name and p.expiry is not None]
    today = sum(p.greeks()["value"] for p in own)
    then = sum(_moved(p, whole, factor or 1.0, points, get("skew_twists"), get("term_twists"), get("rate_shifts"),
                      get("carry_shifts"), decays) for p in own)
    return then / (spot * whole) - today / spot


TWISTS = [
    ("low strikes up, high ones down (skew −0.2)", {"skew": -0.2}),
    ("low strikes down, high ones up (skew +0.2)", {"skew": 0.2}),
    ("short expiries up, long ones down (term +0.2)", {"term": 0.2}),
    ("short expiries down, long ones up (term −0.2)", {"term": -0.2}),
    ("every volatility up 10 points", {"points": 0.1}), ("every volatility down 10 points", {"points": -0.1}),
]


def twists(rows):
    none = {"spot_factor": 1.0, "factor": 1.0, "points": 0.0, "skew": 0.0, "term": 0.0, "rate": 0.0, "carry": 0.0}
    return [(name, sum(_moved(p, **{**none, **move}, decays=False) - p.greeks()["value"] for p in rows))
            for name, move in TWISTS]


SPOT_RETURNS = [-0.5, -0.4, -0.3, -0.25, -0.2, -0.15, -0.1, -0.05, 0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5]
VOLATILITY_CHANGES = [-0.5, -0.25, -0.1, 0.0, 0.1, 0.25, 0.5, 1.0]


def grid(rows, assets, alone=None):
    """Volatility changes × spot returns, all underlyings together or one alone."""
    table = []
    for v in VOLATILITY_CHANGES:
        moves = []
        for s in SPOT_RETURNS:
            own = [alone is None or a == alone for a in assets]
            moves.append([math.log1p(s) if x else 0.0 for x in own] + [math.log1p(v) if x else 0.0 for x in own])
        table.append([float(x) for x in book.profits(rows, assets, np.array(moves), 0).sum(axis=1)])
    return table


def implied(type_, price, forward, strike, years, discount):
    """The volatility of a price, by bisection."""
    low, high = 1e-4, 10.0
    if not black76.price(type_, forward, strike, years, low, discount) < price:
        return None
    for _ in range(200):
        middle = 0.5 * (low + high)
        if black76.price(type_, forward, strike, years, middle, discount) < price:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def liquidity(market, own, volatility_of, multiple):
    parts = {side: [0.0, 0] for side in ("quoted", "noBid", "noAsk", "atMark")}
    better, bounded = [0.0, 0], 0
    for p in own:
        q, e = p.quote, p.expiry
        if q is None:
            parts["atMark"][1] += 1
            continue
        value = lambda v: black76.price(q.type, e.forward, q.strike, e.years, v, e.discount)
        mark, units = value(p.volatility), abs(p.quantity)
        if p.quantity > 0:
            intrinsic = value(0.0)
            if q.bid is None:
                side, cost = "noBid", units * (mark - min(intrinsic, mark))
            else:
                side, cost = "quoted", units * (mark - max(mark - multiple * (mark - q.bid), min(intrinsic, mark)))
        elif q.ask is not None:
            side, cost = "quoted", units * multiple * (q.ask - mark)
        else:
            widths = [implied(o.type, o.ask, e.forward, o.strike, e.years, e.discount) - volatility_of(o)
                      for o in market.quotes if o.expiry is e and o.ask is not None
                      and implied(o.type, o.ask, e.forward, o.strike, e.years, e.discount) is not None]
            widest = max(w for w in widths if w > 0)
            bounded += widest > p.volatility
            side = "noAsk"
            cost = units * (value(p.volatility + max(multiple, 1) * min(widest, p.volatility)) - mark)
        if cost < 0:
            better[0] += cost
            better[1] += 1
        parts[side][0] += max(cost, 0.0)
        parts[side][1] += 1
    return {"spreadMultiple": multiple, "total": sum(x for x, _ in parts.values()), "parts": parts, "better": better,
            "bounded": bounded}
