"""Made-up price histories; writes five histories and histories.json, which counts what is in them, into ../Tables/made-up.

history_wide.csv: a column an asset, unequal starts and gaps. history_long.csv: a row an asset and day, open to close; its BTC and
ETH are as volatile as volatility_index.csv says, and end in three days of a crash. history_index.csv and
volatility_of_index.csv: one series each, closes alone and open to close. Made with Python's own arithmetic.
"""
import csv
import datetime
import json
import math
import os

import made_up


def save(name, rows):
    with open(os.path.join(made_up.tables, name), "w") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def digits(value, count=6):
    return repr(float(f"%.{count}g" % value))


def dates(last, count):
    return [(last - datetime.timedelta(days=i)).isoformat() for i in range(count - 1, -1, -1)]


def candle(draw, opened, closed, spread):
    high = max(opened, closed) * (1 + spread * draw.uniform())
    low = min(opened, closed) * (1 - spread * draw.uniform())
    return [digits(v) for v in (opened, high, low, closed)]


def wide():
    assets, days = 11, 430
    starts = [0, 0, 0, 0, 0, 0, 0, 35, 35, 90, 210]
    draw, rows, missing = made_up.Draw(81), [], 0
    prices = [40000.0, 2100.0, 310.0, 24.5, 0.61, 0.082, 7.3, 131.0, 0.44, 18.8, 1.2]
    names = ["BTC", "ETH", "BNB", "SOL", "XRP", "DOGE", "DOT", "LTC", "ADA", "AVAX", "NEAR"]
    moves = [[0.0] * assets] + made_up.returns(82, days - 1, assets, volatility=0.025)
    for day, date in enumerate(dates(datetime.date(2026, 3, 8), days)):
        cells = [date]
        for asset in range(assets):
            prices[asset] *= math.exp(moves[day][asset])
            gap = day < starts[asset] or (asset in (3, 6) and starts[asset] + 1 < day < days - 2 and draw.uniform() < 0.02)
            missing += gap
            cells.append("" if gap else digits(prices[asset], 7))
        rows.append(cells)
    save("history_wide.csv", [["date"] + names] + rows)
    return {"name": "history_wide", "assets": assets, "dates": days, "missing": missing, "first": rows[0][0], "last": rows[-1][0],
            "completeRows": sum(all(a) and all(b) for a, b in zip(rows, rows[1:]))}


def long():
    days = {"BTC": 560, "ETH": 560, "SOL": 431, "LINK": 377, "ADA": 302}
    start, levels = {"BTC": 52000.0, "ETH": 2900.0, "SOL": 140.0, "LINK": 17.0, "ADA": 0.9}, {"BTC": 42.0, "ETH": 61.0}
    longest, draw, indices = max(days.values()), made_up.Draw(83), []
    calendar = dates(datetime.date(2026, 3, 8), longest)
    moves = made_up.returns(84, longest, len(days), volatility=0.03, degrees=6)
    for crash in (longest - 24, longest - 23, longest - 22):
        moves[crash] = [round(v - 0.09 - 0.02 * i, 8) for i, v in enumerate(moves[crash])]
    rows, close = [], dict(start)
    for day, date in enumerate(calendar):
        for i, (asset, count) in enumerate(days.items()):
            opened = close[asset]
            close[asset] *= math.exp(moves[day][i])
            if day >= longest - count:
                rows.append([date, asset] + candle(draw, opened, close[asset], 0.01) + [digits(1e8 * draw.uniform(0.5, 2))])
        for asset, column in (("BTC", 0), ("ETH", 1)):
            opened = levels[asset]
            home = 42.0 if asset == "BTC" else 61.0
            levels[asset] *= math.exp(-0.9 * moves[day][column] + 0.025 * draw.normal() - 0.06 * math.log(opened / home))
            indices.append([date, asset] + candle(draw, opened, levels[asset], 0.02))
    rows.sort(key=lambda row: (row[1], row[0]))
    save("history_long.csv", [["date", "sym", "open", "high", "low", "close", "quote_volume"]] + rows)
    indices.sort(key=lambda row: (row[1], row[0]))
    save("volatility_index.csv", [["date", "ccy", "open", "high", "low", "close"]] + indices)
    ends = {"first": calendar[0], "last": calendar[-1]}
    return ({"name": "history_long", "counts": days} | ends,
            {"name": "volatility_index", "assets": 2, "dates": longest, "missing": 0} | ends)


def index():
    days, draw = 320, made_up.Draw(85)
    level, volatility, closes, candles = 4870.0, 17.0, [], []
    calendar = [d for d in dates(datetime.date(2026, 3, 9), 2 * days) if datetime.date.fromisoformat(d).weekday() < 5][-days:]
    for date in calendar:
        move = 0.009 * draw.student(5) + 0.0003
        opened = volatility
        level *= math.exp(move)
        volatility *= math.exp(-4.5 * move + 0.04 * draw.normal() - 0.05 * math.log(volatility / 17))
        closes.append([date, repr(round(level, 2))])
        candles.append([date] + candle(draw, opened, volatility, 0.03))
    save("history_index.csv", [["date", "close"]] + closes)
    save("volatility_of_index.csv", [["date", "open", "high", "low", "close"]] + candles)
    shared = {"assets": 1, "dates": days, "missing": 0, "first": calendar[0], "last": calendar[-1]}
    return {"name": "history_index"} | shared, {"name": "volatility_of_index"} | shared


if __name__ == "__main__":
    everything = [wide(), *long(), *index()]
    with open(os.path.join(made_up.tables, "histories.json"), "w") as file:
        json.dump({"meta": {"what": "what is in the made-up histories"}, "histories": everything}, file, indent=1)
        file.write("\n")
    print(json.dumps(everything, indent=1))
