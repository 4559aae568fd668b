// The text of a tail's excess: one pass over two columns, in vectors of the same width on every set, so that sums agree.
#include "tail.h"
#include "vector.inc.h"

TP_TARGET void TP_NAME(tail_excess)(size_t n, const double *base, const double *change, double size, double threshold,
                                    double *excess, size_t *count) {
  V sums = (V)0.0;
  I counts = (I)0;
  size_t whole = n - n % W;
  for (size_t i = 0; i < whole; i += W) {
    V beyond = fma_(load(change + i), size, load(base + i)) - threshold;
    sums += greatest(beyond, (V)0.0);
    counts -= beyond > (V)0.0;
  }
  if (whole < n) {
    V last_base = (V)threshold, last_change = (V)0.0;
    for (size_t i = whole; i < n; i++) {
      last_base[i - whole] = base[i];
      last_change[i - whole] = change[i];
    }
    V beyond = fma_(last_change, size, last_base) - threshold;
    sums += greatest(beyond, (V)0.0);
    counts -= beyond > (V)0.0;
  }
  double sum = 0.0;
  long long number = 0;
  for (size_t lane = 0; lane < W; lane++) {
    sum += sums[lane];
    number += counts[lane];
  }
  *excess = sum;
  *count = (size_t)number;
}
