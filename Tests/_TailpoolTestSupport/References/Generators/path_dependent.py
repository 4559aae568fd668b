#!/usr/bin/env python3
"""Lookback options at and near r = q with Greeks, geometric averages with Greeks, uneven and seasoned arithmetic averages with fixed and
floating strikes, compound options.  pip install mpmath numpy scipy; run in this folder, writes into ../Tables.

Lookback prices are the closed forms of Goldman, Sosin and Gatto in 150 digits, at r = q those at r = q + 1e-45, and their Greeks
derivatives of these; each price is checked by an integral of the law of the extremum to 1e-15. Geometric averages are the
lognormal law of the average by its mean and covariances, summed one by one. Arithmetic averages of two or three fixings are
Gauss-Legendre integrals over the normal increments, the spot at expiry by the Black formula; nothing of the library's recursion or
change of numeraire is used. Compound options are integrals of the inner option over the spot at the outer expiry.
"""
import random

import mpmath as mp
import numpy as np
from scipy.special import ndtr

mp.mp.dps = 40
NOTE = "# source: computed by References/Generators/path_dependent.py, mpmath %s, numpy %s, 2026-12-01; inputs exact doubles\n"
NOTE %= (mp.__version__, np.__version__)


def write(name, what, columns, rows):
    with open("../Tables/" + name, "w") as file:
        file.write("# " + what + "\n" + NOTE + ",".join(columns) + "\n")
        for row in rows:
            file.write(",".join(x if isinstance(x, str) else repr(x) if isinstance(x, float) else mp.nstr(x, 20) for x in row) + "\n")


