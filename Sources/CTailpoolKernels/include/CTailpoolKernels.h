#ifndef C_TAILPOOL_KERNELS_H
#define C_TAILPOOL_KERNELS_H

#include <stddef.h>

/// The instruction sets a kernel is compiled for, slowest first.
typedef enum tp_instruction_set {
  /// One element after the other, with the exp, log and erfc of the C library.
  tp_instruction_set_libm = 0,
  /// Vectors of what every machine of the architecture has: SSE2 on x86-64, NEON on arm64.
  tp_instruction_set_baseline = 1,
  /// AVX2 and FMA; x86-64 only.
  tp_instruction_set_avx2 = 2,
  /// AVX-512 F, DQ and VL; x86-64 only.
  tp_instruction_set_avx512 = 3
} tp_instruction_set;

/// The fastest instruction set that this machine has; the kernels use it.
tp_instruction_set tp_best_instruction_set(void);

/// Adds weight * Black-76 (undiscounted) of one option to `values` for n moves of its underlying.
///
/// The i-th move multiplies the forward by spot_factors[i] (> 0, log in log_spot_factors[i]) and the volatility by
/// volatility_factors[i] (> 0). sign is +1 for a call, -1 for a put; volatility, forward and strike are > 0;
/// years is the time left after the horizon, 0 or less gives the intrinsic value. weight carries quantity,
/// contract size and discount factor.
///
/// A price is never below the intrinsic value. A volatility of zero gives the intrinsic value, an infinite one the
/// forward (call) or the strike (put); a NaN or a negative volatility gives NaN in that slot alone.
///
/// The same move gives the same bits wherever it stands in the arrays and however many there are. Machines with fused
/// multiply-add agree with each other to the bit but for log and erfc of their C library; SSE2 differs by rounding.
void tp_black76_revalue(size_t n, const double *spot_factors, const double *log_spot_factors,
                        const double *volatility_factors, double forward, double strike, double volatility,
                        double years, double sign, double weight, double *values);

/// The same with a chosen instruction set, for tests and benchmarks.
///
/// Returns 0, or 1 when the machine does not have the set, and then nothing is done.
int tp_black76_revalue_on(tp_instruction_set set, size_t n, const double *spot_factors,
                          const double *log_spot_factors, const double *volatility_factors, double forward,
                          double strike, double volatility, double years, double sign, double weight,
                          double *values);

#endif
