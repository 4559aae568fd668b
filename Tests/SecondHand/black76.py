"""Black-76, scalar and over arrays, with the derivatives that a book is summed from."""

import numpy as np
from scipy.special import ndtr

_ROOT = np.sqrt(2 * np.pi)


def price(type_, forward, strike, years, volatility, discount):
    """D (±F N(±d1) ∓ K N(±d2)); the intrinsic value where nothing is left to happen."""
    sign = 1.0 if type_ == "C" else -1.0
    forward, volatility = np.asarray(forward, float), np.asarray(volatility, float)
    deviation = volatility * np.sqrt(max(years, 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        d1 = np.log(forward / strike) / deviation + deviation / 2
        value = sign * (forward * ndtr(sign * d1) - strike * ndtr(sign * (d1 - deviation)))
    value = np.where(deviation > 0, value, np.maximum(sign * (forward - strike), 0))
    result = discount * value
    return float(result) if result.ndim == 0 else result


def greeks(type_, spot, forward, strike, years, volatility, discount):
    """Value, delta, gamma with respect to spot (F/S and D held), vega and theta (a calendar year)."""
    sign = 1.0 if type_ == "C" else -1.0
    deviation = volatility * np.sqrt(years)
    d1 = np.log(forward / strike) / deviation + deviation / 2
    d2 = d1 - deviation
    density = np.exp(-d1 * d1 / 2) / _ROOT
    ratio = forward / spot
    value = discount * sign * (forward * ndtr(sign * d1) - strike * ndtr(sign * d2))
    # Time alone: the forward and the discount factor stay.
    theta = -discount * forward * density * volatility / (2 * np.sqrt(years))
    return {
        "value": float(value), "delta": float(discount * sign * ndtr(sign * d1) * ratio),
        "gamma": float(discount * density / (forward * deviation) * ratio * ratio),
        "vega": float(discount * forward * density * np.sqrt(years)), "theta": float(theta),
    }
