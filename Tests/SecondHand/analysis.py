"""Everything that a report says of a book, in the order of its making."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

import backtest
import book
import history
import philox
import pool
import quadratic
import record
import reverse
import stress
import tail

LEVELS, SHORTFALL_LEVELS = (0.95, 0.99), (0.975,)
HEADLINE, LIMIT = 0.975, 0.99


@dataclass
class Settings:
    returns: int = 200
    seed: int = 1
    draws: int = 10_000
    record: int = 110


def crash(factors):
    """Spots as one, volatilities as one, and each against the other."""
    signs = np.array([-1.0 if f.endswith("volatility") else 1.0 for f in factors])
    return np.outer(signs, signs)


class Analysis:
    def __init__(self, market, settings, volatility_of):
        self.market, self.settings, self.volatility_of = market, settings, volatility_of
        self.assets = sorted(market.spots)
        self.own = book.positions(market, volatility_of)
        self.exposed = book.with_coins(self.own, market)
        self.panel = history.panel(market, settings.returns)
        self.sigma, self.shrinkage = history.covariance(self.panel.returns)
        self.unit = market.pool["unit"]
        self.price = 1.0 if self.unit == "USD" else market.spots[self.unit]
        self._risk()
        self._quadratic()
        self._stress()
        self._pool()
        self._reverse()
        self.backtest = backtest.through(self.past_profits.sum(axis=1))
        self.record = record.make(self, settings.record)

    def _risk(self):
        n = len(self.assets)
        level = lambda name, days: book.level(self.market, self.volatility_of, name, days / 365)
        deviations = [np.append(0.01 * self.panel.levels[a][:-1], level(a, 30)) / math.sqrt(365) for a in self.assets]
        self.moves = history.filtered_moves(self.panel.returns, deviations, n)
        self.profits = book.profits(self.exposed, self.assets, self.moves, 1)
        self.past_profits = book.profits(self.exposed, self.assets, self.panel.returns, 1)
        z = philox.normals(self.settings.seed, self.settings.draws, 2 * n, purpose=1)
        d = np.sqrt(np.diag(self.sigma))
        root = d[:, None] * np.linalg.cholesky(self.sigma / np.outer(d, d))
        self.gaussian_profits = book.profits(self.exposed, self.assets, z @ root.T, 1).sum(axis=1)
        section = lambda p, past: tail.section(p, LEVELS, SHORTFALL_LEVELS, past)
        self.amounts = self.profits.sum(axis=1) / self.prices(self.moves)
        self.past_amounts = self.past_profits.sum(axis=1) / self.prices(self.panel.returns)
        self.headline, self.past = section(self.amounts, True), section(self.past_amounts, True)
        self.gaussian_dollars = section(self.gaussian_profits, False)
        self.gaussian = section(self.gaussian_profits / self.prices(z @ root.T), False)
        self.counted = []
        if self.unit != "USD" or self.market.is_coin:
            coins = self.assets if self.market.is_coin else []
            for unit in [self.unit] + [u for u in ["USD"] + coins if u != self.unit]:
                own = section(self.profits.sum(axis=1) / self.prices(self.moves, unit), True)
                self.counted.append((unit, own["valueAtRisk"][1], own["expectedShortfalls"][0]))
        self.volatilities = [
            {"underlying": a, "scenarios": math.sqrt(365 * self.moves[:, k].var()), "implied30Days": level(a, 30),
             "implied7Days": level(a, 7)} for k, a in enumerate(self.assets)]

    def prices(self, moves, unit=None):
        """Dollars that one of a unit is worth in each scenario."""
        unit = unit or self.unit
        if unit == "USD":
            return np.ones(len(moves))
        return self.market.spots[unit] * np.exp(moves[:, self.assets.index(unit)])

    def contributions(self, profits, moves):
        """Mean losses of the positions in the tail of the whole, in the unit."""
        prices = self.prices(moves)
        w = tail.weights(profits.sum(axis=1) / prices, HEADLINE)
        return -((w / prices) @ profits)

    def _quadratic(self):
        n = len(self.assets)
        delta, gamma, vega = np.zeros(n), np.zeros(n), np.zeros(n)
        theta = 0.0
        for p in self.exposed:
            k, g = self.assets.index(p.underlying), p.greeks()
            delta[k] += g["delta"] * p.spot
            gamma[k] += g["gamma"] * p.spot**2
            theta += g["theta"]
            if p.expiry is not None:
                vega[k] += g["vega"] * p.volatility * book.tenor_weight(p.expiry.years)
        self.dollar_delta, self.dollar_gamma = delta, gamma
        second = np.diag(np.append(gamma + delta, np.zeros(n)))
        make = lambda sigma: quadratic.Quadratic(theta / 365, np.append(delta, vega), second, sigma)
        self.quadratic = make(self.sigma)
        d = np.sqrt(np.diag(self.sigma))
        correlation = self.sigma / np.outer(d, d)
        self.correlation = correlation
        eye, target = np.eye(2 * n), crash(self.panel.factors)
        blends = [("as estimated", eye, 0.0), ("half way to zero", eye, 0.5), ("all zero", eye, 1.0),
                  ("half way to a crash", target, 0.5), ("nearly a crash (95% of the way)", target, 0.95)]
        self.correlations = []
        for name, t, w in blends:
            q = make(((1 - w) * correlation + w * t) * np.outer(d, d))
            self.correlations.append((name, q.measures(LIMIT)[0], q.measures(HEADLINE)[1]))
        self.radius = math.sqrt(chi2.ppf(0.99, 2 * n))
        self.worst_move = self.quadratic.worst(self.radius)
        self.worst_full = float(book.profits(self.exposed, self.assets, self.worst_move, 0).sum())

    def _stress(self):
        n = len(self.assets)
        self.slopes = {a: self.sigma[k, n + k] / self.sigma[k, k] for k, a in enumerate(self.assets)}
        self.scenarios, self.skipped = [], 0
        for entry in self.market.stress:
            own = stress.scenario(self.exposed, self.market.spots, entry, self.slopes)
            if not any(x["named"] for x in own.values()):
                self.skipped += 1
                continue
            parallel = stress.scenario(self.exposed, self.market.spots, entry, self.slopes, decays=False)
            total = lambda rows: sum(x["profit"] for x in rows.values())
            price = self.price * (1 if self.unit == "USD" else 1 + own[self.unit]["whole"])
            self.scenarios.append({"entry": entry, "parts": own, "profit": total(own), "parallel": total(parallel),
                                   "amount": total(own) / price})
        self.grids = [(None, stress.grid(self.exposed, self.assets))]
        for a in self.assets:
            only = [p for p in self.exposed if p.underlying == a]
            self.grids.append((a, stress.grid(only, self.assets)))
        self.twists = stress.twists(self.exposed)
        self.liquidity = [stress.liquidity(self.market, self.own, self.volatility_of, m) for m in (1, 2, 5)]

    def _pool(self):
        self.pool = pool.status(
            self.market.pool, self.own, self.market.spots, self.headline["expectedShortfalls"][0]["value"],
            next(r["value"] for r in self.headline["valueAtRisk"] if r["level"] == LIMIT),
            max(-s["amount"] for s in self.scenarios))

    def _reverse(self):
        self.reverse = []
        total = self.amounts
        for name, share in (("10% of the capital", 0.1), ("25% of the capital", 0.25), ("50% of the capital", 0.5),
                            ("the whole capital", 1.0)):
            loss = share * self.pool["capital"]
            # To lose x coins is to lose x times their price then: where the book with x coins more loses x times today's.
            rows, price = self.exposed, 1.0
            if self.unit != "USD":
                rows = rows + [book.Position("more", self.unit, loss, None, None, 0.0, self.price)]
            move, distance = reverse.most_plausible(rows, self.assets, self.sigma, loss * self.price)
            price = float(self.prices(move[None])[0])
            chance = float((-total >= loss).mean())
            self.reverse.append({"name": name, "loss": loss, "move": move, "distance": distance, "chance": chance,
                                 "error": math.sqrt(chance * (1 - chance) / len(total)),
                                 "quadratic": self.quadratic.profit(move) / price})
