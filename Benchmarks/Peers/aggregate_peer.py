"""Times one compound of the Python package aggregate on the grid of InsuranceBenchmark peer; pip install aggregate.

Prints a line like that of InsuranceBenchmark: the least wall time of `Aggregate.update`, as it stands, on 2^16 points of step 1, a Poisson number of 20
lognormal claims (mu 4, sigma 1), one thread.   usage: aggregate_peer.py [REPEATS]
"""
import contextlib
import io
import math
import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
with contextlib.redirect_stdout(io.StringIO()):
    from aggregate import build

repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 20
mean, cv = math.exp(4.5), math.sqrt(math.exp(1) - 1)
law = build(f"agg Peer 20 claims sev lognorm {mean!r} cv {cv!r} poisson", update=False)
best = math.inf
for _ in range(repeats + 1):
    start = time.perf_counter()
    law.update(log2=16, bs=1)
    best = min(best, time.perf_counter() - start)
density = law.density_df.p_total.to_numpy()
losses = law.density_df.loss.to_numpy()
first = float((density * losses).sum())
second = float((density * losses**2).sum())
print(f"peer_aggregate ms {best * 1e3} mean {first} deviation {math.sqrt(second - first * first)} p2000 {density[2000]}")
