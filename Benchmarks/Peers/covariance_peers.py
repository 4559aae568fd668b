"""Times NumPy, scikit-learn, non-linear-shrinkage and statsmodels on the inputs of CovarianceComparison --write FOLDER.

Prints `name ns_median value` lines like CovarianceComparison, and how close to the nearest correlation each peer comes.
usage: covariance_peers.py FOLDER [REPEATS]; pip install numpy scikit-learn non-linear-shrinkage statsmodels
"""
import contextlib
import io
import os
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
import numpy as np  # noqa: E402
from nonlinshrink import shrink_cov  # noqa: E402
from sklearn.covariance import OAS, LedoitWolf  # noqa: E402
from statsmodels.stats.correlation_tools import corr_nearest  # noqa: E402

warnings.filterwarnings("ignore")
folder = sys.argv[1]
repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 5


def matrix(name, shape):
    values = np.fromfile(os.path.join(folder, name), "<f8")
    return np.ascontiguousarray(values.reshape(shape, order="F"))


def measure(name, body, count=1, repeats=repeats):
    body()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        body()
        times.append((time.perf_counter() - start) / count * 1e9)
    print(f"{name} ns_median {sorted(times)[len(times) // 2]:.3f}", flush=True)
    print(f"{name} ns_min {min(times):.3f}", flush=True)


small, large = matrix("returns_2500x500.bin", (2500, 500)), matrix("returns_2000x1000.bin", (2000, 1000))
measure("numpy_cov_2500x500", lambda: np.cov(small, rowvar=False))
measure("scikit_learn_ledoit_wolf_2500x500", lambda: LedoitWolf().fit(small))
measure("scikit_learn_oas_2500x500", lambda: OAS().fit(small))
measure("nonlinshrink_2000x1000", lambda: shrink_cov(large), repeats=min(repeats, 3))

broken = matrix("correlation_500.bin", (500, 500))
nearest = {}


# Once: it takes a thousand times as long as the other routines.
start = time.perf_counter()
with contextlib.redirect_stdout(io.StringIO()):
    nearest["statsmodels"] = corr_nearest(broken, threshold=1e-15, n_fact=1)
print(f"statsmodels_corr_nearest_500 ns_median {(time.perf_counter() - start) * 1e9:.0f}", flush=True)
for name, value in nearest.items():
    print(f"{name}_corr_nearest_500 distance {np.linalg.norm(value - broken):.9f} "
          f"smallest_eigenvalue {np.linalg.eigvalsh(value)[0]:.3e}")

generator = np.random.Generator(np.random.PCG64(7))
numbers = np.empty(5_000_000)
measure("numpy_pcg64_normals", lambda: generator.standard_normal(out=numbers), numbers.size)
block = np.empty(10_000)


def blocks():
    for _ in range(500):
        generator.standard_normal(out=block)


measure("numpy_pcg64_normals_blocks", blocks, 500 * block.size)
factor = np.linalg.cholesky(0.3 + 0.7 * np.eye(200))


def correlated():
    for _ in range(100):
        generator.standard_normal((1000, 200)) @ factor.T


measure("numpy_correlated_normals_200", correlated, 100 * 1000 * 200)
