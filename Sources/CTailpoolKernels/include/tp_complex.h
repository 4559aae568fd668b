#ifndef TP_COMPLEX_H
#define TP_COMPLEX_H

#include "tp_instruction_set.h"
#include <stddef.h>

/// Replaces n complex numbers z by exp(z - shift).
///
/// For real parts less the shift of at most 700, and imaginary parts of at most 1e5 in size; below -708 the result is zero.
/// NaN gives NaN. Errors are 5e-16 of the size of the result.
///
/// The same number gives the same bits wherever it stands, and on every machine with fused multiply-add. Returns 0; or 1,
/// with nothing done, when the machine does not have the set.
int tp_complex_exponentials(tp_instruction_set set, size_t n, double shift, double *real, double *imaginary);

/// Replaces n complex numbers z by factor log(1 + slope (z - 1)), the branch along the positive axis.
///
/// An argument of zero counts as 1e-150; one that is not finite gives NaN. Errors are 6e-16 of the size of the logarithm, besides
/// what a rounding of slope (z - 1) makes.
///
/// The same number gives the same bits wherever it stands, and on every machine with fused multiply-add. Returns 0; or 1,
/// with nothing done, when the machine does not have the set.
int tp_complex_logarithms(tp_instruction_set set, size_t n, double slope, double factor, double *real, double *imaginary);

/// Replaces n complex numbers z by numerator / (1 + slope (z - 1)); a divisor of zero counts as 1e-150.
///
/// Errors are 8e-16 of the size of the result, besides what a rounding of the divisor makes. Bits and refusal are as above.
int tp_complex_reciprocals(tp_instruction_set set, size_t n, double slope, double numerator, double *real, double *imaginary);

#endif
