"""A quadratic loss in normal factors: exact tails by inversion of the characteristic function, and its worst case."""

import math

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm


class Quadratic:
    """Profit θ + δᵀx + ½ xᵀΓx with x ~ N(0, Σ)."""

    def __init__(self, theta, delta, gamma, sigma):
        self.theta, self.delta, self.gamma, self.sigma = theta, np.asarray(delta), np.asarray(gamma), np.asarray(sigma)
        root = np.linalg.cholesky(self.sigma)
        self.values, vectors = np.linalg.eigh(root.T @ self.gamma @ root)
        self.map = root @ vectors
        self.linear = self.map.T @ self.delta
        self.mean = -theta - self.values.sum() / 2
        self.deviation = math.sqrt((self.linear**2).sum() + (self.values**2).sum() / 2)

    # Midpoints of equal steps, which for so smooth an integrand leave out only the law beyond 2π / step: 600 deviations.
    _STEPS, _STEP = 60_000, 0.01

    def _points(self):
        """Midpoints t, and E exp(i t (L − mean)) there, L the loss."""
        if not hasattr(self, "_known"):
            t = (np.arange(self._STEPS) + 0.5) * self._STEP / self.deviation
            q = 1 + 1j * np.outer(t, self.values)
            log = -0.5 * np.log(q) - 0.5 * np.outer(t, self.linear) ** 2 / q
            self._known = t, np.exp(log.sum(axis=1) + 1j * t * (-self.theta - self.mean))
        return self._known

    def tail(self, x):
        """P(L > x), by Gil-Pelaez."""
        t, phi = self._points()
        return 0.5 + (np.exp(-1j * t * (x - self.mean)) * phi).imag @ (1 / t) * self._STEP / self.deviation / math.pi

    def excess(self, x):
        """E (L − x)⁺ = (E|L − x| + E L − x) / 2, with E|Y| = (2/π) ∫ (1 − Re φ) / t² dt.

        The 1 is taken out against a normal law of the same deviation, whose E|Y| is known.
        """
        y, s = x - self.mean, self.deviation
        t, phi = self._points()
        normal = s * math.sqrt(2 / math.pi) * math.exp(-y * y / (2 * s * s)) + y * math.erf(y / (s * math.sqrt(2)))
        turn = np.exp(-1j * t * y)
        rest = ((turn * (np.exp(-0.5 * (s * t) ** 2) - phi)).real @ (1 / t**2)) * self._STEP / s
        return 0.5 * (normal + 2 / math.pi * rest - y)

    def measures(self, level):
        """Value at risk and expected shortfall."""
        guess = self.mean + norm.ppf(level) * self.deviation
        low, high = guess - 2 * self.deviation, guess + 6 * self.deviation
        risk = brentq(lambda x: self.tail(x) - (1 - level), low, high, xtol=1e-9 * self.deviation, rtol=1e-14)
        return risk, risk + self.excess(risk) / (1 - level)

    def normal_measures(self, level):
        """Without the second derivatives."""
        s = math.sqrt(float(self.delta @ self.sigma @ self.delta))
        z = norm.ppf(level)
        return -self.theta + z * s, -self.theta + s * norm.pdf(z) / (1 - level)

    def profit(self, x):
        """Without the passing of time."""
        x = np.asarray(x)
        return float(self.delta @ x + 0.5 * x @ self.gamma @ x)

    def worst(self, radius):
        """The move of least profit with xᵀ Σ⁻¹ x ≤ r²: u = −b / (λ + ν) with ν ≥ −min λ where |u| = r."""
        b, values = self.linear, self.values
        least = max(0.0, -values.min())
        length = lambda nu: math.sqrt(((b / (values + nu)) ** 2).sum()) - radius
        high = least + math.sqrt((b**2).sum()) / radius + 1.0
        nu = brentq(length, least * (1 + 1e-12) + 1e-9, high, xtol=1e-12 * high, rtol=1e-15)
        return self.map @ (-b / (values + nu))
