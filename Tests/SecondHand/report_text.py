"""The expected report as a terminal shows it, block by block."""

import words
from form import N, Text, amount, compact_money, fixed, grouped, join, money, percent, plus_minus, price, signed_percent, significant, text
from words import CAPTION, Tables


class TextReport:
    def __init__(self, tree):
        self.t, self.tables, self.blocks = tree, Tables(tree), []

    def add(self, *parts):
        self.blocks.append(join(parts))

    def table(self, caption, headers, rows):
        if text(caption).line:
            self.add(caption)
        self.add(join([h for h in headers if h], " "))
        for row in rows:
            self.add(join([c for c in map(text, row) if c.line], " "))

    def bullets(self, lines):
        for line in lines:
            self.add("- ", line)

    def box(self):
        t = self.t
        self.add("TAILPOOL pool risk report as of ", t["run"]["asOf"])
        self.add(f"{t['book']['positions']} positions, horizon 1 day, {t['run']['scenarios']} scenarios ({t['run']['model']}), "
                 f"{t['run']['estimator']}, seed {t['run']['seed']}")
        h, risk = t["headline"], t["risk"]["monteCarlo"]
        a = self.tables.amount
        shown = lambda x: self.tables.with_error(x["value"], x["standardError"])
        fields = [
            ("Value of the positions", money(h["value"])), ("Assets besides positions", a(t["pool"]["assets"])),
            ("Capital", a(h["capital"]))]
        if h["closingCost"].value > 0.05 * h["capital"].value * self.tables.price:
            fields.append(("Cost of closing", money(h["closingCost"])))
        fields += [
            ("Utilization", percent(h["utilization"])), ("ES 97.5%", shown(risk["expectedShortfall"])),
            ("ES 97.5% over capital", percent(h["expectedShortfallOverCapital"]))]
        fields += [(f"ES 97.5%, in {c['unit']}", amount(c["expectedShortfall"], c["unit"])) for c in t["risk"]["counted"][1:]]
        fields += [
            ("VaR 99%", shown(risk["valueAtRisk"][1])), ("VaR 95%", shown(risk["valueAtRisk"][0]))]
        half = (len(fields) + 1) // 2
        for i in range(half):
            self.add(fields[i][0], " ", fields[i][1])
            if i + half < len(fields):
                self.add(fields[i + half][0], " ", fields[i + half][1])
        self.add("± is one standard error.")
        limits = t["pool"]["limits"]
        broken = [l for l in limits if l["broken"]]
        if broken:
            self.add(f"Limits: {len(broken)} of {len(limits)} BROKEN.")
            for l in broken:
                self.add("! ", l["name"], " is ", percent(l["value"]), ", more than the ", percent(l["limit"]), " allowed.")
        else:
            near = max(limits, key=lambda l: l["value"].value / l["limit"].value)
            self.add(f"Limits: all {len(limits)} hold.")
            self.add("Closest: ", near["name"], " is ", percent(near["value"]), " of ", percent(near["limit"]), " allowed.")
        self.table(CAPTION["limits"], ["limit", "today", "allowed", "state"], self.tables.limits())

    def risk(self):
        own, t = self.tables, self.t
        self.add("HOW MUCH IT CAN LOSE")
        self.add("Profit and loss over 1 day, with the whole book priced again in every outcome.")
        self.table(*own.measures())
        if t["risk"]["counted"]:
            self.table(*own.counted())
        self.table(*own.volatilities())
        if self.t["record"]:
            self.table(f"The past days, as {self.t['record']['models'][0]['model']} forecast them",
                       ["exception", "profit and loss", "VaR 99% forecast"],
                       [[d["date"], money(d["profitAndLoss"]), money(d["valueAtRisk99"])] for d in own.exceptions()])
            self.table(*own.record(is_page=False))
        self.table(*own.contributions("monteCarlo", "Filtered history"))
        self.table(*own.contributions("historical", "History"))
        for each in own.approximations():
            self.table(*each)
        self.table(*own.parts("byPosition", "position"))
        self.table(*own.parts("byExpiry", "expiry"))
        self.table(*own.backtest())

    def stress(self):
        own, t = self.tables, self.t
        self.add("UNDER STRESS")
        self.add(CAPTION["stress lead"])
        grid = t["stress"]["grids"][0]
        places = [i for m in (-0.5, -0.2, -0.1, 0.0, 0.1, 0.2, 0.5) for i, x in enumerate(grid["spotReturns"]) if x.value == m]
        self.table("All underlyings together",
                   ["volatility \\ move of the spot"] + [signed_percent(grid["spotReturns"][i]) for i in places],
                   [[signed_percent(v)] + [compact_money(row[i]) for i in places]
                    for v, row in zip(grid["volatilityChanges"], grid["profitAndLoss"])])
        rows = []
        for r in t["stress"]["scenarios"]:
            cells = [c for spot, volatility, _ in own.scenario_cells(r) for c in (spot, volatility)]
            own_amount = r["unitProfitAndLoss"]
            rows.append([r["name"], money(r["profitAndLoss"])] + ([] if own.unit == "USD" else [own.amount(own_amount)])
                        + [percent(own_amount / t["pool"]["capital"]), money(r["parallelProfitAndLoss"])] + cells + [own.duration(r)])
        self.table(CAPTION["scenarios"], ["scenario", "P&L"] + ([] if own.unit == "USD" else [f"in {own.unit}"]) + ["capital", "parallel"]
                   + [f"{u} {x}" for u in own.assets for x in ("spot", "vol")] + ["at once"], rows)
        self.add("What scenarios move besides")
        self.bullets(own.other_moves())
        rows = []
        for r in t["analysis"]["reverseStress"]:
            moves = [c for m in r["moves"] for c in (signed_percent(m["spotReturn"]), signed_percent(m["volatilityChange"]))]
            rows.append([r["name"], own.amount(r["loss"]), own.chance(r), fixed(r["distance"], 2) + " sd"] + moves)
        self.table(CAPTION["reverse"], ["to lose", "dollars" if own.unit == "USD" else own.unit, "chance", "distance"]
                   + [f"{u} {x}" for u in own.assets for x in ("spot", "vol")], rows)
        self.table(*own.twists())
        self.table(*own.correlations())
        self.table(*own.worst_case())
        self.table(*own.liquidity())

    def pool(self):
        self.add("WHO BEARS IT")
        self.add(self.tables.pool_lead())
        self.table(*self.tables.members())

    def book(self):
        b, own = self.t["book"], self.tables
        self.add("THE BOOK")
        self.add(f"{b['positions']} positions, {b['soldPositions']} of them sold, worth ", money(b["value"]), " to the pool.")
        self.table(*own.sensitivities())
        self.table("Net sensitivities per unit: derivatives of the dollar value",
                   ["underlying", "positions", "delta", "gamma/$", "vega/1.00", "theta/year", "coin value"],
                   [[r["underlying"], grouped(r["positions"]), significant(r["greeks"]["delta"], 5),
                     significant(r["greeks"]["gamma"], 4), significant(r["greeks"]["vega"], 5),
                     significant(r["greeks"]["theta"], 5),
                     "" if r["coinValue"] is None else significant(r["coinValue"], 5)] for r in b["byUnderlying"]])
        coins = [r for r in b["byUnderlying"] if r["coinValue"] is not None]
        if coins:
            self.table("", ["counted in coin", "value", "delta less value"],
                       [[r["underlying"], significant(r["coinValue"], 5), significant(r["netDelta"], 5)] for r in coins])
        self.table(*own.by_expiry())
        if b["withoutExpiry"]:
            self.table(*own.without_expiry())

    def market(self):
        t, own = self.t, self.tables
        self.add("THE MARKET")
        self.add(CAPTION["market lead"])
        self.table("Spots", ["market", "spot"], [[m["underlying"], price(m["spot"])] for m in t["markets"]])
        levels = {(s["underlying"], s["expiry"]): s["volatilityAtTheMoney"] for s in t["smiles"]}
        rows = []
        for m in t["markets"]:
            for e in m["expiries"]:
                rows.append([f"{m['underlying']} {words.long_date(e['expiry'])}", fixed(e["years"] * 365, 1), price(e["forward"]),
                             percent(N(e["forward"].value / m["spot"].value - 1, 1e-12), 2),
                             percent(levels[m["underlying"], e["expiry"]]), grouped(e["quotes"]), "as quoted by the venue"])
        self.table("Forwards", ["expiry", "days", "forward", "over spot", "at the money", "quotes", "forward from"], rows)
        self.add("Covariance of the scenarios")
        self.bullets(own.covariance_sentences())
        self.table(*own.covariance())

    def notes(self):
        self.add("HOW IT WAS MADE")
        self.add(CAPTION["notes lead"])
        self.add("Assumed")
        self.bullets(self.t["run"]["assumptions"])
        self.add("Inputs")
        for name, value in self.tables.inputs():
            self.add("- ", name, ": ", value)
        self.table(*self.tables.found())
        # A number of rounding alone.
        self.add("Priced at the venue’s volatilities, the venue’s marks are met to a median of ", Text("⟪rounding⟫"),
                 " in the settlement currency.")
        self.add("tailpool ", Text("⟪version⟫"))

    def all(self):
        for part in (self.box, self.risk, self.stress, self.pool, self.book, self.market, self.notes):
            part()
        return self.blocks
