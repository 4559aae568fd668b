"""The tables of Docs that come from the records of Docs/Measurements."""
import csv

from record import Record


def number(value):
    """Two or three digits."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def times(value):
    """A time in the unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)):
        if value >= size:
            return f"{number(value / size)} {unit}"
    return f"{number(value * 1e9)} ns"


def table(head, *rows):
    return [f"| {' | '.join(head)} |", "|" + "---|" * len(head), *(f"| {' | '.join(row)} |" for row in rows)]


def report(r):
    rows = {"sample": "embedded sample, 500 scenarios", "coins": "Deribit chain of 1,674 options (1,347 positions), 100,000 scenarios",
            "index": "SPX chain of 15,251 options (15,117 positions), 500 scenarios"}
    return table(["what", "wall", "processor", "peak memory"], *(
        [words, f"{r(label, 'process', 'wall_s'):.2f} s", f"{r(label, 'process', 'processor_s'):.2f} s", f"{r(label, 'process', 'peak_mb'):.0f} MB"]
        for label, words in rows.items()))


def columns(r):
    rows = {"ours_price": "price", "ours_greeks5": "price and 5 Greeks", "ours_greeks19": "price and 19 Greeks",
            "ours_iv": "implied volatility, guarded, full accuracy"}
    sets = {label: shown for label, shown in (("avx512", "AVX-512"), ("avx2", "AVX2"), ("baseline", "baseline (SSE2)")) if r.has(label)}
    lines = [[words, *(f"{r(label, f'{name}_{label}', 'ns_median'):.1f}" for label in sets)] for name, words in rows.items()]
    lines += [[f"{words}, one scalar call", *(f"{r(label, name, 'ns_median'):.0f}" for label in sets)]
              for name, words in (("ours_scalar_price", "price"), ("ours_scalar_iv", "implied volatility"))]
    return table(["a million options, ns an option", *sets.values()], *lines)


def covariance(r):
    def time(name):
        return r("installed", name, "ns_median")

    def ratio(name, base, words):
        return [times(time(name) / 1e9), f"{times(time(base) / 1e9)}", f"{time(name) / time(base):.2f} × {words}"]

    return table(
        ["what", "Tailpool", "beside it", "ratio"],
        ["sample covariance 2,500 × 500", *ratio("sample_covariance_2500x500", "provider_dsyrk_2500x500", "the provider's dsyrk")],
        ["Ledoit–Wolf 2,500 × 500", *ratio("ledoit_wolf_2500x500", "sample_covariance_2500x500", "our sample covariance")],
        ["nonlinear shrinkage, 2,000 × 1,000", *ratio("nonlinear_shrinkage_2000x1000", "provider_dsyevd_1000", "the provider's dsyevd of order 1,000")],
        ["nearest correlation, order 500, to 1e-10", times(time("nearest_correlation_500") / 1e9), "–", "–"],
        ["normals, Philox and inverse distribution, a number", times(time("normals_philox_inverse_cdf") / 1e9), "–", "–"],
        ["correlated normals, 200 assets, a number", *ratio("correlated_normals_200", "correlated_normals_200_dtrmm_1000", "the same through dtrmm")],
        ["Sobol and normal, 200 dimensions, a number", times(time("normals_sobol_200") / 1e9), "–", "–"])


def risk(r):
    exact, parts, proxy = (r("two", f"ours_{n}", "wall_s") for n in ("exact", "contributions", "proxy"))
    return table(
        ["what", "two cores, wall", "one core, wall", "beside it"],
        ["full revaluation, random numbers and quantiles included", times(exact), times(r("one", "ours_exact", "wall_s")),
         f"{r('two', 'ours_exact', 'ns_per_price'):.2f} ns an option and scenario"],
        ["contributions of all positions to expected shortfall", times(parts), times(r("one", "ours_contributions", "wall_s")),
         f"{100 * r('two', 'ours_contributions', 'share_of_exact'):.1f} % of full revaluation by processor time"],
        ["the same portfolio by proxy, building included", times(proxy), times(r("one", "ours_proxy", "wall_s")),
         f"bound {r('two', 'ours_proxy', 'bound_of_gross'):.1e}, error {r('two', 'ours_accuracy', 'error_of_gross'):.1e} of the gross range"],
        ["1,000,000 positions, 10 underlyings, 1,000,000 scenarios by proxy", times(r("million", "ours_million", "wall_s")), "–",
         f"{times(r('million', 'ours_million_prepared', 'wall_s'))} to prepare the book; {r('million', 'ours_million', 'peak_memory_MiB'):.0f} MiB resident"])