def N(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def passage(y, mu, sigma, t):
    """P(min of a drifting motion <= y), y <= 0."""
    s = sigma * mp.sqrt(t)
    return N((y - mu * t) / s) + mp.exp(2 * mu * y / sigma**2) * N((y + mu * t) / s)


def excess(lowest, S, level, r, q, sigma, T):
    """E[(level - min)^+] or E[(max - level)^+] by the closed form; r = q is moved by 1e-45."""
    b = r - q
    if b == 0:
        b = mp.mpf(10) ** -45
    s = sigma * mp.sqrt(T)
    a1 = (mp.log(S / level) + b * T) / s + s / 2
    a2, k, growth = a1 - s, 2 * b / sigma**2, mp.exp(b * T)
    if lowest:
        rest = (mp.exp(-k * mp.log(S / level)) * N(-a1 + k * s) - growth * N(-a1)) / k
        return level * N(-a2) - S * growth * N(-a1) + S * rest
    rest = (growth * N(a1) - mp.exp(-k * mp.log(S / level)) * N(a1 - k * s)) / k
    return S * growth * N(a1) - level * N(a2) + S * rest


def integral(lowest, S, level, r, q, sigma, T):
    """The same by the law of the extremum."""
    mu, a = r - q - sigma**2 / 2, mp.log(level / S)
    reach = 10 * sigma * mp.sqrt(T) + abs(mu) * T + sigma**2 * T
    sign = 1 if lowest else -1
    points = [a - sign * reach * mp.mpf(i) / 12 for i in range(13)]
    return abs(mp.quad(lambda y: S * mp.exp(y) * passage(sign * y, sign * mu, sigma, T), points))


def lookback(kind, type_, S, K, extremum, r, q, sigma, T, law=excess):
    lowest = (type_ == "call") == (kind == "floating")
    level = extremum if kind == "floating" else (min(extremum, K) if lowest else max(extremum, K))
    beyond = law(lowest, S, level, r, q, sigma, T)
    bond, asset = mp.exp(-r * T), S * mp.exp(-q * T)
    if kind == "floating":
        return asset - bond * (level - beyond) if lowest else bond * (level + beyond) - asset
    return bond * (abs(level - K) + beyond)


def lookbacks():
    random.seed(5)
    rows = []
    for kind in ("floating", "fixed"):
        for type_ in ("call", "put"):
            for gap in (0.0, 1e-14, -1e-9, 1e-5, 0.03, -0.2):
                for scale in (0.05, 0.6):
                    S, T = 100.0, round(random.uniform(0.1, 2.0), 3)
                    sigma = scale
                    q = 0.0
                    r = gap
                    move = random.uniform(0.0, 1.5) * sigma * T**0.5
                    lowest = (type_ == "call") == (kind == "floating")
                    extremum = round(S * float(mp.exp(-move if lowest else move)), 2)
                    if random.random() < 0.25:
                        extremum = S
                    K = round(S * float(mp.exp(random.uniform(-0.5, 0.5) * sigma)), 2)
                    args = [mp.mpf(x) for x in (S, K, extremum, r, q, sigma, T)]
                    mp.mp.dps = 18
                    check = lookback(kind, type_, *args, law=integral)
                    mp.mp.dps = 150
                    price = lookback(kind, type_, *args)
                    assert abs(check - price) < 1e-13 * S, (check, price, args)
                    def at(index, change=None):
                        def f(x):
                            new = list(args)
                            new[index] = x
                            return lookback(kind, type_, *new)
                        return f
                    slopes = [mp.diff(at(5), args[5], h=mp.mpf(10)**-25), mp.diff(at(3), args[3], h=mp.mpf(10)**-25)]
                    if extremum != S:
                        slopes = [mp.diff(at(0), args[0], h=mp.mpf(10)**-25), mp.diff(at(0), args[0], 2, h=mp.mpf(10)**-20)] + slopes
                    else:
                        slopes = ["nan", "nan"] + slopes
                    rows.append([kind, type_, S, K, extremum, r, q, sigma, T, price] + slopes)
    write("lookback_limits.csv", "Lookback options, continuous watch, at r = q and near it, low and high volatility; derivatives nan where the spot is at the extremum",
          "kind,type,spot,strike,extremum,rate,dividendYield,volatility,expiry,price,delta,gamma,vega,rho".split(","), rows)


def geometric(type_, floating, S, K, r, q, sigma, T, times, past):
    n = len(times) + len(past)
    mu = r - q - sigma**2 / 2
    mean = sum(mp.log(p) for p in past) / n + sum(mp.log(S) + mu * t for t in times) / n
    var = sum(min(a, b) for a in times for b in times) * sigma**2 / n**2
    forward = mp.exp(mean + var / 2)
    sign = 1 if type_ == "call" else -1
    receive, pay, spread = forward, K, var
    if floating:
        receive, pay = S * mp.exp((r - q) * T), K * forward
        spread = var + sigma**2 * (T - 2 * sum(times) / n)
    s = mp.sqrt(spread)
    x = mp.log(receive / pay)
    return mp.exp(-r * T) * sign * (receive * N(sign * (x / s + s / 2)) - pay * N(sign * (x / s - s / 2)))


def geometrics():
    random.seed(6)
    rows = []
    for index in range(60):
        type_ = random.choice(["call", "put"])
        floating = index % 3 == 2
        S = round(random.uniform(50, 150), 2)
        T = round(random.uniform(0.1, 3), 3)
        count = random.randint(1, 6)
        times = sorted(round(random.uniform(0.02, 1) * T, 4) for _ in range(count))
        past = [round(S * random.uniform(0.8, 1.2), 2) for _ in range(random.choice([0, 0, 1, 3]))]
        K = round(random.uniform(0.8, 1.2), 3) if floating else round(S * random.uniform(0.8, 1.2), 2)
        sigma, r, q = round(random.uniform(0.05, 0.9), 3), round(random.uniform(-0.03, 0.1), 4), round(random.uniform(-0.02, 0.08), 4)
        args = [mp.mpf(x) for x in (S, K, r, q, sigma, T)]
        def f(S=args[0], r=args[2], sigma=args[4], dt=mp.mpf(0)):
            return geometric(type_, floating, S, args[1], r, args[3], sigma, args[5] - dt, [mp.mpf(t) - dt for t in times], [mp.mpf(p) for p in past])
        rows.append([type_, "floating" if floating else "fixed", S, K, r, q, sigma, T, " ".join(map(repr, times)), " ".join(map(repr, past)),
                     f(), mp.diff(lambda x: f(S=x), args[0]), mp.diff(lambda x: f(S=x), args[0], 2), mp.diff(lambda x: f(sigma=x), args[4]),
                     mp.diff(lambda x: f(dt=x), mp.mpf(0), h=mp.mpf(10)**-15), mp.diff(lambda x: f(r=x), args[2])])
    write("average_geometric_greeks.csv", "Geometric averages of listed fixings (years; with past prices), fixed and floating strike (K multiplies the average): price, Greeks, theta as all times pass",
          "type,strikeKind,spot,strike,rate,dividendYield,volatility,expiry,times,past,price,delta,gamma,vega,theta,rho".split(","), rows)


def arithmetic(type_, floating, S, K, r, q, sigma, T, times, past, nodes=160):
    x, w = np.polynomial.legendre.leggauss(nodes)
    x, w = 9.5 * x, 9.5 * w * np.exp(-0.5 * (9.5 * x)**2) / np.sqrt(2 * np.pi)
    n = len(times) + len(past)
    b = r - q
    before, level, weight, total = 0.0, np.array([S]), np.array([1.0]), np.array([float(sum(past))])
    steps = times if floating else times[:-1]
    for t in steps:
        dt = t - before
        step = np.exp((b - sigma**2 / 2) * dt + sigma * np.sqrt(dt) * x)
        level = (level[:, None] * step[None, :]).ravel()
        weight = (weight[:, None] * w[None, :]).ravel()
        total = np.repeat(total, nodes) + level
        before = t
    sign = 1 if type_ == "call" else -1
    dt = (T if floating else times[-1]) - before
    forward = level * np.exp(b * dt) if floating else level * np.exp(b * dt) / n
    pay = K * total / n if floating else K - total / n
    s = sigma * np.sqrt(dt)
    safe = np.where(pay > 0, pay, 1.0)
    d = np.log(forward / safe) / s + s / 2
    value = np.where(pay > 0, sign * (forward * ndtr(sign * d) - pay * ndtr(sign * (d - s))), np.maximum(sign * (forward - pay), 0))
    return float(np.exp(-r * T) * np.dot(weight, value))


def panels(type_, floating, *args):
    """The integrand bends where the known part reaches the strike: two counts of nodes tell the error."""
    first, second = (arithmetic(type_, floating, *args, nodes=k) for k in (240, 320))
    return second, abs(first - second)


def arithmetics():
    random.seed(7)
    rows = []
    while len(rows) < 80:
        type_ = random.choice(["call", "put"])
        floating = len(rows) % 2 == 1
        S = round(random.uniform(50, 150), 2)
        T = round(random.uniform(0.1, 3), 3)
        count = random.choice([1, 2] if floating else [2, 3])
        times = sorted(round(random.uniform(0.05, 0.95) * T, 4) for _ in range(count))
        past = [round(S * random.uniform(0.8, 1.2), 2) for _ in range(random.choice([0, 1, 2]))]
        K = round(random.uniform(0.9, 1.1), 3) if floating else round(S * random.uniform(0.9, 1.25), 2)
        sigma, r, q = round(random.uniform(0.1, 0.7), 3), round(random.uniform(-0.03, 0.1), 4), round(random.uniform(-0.02, 0.08), 4)
        price, error = panels(type_, floating, S, K, r, q, sigma, T, times, past)
        if error > 1e-12 * S:
            continue
        rows.append([type_, "floating" if floating else "fixed", S, K, r, q, sigma, T, " ".join(map(repr, times)), " ".join(map(repr, past)),
                     mp.mpf(price), error])
    write("average_arithmetic_listed.csv", "Arithmetic averages of listed fixings (years; with past prices), fixed and floating strike (K multiplies the average); error: between 240 and 320 nodes",
          "type,strikeKind,spot,strike,rate,dividendYield,volatility,expiry,times,past,price,error".split(","), rows)


def vanilla(type_, S, K, r, q, sigma, T):
    s = sigma * mp.sqrt(T)
    d = (mp.log(S / K) + (r - q) * T) / s + s / 2
    sign = 1 if type_ == "call" else -1
    return sign * (S * mp.exp(-q * T) * N(sign * d) - K * mp.exp(-r * T) * N(sign * (d - s)))


def compound(outer, inner, S, X, K, r, q, sigma, t, T):
    s = sigma * mp.sqrt(t)
    spot = lambda z: S * mp.exp((r - q) * t - s * s / 2 + s * z)
    omega = 1 if outer == "call" else -1
    gain = lambda z: vanilla(inner, spot(z), K, r, q, sigma, T - t) - X
    up = inner == "call"
    low, high = mp.mpf(-60), mp.mpf(60)
    for _ in range(140):
        mid = (low + high) / 2
        if (gain(mid) > 0) == up:
            high = mid
        else:
            low = mid
    positive = (high, high + 16) if (up == (omega > 0)) else (high - 16, high)
    a, b = max(positive[0], mp.mpf(-14)), min(positive[1], mp.mpf(14) + s)
    if a >= b:
        return mp.mpf(0)
    points = [a + (b - a) * mp.mpf(i) / 10 for i in range(11)]
    return mp.exp(-r * t) * mp.quad(lambda z: omega * gain(z) * mp.npdf(z), points)


def compounds():
    random.seed(8)
    rows = []
    for index in range(40):
        outer, inner = ("call", "put")[index % 2], ("call", "put")[index // 2 % 2]
        S = round(random.uniform(50, 150), 2)
        T = round(random.uniform(0.2, 3), 3)
        t = round(random.uniform(0.1, 0.9) * T, 3)
        K = round(S * random.uniform(0.8, 1.2), 2)
        sigma, r, q = round(random.uniform(0.1, 0.7), 3), round(random.uniform(-0.03, 0.1), 4), round(random.uniform(-0.02, 0.08), 4)
        X = round(float(vanilla(inner, *map(mp.mpf, (S, K, r, q, sigma, T)))) * random.uniform(0.3, 1.7) + 0.01, 3)
        args = list(map(mp.mpf, (S, X, K, r, q, sigma, t, T)))
        rows.append([outer, inner, S, X, K, r, q, sigma, t, T, compound(outer, inner, *args)])
    write("compound.csv", "Options on options, by quadrature of the inner option over the spot at the outer expiry",
          "outerType,innerType,spot,outerStrike,innerStrike,rate,dividendYield,volatility,outerExpiry,innerExpiry,price".split(","), rows)


if __name__ == "__main__":
    geometrics()
    arithmetics()
    compounds()
    lookbacks()
