"""The expected report as JSON: the tree of `Docs/ReportSchema.md`, each number with the tolerance it is expected within.

Counts, texts, dates and truth values are exact. A dollar that comes from prices alone is expected within a hundred-thousandth
of one; what a search or an inversion finds, and what the reviewed report may take from polynomials, within what is said here.
"""

import math

import numpy as np
from scipy.stats import norm

import book
import stress
import tail
import form
from form import N


def money(x):
    return N(x, 1e-5 + 1e-10 * abs(x))


def searched(x):
    return N(x, 1e-6 * max(1.0, abs(x)))


def simulated(x):
    """Values that may come from polynomials with an error bound."""
    return N(x, 1e-3)


def fraction(x):
    return N(x, 1e-10 * max(1.0, abs(x)))


def exact(x):
    return N(x, 1e-12 * max(1.0, abs(x)))


def chance(p):
    """A p-value simulated with 999 draws, beside one with 100,000: four deviations of both and a tie."""
    return N(p, 4 * math.sqrt(p * (1 - p) * (1 / 999 + 1e-5)) + 1e-3) if 0 < p < 1 else N(p, 1e-3)


def instant(when):
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def long_date(when):
    return f"{when.day} {when.strftime('%b %Y')}"


GREEKS = [("value", "value"), ("delta", "delta"), ("gamma", "gamma"), ("vega", "vega"), ("theta", "theta")]


def greeks(sums):
    return {key: N(sums[key], 1e-6 * max(1.0, abs(sums[key])) * 1e-3 + 1e-9) for key, _ in GREEKS}


def dollar_greeks(sums, spot):
    return {"value": money(sums["value"]), "dollarDelta": money(sums["delta"] * spot),
            "dollarGammaPerPercent": money(sums["gamma"] * spot * spot / 100), "vegaPerPoint": money(sums["vega"] / 100),
            "thetaPerDay": money(sums["theta"] / 365)}


