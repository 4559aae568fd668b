#ifndef TP_COMPLEX_KERNEL_H
#define TP_COMPLEX_KERNEL_H

#include "dispatch.h"
#include "tp_complex.h"

TP_DECLARE(complex_exponentials, (size_t n, double shift, double *real, double *imaginary))
TP_DECLARE(complex_logarithms, (size_t n, double slope, double factor, double *real, double *imaginary))
TP_DECLARE(complex_reciprocals, (size_t n, double slope, double numerator, double *real, double *imaginary))

#endif
