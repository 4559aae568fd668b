"""Times two compounds of the Python package aggregate on the grid of InsuranceBenchmark peer; pip install aggregate.

Prints lines like those of InsuranceBenchmark: the least wall time of `Aggregate.update`, as it stands, on 2^16 points of step 1, a Poisson number of 20
claims, lognormal (mu 4, sigma 1) or a mixture of that (0.8) with another (mu 6, sigma 1), one thread.   usage: aggregate_peer.py [REPEATS]
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
cv = math.sqrt(math.exp(1) - 1)
low, high = math.exp(4.5), math.exp(6.5)
for name, severity, place in [
    ("lognormal", f"lognorm {low!r} cv {cv!r}", 2000),
    ("mixed", f"lognorm [{low!r} {high!r}] cv {cv!r} wts [0.8 0.2]", 5000),
]:
    with contextlib.redirect_stdout(io.StringIO()):
        law = build(f"agg Peer 20 claims sev {severity} poisson", update=False)
    best = math.inf
    for _ in range(repeats + 1):
        start = time.perf_counter()
        law.update(log2=16, bs=1)
        best = min(best, time.perf_counter() - start)
    density = law.density_df.p_total.to_numpy()
    losses = law.density_df.loss.to_numpy()
    print(f"peer_aggregate_{name} ms {best * 1e3} mean {float((density * losses).sum())} p{place} {density[place]}")
