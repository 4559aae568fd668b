#include "tail.h"

int tp_tail_excess(tp_instruction_set set, size_t n, const double *base, const double *change, double size,
                   double threshold, double *excess, size_t *count) {
  TP_DISPATCH(set, tail_excess, (n, base, change, size, threshold, excess, count))
}
