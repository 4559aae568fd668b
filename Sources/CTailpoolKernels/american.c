#include "american.h"

size_t tp_american_scratch(const tp_american_scheme *scheme) {
  size_t nodes = scheme->nodes;
  return 16 * (20 * (nodes + 1) + 3 * scheme->points + nodes * nodes);
}

int tp_american_boundaries(tp_instruction_set set, size_t n, const double *const *problems,
                           const tp_american_scheme *scheme, double *scratch, size_t stride, double *logs,
                           double *tangents, double *steps) {
#if TP_X86
  if (n <= TP_AMERICAN_NARROW && set >= tp_instruction_set_avx2 && set <= tp_best_instruction_set()) {
    tp_american_boundaries_narrow(n, problems, scheme, scratch, stride, logs, tangents, steps);
    return 0;
  }
#endif
  TP_DISPATCH(set, american_boundaries,
                          (n, problems, scheme, scratch, stride, logs, tangents, steps))
}

int tp_american_premiums(tp_instruction_set set, size_t n, const double *const *problems, const double *log_spots,
                         const double *delays, const size_t *columns, const tp_american_scheme *scheme, size_t stride,
                         const double *logs, const double *tangents, int derivatives, double *const *outputs) {
#if TP_X86
  if (n <= TP_AMERICAN_NARROW && set >= tp_instruction_set_avx2 && set <= tp_best_instruction_set()) {
    tp_american_premiums_narrow(n, problems, log_spots, delays, columns, scheme, stride, logs, tangents, derivatives,
                                outputs);
    return 0;
  }
#endif
  TP_DISPATCH(set, american_premiums,
                          (n, problems, log_spots, delays, columns, scheme, stride, logs, tangents, derivatives, outputs))
}
