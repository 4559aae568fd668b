"""Contracts that no chain lists: digitals along the slope of the smile, barriers watched at every instant, and futures
without expiry. Each says its value at a spot, a volatility, a time left and rates; derivatives are differences of it."""

import math

import numpy as np
from scipy.special import ndtr

import black76


class Dated:
    """What a contract with an expiry takes from the market: the smile at its strike, rate and yield of its expiry."""

    def __init__(self, market, volatility_of, underlying, expiry, type_, strike):
        self.underlying, self.expiry, self.type, self.strike = underlying, expiry, type_, strike
        self.spot, self.years = market.spots[underlying], expiry.years
        self.rate = -math.log(expiry.discount) / expiry.years
        self.dividend = self.rate - math.log(expiry.forward / self.spot) / expiry.years
        nodes = sorted({(math.log(q.strike / expiry.forward), volatility_of(q) ** 2 * expiry.years)
                        for q in market.quotes if q.expiry is expiry})

        def smile(k):
            return math.sqrt(float(np.interp(math.log(k / expiry.forward), *zip(*nodes))) / expiry.years)

        self.volatility = smile(strike)
        low, high = strike * math.exp(-0.01), strike * math.exp(0.01)
        self.slope = (smile(high) - smile(low)) / (high - low)

    def at(self, spot_factor, volatility, elapsed_days, rate=0.0, carry=0.0):
        left = self.years - elapsed_days / 365
        return self.value(self.spot * np.asarray(spot_factor, float), np.asarray(volatility, float), left, self.rate + rate,
                          self.dividend + carry)

    def greeks(self):
        """Five-point differences, a thousandth of the spot, of the volatility and of the time apart."""
        def differences(f, x):
            h = 1e-3 * x
            a, b, c, d, e = (float(f(x + k * h)) for k in (-2, -1, 0, 1, 2))
            return (a - 8 * b + 8 * d - e) / (12 * h), (-a + 16 * b - 30 * c + 16 * d - e) / (12 * h * h)

        value = lambda s, v, t: self.value(np.asarray(s), np.asarray(v), t, self.rate, self.dividend)
        delta, gamma = differences(lambda s: value(s, self.volatility, self.years), self.spot)
        return {"value": float(value(self.spot, self.volatility, self.years)), "delta": delta, "gamma": gamma,
                "vega": differences(lambda v: value(self.spot, v, self.years), self.volatility)[0],
                "theta": -differences(lambda t: value(self.spot, self.volatility, t), self.years)[0]}


def _vanilla(type_, spot, strike, volatility, years, rate, dividend):
    return black76.price(type_, spot * math.exp((rate - dividend) * years), strike, years, volatility,
                         math.exp(-rate * years))


class Digital(Dated):
    def __init__(self, *args, asset):
        super().__init__(*args)
        self.asset = asset

    def value(self, spot, volatility, years, rate, dividend):
        sign, s = (1.0 if self.type == "C" else -1.0), volatility * math.sqrt(years)
        d1 = (np.log(spot / self.strike) + (rate - dividend) * years) / s + s / 2
        worth = spot * math.exp(-dividend * years)
        vega = worth * math.sqrt(years) * np.exp(-d1 * d1 / 2) / math.sqrt(2 * math.pi)
        if self.asset:
            flat, by = worth * ndtr(sign * d1), self.strike
        else:
            flat, by = math.exp(-rate * years) * ndtr(sign * (d1 - s)), 1.0
        return np.maximum(flat - sign * by * vega * self.slope, 0.0)


