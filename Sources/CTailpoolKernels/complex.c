#include "complex.h"

int tp_complex_exponentials(tp_instruction_set set, size_t n, double shift, double *real, double *imaginary) {
  TP_DISPATCH(set, complex_exponentials, (n, shift, real, imaginary))
}

int tp_complex_logarithms(tp_instruction_set set, size_t n, double slope, double factor, double *real, double *imaginary) {
  TP_DISPATCH(set, complex_logarithms, (n, slope, factor, real, imaginary))
}

int tp_complex_reciprocals(tp_instruction_set set, size_t n, double slope, double numerator, double *real, double *imaginary) {
  TP_DISPATCH(set, complex_reciprocals, (n, slope, numerator, real, imaginary))
}
