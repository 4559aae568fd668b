"""Writes compound_losses.json: numbers of claims, compounds of them and a sum of several by their definitions at 60 digits.

    python3 compound_losses.py > ../Tables/compound_losses.json

Probabilities of counts are the textbook formulas, that of an inverse Gaussian mean by integration over the mean; compounds are sums
of convolutions over the number of claims, until those left out are below 1e-50 of the whole.
"""
import json
from mpmath import mp, mpf, binomial, exp, factorial, gamma, log, pi, quad, sqrt, inf

mp.dps = 60


def poisson(mean):
    return lambda n: exp(-mpf(mean)) * mpf(mean) ** n / factorial(n)


def binomial_law(trials, q):
    q = mpf(q)
    return lambda n: binomial(trials, n) * q**n * (1 - q) ** (trials - n) if n <= trials else mpf(0)


def negative_binomial(r, beta):
    r, beta = mpf(r), mpf(beta)
    return lambda n: gamma(r + n) / (gamma(r) * factorial(n)) * (beta / (1 + beta)) ** n * (1 + beta) ** (-r)


def inverse_gaussian(mean, beta):
    """The mean is inverse Gaussian with variance beta * mean: shape mean^2 / beta."""
    m, shape = mpf(mean), mpf(mean) ** 2 / mpf(beta)
    density = lambda x: sqrt(shape / (2 * pi * x**3)) * exp(-shape * (x - m) ** 2 / (2 * m**2 * x))
    cuts = [0, m / 20, m / 4, m, 2 * m, 4 * m, 10 * m, 40 * m, inf]
    return lambda n: quad(lambda x: density(x) * exp(-x) * x**n / factorial(n), cuts)


def mixed(means, weights):
    return lambda n: sum(mpf(w) * poisson(m)(n) for m, w in zip(means, weights))


def given(probabilities):
    return lambda n: mpf(probabilities[n]) if n < len(probabilities) else mpf(0)


def modified(base, zero):
    return lambda n: mpf(zero) if n == 0 else (1 - mpf(zero)) / (1 - base(0)) * base(n)


def convolve(x, y, size):
    result = [mpf(0)] * size
    for i, a in enumerate(x):
        if a:
            for j, b in enumerate(y[: size - i]):
                result[i + j] += a * b
    return result


def compound(law, severity, size, most):
    severity = [mpf(p) for p in severity]
    power, total = [mpf(1)], [mpf(0)] * size
    for n in range(most + 1):
        probability = law(n)
        for s, p in enumerate(power[:size]):
            total[s] += probability * p
        power = convolve(power, severity, size)
    return total


def text(values):
    return [mp.nstr(v, 20) for v in values]


LAWS = {
    "poisson": ([4.5], poisson(4.5)), "poissonLarge": ([300], poisson(300)), "binomial": ([12, 0.25], binomial_law(12, 0.25)),
    "negativeBinomial": ([2.5, 1.5], negative_binomial(2.5, 1.5)), "geometric": ([3], negative_binomial(1, 3)),
    "inverseGaussian": ([4, 0.75], inverse_gaussian(4, 0.75)),
    "mixedPoisson": ([2, 0.75, 9, 0.25], mixed([2, 9], [0.75, 0.25])),
    "given": ([0.5, 0, 0.25, 0.125, 0.125], given([0.5, 0, 0.25, 0.125, 0.125])),
    "truncatedPoisson": ([2, 0], modified(poisson(2), 0)),
    "modifiedNegativeBinomial": ([2.5, 1.5, 0.6875], modified(negative_binomial(2.5, 1.5), 0.6875)),
    "modifiedBinomial": ([12, 0.25, 0.5], modified(binomial_law(12, 0.25), 0.5)),
}
SEVERITIES = {"none at zero": [0, 0.5, 0.25, 0, 0.125, 0, 0, 0.125], "some at zero": [0.25, 0.125, 0, 0.5, 0.125]}

cases = []
for name, (parameters, law) in LAWS.items():
    cases.append({"fn": "count", "law": name, "parameters": parameters, "probabilities": text([law(n) for n in range(14)])})
for name in LAWS:
    if name == "poissonLarge":
        continue
    parameters, law = LAWS[name]
    memory = {}
    remembered = lambda n: memory.setdefault(n, law(n))
    for severity in SEVERITIES.values():
        most = 24 if name == "inverseGaussian" else 170
        size = 24 if name == "inverseGaussian" or severity[0] > 0 else 120
        # With no claim of zero, more claims than losses on the grid add nothing.
        if severity[0] > 0 and name == "inverseGaussian":
            continue
        cases.append({"fn": "compound", "law": name, "parameters": parameters, "severity": severity,
                      "probabilities": text(compound(remembered, severity, size, most if severity[0] > 0 else size))})
# Three different policies, a shock that strikes two of them, and what each claimed given the whole.
size = 60
one = compound(poisson(1.5), SEVERITIES["none at zero"], size, size)
two = compound(negative_binomial(2.5, 1.5), SEVERITIES["some at zero"], size, 170)
three = compound(binomial_law(1, 0.5), [0, 0, 0, 1], size, 1)
whole = convolve(convolve(one, two, size), three, size)
shares = []
for own, others in ((one, convolve(two, three, size)), (two, convolve(one, three, size)), (three, convolve(one, two, size))):
    top = convolve([k * p for k, p in enumerate(own)], others, size)
    shares.append([t / w for t, w in zip(top, whole)])
cases.append({"fn": "sum", "probabilities": text(whole), "conditionalMeans": [text(s) for s in shares]})
hit = [mpf(0.5) * (k == 0) + mpf(0.5) * mpf(p) for k, p in enumerate([0, 0.75, 0.25])]
event = convolve(hit, [mpf(0), mpf(0), mpf(1)], size)
struck = compound(poisson(0.75), event, size, 170)
with_shock = convolve(whole, struck, size)
# The third is hit for sure by two; the first by one or two with a half.
sized = [k * p for k, p in enumerate(hit)]
slope = [mpf(0.75) * v for v in convolve(sized, [mpf(0), mpf(0), mpf(1)], size)]
first = [a + b for a, b in zip(convolve(convolve([k * p for k, p in enumerate(one)], convolve(two, three, size), size), struck, size),
                               convolve(with_shock, slope, size))]
cases.append({"fn": "shock", "probabilities": text(with_shock), "conditionalMeanOfFirst": text([f / w for f, w in zip(first, with_shock)])})
print(json.dumps({"name": "compound_losses", "cases": cases}, indent=1))
