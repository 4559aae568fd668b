"""Made-up option chains off known surfaces; writes chain_coin.csv, chain_index.csv and chains.json of ../Tables/made-up.

The surfaces are SSVI with a power of 1/2 (J. Gatheral and A. Jacquier, Quantitative Finance 14 (2014) 59), free of arbitrage
for these parameters; prices are Black-76. The coin chain has Deribit's columns: prices in coin in steps of 0.0001 below 0.005
and 0.0005 above, rows without a bid, an ask or both, one expiry whose forward is not given, crossed quotes. The index chain has
those of Cboe: options of two roots, one settled in the morning, with strikes missing here and there. What was put in is
counted in chains.json. Made with Python's own arithmetic.
"""
import csv
import datetime
import json
import math
import os
import zoneinfo

import made_up

months = ["", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


def cdf(x):
    return math.erfc(-x / math.sqrt(2)) / 2


def variance(k, years, level, slope, rho, eta):
    """Total variance of SSVI; the at-the-money variance per year goes from `level` to `level + slope` with the tenor."""
    theta = years * (level + slope * (1 - math.exp(-2 * years)))
    z = eta / math.sqrt(theta) * k
    return theta / 2 * (1 + rho * z + math.sqrt((z + rho) ** 2 + 1 - rho**2))


def black(sign, forward, strike, deviation):
    d1 = math.log(forward / strike) / deviation + deviation / 2
    return sign * (forward * cdf(sign * d1) - strike * cdf(sign * (d1 - deviation)))


def coin_chain(name, seed, now, coins, dates, half, without_forward):
    """Rows of a chain of coin-settled options and what is in it."""
    draw, rows = made_up.Draw(seed), []
    counts = {"name": name, "asOf": now.strftime("%Y-%m-%dT%H:%M:%SZ"), "rows": 0, "withoutBid": 0, "withoutAsk": 0,
              "markedWithoutQuotes": 0, "withoutForward": 0, "solvedExpiries": len(without_forward), "crossed": 0, "oneSidedOutOfTheMoney": 0,
              "crossedOutOfTheMoney": 0, "coins": {}}
    for coin, (spot, carry, surface, step) in coins.items():
        known = counts["coins"][coin] = {
            "spot": spot, "volatility30Days": math.sqrt(variance(0, 30 / 365, *surface) * 365 / 30), "expiries": []}
        for date in dates:
            expiry = datetime.datetime.combine(date, datetime.time(8))
            years = (expiry - now).total_seconds() / 86400 / 365
            forward = round(spot * math.exp(carry * years), 2)
            deviation = math.sqrt(variance(0, years, *surface))
            width = step if years < 0.1 else 2 * step if years < 0.4 else 5 * step
            strikes = sorted({width * round(forward * math.exp(deviation * 3 * (i / half)) / width) for i in range(-half, half + 1)})
            known["expiries"].append({"date": date.isoformat(), "forward": forward, "volatility": deviation / math.sqrt(years)})
            for strike in strikes:
                total = variance(math.log(strike / forward), years, *surface)
                for letter, sign in (("C", 1), ("P", -1)):
                    mark = black(sign, forward, strike, math.sqrt(total)) / forward
                    tick = 0.0001 if mark < 0.005 else 0.0005
                    spread = max(0.0002, 0.03 * mark * (0.7 + 0.6 * draw.uniform()))
                    bid = round(math.floor((mark - spread * (0.35 + 0.3 * draw.uniform())) / tick) * tick, 4)
                    ask = round(math.ceil((mark + spread * (0.35 + 0.3 * draw.uniform())) / tick) * tick, 4)
                    kind = draw.uniform()
                    far = abs(math.log(strike / forward)) > 1.5 * deviation
                    bid, ask = (bid if bid > 0 else None), ask
                    if far and kind < 0.06:
                        ask = None
                    if far and kind < 0.04:
                        bid = None
                    if bid and ask and not far and kind > 0.985:
                        bid, ask = ask, bid
                        counts["crossed"] += 1
                        counts["crossedOutOfTheMoney"] += strike >= forward if sign == 1 else strike < forward
                    missing = (coin, date) in without_forward
                    counts["rows"] += 1
                    counts["withoutBid"] += bid is None
                    counts["withoutAsk"] += ask is None
                    counts["markedWithoutQuotes"] += bid is None and ask is None
                    if strike >= forward if sign == 1 else strike < forward:
                        counts["oneSidedOutOfTheMoney"] += bid is None or ask is None
                    counts["withoutForward"] += missing
                    label = f"{coin}-{date.day}{months[date.month]}{date.year % 100}"
                    text = f"{strike:.0f}"
                    rows.append([
                        counts["asOf"], f"{label}-{text}-{letter}", coin, letter, f"{strike:.1f}",
                        expiry.strftime("%Y-%m-%dT%H:%MZ"), "" if bid is None else repr(bid), "" if ask is None else repr(ask),
                        repr(round(mark, 8)), repr(round(math.sqrt(total / years), 4)), "" if missing else repr(forward),
                        "" if missing else label, repr(round(spot * (1 + 1e-4 * draw.uniform(-1, 1)), 2)),
                        repr(round(10 * draw.uniform() ** 3 * (1 if kind > 0.1 else 0), 1))])
    header = "ts,instrument,ccy,type,strike,expiry,bid,ask,mark,mark_iv,fwd,fwd_name,index,oi".split(",")
    save(f"{name}.csv", header, rows)
    return counts


def index_chain(name, seed):
    """Rows of a chain of index options of two roots; the discount factor is of 4.1 %, dividends are 1.3 % a year."""
    draw, rows, spot = made_up.Draw(seed), [], 5187.4
    surface = (0.024, 0.016, -0.7, 1.1)
    york = zoneinfo.ZoneInfo("America/New_York")
    now = datetime.datetime(2026, 3, 9, 19, 15, tzinfo=datetime.timezone.utc)
    counts = {"name": name, "asOf": "2026-03-09T19:15:00Z", "rows": 0, "spot": spot, "expiries": []}
    for month, day, roots in [(3, 13, ["SPXW"]), (3, 20, ["SPX", "SPXW"]), (4, 17, ["SPX"]), (6, 18, ["SPX"]), (12, 18, ["SPX"])]:
        for root in roots:
            hour = datetime.time(9, 30) if root == "SPX" else datetime.time(16)
            expiry = datetime.datetime.combine(datetime.date(2026, month, day), hour, york)
            years = (expiry.astimezone(datetime.timezone.utc) - now).total_seconds() / 86400 / 365
            forward, discount = spot * math.exp((0.041 - 0.013) * years), math.exp(-0.041 * years)
            deviation = math.sqrt(variance(0, years, *surface))
            width = 25 if years < 0.2 else 50 if years < 0.5 else 100
            low, high = forward * math.exp(-4.5 * deviation), forward * math.exp(3 * deviation)
            strikes = range(width * math.ceil(low / width), int(high), width)
            counts["expiries"].append({"date": f"2026-{month:02}-{day:02}", "root": root, "years": years, "forward": forward,
                                       "discountFactor": discount})
            for strike in strikes:
                if draw.uniform() < 0.04:
                    continue
                total = variance(math.log(strike / forward), years, *surface)
                for letter, sign in (("C", 1), ("P", -1)):
                    fair = discount * black(sign, forward, strike, math.sqrt(total))
                    tick = 0.05 if fair < 3 else 0.1
                    spread = max(0.05, 0.012 * fair)
                    bid = max(round(math.floor((fair - spread * (0.4 + 0.2 * draw.uniform())) / tick) * tick, 2), 0.0)
                    ask = round(math.ceil((fair + spread * (0.4 + 0.2 * draw.uniform())) / tick) * tick, 2)
                    counts["rows"] += 1
                    rows.append(["2026-03-09T15:15-04:00", repr(spot), f"2026-{month:02}-{day:02}", letter, f"{strike:.1f}", root,
                                 repr(bid), repr(ask), repr(round(math.sqrt(total / years), 4)),
                                 repr(float(round(300 * draw.uniform() ** 4)))])
    save(f"{name}.csv", "quote_date,spot,expiry,type,strike,root,bid,ask,iv,oi".split(","), rows)
    return counts


def save(name, header, rows):
    with open(os.path.join(made_up.tables, name), "w") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    dates = [datetime.date(2026, m, d) for m, d in ((3, 13), (3, 20), (3, 27), (4, 24), (6, 26), (12, 25))]
    calm = {"BTC": (71350.0, 0.045, (0.19, 0.09, -0.25, 1.05), 500), "ETH": (2417.5, 0.031, (0.36, 0.10, -0.15, 1.15), 25)}
    crash = {"BTC": (58210.0, 0.012, (0.81, -0.38, -0.35, 1.1), 500), "ETH": (1716.0, -0.004, (1.21, -0.55, -0.3, 1.15), 25)}
    coin = coin_chain("chain_coin", 71, datetime.datetime(2026, 3, 9, 10, 30), calm, dates, 9, [("ETH", dates[3])])
    fast = coin_chain("chain_crash", 72, datetime.datetime(2026, 3, 9, 21, 5, 12), crash, dates, 6,
                      [("BTC", dates[0]), ("ETH", dates[1])])
    index = index_chain("chain_index", 73)
    for counts in (coin, fast, index):
        print({key: value for key, value in counts.items() if not isinstance(value, (list, dict))})
    with open(os.path.join(made_up.tables, "chains.json"), "w") as file:
        json.dump({"meta": {"what": "what is in the made-up chains"}, "coin": [coin, fast], "index": [index]}, file, indent=1)
        file.write("\n")
