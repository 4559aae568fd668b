// The excess of a tail: sums and counts against long doubles, at every length around that of a vector.
#include "harness.h"

#include <math.h>
#include <string.h>

static void hold_tail(size_t n, double size, double threshold) {
  enum { MOST = 100 };
  uint64_t state = 17 + n;
  double base[MOST], change[MOST], first = 0;
  for (size_t i = 0; i < n; i++) base[i] = uniform(&state, -10, 10), change[i] = uniform(&state, -2, 2);
  // One stands on the threshold, where nothing is beyond it.
  if (n > 0) base[n / 2] = threshold, change[n / 2] = 0;
  int has_first = 0;
  FOR_SETS(set) {
    double *excess = exact(1);
    size_t count = 7, expected_count = 0;
    *excess = -1;
    if (tp_tail_excess(set, n, exact_copy(base, n), exact_copy(change, n), size, threshold, excess, &count) != 0)
      failure("tp_tail_excess refused %s", set_name(set));
    long double sum = 0, scale = 1;
    for (size_t i = 0; i < n; i++) {
      long double beyond = (long double)base[i] + (long double)size * change[i] - threshold;
      scale += fabsl(beyond) + fabs(base[i]) + fabs(size * change[i]) + fabs(threshold);
      if (beyond > 0) sum += beyond, expected_count++;
    }
    Gate own = gate("tp_tail_excess", set, "formula", 2);
    hold(&own, *excess, sum, scale * ROUNDING, n);
    finish(&own, 1);
    if (count != expected_count)
      failure("tp_tail_excess on %s: %zu of %zu beyond %g, expected %zu", set_name(set), count, n, threshold, expected_count);
    if (!is_fused(set)) continue;
    if (!has_first) first = *excess, has_first = 1;
    if (memcmp(&first, excess, sizeof first) != 0) failure("tp_tail_excess: %s has other bits", set_name(set));
  }
  if (has_first) digest("tail", &first, 1);
  release();
}

void check_tail(void) {
  static const double sizes[] = {0, 1, -3.5}, thresholds[] = {0, 2.25, -40, 40};
  for (int s = 0; s < 3; s++)
    for (int t = 0; t < 4; t++)
      for (size_t n = 0; n <= 70; n++) hold_tail(n, sizes[s], thresholds[t]);
}
