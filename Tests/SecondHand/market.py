"""A made-up market: chain, histories, book, pool and stress set, and the files that hold them.

Every number is made here. The chain's quotes lie on one raw SVI smile an expiry; the marks lie a little beside it, so that
what is fitted and what the venue says can be told apart. Two quotes lack a side, and the histories lack days.
"""

import csv
import json
import math
import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import numpy as np

import black76
import philox

SECONDS_A_YEAR = 365 * 86_400


@dataclass
class Smile:
    """Raw SVI: w(k) = a + b (rho (k − m) + √((k − m)² + s²))."""

    a: float
    b: float
    rho: float
    m: float
    s: float

    def total_variance(self, k):
        x = k - self.m
        return self.a + self.b * (self.rho * x + math.sqrt(x * x + self.s * self.s))


@dataclass
class Expiry:
    when: datetime
    forward: float
    rate: float
    smile: Smile
    strikes: list
    years: float = 0.0
    # Of dollars; for coin-settled options the spot over the forward, so that prices in coin times the spot are dollars.
    discount: float = 1.0


@dataclass
class Quote:
    underlying: str
    expiry: Expiry
    type: str
    strike: float
    bid: object
    ask: object
    mark: float
    mark_volatility: float
    volatility: float
    root: str

    @property
    def name(self):
        day = f"{self.expiry.when.day}{self.expiry.when.strftime('%b').upper()}{self.expiry.when.strftime('%y')}"
        return f"{self.root}-{day}-{number(self.strike)}-{self.type}"


@dataclass
class Market:
    as_of: datetime
    spots: dict
    expiries: dict
    quotes: list
    dates: list
    prices: dict
    levels: dict
    level_dates: list
    book: list
    pool: dict
    stress: list
    is_coin: bool = False

    def quote(self, name):
        return next(q for q in self.quotes if q.name == name)


def number(value):
    """The shortest text that reads back, without `.0`."""
    text = repr(float(value))
    return text[:-2] if text.endswith(".0") else text


AS_OF = datetime(2026, 3, 3, 14, 22, 31, tzinfo=timezone.utc)


def _expiry(day, forward, rate, smile, strikes):
    when = datetime(*day, 8, tzinfo=timezone.utc)
    years = (when - AS_OF).total_seconds() / SECONDS_A_YEAR
    return Expiry(when, forward, rate, smile, strikes, years, math.exp(-rate * years))


def expiries():
    return {
        "BTC": [
            _expiry((2026, 3, 13), 68530.5, 0.037, Smile(0.0052, 0.035, -0.25, 0.010, 0.06),
                    [58000, 61000, 63000, 65000, 67000, 68500, 70000, 72000, 74500, 78000]),
            _expiry((2026, 4, 24), 69015.25, 0.041, Smile(0.0302, 0.075, -0.32, 0.020, 0.16),
                    [48000, 54000, 59000, 63000, 66500, 69500, 73000, 78000, 85000, 94000]),
            _expiry((2026, 9, 25), 71260.75, 0.044, Smile(0.1380, 0.140, -0.38, 0.040, 0.35),
                    [36000, 46000, 54000, 61000, 67000, 72000, 80000, 92000, 108000, 130000]),
        ],
        "ETH": [
            _expiry((2026, 3, 13), 2517.4, 0.036, Smile(0.0110, 0.050, -0.18, 0.008, 0.07),
                    [2000, 2150, 2275, 2375, 2450, 2525, 2600, 2700, 2850, 3050]),
            _expiry((2026, 5, 29), 2549.85, 0.042, Smile(0.0855, 0.120, -0.22, 0.030, 0.25),
                    [1450, 1750, 2000, 2225, 2400, 2575, 2800, 3100, 3600, 4300]),
            _expiry((2026, 12, 25), 2655.3, 0.0455, Smile(0.2780, 0.190, -0.27, 0.050, 0.50),
                    [1050, 1400, 1750, 2100, 2450, 2700, 3100, 3700, 4700, 6300]),
        ],
    }