class Barrier(Dated):
    """Down-and-out calls with the strike above the barrier, up-and-in puts with the strike below it (Reiner and Rubinstein)."""

    def __init__(self, *args, barrier, rebate):
        super().__init__(*args)
        self.barrier, self.rebate = barrier, rebate
        self.is_down = self.type == "C"
        assert (strike_above := self.strike > barrier) == self.is_down, strike_above

    def beyond(self, spot):
        return spot <= self.barrier if self.is_down else spot >= self.barrier

    def reached(self, spot, volatility, years, rate, dividend):
        if self.is_down:
            return np.full(np.shape(spot), self.rebate)
        return _vanilla("P", spot, self.strike, volatility, years, rate, dividend)

    def value(self, spot, volatility, years, rate, dividend):
        h, x, k, b = self.barrier, self.strike, self.rebate, rate - dividend
        s = volatility * math.sqrt(years)
        mu = b / volatility**2 - 0.5
        worth, cash = spot * math.exp(-dividend * years), x * math.exp(-rate * years)
        x2 = np.log(spot / h) / s + (1 + mu) * s
        y1 = np.log(h * h / (spot * x)) / s + (1 + mu) * s
        y2 = np.log(h / spot) / s + (1 + mu) * s
        if self.is_down:
            a = _vanilla("C", spot, x, volatility, years, rate, dividend)
            c = worth * (h / spot) ** (2 * (mu + 1)) * ndtr(y1) - cash * (h / spot) ** (2 * mu) * ndtr(y1 - s)
            root = np.sqrt(mu * mu + 2 * rate / volatility**2)
            z = np.log(h / spot) / s + root * s
            f = k * ((h / spot) ** (mu + root) * ndtr(z) + (h / spot) ** (mu - root) * ndtr(z - 2 * root * s))
            alive = a - c + f
        else:
            c = -worth * (h / spot) ** (2 * (mu + 1)) * ndtr(-y1) + cash * (h / spot) ** (2 * mu) * ndtr(s - y1)
            e = k * math.exp(-rate * years) * (ndtr(s - x2) - (h / spot) ** (2 * mu) * ndtr(s - y2))
            alive = c + e
        return np.where(self.beyond(spot), self.reached(spot, volatility, years, rate, dividend), alive)

    def at(self, spot_factor, volatility, elapsed_days, rate=0.0, carry=0.0):
        """Over a horizon the path between the two spots may reach the barrier, by today's volatility."""
        spot, volatility = self.spot * np.asarray(spot_factor, float), np.asarray(volatility, float)
        left, rates = self.years - elapsed_days / 365, (self.rate + rate, self.dividend + carry)
        alive = self.value(spot, volatility, left, *rates)
        if elapsed_days == 0:
            return alive
        variance = self.volatility**2 * elapsed_days / 365
        p = np.where(self.beyond(spot), 1.0,
                     np.exp(-2 * math.log(self.barrier / self.spot) * np.log(self.barrier / spot) / variance))
        return p * self.reached(spot, volatility, left, *rates) + (1 - p) * alive


class LinearPerpetual:
    """A future without expiry, entered at today's spot: worth the spot less that."""

    def __init__(self, market, underlying):
        self.underlying, self.expiry, self.volatility, self.strike = underlying, None, 0.0, None
        self.spot = market.spots[underlying]

    def at(self, spot_factor, volatility, elapsed_days, rate=0.0, carry=0.0):
        return self.spot * (np.asarray(spot_factor, float) - 1)

    def greeks(self):
        return {"value": 0.0, "delta": 1.0, "gamma": 0.0, "vega": 0.0, "theta": 0.0}


def named(market, volatility_of, name):
    """The contract of a name."""
    parts = name.split("-")
    if parts[1] == "PERPETUAL":
        return LinearPerpetual(market, parts[0].removesuffix("_USD"))

    def expiry(underlying, day):
        shown = lambda e: f"{e.when.day}{e.when.strftime('%b').upper()}{e.when.strftime('%y')}"
        return next(e for e in market.expiries[underlying] if shown(e) == day)

    asset = parts[1] == "ASSET"
    if "DIGITAL" in parts:
        day, strike, type_ = parts[-3:]
        return Digital(market, volatility_of, parts[0], expiry(parts[0], day), type_, float(strike), asset=asset)
    day, strike, type_, _, _, _, barrier, *rebate = parts[1:]
    return Barrier(market, volatility_of, parts[0], expiry(parts[0], day), type_, float(strike), barrier=float(barrier),
                   rebate=float(rebate[0]) if rebate else 0.0)
