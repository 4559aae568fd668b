#ifndef TP_TRANSFORM_H
#define TP_TRANSFORM_H

#include "tp_instruction_set.h"
#include <stddef.h>

/// The discrete Fourier transform of n real numbers and its inverse, n a power of two and at least 4.
///
///     X[k] = sum over j of x[j] exp(-2 pi i j k / n),  k = 0 ... n/2
///
/// `turns` holds the factors, made by the caller: for every pass of radix four over sub-transforms of m = n/2, n/8, n/32 ...
/// points, m >= 4, six columns of m/4 numbers, cos and sin of -2 pi p / m, of twice and of three times that; then two
/// columns of n/4 + 1 numbers, cos and sin of -2 pi k / n. `work` has 2 n numbers. The columns may not overlap. The inverse divides by n, and leaves out the imaginary parts of X[0] and X[n/2].
///
/// The same numbers give the same bits on every machine with fused multiply-add. Each returns 0; or 1, with nothing done,
/// when the machine does not have the set or n is not such a number.
int tp_real_transform(tp_instruction_set set, size_t n, const double *turns, const double *input, double *real,
                      double *imaginary, double *work);
int tp_real_transform_inverse(tp_instruction_set set, size_t n, const double *turns, const double *real,
                              const double *imaginary, double *output, double *work);

#endif
