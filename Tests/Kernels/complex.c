// Complex exponentials against long doubles, at every length around that of a vector, and the same bits on every set.
#include "harness.h"

#include <math.h>
#include <string.h>

static void hold_exponentials(size_t n, double low, double high, double turn) {
  enum { MOST = 100 };
  uint64_t state = 5 + n;
  double x[MOST], y[MOST], first[2 * MOST];
  for (size_t i = 0; i < n; i++) x[i] = uniform(&state, low, high), y[i] = uniform(&state, -turn, turn);
  int has_first = 0;
  FOR_SETS(set) {
    double *values = exact_copy(x, n), *others = exact_copy(y, n);
    if (tp_complex_exponentials(set, n, 1.5, values, others) != 0) failure("tp_complex_exponentials refused %s", set_name(set));
    Gate own = gate("tp_complex_exponentials", set, "formula", 5);
    for (size_t i = 0; i < n; i++) {
      long double size = expl((long double)(x[i] - 1.5));
      hold(&own, values[i], size * cosl(y[i]), size * ROUNDING, i);
      hold(&own, others[i], size * sinl(y[i]), size * ROUNDING, i);
    }
    finish(&own, n);
    if (!is_fused(set)) continue;
    if (!has_first) memcpy(first, values, n * sizeof(double)), memcpy(first + n, others, n * sizeof(double)), has_first = 1;
    if (memcmp(first, values, n * sizeof(double)) != 0 || memcmp(first + n, others, n * sizeof(double)) != 0)
      failure("tp_complex_exponentials: %s has other bits", set_name(set));
  }
  if (has_first) digest("complex", first, 2 * n);
  release();
}

void check_complex(void) {
  for (size_t n = 1; n <= 70; n++) {
    hold_exponentials(n, -1, 1, 4);
    hold_exponentials(n, -700, 0, 100);
    hold_exponentials(n, -5, 500, 99999);
  }
  FOR_SETS(set) {
    double *ends = exact(5), *angles = exact(5);
    const double given[] = {-709, -INFINITY, NAN, 0, -1}, turns[] = {1, 1, 1, NAN, 0};
    memcpy(ends, given, sizeof given), memcpy(angles, turns, sizeof turns);
    tp_complex_exponentials(set, 5, 0, ends, angles);
    if (ends[0] != 0 || angles[0] != 0 || ends[1] != 0 || angles[1] != 0 || !isnan(ends[2]) || !isnan(ends[3]) || angles[4] != 0)
      failure("tp_complex_exponentials at the ends on %s", set_name(set));
    release();
  }
}
