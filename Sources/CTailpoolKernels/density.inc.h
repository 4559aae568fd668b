// The text of a density's cells: the lanes are cells beside each other, and the rule's nodes follow in a loop.
#include "density.h"
#include "elementary.inc.h"

/// The density; `is_power` where y is raised to a power other than one.
TP_INLINE V density(V y, const tp_log_density *law, int is_power) {
  V logarithm = log_ratio(y, (V)1.0);
  V raised = is_power ? exponential(greatest(least((V)700.0, law->power * logarithm), (V)-700.0)) : y;
  V value = fma_(fma_((V)-law->curvature, logarithm, (V)law->slope), logarithm, (V)law->constant);
  value = fma_((V)-law->rate, raised - 1.0, value);
  return value < -700.0 ? (V)0.0 : exponential(greatest(value, (V)-700.0));
}

TP_TARGET void TP_NAME(density_cells)(size_t n, double start, double step, const tp_log_density *law, size_t rule,
                                      const double *nodes, const double *weights, double *masses, double *moments) {
  int is_power = law->power != 1.0;
  V lanes;
  for (int lane = 0; lane < W; lane++) lanes[lane] = lane;
  for (size_t i = 0; i < n; i += W) {
    // Lanes past the end stand on the last cell, so that each is of a number that the caller promised.
    V cell = least((V)(double)(n - 1), lanes + (double)i);
    V mass = (V)0.0, moment = (V)0.0;
    for (size_t j = 0; j < rule; j++) {
      V weighted = weights[j] * density(fma_(cell + nodes[j], (V)step, (V)start), law, is_power);
      mass += weighted;
      moment = fma_(weighted, (V)nodes[j], moment);
    }
    if (n - i >= W) {
      store(masses + i, mass);
      store(moments + i, moment);
    } else {
      for (size_t lane = 0; lane < n - i; lane++) masses[i + lane] = mass[lane], moments[i + lane] = moment[lane];
    }
  }
}