FAMILIES = {"svi": "SVI", "svi_splines": "SVI with splines", "essvi": "eSSVI", "lognormal_mixtures": "lognormal mixtures, the default"}


def surfaces(r):
    from programs import CHAINS
    rows = [["SVI, one smile of 60 made-up quotes", f"{r('made-up', 'svi_one_smile', 'ms'):.3f} ms", "–", "–", "–"]]
    for label in ["made-up", *CHAINS]:
        words = "made-up quotes" if label == "made-up" else f"Deribit {label[:4]}-{label[4:6]}-{label[6:8]}"
        rows.append([f"{words}, two currencies", *(f"{number(r(label, family, 'ms'))} ms" for family in FAMILIES)])
    return table(["what", *FAMILIES.values()], *rows)


def pool(r):
    return table(
        ["what", "figure"],
        ["deposits, redemptions and trades mixed, 1,000 participants, 200 contracts at 12 expiries, fees, streaming rewards and four limits on",
         f"{r('apply', 'apply_ns_per_event'):.0f} ns an event: {r('apply', 'apply_events_per_second') / 1e6:.1f} million a second"],
        ["a deposit, a redemption, a trade", ", ".join(f"{r('apply', f'{k}_ns') / 1e3:.2f}" for k in ("deposit", "redeem", "trade")) + " µs"],
        ["replay from memory, a million events", times(r("apply", "replay_from_memory_seconds"))],
        [f"replay of a file of {r('replay', 'lines'):,.0f} lines with the chain of digests checked",
         f"{times(r('replay', 'replay_from_file_seconds'))}, {r('replay', 'resident_megabytes'):.0f} MB resident"],
        ["10,000 positions marked, and the claims of 1,000 participants", f"{r('mark', 'mark_milliseconds'):.2f} ms"])


def venues(r):
    crossed = r("events", "crossing", "crossings_an_event")
    return table(
        ["`apply` of one event, no journal", "processor time"],
        ["a swap within one range of concentrated liquidity", times(r("events", "within", "ns_median") / 1e9)],
        [f"a swap that crosses {crossed:.1f} ticks in the mean", times(r("events", "crossing", "ns_median") / 1e9)],
        ["mints, burns, collections and swaps in turn",
         f"{times(r('events', 'mixed', 'ns_median') / 1e9)}: {1e3 / r('events', 'mixed', 'ns_median'):.1f} million a second"],
        ["a swap of a constant product", times(r("events", "constant_product", "ns_median") / 1e9)],
        [f"beside them: one of 10,000 liquidity positions valued in a scenario; a European option {r('events', 'revalued_option', 'ns'):.1f} ns",
         f"{r('events', 'revalued_position', 'ns'):.1f} ns"])


def auctions(r):
    def a_million(name):
        return f"{r('matching', name, 'ns_median'):.0f} ms"

    return table(
        ["a million orders from seeds", "processor time"],
        ["a call auction, shared pro rata", a_million("call_auction")],
        ["a call auction, shared by time, of 1,000 participants whom nothing matches with themselves", a_million("call_auction_time")],
        ["midpoint matches of a million pairs", f"{a_million('midpoint')}: {1e3 / r('matching', 'midpoint', 'ns_median'):.0f} million a second"],
        ["a midpoint book of a million orders on each side", a_million("midpoint_book")])


def cover(r):
    def rate(name):
        median = r("events", name, "ns_median")
        return f"{times(median / 1e9)}: {1e3 / median:.1f} million a second"

    return table(
        ["`apply` of one event, no journal, 1,000 members, two stakes, eight products, a year in each batch of 100,000", "processor time"],
        ["a deposit", rate("deposit")], ["a purchase of cover", rate("buy")],
        ["purchases, deposits, renewals, cancellations, claims, payments, exits and time, with cover that ends", rate("mixed")],
        [f"the same, a million in the year: {r('events', 'million', 'covers'):,.0f} covers", rate("million")])


def quotes(r):
    rows = []
    for name, words in (("both_sides_10", "20 sizes, ten bids and ten asks"), ("both_sides_20", "20 bids and 20 asks")):
        wall, used = r("ladders", f"{name}_milliseconds"), r("ladders", f"{name}_processor_milliseconds")
        share = r("ladders", f"{name}_widened") / r("ladders", f"{name}_rungs")
        rows.append([f"a ladder of {words}, {r('ladders', 'instruments'):.0f} options, two threads; {share:.0%} of the sizes reach past the kept part",
                     f"{wall:.0f} ms, {used:.0f} ms of processor time"])
    return table(["quotes under a budget of expected shortfall, 100,000 scenarios", "wall time"], *rows,
                 ["beforehand: the book valued in all scenarios, its worst 5 % kept, the contracts priced", f"{r('ladders', 'prepare_milliseconds'):.0f} ms"],
                 [f"greatest difference of the expected shortfall from a full run, of {r('ladders', 'compared'):.0f} trades", f"{r('ladders', 'greatest_difference_dollars'):.6f} dollars"])


