"""What one day of one sold option came from, by the definition of Docs/Methods/ProfitAttribution.md, in plain Python.

Made-up markets of one expiry with three strikes; Black's formula with the error function of Python's math; total variance is
straight between the strikes in log-moneyness and flat beyond them.

    python3 profit_attribution.py > ../Tables/profit_attribution.json    # Python alone
"""
import json
import math

STRIKES = [80_000.0, 90_000.0, 100_000.0]


def normal(x):
    return 0.5 * math.erfc(-x / math.sqrt(2))


def black(kind, forward, strike, years, volatility):
    sign = 1 if kind == "C" else -1
    if years <= 0:
        return max(sign * (forward - strike), 0)
    root = volatility * math.sqrt(years)
    d1 = math.log(forward / strike) / root + root / 2
    return sign * (forward * normal(sign * d1) - strike * normal(sign * (d1 - root)))


def smile(market, strike):
    """The volatility at a strike, straight in total variance."""
    nodes = [(math.log(k / market["forward"]), v * v) for k, v in zip(STRIKES, market["volatilities"])]
    k = math.log(strike / market["forward"])
    if k <= nodes[0][0]:
        return math.sqrt(nodes[0][1])
    for (a, va), (b, vb) in zip(nodes, nodes[1:]):
        if k <= b:
            return math.sqrt(va + (vb - va) * (k - a) / (b - a))
    return math.sqrt(nodes[-1][1])


def attribution(case):
    start, end, kind, strike, units = (case[name] for name in ("start", "end", "kind", "strike", "units"))
    rule, slope = case["rule"], case.get("slope", 0)
    expires = end["years"] <= 0
    factor = end["spot"] / start["spot"]
    own = smile(start, strike)

    def ruled(at, part):
        """The smile's volatility at a strike after a part of the move, by the rule."""
        move = math.log(1 + part * (factor - 1))
        if rule == "stickyDelta":
            return smile(start, at * math.exp(-move))
        return smile(start, at) + (slope * move if rule == "surfaceShift" else 0)

    change = 0 if expires else smile(end, strike) - ruled(strike, 1)
    level = 0 if expires else smile(end, end["forward"]) - ruled(end["forward"], 1)

    def value(part, extra, timed, carried):
        years = end["years"] if timed else start["years"]
        forward = start["forward"] * (1 + part * (factor - 1))
        discount = start["discountFactor"]
        if carried and expires:
            forward *= start["spot"] / start["forward"]
            discount = 1
        elif carried:
            # The shift of a rate is what brings forward and discount factor to those of the end in the years left there.
            stretch = years / end["years"]
            forward *= (end["forward"] / (start["forward"] * factor)) ** stretch
            discount *= (end["discountFactor"] / start["discountFactor"]) ** stretch
        return units * discount * black(kind, forward, strike, years, ruled(strike, part) + extra)

    def slope_of(timed, carried, step=1e-4):
        return (value(step, 0, timed, carried) - value(-step, 0, timed, carried)) / (2 * step)

    parts = dict.fromkeys(("theta", "delta", "charm", "gamma", "vega", "skew", "vanna", "carry"), 0.0)
    first, last = value(0, 0, False, False), value(1, change, True, True)
    parts["delta"] = slope_of(False, False)
    for timed in (True, False):
        carried = not timed
        still, spot = value(0, 0, timed, carried), value(1, 0, timed, carried)
        up, moved, both = (value(0, level, timed, carried), value(0, change, timed, carried),
                           value(1, change, timed, carried))
        along = slope_of(timed, carried)
        parts["charm"] += (along - parts["delta"]) / 2
        parts["gamma"] += (spot - still - along) / 2
        parts["vega"] += (up - still) / 2
        parts["skew"] += (moved - up) / 2
        parts["vanna"] += (both - spot - moved + still) / 2
        early, late = (still - first) / 2, (last - both) / 2
        parts["theta"] += early if timed else late
        parts["carry"] += late if timed else early
    if expires:
        final = units * max((1 if kind == "C" else -1) * (end["spot"] - strike), 0)
    else:
        final = units * end["discountFactor"] * black(kind, end["forward"], strike, end["years"], smile(end, strike))
    parts["total"] = final - units * start["discountFactor"] * black(kind, start["forward"], strike, start["years"], own)
    return parts


def main():
    def market(spot, carry, days, volatilities, rate=0.03):
        years = days / 365
        return {"spot": spot, "years": years, "forward": spot * math.exp(carry * years),
                "discountFactor": math.exp(-rate * years), "volatilities": volatilities}

    calm = market(90_000.0, 0.05, 14, [0.55, 0.48, 0.46])
    quiet = market(91_200.0, 0.048, 13, [0.53, 0.47, 0.455], 0.029)
    crash = market(60_000.0, 0.01, 13, [1.25, 1.3, 1.4], 0.031)
    last = market(90_000.0, 0.05, 1, [0.6, 0.5, 0.52])
    over = dict(market(88_500.0, 0.05, 0, [0.6, 0.5, 0.52]))
    cases = []
    for name, start, end in (("a quiet day", calm, quiet), ("a crash", calm, crash), ("the day of expiry", last, over)):
        for kind, strike in (("P", 80_000.0), ("C", 90_000.0), ("P", 90_000.0)):
            for rule in ("stickyStrike", "stickyDelta", "surfaceShift"):
                case = {"name": name, "start": start, "end": end, "kind": kind, "strike": strike, "units": -24.0,
                        "rule": rule}
                if rule == "surfaceShift":
                    case["slope"] = -0.4
                case["parts"] = attribution(case)
                cases.append(case)
    print(json.dumps({"source": "profit_attribution.py", "cases": cases}, indent=1))


if __name__ == "__main__":
    main()
