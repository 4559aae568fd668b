"""The expected page, read from top to bottom: words of tags, labels of drawings and their tooltips; without ticks and places."""

import words
from form import N, Text, amount, compact_amount, compact, compact_money, fixed, grouped, join, money, page, percent, plus_minus, price, signed_money, signed_percent, significant, text
from words import CAPTION, Tables

SIMULATED, PAST = "Filtered history", "History"


class Page:
    def __init__(self, tree):
        self.t, self.tables, self.blocks = tree, Tables(tree), []

    def add(self, *parts):
        self.blocks.append(join(parts))

    def table(self, caption, headers, rows, fold=None, words_in=()):
        """`words_in` are columns whose cells are words, with their hyphens."""
        if fold:
            self.add(fold)
        self.add(caption if text(caption).line else "Table")
        if text(caption).line:
            self.add(page(caption) if text(caption).numbers else caption)
        self.add(join([h for h in headers if h], " "))
        for row in rows:
            cells = [text(c) for c in row]
            shown = [c if i in words_in or i == 0 and not c.numbers or not c.numbers else page(c) for i, c in enumerate(cells)]
            self.add(join([c for c in shown if c.line], " "))

    def drawing(self, label):
        self.add(label)
        self.add(label)

    def head(self):
        t = self.t
        at = t["run"]["asOf"]
        self.add(f"Pool risk report, {at}")
        self.add("Pool risk report")
        self.add(f"{words.long_date(at)}, {at[11:16]} UTC · horizon 1 day · {t['book']['positions']} positions · "
                 f"{t['run']['scenarios']} scenarios")
        limits = t["pool"]["limits"]
        broken = [l for l in limits if l["broken"]]
        self.add(f"✕ {len(broken)} of {len(limits)} limits broken" if broken else f"✓ All {len(limits)} limits hold")
        self.add("Sections")
        for name in ("Risk", "Stress", "Pool", "Book", "Market", "How it was made"):
            self.add(name)
        h, risk = t["headline"], t["risk"]["monteCarlo"]
        own, a, short = self.tables, self.tables.amount, self.tables.compact
        worst = min(t["stress"]["scenarios"], key=lambda s: s["unitProfitAndLoss"].value)
        self.add("The pool has ", page(a(h["capital"])), " of capital. On the worst 2.5% of days it loses ",
                 page(a(h["expectedShortfall"])), " on average, ", page(percent(h["expectedShortfallOverCapital"])),
                 f" of it. Of the stress scenarios, “{worst['name']}” costs most: ", page(a(worst["unitProfitAndLoss"])), ".")
        of_capital = lambda x: percent(x / h["capital"]) + " of capital"
        self.add("Capital ", a(h["capital"]), " assets ", short(t["pool"]["assets"]), " positions ",
                 page(compact_money(h["value"])))
        if h["closingCost"].value > 0.05 * h["capital"].value * own.price:
            self.add("Cost of closing ", money(h["closingCost"]), " at today’s quotes ", of_capital(h["closingCost"] / own.price))
        self.add("Utilization ", percent(h["utilization"]), " ", short(t["pool"]["optionLiabilities"]), " owed")
        shortfall, var = risk["expectedShortfall"], risk["valueAtRisk"][1]
        others = [join([f" in {c['unit']} ", compact_amount(c["expectedShortfall"], c["unit"])]) for c in t["risk"]["counted"][1:]]
        self.add("ES 97.5% ", a(shortfall["value"]), " standard error ", short(shortfall["standardError"]), " ",
                 of_capital(shortfall["value"]), *others, " Gaussian: ", short(t["risk"]["gaussian"]["expectedShortfall"]["value"]))
        self.add("VaR 99% ", a(var["value"]), " standard error ", short(var["standardError"]), " ", of_capital(var["value"]))
        self.add("Worst stress ", page(a(worst["unitProfitAndLoss"])), f" {worst['name']} ", of_capital(-worst["unitProfitAndLoss"]))
        self.add(CAPTION["limits"])
        for l in limits:
            value, limit = percent(l["value"]), percent(l["limit"])
            self.add(l["name"], " ✕ broken " if l["broken"] else " ✓ ok ", value, " of at most ", limit)
            for _ in range(4):
                self.add(l["name"], ": ", value, " of at most ", limit)

    def histogram(self, key, name, subject, domain):
        own = self.t["risk"][key]
        h, total = own["histogram"], own["outcomes"]
        marks = [(f"VaR {r['level'].value * 100:g}%", r["value"]) for r in own["valueAtRisk"]]
        marks.append(("ES 97.5%", own["expectedShortfall"]["value"]))
        first = round(h["start"].value / h["width"].value)
        edges = [((first + i) * h["width"].value, (first + i + 1) * h["width"].value, c) for i, c in enumerate(h["counts"])]
        shown = [(left, right, c) for left, right, c in edges if domain[0] <= left < domain[1]]
        outside = total - sum(c for _, _, c in shown)
        remark = join([". ", grouped(outside), " of ", grouped(total), " lie beyond the bars; worst ", page(self.tables.amount(own["worst"])),
                       "."]) if outside else ""
        self.add(name, " ", grouped(total), " ", subject, remark)
        self.drawing(join([f"{name}: profit and loss of ", grouped(total), " outcomes"]
                          + [join([f", {label} ", self.tables.amount(x)]) for label, x in marks]))
        edge = lambda x: page(self.tables.compact(N(x, 1e-9 * max(1.0, abs(x)))))
        for left, right, c in shown:
            if c:
                self.add(edge(left), " to ", edge(right), ": ", grouped(c), " outcomes, ",
                         percent(N(c / total, 0), 2))
        for label, x in sorted(marks, key=lambda m: -m[1].value):
            self.add(label, " ", page(self.tables.compact(-x)))
        self.add("outcomes losses beyond VaR 99%")

    def bars(self, title, note, label, rows, legend=()):
        self.add(title, " " if text(note).line else "", note)
        self.drawing(label)
        for name, number, tips in rows:
            self.add(name, " ", page(number))
            for tip in tips:
                self.add(tip)
                self.add(tip)
        if legend:
            self.add(" ".join(legend))

    def risk(self):
        own, t = self.tables, self.t
        self.add("How much it can lose")
        self.add("Profit and loss over 1 day, with the whole book priced again in every outcome.")
        sections = [t["risk"][k] for k in ("monteCarlo", "historical")]
        losses = [-x.value for s in sections for x in [r["value"] for r in s["valueAtRisk"]] + [s["expectedShortfall"]["value"]]]
        start = min(s["histogram"]["start"].value for s in sections)
        end = max(s["histogram"]["start"].value + s["histogram"]["width"].value * len(s["histogram"]["counts"]) for s in sections)
        low = min(0.0, max(start, 1.5 * min(losses)), min(losses))
        margin = 0.03 * (max(end, 0.0) - low)
        domain = (low - margin, end + margin)
        self.histogram("monteCarlo", SIMULATED, "scenarios of past days at today’s volatility", domain)
        self.histogram("historical", PAST, "past periods applied to today’s book", domain)
        self.table(*own.measures())
        if t["risk"]["counted"]:
            self.table(*own.counted())
        past = {c["underlying"]: c for c in t["risk"]["historical"]["contributions"]}
        rows = []
        for c in t["risk"]["monteCarlo"]["contributions"]:
            tip = lambda name, x: join([name, ": ", page(own.amount(x["expectedShortfall"])), ", ", page(percent(x["share"]))])
            rows.append((c["underlying"], join([own.amount(c["expectedShortfall"]), " · ", percent(c["share"])]),
                         [tip(SIMULATED, c), tip(PAST, past[c["underlying"]])]))
        self.bars("Where the expected shortfall comes from",
                  "Each underlying’s mean loss in the tail of the whole book, ES 97.5%; the parts add up.",
                  "ES 97.5% by underlying: " + join([join([n, " ", x]) for n, x, _ in rows], ", "), rows, (SIMULATED, PAST))
        self.table(*own.volatilities())
        self.record()
        for each in own.approximations():
            self.table(*each)
        self.table(*own.parts("byPosition", "position"))
        self.table(*own.parts("byParticipant", "participant"))
        expiries = own.parts("byExpiry", "expiry")
        self.table(*expiries, fold=f"By underlying and expiry ({len(expiries[2])})")
        self.table(*own.backtest())

    def record(self):
        r, beyond = self.t["record"], self.tables.exceptions()
        model = r["models"][0]["model"]
        self.add(f"The past days, as {model} forecast them Today’s book at the level of volatility of each past day, forecast from the "
                 f"{r['window']} days before it; on {len(beyond)} of {r['days']} days it lost more than the value at risk at 99%, ",
                 significant(N(0.01 * r["days"], 1e-9)), " expected.")
        self.drawing(f"What the book gained and lost on each of {r['days']} past days, with the value at risk at 99% that {model} "
                     "forecast for it")
        for d in beyond:
            self.add(d["date"], ": ", page(money(d["profitAndLoss"])), ", forecast ", page(money(-d["valueAtRisk99"])))
        self.add("profit and loss of the day VaR 99% forecast for it exceptions")
        self.table(*self.tables.record(is_page=True))

    def heat(self, grid):
        title = f"{grid['underlying']} alone" if grid["underlying"] else "All underlyings together"
        cells = [x for row in grid["profitAndLoss"] for x in row]
        self.add(title, " Dollars by move of spot and volatility: blue gains, orange loses, deeper is more.")
        self.add(title)
        low, high = (f(cells, key=lambda n: n.value) for f in (min, max))
        self.drawing(join([title, ": profit and loss by move of the spot and volatility, from ", money(low), " to ", money(high)]))
        self.add("move of the spot")
        self.add("volatility")
        moves = [page(signed_percent(x)) for x in grid["spotReturns"]]
        self.add(join(moves, " "))
        for v, row in zip(grid["volatilityChanges"], grid["profitAndLoss"]):
            self.add(page(signed_percent(v)))
            for s, move, x in zip(grid["spotReturns"], moves, row):
                today = s.value == 0 and v.value == 0
                self.add("move of the spot ", move, ", volatility ", page(signed_percent(v)), ": ", page(signed_money(x)))
                self.add("today" if today else page(compact(x)))

    def stress(self):
        own, t = self.tables, self.t
        self.add("Under stress")
        self.add(CAPTION["stress lead"])
        grids, scenarios, capital = t["stress"]["grids"], t["stress"]["scenarios"], t["pool"]["capital"]
        self.heat(grids[0])
        self.add(f"Each underlying alone ({len(grids) - 1})")
        for g in grids[1:]:
            self.heat(g)
        rows = []
        for r in sorted(scenarios, key=lambda r: r["unitProfitAndLoss"].value):
            profit = signed_money(r["profitAndLoss"])
            rows.append((r["name"], join([profit, " · ", percent(r["unitProfitAndLoss"] / capital)]),
                         [join([r["name"], ": ", page(profit), f", {r['detail']}" if r["detail"] else ""])]))
        self.bars("Named scenarios", "Worst first, each applied at once, with their share of the capital.",
                  "Stress scenarios: " + join([join([n, " ", x]) for n, x, _ in rows], ", "), rows)
        lines = []
        for r in scenarios:
            cells = []
            for spot, volatility, p in own.scenario_cells(r):
                # Moves in words keep their hyphens; a number has a true minus sign.
                cells += [page(spot) if spot.numbers else spot, page(volatility) if volatility.numbers else volatility,
                          page(money(p["profitAndLoss"]))]
            lines.append([r["name"], money(r["profitAndLoss"])] + ([] if own.unit == "USD" else [own.amount(r["unitProfitAndLoss"])])
                         + [percent(r["unitProfitAndLoss"] / capital), money(r["parallelProfitAndLoss"])] + cells + [own.duration(r), r["detail"]])
        self.table(CAPTION["scenarios"], ["scenario", "profit and loss"] + ([] if own.unit == "USD" else [f"in {own.unit}"]) + ["of capital", "if parallel"]
                   + [f"{u} {x}" for u in own.assets for x in ("spot", "volatility", "P&L")] + ["applied at once", "what happened"],
                   lines, fold=f"All {len(scenarios)} scenarios as a table")
        self.add("What scenarios move besides")
        for line in own.other_moves():
            self.add(line)
        lines = []
        for r in t["analysis"]["reverseStress"]:
            moves = [c for m in r["moves"] for c in (signed_percent(m["spotReturn"]), signed_percent(m["volatilityChange"]))]
            lines.append([r["name"], own.amount(r["loss"]), own.chance(r), fixed(r["distance"], 2) + " sd"] + moves
                         + [own.amount(r["profitAndLoss"]), own.amount(r["deltaGamma"])])
        self.table(CAPTION["reverse"], ["to lose", "dollars" if own.unit == "USD" else own.unit, "chance", "distance"]
                   + [f"{u} {x}" for u in own.assets for x in ("spot", "volatility")]
                   + ["P&L when revalued", "P&L by delta-gamma"], lines)
        self.table(*own.twists())
        self.table(*own.correlations())
        self.table(*own.worst_case())
        self.table(*own.liquidity())

    def pool(self):
        own, members = self.tables, self.t["pool"]["participants"]
        self.add("Who bears it")
        self.add(self.tables.pool_lead())
        rows = [(m["id"], join([own.amount(m["value"]), " · ", percent(m["share"])]),
                 [join(["value ", own.amount(m["value"])]), join(["bears ", own.amount(m["expectedShortfall"]), " of ES 97.5%"])])
                for m in members]
        self.bars("Participants", "", "Share of the pool by participant: "
                  + join([join([m["id"], " ", percent(m["share"])]) for m in members], ", "), rows, ("value", "part of ES 97.5%"))
        self.table(*own.members())

    def book(self):
        b, own = self.t["book"], self.tables
        self.add("The book")
        self.add(f"{b['positions']} positions, {b['soldPositions']} of them sold, worth ", page(money(b["value"])), " to the pool.")
        for u in own.assets:
            rows = [r for r in b["byExpiry"] if r["underlying"] == u]
            for greek, key, unit in (("delta", "dollarDelta", f"dollars of {u}"),
                                     ("gamma", "dollarGammaPerPercent", "change of delta for 1%"),
                                     ("vega", "vegaPerPoint", "dollars a volatility point"),
                                     ("theta", "thetaPerDay", "dollars a day")):
                bars = [(words.long_date(r["expiry"]), money(r["dollarGreeks"][key])) for r in rows]
                bars += [("without expiry", money(r["dollarGreeks"][key])) for r in b["withoutExpiry"] if r["underlying"] == u]
                self.add(f"{u} {greek} {unit}")
                self.drawing(f"{u} {greek} by expiry: " + join([join([n, " ", x]) for n, x in bars], ", "))
                for n, x in bars:
                    self.add(n, ": ", page(x))
        self.table(*own.sensitivities())
        self.table("Net sensitivities per unit: derivatives of the dollar value",
                   ["underlying", "positions", "delta", "delta less premium in coin", "gamma per $", "vega per 1.00",
                    "theta per year", "value in coin"],
                   [[r["underlying"], grouped(r["positions"]), significant(r["greeks"]["delta"], 5), significant(r["netDelta"], 5),
                     significant(r["greeks"]["gamma"], 4), significant(r["greeks"]["vega"], 5),
                     significant(r["greeks"]["theta"], 5),
                     "" if r["coinValue"] is None else significant(r["coinValue"], 5)] for r in b["byUnderlying"]])
        self.table(*own.by_expiry(), fold="By expiry")
        if b["withoutExpiry"]:
            self.table(*own.without_expiry())

    def smile(self, s):
        expiry = next(e for m in self.t["markets"] if m["underlying"] == s["underlying"] for e in m["expiries"]
                      if e["expiry"] == s["expiry"])
        days, level = expiry["years"].value * 365, s["volatilityAtTheMoney"]
        shown = {}
        for p in s["points"]:
            out = p["type"] == ("call" if p["logMoneyness"].value >= 0 else "put")
            if out:
                shown[p["strike"].value] = p
        reach = 4.5 * level.value * expiry["years"].value ** 0.5
        points = [p for _, p in sorted(shown.items()) if abs(p["logMoneyness"].value) <= reach]
        hidden = len(shown) - len(points)
        self.add(words.long_date(s["expiry"]), " ", fixed(N(days, 1e-9), 1 if days < 10 else 0), " days · ", percent(level),
                 " at the money", f" · {hidden} strikes beyond the frame" if hidden else "")
        self.drawing(join([f"{s['underlying']} smile, expiry {s['expiry'][:10]}: ", percent(level),
                           f" at the money, {len(points)} strikes"]))
        side = lambda x: percent(x) if x is not None else "none"
        for p in points:
            self.add(price(p["strike"]), f" {p['type']}: ", percent(p["volatility"]), " (bid ", side(p["bidVolatility"]), ", ask ",
                     side(p["askVolatility"]), ")")

    def market(self):
        t, own = self.t, self.tables
        self.add("The market")
        self.add(CAPTION["market lead"])
        self.add("bid to ask (a single tick: one side only) volatility used forward; the lower numbers on the axis are strikes")
        for m in t["markets"]:
            self.add(m["underlying"], " spot ", price(m["spot"]))
            for s in t["smiles"]:
                if s["underlying"] == m["underlying"]:
                    self.smile(s)
        rows = []
        for m in t["markets"]:
            for e in m["expiries"]:
                rows.append([f"{m['underlying']} {words.long_date(e['expiry'])}", fixed(e["years"] * 365, 1), price(e["forward"]),
                             percent(N(e["forward"].value / m["spot"].value - 1, 1e-12), 2), fixed(e["discountFactor"], 5),
                             grouped(e["quotes"]), "as quoted by the venue", price(e["parityForward"]), Text("⟪rounding⟫")])
        self.table("Forwards", ["expiry", "days", "forward", "over spot", "discount factor", "quotes", "forward from", "by parity",
                                "± (standard error)"], rows, fold="Forwards and where they come from")
        self.add("Covariance of the scenarios")
        for line in own.covariance_sentences():
            self.add(line)
        self.table(*own.covariance())
        c = t["covariance"]
        if len({n for row in c["overlaps"] for n in row}) > 1:
            self.table("History rows in which both factors have a return", ["factor"] + c["factors"],
                       [[f] + [grouped(n) for n in row] for f, row in zip(c["factors"], c["overlaps"])])

    def notes(self):
        self.add("How it was made")
        self.add(CAPTION["notes lead"])
        self.add("Assumed")
        for line in self.t["run"]["assumptions"]:
            self.add(line)
        self.add("Inputs")
        for name, value in self.tables.inputs():
            self.add(name, " ", value)
        self.table(*self.tables.found())
        self.add("Priced at the venue’s volatilities, the venue’s marks are met to a median of ", Text("⟪rounding⟫"),
                 " in the settlement currency.")
        r = self.t["run"]
        self.add("tailpool ", Text("⟪version⟫"), f" · estimator {r['estimator']} · seed {r['seed']} · gains are positive in profit "
                 "and loss; value at risk and expected shortfall are losses, positive when money is lost; ± is one standard error.")

    def all(self):
        for part in (self.head, self.risk, self.stress, self.pool, self.book, self.market, self.notes):
            part()
        return self.blocks
