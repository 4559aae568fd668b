"""Writes inverse_normal.csv to standard output: the standard normal quantile by mpmath at 50 digits.

    python3 inverse_normal.py > ../Tables/inverse_normal.csv
"""
import random

import mpmath

mpmath.mp.dps = 50
random.seed(1)

points = [2.0**-53, 1 - 2.0**-53, 0.5, 0.5 + 2.0**-52, 0.075, 0.925, 0.0749999, 0.9250001]
points += [10.0**-k for k in (1, 2, 3, 5, 8, 10, 11, 12, 15, 20, 50, 100, 200, 300)]
points += [1 - 10.0**-k for k in (2, 3, 5, 8, 10, 12, 14)]
points += [random.random() for _ in range(100)]
points += [10.0 ** random.uniform(-16, -1) for _ in range(50)]


def quantile(p):
    p = mpmath.mpf(p)
    if p == mpmath.mpf(1) / 2:
        return mpmath.mpf(0)
    tail = min(p, 1 - p)
    start = -mpmath.sqrt(-2 * mpmath.log(2 * tail)) if tail < 0.1 else mpmath.sqrt(2) * mpmath.erfinv(2 * tail - 1)
    x = mpmath.findroot(lambda x: mpmath.log(mpmath.ncdf(x) / tail), start, tol=1e-45)
    return x if p < mpmath.mpf(1) / 2 else -x


print(f"# Standard normal quantile, mpmath {mpmath.__version__}, 50 digits, by inverse_normal.py")
print("p,quantile")
for p in points:
    print(f"{p!r},{mpmath.nstr(quantile(p), 22)}")
