"""Writes claim_severity.csv: laws of one claim, their layers, quantiles and cells of grids, by closed forms in 130 digits
(mpmath 1.3.0 was used), so that differences lose nothing; layers are held against quadrature of the survival function."""

import os

import mpmath as mp

mp.mp.dps = 130
TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tables", "claim_severity.csv")
INF = mp.inf


class Lognormal:
    parameters = [(7.0, 1.2), (0.0, 0.5), (10.0, 2.0), (2.0, 0.1), (3.0, 0.01), (-4.0, 3.5)]

    def __init__(self, mu, sigma):
        self.mu, self.sigma = mp.mpf(mu), mp.mpf(sigma)

    def below(self, order, x):
        """E[X^order; X <= x]."""
        whole = mp.exp(order * self.mu + order**2 * self.sigma**2 / 2)
        if x == INF:
            return whole
        if x <= 0:
            return mp.mpf(0)
        z = (mp.log(x) - self.mu) / self.sigma - order * self.sigma
        return whole * mp.erfc(-z / mp.sqrt(2)) / 2

    def survival(self, x):
        return mp.erfc((mp.log(x) - self.mu) / self.sigma / mp.sqrt(2)) / 2 if x > 0 else mp.mpf(1)


class Gamma:
    parameters = [(0.5, 100.0), (2.0, 1000.0), (15.5, 10.0), (80.0, 3.0)]

    def __init__(self, shape, scale):
        self.shape, self.scale = mp.mpf(shape), mp.mpf(scale)

    def below(self, order, x):
        whole = self.scale**order * mp.gamma(self.shape + order) / mp.gamma(self.shape)
        return whole if x == INF else whole * mp.gammainc(self.shape + order, 0, x / self.scale, regularized=True)

    def survival(self, x):
        return mp.gammainc(self.shape, x / self.scale, mp.inf, regularized=True)


class Weibull:
    parameters = [(0.5, 1000.0), (1.0, 1.0), (1.7, 200.0), (8.0, 50.0)]

    def __init__(self, shape, scale):
        self.shape, self.scale = mp.mpf(shape), mp.mpf(scale)

    def below(self, order, x):
        a = 1 + order / self.shape
        whole = self.scale**order * mp.gamma(a)
        return whole if x == INF else whole * mp.gammainc(a, 0, (x / self.scale) ** self.shape, regularized=True)

    def survival(self, x):
        return mp.exp(-((x / self.scale) ** self.shape))


class GeneralizedPareto:
    parameters = [(0.3, 100.0, 0.0), (-0.25, 100.0, 10.0), (1.0, 100.0, 0.0), (1.5, 50.0, 20.0), (0.0, 100.0, 0.0),
                  (0.02, 100.0, 0.0), (0.0001, 100.0, 5.0), (1e-06, 100.0, 0.0), (0.6, 30.0, 0.0), (0.5, 30.0, 0.0), (-0.8, 30.0, 0.0)]

    def __init__(self, shape, scale, threshold):
        self.shape, self.scale, self.threshold = mp.mpf(shape), mp.mpf(scale), mp.mpf(threshold)

    def survival(self, x):
        y = (x - self.threshold) / self.scale
        if y <= 0:
            return mp.mpf(1)
        if self.shape == 0:
            return mp.exp(-y)
        base = 1 + self.shape * y
        return base ** (-1 / self.shape) if base > 0 else mp.mpf(0)

    def below(self, order, x):
        """By the powers of y = 1 + shape (x - threshold) / scale; None where it is infinite."""
        if self.shape == 0:
            law = Gamma(1, 1)
            y = INF if x == INF else max((x - self.threshold) / self.scale, mp.mpf(0))
            return sum(mp.binomial(order, j) * self.threshold ** (order - j) * self.scale**j * law.below(j, y)
                       for j in range(order + 1))
        if x == INF and order * self.shape >= 1:
            return INF
        if x <= self.threshold:
            return mp.mpf(0)
        end = INF if x == INF else 1 + self.shape * (x - self.threshold) / self.scale
        if self.shape < 0:
            end = mp.mpf(0) if end == INF or end < 0 else end
        # X = threshold - scale / shape + scale / shape y, and y has density 1 / shape y^(-1 / shape - 1).
        constant, factor, total = self.threshold - self.scale / self.shape, self.scale / self.shape, mp.mpf(0)
        for j in range(order + 1):
            power = j - 1 / self.shape
            if power == 0:
                integral = mp.log(end)
            elif end == INF:
                integral = -1 / power
            else:
                integral = ((end**power if end > 0 else mp.mpf(0)) - 1) / power
            total += mp.binomial(order, j) * constant ** (order - j) * factor**j * integral / self.shape
        return total