SPOTS = {"BTC": 68412.5, "ETH": 2513.75}
# A strike whose marks lie below the bids.
BELOW_BID = ("BTC", 1, 69500)
# Sides that nobody quotes.
WITHOUT_BID = {"BTC-25SEP26-36000-P", "ETH-29MAY26-4300-C"}
WITHOUT_ASK = {"ETH-25DEC26-6300-C", "BTC-24APR26-94000-C"}


def quotes(by_underlying, is_coin=False):
    result = []
    for underlying, rows in by_underlying.items():
        for place, expiry in enumerate(rows):
            for i, strike in enumerate(expiry.strikes):
                k = math.log(strike / expiry.forward)
                volatility = math.sqrt(expiry.smile.total_variance(k) / expiry.years)
                mark_volatility = volatility * (1 + 0.003 * math.sin(1.7 * i + place))
                if (underlying, place, strike) == BELOW_BID:
                    mark_volatility = volatility * 0.982
                for type_ in "CP":
                    args = (type_, expiry.forward, strike, expiry.years)
                    middle = black76.price(*args, volatility, expiry.discount)
                    mark = black76.price(*args, mark_volatility, expiry.discount)
                    half = 0.5 * (black76.price(*args, volatility * 1.012, expiry.discount)
                                  - black76.price(*args, volatility * 0.988, expiry.discount))
                    quote = Quote(underlying, expiry, type_, strike, middle - half, middle + half, mark,
                                  mark_volatility, volatility, underlying + ("" if is_coin else "_USDC"))
                    if quote.name.replace("_USDC", "") in WITHOUT_BID:
                        quote.bid = None
                    if quote.name.replace("_USDC", "") in WITHOUT_ASK:
                        quote.ask = None
                    result.append(quote)
    return result


DAYS = 340


def history():
    """Closes and levels of volatility indexes, in points, up to the day before the snapshot.

    Log returns have a slow wave of volatility, a fat tail and a correlation; indexes answer falls by rises.
    """
    z = philox.normals(20260303, DAYS, 6, purpose=99)
    dates = [AS_OF.date() - timedelta(days=DAYS - i) for i in range(DAYS)]
    tail = np.where(np.abs(z[:, 4]) > 1.6, 2.3, 0.9)
    wave = 1 + 0.35 * np.sin(np.arange(DAYS) / 31.0 - 8.1)
    btc = 0.0255 * wave * tail * z[:, 0]
    eth = 0.037 * wave * tail * (0.78 * z[:, 0] + 0.62 * z[:, 1])
    moves = {
        "BTC": -0.55 * btc + 0.034 * z[:, 2],
        "ETH": -0.41 * eth + 0.029 * (0.45 * z[:, 2] + 0.9 * z[:, 3]),
    }
    prices, levels = {}, {}
    for name, returns in (("BTC", btc), ("ETH", eth)):
        path = np.cumsum(returns)
        scale = SPOTS[name] * (0.993 if name == "BTC" else 1.012)
        prices[name] = [float(f"{x:.2f}") for x in scale * np.exp(path - path[-1])]
    for name, base in (("BTC", 52.0), ("ETH", 71.0)):
        level, own = math.log(base), []
        for x in moves[name]:
            level = math.log(base) + 0.93 * (level - math.log(base)) + x
            own.append(float(f"{math.exp(level):.2f}"))
        levels[name] = own
    return dates, prices, levels


# A day that ETH has no price on, and one that the indexes are not published on.
GAP_PRICE, GAP_LEVEL = 150, 221

