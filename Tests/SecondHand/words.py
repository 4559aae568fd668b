"""The sentences and tables of a report that text and page share, as another hand would write them."""

import datetime

import form
import stress
from form import N, Text, amount, compact_amount, error, compact_money, fixed, grouped, join, money, percent, plain, plus_minus, price, signed_money, signed_percent, significant, text

HORIZON = "1 day"
CAPTION = {
    "limits": "Limits the pool has set itself",
    "measures": "Measures of loss, ± one standard error",
    "volatilities": "How much spots move in the scenarios, a year, beside what options at the money imply; a factor above 1.25 either "
                    "way is marked",
    "approximations": "Approximations beside full revaluation: losses in Gaussian moves",
    "moves": "Approximations beside full revaluation: profit and loss",
    "reverse": "Reverse stress: the most plausible instant move that loses an amount, every position priced again; P&L is profit and "
               "loss, losses negative. The chance of losing as much is the share of the simulated scenarios that do, with one "
               "standard error. * No scenario loses so much; how far a normal move would be is the distance",
    "scenarios": "Every scenario, in the order of the set; losses negative. Each is applied at once, however many days it took. "
                 "“Parallel” is the profit and loss had the volatilities of all tenors moved by the same factor. * The past has no "
                 "record of this volatility: it moves as it usually does with its spot.",
    "twists": "Twists and parallel moves of the volatilities",
    "correlations": "Correlation stress of Gaussian moves, by delta and gamma; in a crash every spot falls with every other, and "
                    "volatilities rise as they do",
    "liquidity": "Liquidity: cost of closing the book against its marks; positions in brackets",
    "stress lead": "Instant moves, with the whole book priced again. Every option keeps its strike’s volatility, changed by the stated "
                   "factor; forwards move with their spot. A factor on volatilities is that of 30 days: longer ones move by less, "
                   "shorter ones by more.",
    "market lead": "The volatilities the book is valued at, against the quotes of the options out of the money.",
    "notes lead": "What was read, what was assumed because nobody said otherwise, and what was missing.",
}


def whole(x):
    """A count, or a sign that there is none."""
    return Text("n/a") if x is None else grouped(x)


def long_date(iso):
    day = datetime.date.fromisoformat(iso[:10])
    return f"{day.day} {day.strftime('%b %Y')}"


