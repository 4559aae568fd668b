"""Probabilities of ruin by other routes than the library's (pip install mpmath).

mixture: phase-type form, psi(u) = a exp((T + t a) u) 1 by a matrix exponential, and the deficit by exp(T y); Lundberg's
root by findroot. lattice: H. Gerber's and E. Shiu's series with a negative Poisson rate, which cancels and so runs with 80
digits. horizon: the integral for exponential claims of S. Asmussen and H. Albrecher, V.1. periods: exact fractions.
Writes ../Tables/ruin.json.
"""
import json
from fractions import Fraction
from mpmath import mp, mpf, matrix, expm, exp, findroot, factorial, quad, pi, cos, sin, sqrt, zeta

mp.dps = 80
number = lambda x: float(mp.nstr(mpf(x), 18))


def mixture(rate, premium, weights, rates, surplus, deficit):
    rate, premium = mpf(rate), mpf(premium)
    weights, rates = [mpf(w) for w in weights], [mpf(r) for r in rates]
    n = len(rates)
    mean = sum(w / r for w, r in zip(weights, rates))
    start = matrix(1, n)
    for i in range(n):
        start[0, i] = rate / premium * weights[i] / rates[i]
    generator, decay = matrix(n, n), matrix(n, n)
    for i in range(n):
        generator[i, i] = -rates[i]
        decay[i, i] = exp(-rates[i] * mpf(deficit))
        for j in range(n):
            generator[i, j] += rates[i] * start[0, j]
    ones = matrix(n, 1)
    means = matrix(n, 1)
    for i in range(n):
        ones[i, 0] = 1
        means[i, 0] = 1 / rates[i]
    row = start * expm(generator * mpf(surplus), method="taylor")
    ruin = (row * ones)[0, 0]
    low, high = mpf(10) ** -40, rates[0] * (1 - mpf(10) ** -40)
    excess = lambda r: rate * sum(w / (q - r) for w, q in zip(weights, rates)) - premium
    root = findroot(excess, (low, high), solver="anderson", tol=mpf(10) ** -60, maxsteps=2000)
    return dict(fn="mixture", rate=float(rate), premium=float(premium), weights=[float(w) for w in weights],
                rates=[float(r) for r in rates], surplus=float(mpf(surplus)), deficit=float(mpf(deficit)), ruin=number(ruin),
                deficitProbability=number((row * decay * ones)[0, 0]), meanDeficit=number((row * means)[0, 0] / ruin),
                adjustment=number(root), mean=number(mean))


def lattice(name, rate, premium, masses, mean, surplus):
    """masses[k] = P(X = k) for k to the surplus at least; the claims may go on beyond."""
    rate, premium, mean = mpf(rate), mpf(premium), mpf(mean)
    top = int(mpf(surplus))
    f = [mpf(masses[k]) if k < len(masses) else mpf(0) for k in range(top + 1)]
    survival = mpf(0)
    for k in range(top + 1):
        w = -rate / premium * (mpf(surplus) - k)
        # g_j = sum over n of w^n / n! f^{*n}(j), Panjer's recursion with rate w but for exp(-w).
        g = [exp(w * f[0])]
        for s in range(1, k + 1):
            g.append(w / s * sum(j * f[j] * g[s - j] for j in range(1, s + 1)))
        survival += exp(-w) * g[k]
    ruin = 1 - (1 - rate * mean / premium) * survival
    return dict(fn="lattice", name=name, rate=float(rate), premium=float(premium), masses=[number(x) for x in masses],
                mean=number(mean), surplus=float(mpf(surplus)), ruin=number(ruin))


def coefficient(rate, premium, masses):
    rate, premium = mpf(rate), mpf(premium)
    excess = lambda r: rate * (sum(mpf(p) * exp(r * k) for k, p in enumerate(masses)) - 1) / r - premium
    mean = sum(mpf(p) * k for k, p in enumerate(masses))
    second = sum(mpf(p) * k * k for k, p in enumerate(masses))
    root = findroot(excess, (mpf(10) ** -30, 2 * (premium / rate - mean) / second), solver="anderson",
                    tol=mpf(10) ** -60, maxsteps=2000)
    return dict(fn="coefficient", rate=float(rate), premium=float(premium), masses=[float(p) for p in masses],
                adjustment=number(root))


def horizon(rate, surplus, time):
    """Claims of rate 1 and premium 1."""
    rate, u, t = mpf(rate), mpf(surplus), mpf(time)

    def f(x):
        f1 = rate * exp(2 * sqrt(rate) * t * cos(x) - (1 + rate) * t + u * (sqrt(rate) * cos(x) - 1))
        f2 = cos(u * sqrt(rate) * sin(x)) - cos(u * sqrt(rate) * sin(x) + 2 * x)
        return f1 * f2 / (1 + rate - 2 * sqrt(rate) * cos(x))

    mp.dps = 30
    value = rate * exp(-(1 - rate) * u) - quad(f, [pi * i / 16 for i in range(17)]) / pi
    mp.dps = 80
    return dict(fn="horizon", rate=float(rate), surplus=float(u), time=float(t), ruin=number(value))


def periods(premium, masses, surplus, count):
    masses = [Fraction(m) for m in masses]
    alive, ruined, answers = {surplus: Fraction(1)}, Fraction(0), []
    for _ in range(count):
        following = {}
        for s, p in alive.items():
            for k, m in enumerate(masses):
                rest = s + premium - k
                if rest < 0:
                    ruined += p * m
                else:
                    following[rest] = following.get(rest, 0) + p * m
        alive = following
        answers.append(number(mpf(ruined.numerator) / ruined.denominator))
    return dict(fn="periods", premium=premium, masses=[float(m) for m in masses], surplus=surplus, ruin=answers)


cases = []
for u in (0, "0.5", 3, 20):
    cases.append(mixture(3, 1, [1], [5], u, "0.25"))
    cases.append(mixture(2, 3, ["0.25", "0.5", "0.25"], ["0.5", 1, 4], u, 1))
    cases.append(mixture(1, "1.5", ["0.0009765625", "0.9990234375"], ["0.03125", 2], u, 10))
    cases.append(mixture(1, 1, ["0.000000000001", "0.999999999999"], ["1", "2"], u, 2))
for u in (1, 7, "12.5", 30):
    cases.append(lattice("unit claims", "0.75", 1, [0, 1], 1, u))
    cases.append(lattice("two sizes", "0.375", "1.25", [0, "0.5", 0, 0, "0.5"], "2.5", u))
    pareto = [mpf(0)] + [mpf(k) ** mpf("-1.5") - mpf(k + 1) ** mpf("-1.5") for k in range(1, 41)]
    cases.append(lattice("Pareto on a grid", "0.25", 1, pareto, zeta(mpf("1.5")), u))
cases.append(coefficient("0.75", 1, [0, 1]))
cases.append(coefficient("0.375", "1.25", [0, "0.5", 0, 0, "0.5"]))
cases.append(coefficient("0.5", "1.0001", ["0.25", "0.25", 0, "0.25", "0.25"]))
for u, t in ((0, 1), (2, 5), (5, 10), (10, 20), (10, 100)):
    cases.append(horizon("0.75", u, t))
cases.append(periods(1, ["1/2", "1/4", "1/8", "1/8"], 3, 12))
cases.append(periods(0, ["3/4", "1/8", "1/8"], 2, 6))
with open("../Tables/ruin.json", "w") as file:
    json.dump(dict(name="ruin", source="Generators/ruin.py, mpmath at 80 digits, 2026-12-01", cases=cases), file, indent=1)
    file.write("\n")