BOOK = [
    ("BTC_USDC-13MAR26-63000-P", -31.5), ("BTC_USDC-13MAR26-74500-C", -42.0), ("BTC_USDC-24APR26-59000-P", -57.0),
    ("BTC_USDC-24APR26-94000-C", -18.0), ("BTC_USDC-25SEP26-54000-P", 24.0), ("BTC_USDC-25SEP26-36000-P", 46.0),
    ("BTC_USDC-25SEP26-92000-C", -22.0), ("ETH_USDC-13MAR26-2275-P", -810.0), ("ETH_USDC-13MAR26-2700-C", -640.0),
    ("ETH_USDC-29MAY26-2000-P", -930.0), ("ETH_USDC-25DEC26-1750-P", 720.0), ("ETH_USDC-25DEC26-6300-C", -350.0),
    ("ETH_USDC-29MAY26-3100-C", 275.0), ("BTC_USDC-24APR26-69500-C", 9.0),
]

POOL = {
    "unit": "USD",
    "participants": [
        {"id": "Aster", "contribution": 731_000}, {"id": "Birch", "contribution": 498_500},
        {"id": "Cedar", "contribution": 287_250}, {"id": "Dogwood", "contribution": 113_750},
    ],
    "assets": {"USD": 865_400, "BTC": 11.5},
    "limits": {
        "maximumUtilization": 0.21, "maximumExpectedShortfallOverCapital": 0.2, "maximumValueAtRiskOverCapital": 0.17,
        "maximumParticipantShare": 0.45, "maximumStressLossOverCapital": 0.6,
    },
}

STRESS = [
    {"name": "crash", "description": "one day", "spot_returns": {"BTC": -0.27, "ETH": -0.345},
     "implied_vol": {"BTC": {"start": 52, "end": 97}, "ETH": {"start": 71, "end": 118}}},
    {"name": "squeeze", "description": "a week up", "spot_returns": {"BTC": 0.185, "ETH": 0.26},
     "implied_vol": {"BTC": {"dvol_start": 50, "dvol_end": 57}}},
    {"name": "fall", "description": "no index yet", "from_close": "2018-11-13", "to_close": "2018-11-20",
     "spot_returns": {"BTC": -0.29, "ETH": -0.36}},
    {"name": "apart", "description": "twists, points and rates", "spot_returns": {"BTC": 0.045},
     "spot_shifts": {"BTC": 350.0, "ETH": -120.0}, "volatility_shifts": {"BTC": 0.085, "ETH": -0.04},
     "skew_twists": {"BTC": -0.15}, "term_twists": {"ETH": 0.12}, "rate_shifts": {"BTC": 0.015},
     "carry_shifts": {"ETH": 0.02}, "correlation_shifts": [{"between": ["BTC", "ETH"], "value": -0.3}]},
    {"name": "alone", "spot_returns": {"ETH": -0.22},
     "implied_vol": {"ETH": {"start": 70, "end": 91}}},
    {"name": "elsewhere", "description": "names no asset of the book", "spot_returns": {"SOL": -0.4}},
]


COIN_BOOK = [
    ("BTC-13MAR26-61000-P", -55.0), ("BTC-13MAR26-72000-C", -74.5), ("BTC-24APR26-54000-P", 38.0),
    ("BTC-24APR26-94000-C", -46.0), ("BTC-25SEP26-46000-P", -29.0), ("BTC-25SEP26-108000-C", 24.5),
    ("ETH-13MAR26-2375-P", -830.0), ("ETH-29MAY26-2800-C", -990.0), ("ETH-25DEC26-1400-P", 1450.0),
    ("ETH-25DEC26-3700-C", -390.0),
]

COIN_POOL = {
    "unit": "BTC",
    "participants": [
        {"id": "Elm", "contribution": 11.25}, {"id": "Fir", "contribution": 6.5}, {"id": "Ginkgo", "contribution": 3.125},
    ],
    "assets": {"USD": 385_000, "BTC": 19.375, "ETH": 41.5},
    "limits": {
        "maximumUtilization": 0.35, "maximumExpectedShortfallOverCapital": 0.25, "maximumValueAtRiskOverCapital": 0.2,
        "maximumParticipantShare": 0.6, "maximumStressLossOverCapital": 0.9,
    },
}