class Tables:
    """Each table as caption, headers, rows and perhaps a total; the cells are texts with numbers."""

    def __init__(self, tree):
        self.t = tree
        self.unit = tree["pool"]["unit"]
        self.price = 1.0 if self.unit == "USD" else next(
            m["spot"].value for m in tree["markets"] if m["underlying"] == self.unit)
        self.assets = [b["underlying"] for b in tree["book"]["byUnderlying"]]

    def amount(self, n):
        return amount(n, self.unit)

    def compact(self, n):
        return compact_amount(n, self.unit)

    def with_error(self, n, e):
        return self.amount(n) + " ± " + error(e, self.unit)

    def counted(self):
        rows = []
        for c in self.t["risk"]["counted"]:
            cell = lambda key: amount(c[key], c["unit"]) + " ± " + error(c[key + "StandardError"], c["unit"])
            rows.append([c["unit"], "as the pool holds it", cell("valueAtRisk"), cell("expectedShortfall")])
        return ("The headline in dollars and in coin: profit and loss of each scenario over its spot; collateral is what stands against "
                "the positions owed", ["counted in", "collateral", "VaR 99%", "ES 97.5%"], rows)

    def limits(self):
        return [(l["name"], percent(l["value"]), percent(l["limit"]), "BROKEN" if l["broken"] else "ok")
                for l in self.t["pool"]["limits"]]

    def _interval(self, r):
        return self.compact(r["low"]) + " to " + self.compact(r["high"])

    def measures(self):
        sources = [self.t["risk"][k] for k in ("monteCarlo", "historical", "gaussian")]
        label = lambda kind, level: f"{kind} {level.value * 100:g}%"
        rows = []
        for i, r in enumerate(sources[0]["valueAtRisk"]):
            name = label("VaR", r["level"])
            own = [s["valueAtRisk"][i] for s in sources]
            rows.append([name] + [self.with_error(x["value"], x["standardError"]) for x in own])
            rows.append([f"{name}, 95% interval"] + [self._interval(x) for x in own])
        for i, r in enumerate(sources[0]["expectedShortfalls"]):
            own = [s["expectedShortfalls"][i] for s in sources]
            rows.append([label("ES", r["level"])] + [self.with_error(x["value"], x["standardError"]) for x in own])
        rows.append(["Past days behind ES 97.5%"] + [whole(s["distinctDays"]) for s in sources])
        for name, key in (("Mean profit and loss", "mean"), ("Standard deviation", "standardDeviation"),
                          ("Worst outcome", "worst")):
            rows.append([name] + [self.amount(s[key]) for s in sources])
        rows.append(["Outcomes"] + [grouped(s["outcomes"]) for s in sources])
        return CAPTION["measures"], ["measure", "Filtered history", "History", "Gaussian"], rows

    def volatilities(self):
        return (CAPTION["volatilities"], ["underlying", "scenarios", "implied, 30 days", "implied, 7 days", "factor", ""],
                [[v["underlying"], percent(v["scenarios"]), percent(v["implied30Days"]), percent(v["implied7Days"]),
                  fixed(v["factor"], 2), "FAR" if v["isFar"] else ""] for v in self.t["risk"]["volatilities"]])

    def contributions(self, key, name):
        own = self.t["risk"][key]
        rows = [[c["underlying"], self.amount(c["expectedShortfall"]), percent(c["share"])] for c in own["contributions"]]
        rows.append(["total", self.amount(own["expectedShortfall"]["value"]), "100.0%"])
        return f"Where ES 97.5% comes from, {name}", ["underlying", "mean loss in the tail", "share"], rows

    def approximations(self):
        make = lambda rows: [[r["name"], money(r["linear"]), money(r["deltaGamma"]), money(r["full"]),
                              signed_percent(r["gap"])] for r in rows]
        columns = ["linear", "delta-gamma", "full", "gap"]
        own = self.t["risk"]["approximations"]
        return [(CAPTION["approximations"], ["measure"] + columns, make(own["measures"])),
                (CAPTION["moves"], ["instant move"] + columns, make(own["moves"]))]

    def parts(self, key, header):
        caption = {"byPosition": "ES 97.5% by position", "byExpiry": "ES 97.5% by expiry",
                   "byParticipant": "ES 97.5% by participant"}[key]
        return caption, [header, "mean loss in the tail", "share"], [
            [r["name"], self.amount(r["expectedShortfall"]), percent(r["share"])]
            for r in self.t["analysis"]["contributions"][key]]

    def backtest(self):
        b = self.t["analysis"]["backtest"]
        expected = significant(N((1 - b["level"].value) * b["days"], 1e-9))
        caption = join([f"Backtest: today’s book through ", grouped(b["days"]), " past days, VaR 99% from the ", grouped(b["window"]),
                        " days before each; ", expected, " exceptions expected; p-values"])
        rows = [[r["name"], grouped(r["exceptions"]), fixed(r["coveragePValue"], 3), fixed(r["independencePValue"], 3),
                 fixed(r["shortfallPValue"], 3), fixed(r["score"], 3), r["trafficLight"]] for r in b["forecasters"]]
        return caption, ["forecast", "exceptions", "Kupiec", "independence", "ES test", "score", "light"], rows

    def exceptions(self):
        return [d for d in self.t["record"]["forecasts"] if -d["profitAndLoss"].value > d["valueAtRisk99"].value]

    def record(self, is_page):
        r = self.t["record"]
        model = r["models"][0]["model"]
        caption = (f"The record of {model}, the headline’s model, and of others, {r['firstDate']} to {r['lastDate']}: exceptions of "
                   f"{r['days']} one-day forecasts beside their expected number and its 95% band; p-values")
        headers = ["model", "level", "VaR", "ES", "exceptions", "expected", "band", "Kupiec", "ES test", "light"]
        if is_page:
            headers = ["model", "level", "VaR today", "ES today", "exceptions", "expected", "band", "Kupiec", "independence",
                       "ES test", "score", "light"]
        rows = []
        for m in r["models"]:
            tests = [fixed(m["coveragePValue"], 3), fixed(m["independencePValue"], 3), fixed(m["shortfallPValue"], 3),
                     fixed(m["score"], 3)]
            rows.append([m["model"], significant(m["level"] * 100) + "%", compact_money(m["valueAtRisk"]),
                         compact_money(m["expectedShortfall"]), grouped(m["exceptions"]), significant(m["expected"]),
                         f"{m['bandLow']} to {m['bandHigh']}"] + (tests if is_page else [tests[0], tests[2]])
                        + [m["trafficLight"]])
        return caption, headers, rows

    def scenario_cells(self, r):
        """Of each underlying: what its spot and its volatility do."""
        cells = []
        for p in r["parts"]:
            if p["spotReturn"] is None:
                cells.append((Text("not named"), Text("not named"), p))
                continue
            entry_return = p["spotReturn"].value - p["appliedShift"].value / next(
                b["spot"].value for b in self.t["book"]["byUnderlying"] if b["underlying"] == p["underlying"])
            shift, spot = p["appliedShift"], signed_percent(p["spotReturn"])
            if shift.value:
                dollars = signed_money(shift)
                inner = dollars if abs(entry_return) < 1e-12 else signed_percent(N(entry_return, 1e-9)) + " and " + dollars
                spot = spot + " (" + inner + ")"
            elif abs(p["spotReturn"].value) < 1e-12:
                spot = Text("unmoved")
            points = p["volatilityPoints"].value
            volatility = signed_percent(N(p["volatilityFactor"].value - 1, p["volatilityFactor"].within))
            if p["volatilitySource"] == "fitted":
                volatility = volatility + "*"
            elif points:
                words = ("+" if points > 0 else "") + plain(round(points, 2)) + " points"
                volatility = words if abs(p["volatilityFactor"].value - 1) < 1e-12 else volatility + " (" + words + ")"
            elif p["volatilitySource"] == "unmoved":
                volatility = Text("unmoved" if r["days"] is None else "no record")
            cells.append((spot, volatility, p))
        return cells

    def duration(self, r):
        return "" if r["days"] is None else form.counted(r["days"], "day")

    def other_moves(self):
        lines = []
        for r in self.t["stress"]["scenarios"]:
            words = []
            for p in r["parts"]:
                for name, key in (("skew", "skewTwist"), ("term", "termTwist")):
                    if p[key] is not None and p[key].value:
                        words.append(text(f"{p['underlying']} {name} twist ") + plain(p[key].value))
                for name, key in (("rate", "rateShift"), ("yield", "carryShift")):
                    if p[key] is not None and p[key].value:
                        words.append(text(f"{p['underlying']} {name} ") + signed_percent(p[key]) + " a year")
            for c in r["correlationShifts"]:
                words.append(text(f"correlation of {' and '.join(c['between'])} by ") + plain(c["value"].value))
            if words:
                lines.append(text(r["name"] + ": ") + join(words, "; "))
        return lines

    def chance(self, r):
        if r["probabilitySource"] == "distance":
            return Text("none*")
        return plus_minus(lambda n: significant(n, 2), r["probability"], r["probabilityError"])

    def twists(self):
        return (CAPTION["twists"], ["instant move", "profit and loss"],
                [[t["name"], money(t["profitAndLoss"])] for t in self.t["analysis"]["twists"]])

    def correlations(self):
        return (CAPTION["correlations"], ["correlations", "VaR 99%", "ES 97.5%"],
                [[c["name"], money(c["valueAtRisk99"]), money(c["expectedShortfall"])]
                 for c in self.t["analysis"]["correlations"]])

    def worst_case(self):
        w = self.t["analysis"]["plausibleWorstCase"]
        moves = join([join([m["underlying"], " ", signed_percent(m["spotReturn"]), ", volatility ",
                            signed_percent(m["volatilityChange"])]) for m in w["moves"]], "; ")
        caption = join(["The worst move within ", fixed(w["radius"], 2),
                        " sd (99% of all Gaussian moves of the estimated covariance) by delta and gamma: ", moves])
        return caption, ["that move", "profit and loss"], [["by delta and gamma", money(w["deltaGamma"])],
                                                            ["priced in full", money(w["full"])]]

    def liquidity(self):
        rows = []
        for r in self.t["analysis"]["liquidity"]:
            m = r["spreadMultiple"].value
            parts = [money(r[k]["cost"]) + f" ({r[k]['positions']})" for k in ("quoted", "noBid", "noAsk", "atMark")]
            rows.append(["as today" if m == 1 else f"{m:g} times as far", money(r["total"])] + parts)
        return CAPTION["liquidity"], ["quotes from the marks", "cost", "quoted", "nobody bids", "nobody offers",
                                      "not listed, at mark"], rows

    def members(self):
        return ("Shares of the pool", ["participant", "contributed", "share", "value", "bears of ES 97.5%"],
                [[m["id"], self.amount(m["contribution"]), percent(m["share"]), self.amount(m["value"]), self.amount(m["expectedShortfall"])]
                 for m in self.t["pool"]["participants"]])

    def pool_lead(self, strong=text):
        p = self.t["pool"]
        a = self.amount
        return join(["Assets ", a(p["assets"]), " + positions held ", a(p["optionAssets"]), " − positions owed ",
                     a(p["optionLiabilities"]), " = capital ", strong(a(p["capital"])), "."])

    DOLLARS = ["value", "delta", "gamma for 1%", "vega a point", "theta a day"]
    KEYS = ["value", "dollarDelta", "dollarGammaPerPercent", "vegaPerPoint", "thetaPerDay"]

    def dollar_cells(self, greeks):
        return [money(greeks[k]) for k in self.KEYS]

    def sensitivities(self):
        b = self.t["book"]
        rows = [[r["underlying"]] + self.dollar_cells(r["dollarGreeks"]) for r in b["byUnderlying"]]
        rows.append(["total"] + self.dollar_cells(b["total"]))
        return "Net sensitivities in dollars", ["underlying"] + self.DOLLARS, rows

    def by_expiry(self):
        return ("Net sensitivities in dollars by expiry", ["expiry"] + self.DOLLARS,
                [[f"{r['underlying']} {long_date(r['expiry'])}"] + self.dollar_cells(r["dollarGreeks"])
                 for r in self.t["book"]["byExpiry"]])

    def without_expiry(self):
        return ("Net sensitivities in dollars of contracts without expiry", ["contracts"] + self.DOLLARS,
                [[f"{r['underlying']} without expiry"] + self.dollar_cells(r["dollarGreeks"])
                 for r in self.t["book"]["withoutExpiry"]])

    def covariance_sentences(self):
        c = self.t["covariance"]
        loads = join([join([l["factor"], " ", fixed(l["weight"], 2)]) for l in c["weakestLoadings"]], ", ")
        least = min((n, i, j) for i, row in enumerate(c["overlaps"]) for j, n in enumerate(row[:i + 1]))
        first = min(((i, j) for i, row in enumerate(c["overlaps"]) for j, n in enumerate(row[:i + 1]) if n == least[0]))
        names = c["factors"][first[0]] if first[0] == first[1] else f"{c['factors'][first[1]]} and {c['factors'][first[0]]}"
        return [
            join([grouped(c["observations"]), " observations, standardized returns shrunk with an intensity of ",
                  significant(c["shrinkage"])]),
            join(["smallest eigenvalue ", significant(c["smallestEigenvalue"]), ", condition number ",
                  significant(c["conditionNumber"]), "; of the correlation ", significant(c["smallestCorrelationEigenvalue"]),
                  " and ", significant(c["correlationConditionNumber"])]),
            "the smallest is of this combination of standardized factors: " + loads,
            join([form.counted(c["incompleteRows"], "history row"), " lack a return and were left out; fewest returns in common: ",
                  names, ", ", grouped(least[0])]),
        ]

    def covariance(self):
        c = self.t["covariance"]
        return ("Standard deviation per period and correlations", ["factor", "std dev"] + c["factors"],
                [[f, percent(v, 2)] + [fixed(x, 2) for x in row]
                 for f, v, row in zip(c["factors"], c["volatilities"], c["correlations"])])

    def inputs(self):
        r = self.t["run"]
        h = r["history"]
        age = form.counted(h["ageInDays"], "day")
        return [(i["role"], i["name"]) for i in r["inputs"]] + [
            ("history used", join([f"{h['firstDate']} to {h['lastDate']}, ", form.counted(h["observations"], "return"), ", ", age,
                                   " old"])),
            ("model of scenarios", f"{r['model']}, valued by {r['revaluation']['method']}"),
            ("estimator", f"{r['estimator']}, seed {r['seed']}")]

    def found(self):
        q = self.t["dataQuality"]
        rows = [["rows read", grouped(q["rows"]), f"Rows of all chains; {q['quotes']:,} became quotes of the snapshot."]]
        if q["withoutBid"]:
            rows.append(["no bid", grouped(q["withoutBid"]), "The venue gave no bid; nothing was put in its place."])
        if q["withoutAsk"]:
            rows.append(["no ask", grouped(q["withoutAsk"]), "The venue gave no ask; nothing was put in its place."])
        rows.append(["volatilities", grouped(q["quotes"]), "The venue's own volatility of its mark."])
        rows += [[n["label"], grouped(n["count"]), n["explanation"]] for n in q["notes"] if n["count"]]
        return "What was found in the data", ["what", "count", "what was done"], rows