class Report:
    def __init__(self, analysis):
        self.a = analysis
        self.market = analysis.market
        self.unit = analysis.unit
        self.expiries = [(u, e) for u in analysis.assets for e in self.market.expiries[u]]

    def amount(self, x):
        """In the unit of the pool."""
        return money(x) if self.unit == "USD" else N(x, 1e-9 * max(1.0, abs(x)))

    def simulated_amount(self, x):
        return simulated(x) if self.unit == "USD" else N(x, 1e-3 / self.a.price)

    # Parts that text and page show too.

    def tail(self, section, as_amount, histogram=None, contributions=None):
        shortfalls = [{"level": exact(s["level"]), "value": as_amount(s["value"]),
                       "standardError": as_amount(s["standardError"]), "distinctDays": s["distinctDays"]}
                      for s in section["expectedShortfalls"]]
        head = next(s for s, own in zip(shortfalls, section["expectedShortfalls"]) if own["level"] == 0.975)
        result = {
            "outcomes": section["outcomes"], "mean": as_amount(section["mean"]),
            "standardDeviation": as_amount(section["standardDeviation"]), "worst": as_amount(section["worst"]),
            "valueAtRisk": [
                {"level": exact(r["level"]), "value": as_amount(r["value"]), "low": as_amount(r["low"]),
                 "high": as_amount(r["high"]), "standardError": as_amount(r["standardError"]),
                 "distinctDays": r["distinctDays"]} for r in section["valueAtRisk"]],
            "expectedShortfall": {key: head[key] for key in ("level", "value", "standardError")},
            "expectedShortfalls": shortfalls, "distinctDays": head["distinctDays"], "meanLikelihoodRatio": None}
        if histogram is not None:
            result["histogram"] = {**histogram, "start": exact(histogram["start"]), "width": exact(histogram["width"])}
        if contributions is not None:
            result["contributions"] = contributions
        return result

    def by_underlying(self, profits, moves):
        losses = self.a.contributions(profits, moves)
        parts = {u: sum(x for p, x in zip(self.a.exposed, losses) if p.underlying == u) for u in self.a.assets}
        whole = sum(parts.values())
        return [{"underlying": u, "expectedShortfall": self.amount(x), "share": fraction(x / whole)} for u, x in parts.items()]

    def by_position(self):
        losses = self.a.contributions(self.a.profits, self.a.moves)
        whole = losses.sum()
        order = sorted(range(len(losses)), key=lambda i: -abs(losses[i]))
        part = lambda name, x: {"name": name, "expectedShortfall": self.amount(x), "share": fraction(x / whole)}
        rows = [part(self.a.exposed[i].name, losses[i]) for i in order[:10]]
        rest = order[10:]
        return rows + ([part(f"{len(rest)} other positions", sum(losses[i] for i in rest))] if rest else [])

    def by_expiry(self):
        losses = self.a.contributions(self.a.profits, self.a.moves)
        whole = losses.sum()
        sums = {}
        for p, x in zip(self.a.exposed, losses):
            key = (p.underlying, p.expiry.when.timestamp() if p.expiry else math.inf,
                   long_date(p.expiry.when) if p.expiry else "without expiry")
            sums[key] = sums.get(key, 0.0) + x
        return [{"name": f"{u} {name}", "expectedShortfall": self.amount(x), "share": fraction(x / whole)}
                for (u, _, name), x in sorted(sums.items())]

    def by_participant(self):
        return [{"name": m["id"], "expectedShortfall": self.amount(m["expectedShortfall"]), "share": fraction(m["share"])}
                for m in self.a.pool["members"]]

    def counted(self):
        rows = []
        for unit, risk, shortfall in self.a.counted:
            n = money if unit == "USD" else lambda x: N(x, 1e-9 * max(1.0, abs(x)))
            rows.append({"unit": unit, "collateral": "stated", "valueAtRisk": n(risk["value"]),
                         "valueAtRiskStandardError": n(risk["standardError"]), "expectedShortfall": n(shortfall["value"]),
                         "expectedShortfallStandardError": n(shortfall["standardError"])})
        return rows

    def volatilities(self):
        rows = []
        for v in self.a.volatilities:
            factor = v["scenarios"] / v["implied30Days"]
            rows.append({"underlying": v["underlying"], "scenarios": fraction(v["scenarios"]),
                         "implied30Days": fraction(v["implied30Days"]), "implied7Days": fraction(v["implied7Days"]),
                         "factor": fraction(factor), "isFar": not 1 / 1.25 <= factor <= 1.25})
        return rows

    def approximations(self):
        a, q = self.a, self.a.quadratic
        rows = []
        for name, level, place, full in (
                ("VaR 95%", 0.95, 0, a.gaussian_dollars["valueAtRisk"][0]["value"]),
                ("VaR 99%", 0.99, 0, a.gaussian_dollars["valueAtRisk"][1]["value"]),
                ("ES 97.5%", 0.975, 1, a.gaussian_dollars["expectedShortfalls"][0]["value"])):
            linear, second = q.normal_measures(level)[place], q.measures(level)[place]
            rows.append({"name": name, "linear": money(linear), "deltaGamma": simulated(second), "full": simulated(full),
                         "gap": N((second - full) / abs(full), 1e-7)})
        moves = []
        together = a.grids[0][1][stress.VOLATILITY_CHANGES.index(0.0)]
        for move in (-0.5, -0.4, -0.2, -0.1, 0.1, 0.2, 0.4):
            linear = sum(a.dollar_delta) * move
            second = linear + 0.5 * sum(a.dollar_gamma) * move * move
            full = together[stress.SPOT_RETURNS.index(move)]
            moves.append({"name": f"all spots {move * 100:+.0f}%", "linear": money(linear), "deltaGamma": N(second, 1e-5 + 2e-9 * abs(second)),
                          "full": money(full), "gap": N((second - full) / abs(full), 1e-9)})
        return {"measures": rows, "moves": moves}

    def scenarios(self):
        rows = []
        for s in self.a.scenarios:
            entry, parts = s["entry"], []
            for name, x in s["parts"].items():
                row = {"underlying": name, "profitAndLoss": money(x["profit"]), "coinProfitAndLoss": N(x["coin"], 1e-9) if self.market.is_coin else None}
                if x["named"]:
                    row |= {"spotReturn": fraction(x["whole"]), "appliedShift": exact(x["appliedShift"]),
                            "volatilityFactor": fraction(x["factor"] or 1.0), "volatilityPoints": exact(x["points"]),
                            "volatilitySource": x["source"], "skewTwist": exact(x["skew"]), "termTwist": exact(x["term"]),
                            "rateShift": exact(x["rate"]), "carryShift": exact(x["carry"])}
                else:
                    row |= dict.fromkeys(("spotReturn", "appliedShift", "volatilityFactor", "volatilityPoints",
                                          "volatilitySource", "skewTwist", "termTwist", "rateShift", "carryShift"))
                parts.append(row)
            days = None
            if "from_close" in entry:
                day = lambda key: np.datetime64(entry[key])
                days = int((day("to_close") - day("from_close")).astype(int))
            rows.append({
                "name": entry["name"], "detail": entry.get("description", ""), "profitAndLoss": money(s["profit"]),
                "unitProfitAndLoss": self.amount(s["amount"]), "parallelProfitAndLoss": money(s["parallel"]), "parts": parts,
                "notCovered": [n for n, x in s["parts"].items() if not x["named"]], "days": days, "appliedAtOnce": True,
                "correlationShifts": [{"between": row["between"], "value": exact(row["value"])}
                                      for row in entry.get("correlation_shifts", [])]})
        return rows

    def moves(self, x, within):
        n = len(self.a.assets)
        return [{"underlying": u, "spotReturn": N(math.expm1(x[k]), within),
                 "volatilityChange": N(math.expm1(x[n + k]), within)} for k, u in enumerate(self.a.assets)]

    def reverse(self):
        rows = []
        for r in self.a.reverse:
            seen = r["chance"] > 0
            p = r["chance"] if seen else norm.sf(r["distance"])
            rows.append({
                "name": r["name"], "loss": self.amount(r["loss"]), "found": True, "distance": N(r["distance"], 1e-7),
                "probability": exact(p) if seen else N(p, 1e-5 * p), "probabilityError": exact(r["error"]) if seen else None,
                "probabilitySource": "simulated" if seen else "distance", "profitAndLoss": N(-r["loss"], 1e-6 * r["loss"]),
                "deltaGamma": N(r["quadratic"], 2e-6 * abs(r["quadratic"])), "moves": self.moves(r["move"], 2e-6)})
        return rows

    def liquidity(self):
        part = lambda x: {"cost": N(x[0], 1e-5 + 1e-9 * abs(x[0])), "positions": x[1]}
        return [{"spreadMultiple": exact(r["spreadMultiple"]), "total": N(r["total"], 1e-3),
                 **{side: part(x) for side, x in r["parts"].items()}, "betterThanMark": part(r["better"]),
                 "boundedWidenings": r["bounded"]} for r in self.a.liquidity]

    def backtest(self):
        b = self.a.backtest
        return {"level": exact(b["level"]), "window": b["window"], "days": b["days"], "leftOut": b["leftOut"],
                "forecasters": [
                    {"name": r["name"], "exceptions": r["exceptions"], "coveragePValue": N(r["coveragePValue"], 1e-9),
                     "independencePValue": N(r["independencePValue"], 1e-9), "shortfallPValue": chance(r["shortfallPValue"]),
                     "score": N(r["score"], 1e-6), "trafficLight": r["trafficLight"]} for r in b["rows"]]}

    def record(self):
        r = self.a.record
        return {
            "window": r["window"], "days": r["days"], "firstDate": r["firstDate"].isoformat(), "lastDate": r["lastDate"].isoformat(),
            "leftOut": [], "errorBound": {"notSaid": "the bound of the polynomials that the forecasts are valued by"},
            "forecasts": [{"date": d["date"].isoformat(), "profitAndLoss": money(d["profitAndLoss"]),
                           "valueAtRisk97Point5": simulated(d["risks"][0]), "valueAtRisk99": simulated(d["risks"][1])}
                          for d in r["forecasts"]],
            "models": [{"model": m["name"], "level": exact(m["level"]), "valueAtRisk": simulated(m["valueAtRisk"]),
                        "expectedShortfall": simulated(m["expectedShortfall"]), "exceptions": m["exceptions"],
                        "expected": N(m["expected"], 1e-9), "bandLow": m["bandLow"], "bandHigh": m["bandHigh"],
                        "coveragePValue": N(m["coveragePValue"], 1e-9), "independencePValue": N(m["independencePValue"], 1e-9),
                        "shortfallPValue": chance(m["shortfallPValue"]), "score": N(m["score"], 1e-6),
                        "trafficLight": m["trafficLight"]} for m in r["models"]]}

    def book(self):
        parts, own = [], self.a.own
        for u in self.a.assets:
            rows = [p for p in own if p.underlying == u]
            sums = book.total(rows)
            parts.append({"underlying": u, "spot": exact(self.market.spots[u]), "positions": len(rows),
                          "coinValue": N(sums["value"] / self.market.spots[u], 1e-9) if self.market.is_coin else None,
                          "netDelta": N(sums["delta"] - self.market.is_coin * sums["value"] / self.market.spots[u], 1e-8), "greeks": greeks(sums),
                          "dollarGreeks": dollar_greeks(sums, self.market.spots[u])})
        expiries, without = [], []
        for u in self.a.assets:
            rows = [p for p in own if p.underlying == u and p.expiry is None]
            if rows:
                sums = book.total(rows)
                without.append({"underlying": u, "greeks": greeks(sums), "dollarGreeks": dollar_greeks(sums, self.market.spots[u])})
        for u, e in self.expiries:
            rows = [p for p in own if p.expiry is e]
            if rows:
                sums = book.total(rows)
                expiries.append({"underlying": u, "expiry": instant(e.when), "greeks": greeks(sums),
                                 "dollarGreeks": dollar_greeks(sums, self.market.spots[u])})
        whole = {key: money(sum(p["dollarGreeks"][key].value for p in parts)) for key in parts[0]["dollarGreeks"]}
        return {"value": whole["value"], "positions": len(own), "soldPositions": sum(p.quantity < 0 for p in own),
                "byUnderlying": parts, "byExpiry": expiries, "withoutExpiry": without, "total": whole}

    def markets(self):
        rows = []
        for u in self.a.assets:
            expiries = []
            for e in self.market.expiries[u]:
                own = [q for q in self.market.quotes if q.expiry is e]
                expiries.append({
                    "expiry": instant(e.when), "years": exact(e.years), "forward": exact(e.forward),
                    "forwardSource": "quoted", "discountFactor": N(e.discount, 1e-12), "quotes": len(own),
                    "parityForward": N(e.forward, 1e-6), "parityForwardStandardError": N(0, 1e-6),
                    "parityPairs": min(len(own) // 2, 5) if self.market.is_coin else len(own) // 2})
            rows.append({"underlying": u, "spot": exact(self.market.spots[u]), "expiries": expiries})
        return rows

    def smile_points(self, e):
        """By strike, calls before puts."""
        own = sorted((q for q in self.market.quotes if q.expiry is e), key=lambda q: (q.strike, q.type))
        rows = []
        for q in own:
            def of(price):
                if price is None:
                    return None
                v = stress.implied(q.type, price, e.forward, q.strike, e.years, e.discount)
                vega = stress.black76.greeks(q.type, 1.0, e.forward, q.strike, e.years, v, e.discount)["vega"]
                # Prices are known to a few parts in 1e16 of forward and strike.
                return N(v, 1e-10 + 1e-14 * (e.forward + q.strike) / vega)
            rows.append({
                "instrument": q.name, "type": "call" if q.type == "C" else "put", "strike": exact(q.strike),
                "logMoneyness": exact(math.log(q.strike / e.forward)), "volatility": exact(self.a.volatility_of(q)),
                "source": "venue", "bidVolatility": of(q.bid), "askVolatility": of(q.ask), "markVolatility": of(q.mark),
                "midVolatility": of(0.5 * (q.bid + q.ask)) if q.bid is not None and q.ask is not None else None})
        return rows

    def at_the_money(self, e):
        """Of the strike nearest the forward."""
        own = [q for q in self.market.quotes if q.expiry is e]
        return exact(self.a.volatility_of(min(own, key=lambda q: abs(math.log(q.strike / e.forward)))))

    def smiles(self):
        return [{"underlying": u, "expiry": instant(e.when), "volatilityAtTheMoney": self.at_the_money(e),
                 "points": self.smile_points(e)} for u, e in self.expiries]

    def covariance(self):
        a, p = self.a, self.a.panel
        values, vectors = np.linalg.eigh(a.sigma)
        own, loads = np.linalg.eigh(a.correlation)
        order = sorted(range(len(own)), key=lambda i: -abs(loads[i, 0]))
        # Its sign is that of nothing in particular: the largest element's is taken.
        sign = 1 if loads[order[0], 0] > 0 else -1
        return {
            "factors": p.factors, "observations": len(p.returns), "effectiveObservations": exact(len(p.returns)),
            "volatilities": [fraction(math.sqrt(x)) for x in np.diag(a.sigma)],
            "correlations": [[fraction(x) for x in row] for row in a.correlation], "shrinkage": fraction(a.shrinkage),
            "smallestEigenvalue": N(values[0], 1e-12), "conditionNumber": N(values[-1] / values[0], 1e-8),
            "smallestCorrelationEigenvalue": N(own[0], 1e-11), "correlationConditionNumber": N(own[-1] / own[0], 1e-8),
            "weakestLoadings": [{"factor": p.factors[i], "weight": N(sign * loads[i, 0], 1e-9)} for i in order[:5]],
            "motionless": [], "incompleteRows": p.incomplete, "returnsByFactor": [int(x) for x in np.diag(p.counts)],
            "overlaps": [[int(x) for x in row] for row in p.counts]}

    def widest_index_move(self):
        moves = {u: float(np.exp(np.abs(np.diff(np.log(self.a.panel.levels[u]))).max())) for u in self.a.assets}
        name = max(moves, key=moves.get)
        return name, moves[name]

    def notes(self):
        name, factor = self.widest_index_move()
        better = self.a.liquidity[0]["better"]
        gain = form.money(N(-better[0] or 0.0, 0)).line.strip("⟦⟧").replace("⟦", "")
        return [
            ("days of history missing", 0, "The history ends that long before the snapshot; it is used as it is."),
            ("days between history rows", 0, "The history's rows are not daily, and each is taken for the move of one day."),
            ("jump of a volatility index", 0,
             f"That of {name} moves by a factor of {factor:.2f} from one row to the next; its file may have a slip."),
            ("history rows after the snapshot", 0,
             "Rows dated on the snapshot's own day, which was not over, or later; none was used."),
            ("incomplete history rows", self.a.panel.incomplete,
             "Some underlying has no return there; the row was left out and nothing was filled in."),
            ("open interest left out", 0,
             "Options with open interest but without any usable volatility are not in the assumed book."),
            ("one-sided quotes missed", self.missed_quotes(),
             "Options with a bid alone that are valued below it, or an ask alone that are valued above it; surfaces are "
             "calibrated to two-sided quotes."),
            ("quotes better than the mark", better[1],
             f"Closing these positions would gain {gain} against their marks; it counts as no cost, and is not "
             "taken off that of others."),
            ("stray asks", 0,
             "Owed options without an ask whose expiry has asks farther from the mark than their own volatility; they are "
             "closed at twice their volatility and no more."),
            ("stress scenarios left out", self.a.skipped, "They name none of the book's underlyings."),
            ("stress scenarios in part", sum(any(not x["named"] for x in s["parts"].values()) for s in self.a.scenarios),
             "They do not name every underlying of the book; those they do not name were left unmoved."),
        ]

    def missed_quotes(self):
        count = 0
        for q in self.market.quotes:
            value = stress.black76.price(q.type, q.expiry.forward, q.strike, q.expiry.years, self.a.volatility_of(q),
                                         q.expiry.discount)
            count += (q.ask is None and q.bid is not None and value < q.bid) or \
                     (q.bid is None and q.ask is not None and value > q.ask)
        return int(count)

    def quality(self):
        quotes = self.market.quotes
        return {
            "rows": len(quotes), "quotes": len(quotes), "withoutBid": sum(q.bid is None for q in quotes),
            "withoutAsk": sum(q.ask is None for q in quotes), "markedWithoutQuotes": 0, "rowsWithoutForward": 0,
            "dropped": [], "solvedForwards": [],
            "volatilitySources": [{"source": s, "count": len(quotes) if s == "venue" else 0}
                                  for s in ("surface", "venue", "impliedFromMark", "interpolated")],
            "unusable": 0, "medianMarkError": N(0, 1e-9),
            "notes": [{"label": l, "count": c, "explanation": e} for l, c, e in self.notes()]}

    def assumptions(self):
        p = self.a.panel
        others = [k for k in sorted(self.a.market.pool["assets"], key=lambda k: (k != "USD", k)) if k != self.unit]
        first = [f"The pool's assets are what it says it holds; its {', '.join(others)} at the price of each scenario."]
        if self.unit != "USD":
            first.append(
                f"The pool counts in {self.unit}: its profit and loss in a scenario is the change of positions and assets in dollars, "
                f"less that of its capital held in {self.unit}, over the scenario's spot.")
        if self.market.is_coin:
            first.append("Coin-settled options are worth their price in coin times spot; the coin bears no interest, and the ratio "
                         "of forward to spot stays when spot moves.")
        kinds = []
        for position in self.a.own:
            kind = type(position.contract).__name__
            if kind in self.CONTRACTS and kind not in kinds:
                kinds.append(kind)
        first += [self.CONTRACTS[kind] for kind in kinds]
        return first + [
            "Options are valued at the venue's own volatilities, or those that marks and mids imply.",
            "Each strike keeps its volatility when spot moves, times the scenario's factor (sticky strike).",
            "A move of the volatility is that of 30 days; the log volatility of another tenor moves by the root of 30 days over "
            "the tenor as much, at most by 1.5 times.",
            "Moves are those of the past over the volatility of their day, times today's: of a spot what options implied the "
            "day before, where a history has it, else a GARCH(1,1) model's; of a volatility squared changes weighted by 0.94 to "
            "the power of their age.",
            "1 calendar day passes, and one row of the history counts as one day of moves, whatever lies between two rows: "
            f"{len(p.returns)} returns over {(p.dates[-1] - p.first_price).days} calendar days.",
        ]

    CONTRACTS = {
        "Digital": "Digital options are priced along the slope of the smile at their strike; the slope stays when the market moves.",
        "Barrier": "Barriers are watched at every instant, with the volatility of the strike for the whole path; over the horizon a "
                   "barrier may be reached on the way between the two spots.",
        "LinearPerpetual": "Perpetual futures are marked at the spot; they pay no funding, and a missing entry is today's spot.",
    }

    INPUTS = [("chain", "chain.csv"), ("history", "history.csv"), ("volatility history", "volatility-history.csv"),
              ("book", "book.csv"), ("pool", "pool.json"), ("stress set", "stress.json")]

    def run(self):
        p = self.a.panel
        return {
            "libraryVersion": {"notSaid": "the version of the library"}, "asOf": instant(self.market.as_of),
            "horizonInDays": exact(1), "scenarios": len(p.returns), "seed": self.a.settings.seed, "estimator": "ledoit-wolf",
            "history": {"firstDate": p.first_price.isoformat(), "lastDate": p.dates[-1].isoformat(),
                        "observations": len(p.returns), "ageInDays": (self.market.as_of.date() - p.dates[-1]).days},
            "inputs": [{"role": r, "name": n} for r, n in self.INPUTS], "assumptions": self.assumptions(),
            "model": "filtered-history", "levels": {"valueAtRisk": [exact(0.95), exact(0.99)], "expectedShortfall": [exact(0.975)]},
            "revaluation": {"mode": "full", "method": "full", "errorBound": exact(0), "largestError": exact(0),
                            "refusal": None, "sampled": []}, "volatilityMoves": "decay"}

    def pool(self):
        s = self.a.pool
        return {
            "unit": self.unit, "assets": self.amount(s["assets"]), "optionAssets": self.amount(s["held"]),
            "optionLiabilities": self.amount(s["owed"]), "capital": self.amount(s["capital"]), "utilization": fraction(s["utilization"]),
            "expectedShortfallOverCapital": fraction(s["limits"][1]["value"]), "books": None,
            "participants": [{"id": m["id"], "contribution": exact(m["contribution"]), "share": fraction(m["share"]),
                              "value": self.amount(m["value"]), "expectedShortfall": self.amount(m["expectedShortfall"])}
                             for m in s["members"]],
            "limits": [{"name": l["name"], "limit": exact(l["limit"]), "value": fraction(l["value"]), "broken": bool(l["broken"])}
                       for l in s["limits"]]}

    def headline(self):
        a, s = self.a, self.a.pool
        return {
            "value": self.book()["value"], "capital": self.amount(s["capital"]), "unit": self.unit,
            "utilization": fraction(s["utilization"]), "valueAtRisk95": self.amount(a.headline["valueAtRisk"][0]["value"]),
            "valueAtRisk99": self.amount(a.headline["valueAtRisk"][1]["value"]),
            "expectedShortfall": self.amount(a.headline["expectedShortfalls"][0]["value"]),
            "expectedShortfallOverCapital": fraction(s["limits"][1]["value"]),
            "closingCost": N(a.liquidity[0]["total"], 1e-3),
            "brokenLimits": [l["name"] for l in s["limits"] if l["broken"]], "warnings": []}

    def tree(self):
        a = self.a
        correlations = [{"name": name, "valueAtRisk99": simulated(r), "expectedShortfall": simulated(s)}
                        for name, r, s in a.correlations]
        return {
            "schema": "tailpool.report", "schemaVersion": 1, "run": self.run(), "headline": self.headline(), "pool": self.pool(),
            "risk": {
                "monteCarlo": self.tail(a.headline, self.amount, tail.histogram(a.amounts), self.by_underlying(a.profits, a.moves)),
                "historical": self.tail(a.past, self.amount, tail.histogram(a.past_amounts),
                                        self.by_underlying(a.past_profits, a.panel.returns)),
                "gaussian": self.tail(a.gaussian, self.simulated_amount), "volatilities": self.volatilities(), "counted": self.counted(),
                "approximations": self.approximations()},
            "record": self.record(),
            "stress": {
                "grids": [{"underlying": u, "spotReturns": [exact(x) for x in stress.SPOT_RETURNS],
                           "volatilityChanges": [exact(x) for x in stress.VOLATILITY_CHANGES],
                           "profitAndLoss": [[money(x) for x in row] for row in rows]} for u, rows in a.grids],
                "scenarios": self.scenarios()},
            "analysis": {
                "contributions": {"byExpiry": self.by_expiry(), "byPosition": self.by_position(),
                                  "byParticipant": self.by_participant()},
                "reverseStress": self.reverse(),
                "plausibleWorstCase": {"radius": N(a.radius, 1e-9), "deltaGamma": searched(a.quadratic.profit(a.worst_move)),
                                       "full": searched(a.worst_full), "moves": self.moves(a.worst_move, 1e-7)},
                "twists": [{"name": n, "profitAndLoss": money(x)} for n, x in a.twists], "correlations": correlations,
                "liquidity": self.liquidity(), "backtest": self.backtest()},
            "book": self.book(), "markets": self.markets(), "smiles": self.smiles(), "surfaces": None,
            "covariance": self.covariance(), "dataQuality": self.quality(), "sections": {}}
