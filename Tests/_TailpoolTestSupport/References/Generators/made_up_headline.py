"""Days on which five books lost more than filtered history said, by NumPy and SciPy; writes ../Tables/made-up/headline_hits.json.

BTC and ETH of history_long.csv with the levels of volatility_index.csv: each day is forecast from the 250 before it, the moves of
the spot over the level of the day before, those of the level over exponential weights of 0.94 that start at the window's variance.
Books of options of 30 days at the level, Black-76. Made with NumPy 2.4.6 and SciPy 1.17.1.
"""
import csv
import math
import os

import numpy as np
import scipy
from scipy.special import ndtr

import made_up

window, levels = 250, (0.975, 0.99)
books = {"short straddle": [(-1, 1, 1), (-1, 1, -1)], "short strangle": [(-1, 1.1, 1), (-1, 0.9, -1)], "short put": [(-1, 0.95, -1)],
         "long straddle": [(1, 1, 1), (1, 1, -1)], "short call": [(-1, 1.05, 1)]}


def closes(name, column, asset):
    with open(os.path.join(made_up.tables, name)) as file:
        return np.array([float(row["close"]) for row in csv.DictReader(file) if row[column] == asset])


def black(sign, forward, strike, years, volatility):
    deviation = volatility * math.sqrt(years)
    d1 = np.log(forward / strike) / deviation + deviation / 2
    return sign * (forward * ndtr(sign * d1) - strike * ndtr(sign * (d1 - deviation)))


def profit(book, move, change, level):
    return sum(units * (black(sign, np.exp(move), strike, 30 / 365 - 1 / 365, level * np.exp(change))
                        - black(sign, 1.0, strike, 30 / 365, level)) for units, strike, sign in books[book])


cases = []
for coin in ("BTC", "ETH"):
    prices, index = closes("history_long.csv", "sym", coin), closes("volatility_index.csv", "ccy", coin) / 100
    returns, changes = np.diff(np.log(prices)), np.diff(np.log(index))
    hits = {(book, level): "" for book in books for level in levels}
    for day in range(window, len(returns)):
        rows = slice(day - window, day)
        spots = returns[rows] / index[rows] * index[day]
        variance, before = np.var(changes[rows]), []
        for change in changes[rows]:
            before.append(variance)
            variance = 0.94 * variance + 0.06 * change**2
        moves = changes[rows] / np.sqrt(before) * math.sqrt(variance)
        for book in books:
            losses = np.sort(-profit(book, spots, moves, index[day]))
            loss = -profit(book, returns[day], changes[day], index[day])
            for level in levels:
                hits[book, level] += str(int(loss > losses[math.ceil(level * window - 1e-9) - 1]))
    cases += [{"coin": coin, "book": book, "level": level, "hits": text} for (book, level), text in hits.items()]
    print(coin, [text.count("1") for text in hits.values()])
made_up.write("headline_hits.json", {"what": "exceptions of filtered history, day by day, for five books of options",
                                     "source": f"numpy {np.__version__}, scipy {scipy.__version__}"}, cases)
