// The elementary functions of revaluation and book: the same bits with every instruction set that has fused multiply-add.
//
// elementary.inc.h does not promise that, and is faster where a price is needed to its last digits; see
// Docs/Decisions/0041-evaluations-of-black.md.
#include "vector.inc.h"
#include "revaluation_coefficients.h"

/* log(2) in two parts; the high one has 17 zero bits at its end, so that its products with powers are exact. */
#define TP_LOG_2_HIGH 0x1.62e42fefap-1
#define TP_LOG_2_LOW 0x1.cf79abc9e3b3ap-40
#define TP_LOG2_E 0x1.71547652b82fep0
/* Adding 1.5 * 2^52 leaves the nearest integer in the low bits. */
#define TP_ROUND_TO_INTEGER 0x1.8p52

/* The smaller of x and a bound; NaN when x is. */
TP_INLINE V at_most(V x, double bound) { return least((V)bound, x); }

/* x where it is positive, zero where it is not, NaN when it is. */
TP_INLINE V positive_part(V x) { return x <= 0.0 ? (V)0.0 : x; }

/* exp(x) for -705 <= x <= 700; anything for NaN. */
TP_INLINE V plain_exponential(V x) {
  V shifted = fma_(x, TP_LOG2_E, TP_ROUND_TO_INTEGER);
  V power = shifted - TP_ROUND_TO_INTEGER;
  V r = fma_(power, -TP_LOG_2_HIGH, x);
  r = fma_(power, -TP_LOG_2_LOW, r);
  V polynomial = (V)tp_exponential[9];
#pragma clang loop unroll(full)
  for (int i = 8; i >= 0; i--) polynomial = fma_(polynomial, r, tp_exponential[i]);
  polynomial = fma_(polynomial, r * r, r) + 1.0;
  return (V)(AS_U(polynomial) + (AS_U(shifted) << 52));
}

/* N(-y) exp(y^2 / 2) for 0 <= y <= TP_LARGEST_DEVIATION; NaN for NaN. */
TP_INLINE V mills(V y) {
  V scale = 1.0 / (y + TP_MILLS_SHIFT);
  V t = fma_(scale, -2 * TP_MILLS_SHIFT, 1.0);
  V polynomial = (V)tp_mills[23];
#pragma clang loop unroll(full)
  for (int i = 22; i >= 0; i--) polynomial = fma_(polynomial, t, tp_mills[i]);
  return polynomial * scale;
}
