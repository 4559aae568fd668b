"""Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw (SC'11), and normals by inversion."""

import numpy as np
from scipy.special import ndtri

_MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
_WEYL = (0x9E3779B9, 0xBB67AE85)
_MASK = 0xFFFFFFFF


def block(counter, key):
    """Ten rounds over four words of a counter under a key of two words; arrays of words go through together."""
    c = [np.asarray(word, dtype=np.uint64) for word in counter]
    k = [int(word) for word in key]
    for round_ in range(10):
        if round_:
            k = [(k[i] + _WEYL[i]) & _MASK for i in (0, 1)]
        products = [c[0] * np.uint64(_MULTIPLIERS[0]), c[2] * np.uint64(_MULTIPLIERS[1])]
        high = [p >> np.uint64(32) for p in products]
        low = [p & np.uint64(_MASK) for p in products]
        c = [high[1] ^ c[1] ^ np.uint64(k[0]), low[1], high[0] ^ c[3] ^ np.uint64(k[1]), low[0]]
    return c


def uniforms(seed, scenarios, factors, purpose=0):
    """Scenarios × factors numbers (k + ½) / 2⁵², with counter (scenario, factor / 2, purpose), two words a number."""
    low, high = seed & _MASK, seed >> 32
    index = np.arange(scenarios, dtype=np.uint64)
    result = np.empty((scenarios, factors))
    for pair in range((factors + 1) // 2):
        words = block(
            (index & np.uint64(_MASK), index >> np.uint64(32), np.full(scenarios, pair), np.full(scenarios, purpose)),
            (low, high))
        for half in (0, 1):
            factor = 2 * pair + half
            if factor < factors:
                bits = (words[2 * half] << np.uint64(32)) | words[2 * half + 1]
                result[:, factor] = ((bits >> np.uint64(12)).astype(float) + 0.5) / 2.0**52
    return result


def normals(seed, scenarios, factors, purpose=0):
    return ndtri(uniforms(seed, scenarios, factors, purpose))


def check(path):
    """Holds the generator against the known answers of Random123; says how many."""
    checked = 0
    for line in open(path):
        cells = line.strip().split(",")
        if cells[:2] != ["philox4x32", "10"]:
            continue
        counter, key, output = ([int(word, 16) for word in cell.split()] for cell in cells[2:])
        found = [int(word) for word in block(counter, key)]
        if found != output:
            raise SystemExit(f"philox4x32-10 of {cells[2]} under {cells[3]} is {found}")
        checked += 1
    return checked