def aggregates(r):
    rows = []
    for name, words in (("poisson", "Poisson"), ("negative_binomial", "negative binomial")):
        transforms = r("claims", f"compound_{name}_relative", "transforms")
        rows.append([f"one compound of a {words} number, one thread; every probability to its own digits, {transforms:.0f} transforms",
                     f"{r('claims', f'compound_{name}', 'ms'):.1f} ms; {r('claims', f'compound_{name}_relative', 'ms'):.0f} ms"])
    for name, words in (("poisson", "all Poisson"), ("mixed", "half of them negative binomial")):
        rows.append([f"1,000 policies of as many severities, {words}, two threads", f"{r('claims', f'policies_1000_{name}', 'ms'):.0f} ms"])
        rows.append([f"the conditional means of 500 of them at every loss, {r('claims', f'means_500_{name}', 'transforms'):.0f} tilts, two threads",
                     times(r("claims", f"means_500_{name}", "ms") / 1e3)])
    return table(["aggregates of claims on 65,536 losses, claims put on the grid in the time, but for the means", "wall time"], *rows)


def proofs(r):
    def units(name):
        number = r("proofs", name, "units")
        return f"{number:,.0f}" if number >= 1000 else f"{number:.4g}"

    return table(
        ["range proofs of 64 bits, in units of one multiplication by libsodium", "one value", "eight values"],
        ["prove", units("prove/1x64"), units("prove/8x64")],
        ["verify, this module's own sum", units("verify/1x64/own"), units("verify/8x64/own")],
        ["verify, libsodium alone", units("verify/1x64/sodium"), units("verify/8x64/sodium")],
        ["verify, own, each of a batch of 32", units("verify/1x64/own/each"), "–"],
        ["generators of eight values, once", "–", units("generators/8")],
        ["a tree of 100,000 members with one asset", f"{r('proofs', 'liabilities/tree', 'us') / 1e3:.0f} ms", "–"])


def ledger(r):
    cases = {"1/1": "divisor of up to 64 bits, quotient of one digit", "1/2": "divisor of up to 64 bits, quotient of two digits",
             "2/1": "divisor of 65 to 127 bits, quotient of one digit", "2/2": "divisor of 65 to 127 bits, quotient of two digits",
             "2/1/full": "divisor of 128 bits"}
    roundings = ["down", "up", "nearestOrEven"]
    rows = [["one division of 128 by 64 bits, for comparison", *(f"{r('division', f'hardware/{way}', 'ns_median'):.1f}" for way in ("independent", "chained"))]]
    for case, words in cases.items():
        rows.append([words, *(", ".join(f"{r('division', f'{case}/{rounding}/{way}', 'ns_median'):.1f}" for rounding in roundings)
                              for way in ("independent", "chained"))])
    return table(["`mulDiv`, ns a call: down, up, to the nearest", "independent calls", "each waits for the last"], *rows)


def backtests(r):
    def chance(text, least=0.001):
        return f"< {least}" if float(text) < least else f"{float(text):.3f}"

    rows = sorted(csv.DictReader(line for line in r.lines["coins"] if not line.startswith("process ")), key=lambda row: float(row["meanScore"]))
    tests = ["kupiecPValue", "independencePValue", "conditionalCoveragePValue", "durationPValue"]
    return table(
        ["forecaster", "exceptions", "Kupiec", "independence", "conditional coverage", "duration", "light", "Acerbi–Szekely 1", "2", "mean score"],
        *([row["forecaster"].replace(":", " "), row["exceptions"], *(chance(row[name]) for name in tests), row["trafficLight"],
           chance(row["acerbiSzekely1PValue"]), chance(row["acerbiSzekely2PValue"]), f"{float(row['meanScore']):.3f}"] for row in rows))


TABLES = {"report": report, "columns": columns, "covariance": covariance, "risk": risk, "surfaces": surfaces, "pool": pool, "ledger": ledger, "venues": venues, "auctions": auctions, "cover": cover, "quotes": quotes, "aggregates": aggregates, "proofs": proofs, "backtests": backtests}


def measured():
    """(marker, lines) of every table, and what to measure again."""
    old, found = [], []
    for name, make in TABLES.items():
        if not Record.path_of(name).exists():
            continue
        record = Record(name)
        found.append((f"measured: {name}", [*make(record), "", record.caption()]))
        if not record.stands():
            old.append(name)
    return found, old