CONTRACT_BOOK = [
    ("BTC_USDC-13MAR26-63000-P", -12.5), ("BTC-DIGITAL-24APR26-71500-C", -210_000.0),
    ("BTC-24APR26-70000-C-DOWN-AND-OUT-48000-750", 31.0), ("BTC_USD-PERPETUAL", 4.25), ("ETH_USDC-25DEC26-1750-P", 340.0),
    ("ETH-29MAY26-2450-P-UP-AND-IN-2900", -215.0), ("ETH-ASSET-DIGITAL-25DEC26-2300-P", -95.0), ("ETH_USD-PERPETUAL", -130.0),
    ("ETH_USDC-13MAR26-2700-C", -440.0), ("ETH-DIGITAL-29MAY26-2150-P", 64_000.0),
]


def make_contracts():
    """The market of cash-settled options, and a book with contracts that it does not list."""
    market = make()
    market.book = CONTRACT_BOOK
    market.pool = {**POOL, "assets": {"USD": 740_600, "BTC": 8.25, "ETH": 60.5}}
    return market


def make_coin():
    """Coin-settled options on the same smiles, and a pool that counts in coin."""
    by_underlying = expiries()
    for name, rows in by_underlying.items():
        for e in rows:
            e.discount = SPOTS[name] / e.forward
    market = make()
    market.expiries, market.quotes = by_underlying, quotes(by_underlying, is_coin=True)
    market.book, market.pool, market.is_coin = COIN_BOOK, COIN_POOL, True
    return market


def make():
    by_underlying = expiries()
    dates, prices, levels = history()
    prices["ETH"][GAP_PRICE] = None
    rows = [i for i in range(DAYS) if i != GAP_LEVEL]
    return Market(
        AS_OF, SPOTS, by_underlying, quotes(by_underlying), dates, prices,
        {name: [own[i] for i in rows] for name, own in levels.items()}, [dates[i] for i in rows], BOOK, POOL, STRESS)


def _cell(value):
    return "" if value is None else repr(float(value))


def _table(path, header, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write(market, folder):
    """Writes the files that the report reads."""
    os.makedirs(folder, exist_ok=True)
    at = market.as_of.strftime("%Y-%m-%dT%H:%M:%SZ")
    _table(
        f"{folder}/chain.csv",
        ["ts", "instrument", "ccy", "type", "strike", "expiry", "bid", "ask", "mark", "mark_iv", "fwd", "index", "oi"],
        [[at, q.name, q.underlying, q.type, repr(float(q.strike)), q.expiry.when.strftime("%Y-%m-%dT%H:%MZ"),
          *(_cell(None if x is None else x / (market.spots[q.underlying] if market.is_coin else 1))
            for x in (q.bid, q.ask, q.mark)),
          _cell(q.mark_volatility), _cell(q.expiry.forward), _cell(market.spots[q.underlying]), "0"] for q in market.quotes])
    names = list(market.spots)
    _table(f"{folder}/history.csv", ["date"] + names,
           [[d.isoformat()] + [_cell(market.prices[n][i]) for n in names] for i, d in enumerate(market.dates)])
    _table(f"{folder}/volatility-history.csv", ["date"] + names,
           [[d.isoformat()] + [_cell(market.levels[n][i]) for n in names] for i, d in enumerate(market.level_dates)])
    _table(f"{folder}/book.csv", ["id", "instrument", "quantity"],
           [[f"p{i + 1}", name, repr(float(quantity))] for i, (name, quantity) in enumerate(market.book)])
    for name, content in (("pool", market.pool), ("stress", {"scenarios": market.stress})):
        with open(f"{folder}/{name}.json", "w") as file:
            json.dump(content, file, indent=1)
            file.write("\n")
