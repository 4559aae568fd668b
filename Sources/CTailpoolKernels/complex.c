#include "complex.h"

int tp_complex_exponentials(tp_instruction_set set, size_t n, double shift, double *real, double *imaginary) {
  TP_DISPATCH(set, complex_exponentials, (n, shift, real, imaginary))
}
