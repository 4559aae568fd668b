"""Makes Tables/insurance_methods.json: credibility with weights, reserving beyond Mack's own formula, hazard premiums.

    python3 insurance_methods.py > ../Tables/insurance_methods.json

Needs mpmath (50 digits). Triangles are those of ../Tables/pools/53_insurance_pricing.json (RAA 1991; Taylor and Ashe 1983).
The ratios and weights of five states are Hachemeister's (1975), as published by R's package actuar, whose figures the
script holds its own against: variance within 139120026 and between 89639, without bias. The total one-year
error of Taylor and Ashe's triangle is held against the 1778968 of Merz and Wuethrich (2014), and the calendar test of RAA
against the 14, 12.875 and 3.978 of Mack (1994).
"""
import json
from fractions import Fraction
from math import comb
from os.path import dirname, join
from statistics import median

import mpmath as mp

mp.mp.dps = 50
TABLES = join(dirname(__file__), "..", "Tables", "pools")
WEIGHTS = [
    [7861, 9251, 8706, 8575, 7917, 8263, 9456, 8003, 7365, 7832, 7849, 9077],
    [1622, 1742, 1523, 1515, 1622, 1602, 1964, 1515, 1527, 1748, 1654, 1861],
    [1147, 1357, 1329, 1204, 998, 1077, 1277, 1218, 896, 1003, 1108, 1121],
    [407, 396, 348, 341, 315, 328, 352, 331, 287, 384, 321, 342],
    [2902, 3172, 3046, 3068, 2693, 2910, 3275, 2697, 2663, 3017, 3242, 3425],
]


def text(value):
    if isinstance(value, list):
        return [text(item) for item in value]
    return mp.nstr(mp.mpf(value), 20)


def straub(ratios, weights, iterative):
    cells = [[(mp.mpf(x), mp.mpf(w)) for x, w in zip(r, v) if w > 0] for r, v in zip(ratios, weights)]
    sums = [mp.fsum(w for _, w in row) for row in cells]
    means = [mp.fsum(x * w for x, w in row) / s for row, s in zip(cells, sums)]
    within = mp.fsum(w * (x - m) ** 2 for row, m in zip(cells, means) for x, w in row) / sum(len(r) - 1 for r in cells)
    total = mp.fsum(sums)
    center = mp.fsum(s * m for s, m in zip(sums, means)) / total
    between = total / (total**2 - mp.fsum(s**2 for s in sums)) * (
        mp.fsum(s * (m - center) ** 2 for s, m in zip(sums, means)) - (len(cells) - 1) * within)
    if iterative:
        for _ in range(100000):  # Bichsel and Straub's fixed point, from above
            before = between
            z = [s / (s + within / between) for s in sums]
            c = mp.fsum(a * m for a, m in zip(z, means)) / mp.fsum(z)
            between = mp.fsum(a * (m - c) ** 2 for a, m in zip(z, means)) / (len(cells) - 1)
            if abs(between - before) < mp.mpf(10) ** -40 * before:
                break
        else:
            raise SystemExit("no fixed point")
    z = [s / (s + within / between) if between > 0 else mp.mpf(0) for s in sums]
    c = (mp.fsum(a * m for a, m in zip(z, means)) / mp.fsum(z)) if between > 0 else center
    premiums = [a * m + (1 - a) * c for a, m in zip(z, means)]
    return {"fn": "buhlmannStraub", "ratios": ratios, "weights": weights, "iterative": iterative, "within": text(within),
            "between": text(between), "collective": text(c), "credibilities": text(z), "premiums": text(premiums)}