def layer(law, order, a, b):
    """E[min((X - a)+, b - a)^order]."""
    above = mp.mpf(0) if b == INF else (b - a) ** order * law.survival(b)
    parts = [mp.binomial(order, j) * (-a) ** (order - j) for j in range(order + 1)]
    total = mp.mpf(0)
    for j, part in enumerate(parts):
        if part == 0:
            continue
        moment = law.below(j, b) - law.below(j, a)
        if moment == INF:
            return INF
        total += part * moment
    return total + above


def quantile(law, tail):
    """By halving; the tail is a Double."""
    low, high = mp.mpf(0), mp.mpf(1)
    while law.survival(high) > tail:
        high *= 2
    for _ in range(220):
        middle = (low + high) / 2
        low, high = (middle, high) if law.survival(middle) > tail else (low, middle)
    return high


def show(value):
    return "inf" if value == INF else mp.nstr(value, 20)


with open(TABLE, "w") as file:
    file.write(f"# Laws of one claim. source: Generators/claim_severity.py, mpmath {mp.__version__} at 130 digits; inputs exact doubles,\n"
               "# values to 20 digits. what: survival(a), quantile of tail a, mean and second moment of the layer from a to b, mass and\n"
               "# moment of the cell that begins at b steps of a.\nlaw,p1,p2,p3,what,a,b,value\n")
    for kind in (Lognormal, Gamma, Weibull, GeneralizedPareto):
        for parameters in kind.parameters:
            law = kind(*parameters)
            head = ",".join([kind.__name__] + [repr(p) for p in parameters] + [""] * (3 - len(parameters)))

            def write(what, a, b, value):
                file.write(f"{head},{what},{a!r},{b!r},{show(value)}\n")

            ends = {}
            for tail in [0.999, 0.5, 1e-2, 1e-6, 1e-12, 1e-20, 1e-30]:
                exact = quantile(law, mp.mpf(tail))
                write("quantile", tail, 0.0, exact)
                x = float(exact)
                ends[tail] = x
                write("survival", x, 0.0, law.survival(mp.mpf(x)))
                for a, b in [(0.0, x), (x, 2 * x), (x, x * 1.001), (x, float("inf"))]:
                    low, high = mp.mpf(a), mp.mpf(b)
                    mean = layer(law, 1, low, high)
                    write("mean", a, b, mean)
                    write("second", a, b, layer(law, 2, low, high))
                    if high != INF and mean != INF and a > 0:
                        by_quadrature = mp.quad(law.survival, mp.linspace(low, high, 3))
                        # A kink at an end of the law is the quadrature's, not the form's.
                        if kind is not GeneralizedPareto or (a >= parameters[2] and law.survival(high) > 0):
                            assert abs(by_quadrature - mean) <= mp.mpf(10) ** -25 * mean, (head, a, b, by_quadrature, mean)
            for tail in [1e-6, 1e-30]:
                step = ends[tail] / 65535
                for k in [0, 1, 2, 3, 5, 9, 20, 60, 100, 300, 1000, 5000, 10000, 20000, 40000, 60000, 65535]:
                    low = mp.mpf(step) * k
                    high = low + mp.mpf(step)
                    mass = law.survival(low) - law.survival(high)
                    moment = layer(law, 1, low, high) / mp.mpf(step) - law.survival(high)
                    if mass > mp.mpf(10) ** -60:
                        write("cellMass", step, float(k), mass)
                        write("cellMoment", step, float(k), moment)
