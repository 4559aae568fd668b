// The cells of densities against the same rule in long doubles, for each kind of law and at every length around a vector's.
#include "harness.h"

#include <math.h>
#include <string.h>

enum { MOST = 70 };
static const double nodes[2] = {0.21132486540518711775, 0.78867513459481288225}, weights[2] = {0.5, 0.75};

static void hold_density(const char *kind, size_t n, double start, double step, tp_log_density law) {
  FOR_SETS(set) {
    double *masses = exact(n), *moments = exact(n);
    if (tp_density_cells(set, n, start, step, &law, 2, exact_copy(nodes, 2), exact_copy(weights, 2), masses, moments) != 0)
      failure("tp_density_cells refused %s", set_name(set));
    Gate own = gate("tp_density_cells", set, kind, 2);
    for (size_t k = 0; k < n; k++) {
      long double mass = 0, moment = 0, scale = 0;
      for (int j = 0; j < 2; j++) {
        long double y = start + ((long double)k + nodes[j]) * step, l = logl(y), raised = powl(y, law.power);
        long double f = expl(law.constant + (law.slope - law.curvature * l) * l - law.rate * (raised - 1));
        // What the terms and the place of the point are rounded by.
        long double terms = 1 + fabsl(law.constant) + fabsl(law.slope * l) + fabsl(law.curvature * l * l)
                            + law.rate * (raised + 1) * (1 + fabsl(law.power * l));
        long double place = fabsl(law.slope) + 2 * fabsl(law.curvature * l) + law.rate * law.power * raised;
        mass += weights[j] * f;
        moment += weights[j] * nodes[j] * f;
        scale = fmaxl(scale, terms + place * (fabsl((long double)start) + (k + 1) * fabsl((long double)step)) / y);
      }
      hold(&own, masses[k], mass, mass * scale * ROUNDING, k);
      hold(&own, moments[k], moment, moment * scale * ROUNDING, k);
    }
    if (n > 0) finish(&own, 2 * n);
    release();
  }
}

void check_density(void) {
  for (size_t n = 0; n <= MOST; n += n < 34 ? 1 : 12) {
    hold_density("lognormal", n, 0, 0.07, (tp_log_density){-1.5, -1, 2, 0, 1});
    hold_density("gamma", n, 1, 0.5, (tp_log_density){-0.25, 1.5, 0, 2.5, 1});
    hold_density("Weibull", n, 0.25, 0.01, (tp_log_density){0.5, 0.7, 0, 1, 1.7});
    hold_density("Pareto", n, 1, 1e4, (tp_log_density){1, -2.5, 0, 0, 1});
    hold_density("Pareto with an end", n, 1, -0.01, (tp_log_density){1, 2.5, 0, 0, 1});
    hold_density("far tail", n, 500, 2, (tp_log_density){0, 1, 0, 1, 1});
  }
  // What is below exp(-700) counts as zero.
  FOR_SETS(set) {
    tp_log_density law = {0, 0, 0, 1, 1};
    double mass = 1, moment = 1;
    if (tp_density_cells(set, 1, 800, 1, &law, 2, nodes, weights, &mass, &moment) != 0 || mass != 0 || moment != 0)
      failure("tp_density_cells on %s: %g and %g below exp(-700)", set_name(set), mass, moment);
  }
}