def mack(rows, alpha, rule, tail):
    """Sums over ages of what each adds to the variance, times the squares of the later factors.

    A tail is a factor, its standard error and its variance.
    """
    rows = [[mp.mpf(x) for x in row if x is not None] for row in rows]
    n = len(rows[0])
    factors, variances, weights = [], [], []
    for k in range(n - 1):
        cells = [(row[k], row[k + 1]) for row in rows if len(row) > k + 1]
        weights.append(mp.fsum(c**alpha for c, _ in cells))
        factors.append(mp.fsum(c**alpha * (d / c) for c, d in cells) / weights[k])
        if len(cells) > 1:
            variances.append(mp.fsum(c**alpha * (d / c - factors[k]) ** 2 for c, d in cells) / (len(cells) - 1))
        elif rule == "mack":
            variances.append(min(variances[-1] ** 2 / variances[-2], variances[-1], variances[-2]))
        else:
            xs, ys = range(len(variances)), [mp.log(v) / 2 for v in variances]
            design = mp.matrix([[1, x] for x in xs])
            line = mp.lu_solve(design, mp.matrix(ys))
            variances.append(mp.exp(2 * (line[0] + line[1] * len(variances))))
    errors = [mp.sqrt(v / w) for v, w in zip(variances, weights)]
    steps = list(zip(factors, variances, errors)) + [(mp.mpf(tail[0]), mp.mpf(tail[2]), mp.mpf(tail[1]))]
    process, parameter, ultimates, shared = [], [], [], [[] for _ in steps]
    for row in rows:
        claims, inside, outside = row[-1], mp.mpf(0), mp.mpf(0)
        for k in range(len(row) - 1, len(steps)):
            later = mp.fprod(f for f, _, _ in steps[k + 1:]) ** 2
            inside += steps[k][1] * claims ** (2 - alpha) * later
            outside += (claims * steps[k][2]) ** 2 * later
            shared[k].append(claims)
            claims *= steps[k][0]
        process.append(inside)
        parameter.append(outside)
        ultimates.append(claims)
    common = mp.fsum((mp.fsum(c) * steps[k][2]) ** 2 * mp.fprod(f for f, _, _ in steps[k + 1:]) ** 2
                     for k, c in enumerate(shared))
    return {"factors": factors, "variances": variances, "errors": errors, "ultimates": ultimates,
            "process": [mp.sqrt(x) for x in process], "parameter": [mp.sqrt(x) for x in parameter],
            "totalProcess": mp.sqrt(mp.fsum(process)), "totalParameter": mp.sqrt(common), "rows": rows}


def mack_case(name, alpha, rule, tail):
    fit = mack(TRIANGLES[name], alpha, rule, tail)
    del fit["rows"]
    return {"fn": "mack", "triangle": name, "alpha": alpha, "rule": rule, "tail": tail,
            **{key: text(value) for key, value in fit.items()}}


def one_year(name, rows, rule):
    """Merz and Wuethrich's closed form, I = n - 1 the latest period."""
    fit = mack(rows, 1, rule, (1, 0, 0))
    seen, f, s2 = fit["rows"], fit["factors"], fit["variances"]
    last, ages = len(seen) - 1, len(seen[0])
    now = [mp.fsum(seen[i][j] for i in range(last - j)) for j in range(ages - 1)]
    then = [now[j] + seen[last - j][j] for j in range(ages - 1)]
    diagonal = [seen[last - j][j] for j in range(ages)]
    q = [s2[j] / f[j] ** 2 for j in range(ages - 1)]

    def later(i):
        return range(last - i + 1, ages - 1)

    delta, phi, psi, xi, lam = {}, {}, {}, {}, {}
    for i in range(1, last + 1):
        j0 = last - i
        if j0 >= ages - 1:
            delta[i] = phi[i] = psi[i] = xi[i] = lam[i] = mp.mpf(0)
            continue
        delta[i] = q[j0] / now[j0] + mp.fsum((diagonal[j] / then[j]) ** 2 * q[j] / now[j] for j in later(i))
        phi[i] = mp.fsum((diagonal[j] / then[j]) ** 2 * q[j] / diagonal[j] for j in later(i))
        psi[i] = q[j0] / seen[i][j0]
        xi[i] = phi[i] + q[j0] / then[j0]
        lam[i] = diagonal[j0] / then[j0] * q[j0] / now[j0] + mp.fsum(
            (diagonal[j] / then[j]) ** 2 * q[j] / now[j] for j in later(i))
    c = fit["ultimates"]
    squares = [mp.mpf(0)] + [c[i] ** 2 * (phi[i] + psi[i] + delta[i]) for i in range(1, last + 1)]
    total = mp.fsum(squares) + 2 * mp.fsum(
        c[i] * c[k] * (xi[i] + lam[i]) for i in range(1, last + 1) for k in range(i + 1, last + 1))
    return {"fn": "oneYear", "triangle": name, "cumulative": rows, "rule": rule,
            "standardErrors": text([mp.sqrt(x) for x in squares]), "total": text(mp.sqrt(total))}


def calendar(name, rows):
    """The moments of the smaller of two numbers by all outcomes."""
    counts = {}
    for k in range(len(rows[0]) - 1):
        ratios = [Fraction(row[k + 1], row[k]) for row in rows if row[k + 1] is not None]
        middle = median(ratios)
        for i, ratio in enumerate(ratios):
            if ratio != middle:
                counts.setdefault(i + k, []).append(ratio > middle)
    z, mean, variance = 0, Fraction(0), Fraction(0)
    for sides in counts.values():
        n = len(sides)
        z += min(sum(sides), n - sum(sides))
        first = sum(Fraction(comb(n, m) * min(m, n - m), 2**n) for m in range(n + 1))
        second = sum(Fraction(comb(n, m) * min(m, n - m) ** 2, 2**n) for m in range(n + 1))
        mean += first
        variance += second - first**2
    return {"fn": "calendar", "triangle": name, "statistic": z, "mean": float(mean), "variance": float(variance)}


