#include "transform.h"

int tp_real_transform(tp_instruction_set set, size_t n, const double *turns, const double *input, double *real,
                      double *imaginary, double *work) {
  if (n < 4 || (n & (n - 1)) != 0) return 1;
  TP_DISPATCH(set, real_transform, (n, turns, input, real, imaginary, work))
}

int tp_real_transform_inverse(tp_instruction_set set, size_t n, const double *turns, const double *real,
                              const double *imaginary, double *output, double *work) {
  if (n < 4 || (n & (n - 1)) != 0) return 1;
  TP_DISPATCH(set, real_transform_inverse, (n, turns, real, imaginary, output, work))
}
