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

#endif
