"""QuantLib's Higham repair of correlation_500.bin: once, as it takes long. usage: quantlib_nearest.py FOLDER [ORDER]"""
import os
import sys
import time

import numpy as np
import QuantLib as ql

order = int(sys.argv[2]) if len(sys.argv) > 2 else 500
values = np.fromfile(os.path.join(sys.argv[1], "correlation_500.bin"), "<f8").reshape(500, 500)[:order, :order]
broken = ql.Matrix(order, order)
for i in range(order):
    for j in range(order):
        broken[i][j] = float(values[i, j])
start = time.perf_counter()
root = ql.pseudoSqrt(broken, ql.SalvagingAlgorithm.Higham)
elapsed = time.perf_counter() - start
root = np.array([[root[i][j] for j in range(order)] for i in range(order)])
near = root @ root.T
print(f"quantlib_higham_{order} ns_median {elapsed * 1e9:.0f}")
print(f"quantlib_higham_{order} distance {np.linalg.norm(near - values):.9f} "
      f"diagonal_error {np.abs(np.diag(near) - 1).max():.3e}")
