#!/usr/bin/env python3
"""Prints the coefficients of Sources/CTailpoolKernels/elementary.inc.h and of the angle in complex.inc.h, with the error of each fit.

Chebyshev interpolation at 50 digits (mpmath), converted to powers. Needs mpmath; run by hand when a degree changes.
"""
import struct

import mpmath as mp

mp.mp.dps = 50


def fit(f, low, high, degree):
    """Coefficients in powers of x of the interpolation of f at the Chebyshev points of [low, high]."""
    count = degree + 1
    nodes = [mp.cos(mp.pi * (2 * k + 1) / (2 * count)) for k in range(count)]
    values = [f((high - low) / 2 * node + (low + high) / 2) for node in nodes]
    series = [
        2 / mp.mpf(count) * sum(values[k] * mp.cos(j * mp.pi * (2 * k + 1) / (2 * count)) for k in range(count))
        for j in range(count)
    ]
    series[0] /= 2
    powers = [mp.mpf(0)] * count
    previous, current = [mp.mpf(1)], [mp.mpf(0), mp.mpf(1)]
    for j in range(count):
        if j == 0:
            term = previous
        elif j == 1:
            term = current
        else:
            term = [mp.mpf(0)] + [2 * c for c in current]
            for i, c in enumerate(previous):
                term[i] -= c
            previous, current = current, term
        for i, c in enumerate(term):
            powers[i] += series[j] * c
    scale, shift = 2 / (high - low), -(low + high) / (high - low)
    result = [mp.mpf(0)]
    for c in reversed(powers):
        grown = [mp.mpf(0)] * (len(result) + 1)
        for i, r in enumerate(result):
            grown[i] += r * shift
            grown[i + 1] += r * scale
        grown[0] += c
        result = grown
    return result[:count]


def error(powers, f, low, high, whole=lambda x, p: p):
    """Largest relative error of whole(x, polynomial) from whole(x, f)."""
    worst = mp.mpf(0)
    for i in range(401):
        x = low + (high - low) * mp.mpf(i) / 400
        worst = max(worst, abs(whole(x, mp.polyval(powers[::-1], x)) / whole(x, f(x)) - 1))
    return float(worst)


def show(name, powers, worst):
    print(f"// {name}: relative error {worst:.2g}")
    print(", ".join(float(c).hex() for c in powers), "\n")


def split(value):
    """A double with 16 zero bits at its end, and the rest."""
    bits = struct.unpack("<Q", struct.pack("<d", float(value)))[0] & ~0xFFFF
    high = struct.unpack("<d", struct.pack("<Q", bits))[0]
    return high.hex(), float(value - mp.mpf(high)).hex()


def exponential(r):
    """(exp(r) - 1 - r) / r^2."""
    return mp.mpf(1) / 2 + r / 6 if abs(r) < mp.mpf(10) ** -12 else (mp.exp(r) - 1 - r) / r**2


for name, half, degree in (("exponential", mp.log(2) / 2, 9), ("exponential with table", mp.log(2) / 32, 4)):
    half *= mp.mpf("1.001")
    p = fit(exponential, -half, half, degree)
    show(name, p, error(p, exponential, -half, half, lambda r, v: 1 + r + r * r * v))
print("powers:", ", ".join(float(mp.mpf(2) ** (mp.mpf(j) / 16)).hex() for j in range(16)), "\n")


def artanh(z):
    """2 (artanh(sqrt z) / sqrt z - 1) / z."""
    root = mp.sqrt(z)
    return mp.mpf(2) / 3 if z < mp.mpf(10) ** -20 else 2 * (mp.atanh(root) / root - 1) / z


# |a - b'| / (a + b') <= 0.2009 when log2 of the ratio is known to 0.5 + 0.0861 from the bit patterns.
top = mp.mpf("0.0404")
p = fit(artanh, mp.mpf(0), top, 7)
show("log_ratio", p, error(p, artanh, mp.mpf(0), top, lambda z, v: 2 + z * v))


def arc(s):
    """(atan(t) / t - 1) / t^2 with t = sqrt(s)."""
    t = mp.sqrt(s)
    return -mp.mpf(1) / 3 if s < mp.mpf(10) ** -20 else (mp.atan(t) / t - 1) / s


top = (mp.sqrt(2) - 1) ** 2 * mp.mpf("1.0001")  # |t| <= tan(pi / 8)
p = fit(arc, mp.mpf(0), top, 11)
show("angle", p, error(p, arc, mp.mpf(0), top, lambda s, v: 1 + s * v))


def tail(t):
    """(y + 5) N(-y) exp(y^2 / 2) with t = (y - 5) / (y + 5)."""
    y = 5 * (1 + t) / (1 - t)
    return (y + 5) * mp.erfc(y / mp.sqrt(2)) * mp.exp(y * y / 2) / 2


top = mp.mpf(31) / 41  # y = 36
p = fit(tail, mp.mpf(-1), top, 22)
show("tail_ratio", p, error(p, tail, mp.mpf(-1), top))

print("log 2:", split(mp.log(2)), " log 2 / 16:", split(mp.log(2) / 16))