def beforehand(name, exposures, ratios):
    fit = mack(TRIANGLES[name], 1, "mack", (1, 0, 0))
    rows, n = fit["rows"], len(fit["rows"][0])
    part = [1 / mp.fprod(fit["factors"][len(row) - 1:]) for row in rows]
    reserves = [(1 - p) * mp.mpf(e) * mp.mpf(r) for p, e, r in zip(part, exposures, ratios)]
    ratio = mp.fsum(row[-1] for row in rows) / mp.fsum(p * e for p, e in zip(part, exposures))
    return {"fn": "bornhuetterFerguson", "triangle": name, "exposures": exposures, "lossRatios": ratios,
            "reserves": text(reserves), "capeCodRatio": text(ratio),
            "capeCodReserves": text([(1 - p) * e * ratio for p, e in zip(part, exposures)])}


def hazard(mu, sigma, index):
    """The integral of S(x)^(1 / index) over x, in log-space by parts: as it stands."""
    def integrand(z):
        return mp.exp(mu + sigma * z) * sigma * (mp.erfc(z / mp.sqrt(2)) / 2) ** (1 / mp.mpf(index))
    cuts = [-mp.mpf(130) / sigma - 10] + list(range(-12, int(sigma * index + 15 * index**0.5) + 12, 2))
    return {"fn": "hazard", "mu": mu, "sigma": sigma, "index": index, "premium": text(mp.quad(integrand, cuts))}


TRIANGLES = {}
for case in json.load(open(join(TABLES, "53_insurance_pricing.json")))["cases"]:
    if case["fn"] == "chainLadderMack":
        TRIANGLES["RAA" if case["triangle"] == "RAA" else "Taylor-Ashe"] = case["cumulative"]
RATIOS = json.load(open(join(TABLES, "35_credibility.json")))["cases"][0]["ratios"]
# Ten origins of six ages, so that no factor is seen once; one increment is negative.
TRAPEZOID = [[x if k < min(6, 10 - i) else None for k, x in enumerate(row[:6])]
             for i, row in enumerate(TRIANGLES["RAA"])]
NO_TAIL = (1, 0, 0)


def main():
    same = [[10, 14, 9], [11, 0, 12], [12, 10, 11]]
    cases = [straub(RATIOS, WEIGHTS, False), straub(RATIOS, WEIGHTS, True),
             straub(same, [[1, 2, 3], [2, 0, 1], [1, 1, 2]], False)]
    assert abs(mp.mpf(cases[0]["within"]) - 139120026) < 0.5 and abs(mp.mpf(cases[0]["between"]) - 89639) < 0.5
    assert mp.mpf(cases[2]["between"]) < 0
    for name in TRIANGLES:
        for alpha in (0, 1, 2):
            for rule in ("mack", "logLinear"):
                cases.append(mack_case(name, alpha, rule, NO_TAIL))
        cases.append(mack_case(name, 1, "mack", (1.05, 0.02, 71.0 if name == "RAA" else 400.0)))
        cases.append(one_year(name, TRIANGLES[name], "mack"))
        cases.append(calendar(name, TRIANGLES[name]))
    assert abs(mp.mpf(next(c for c in cases if c["fn"] == "oneYear" and c["triangle"] != "RAA")["total"]) - 1778968) < 0.5
    raa = next(c for c in cases if c["fn"] == "calendar")
    assert (raa["statistic"], raa["mean"]) == (14, 12.875) and abs(raa["variance"] - 3.978) < 0.001
    cases.append(one_year("RAA, six ages", TRAPEZOID, "mack"))
    cases.append(beforehand("RAA", [20000 + 1000 * i for i in range(10)], [0.8 + 0.01 * i for i in range(10)]))
    for mu, sigma in ((0.0, 0.5), (7.0, 1.2), (2.0, 0.1), (10.0, 2.0)):
        for index in (1.0, 1.2, 2.0, 5.0):
            cases.append(hazard(mu, sigma, index))
    print(json.dumps({"source": "Generators/insurance_methods.py", "cases": cases}, indent=1))


if __name__ == "__main__":
    main()
