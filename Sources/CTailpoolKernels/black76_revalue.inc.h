/* The vector text of tp_black76_revalue, included once for each instruction set with

     TP_NAME(x)   the name of x for this set
     TP_TARGET    the target attribute
     TP_WIDTH     elements of a vector, a power of two
     TP_FUSED     1 where the set has fused multiply-add

   With F the moved forward, K the strike, x = log(F / K), s = volatility * sqrt(years), the value is

     intrinsic + max(otm, 0),   otm = min(F, K) N(y1) - max(F, K) N(y2),   y1,2 = -|x| / s +- s / 2,

   because an option in the money is worth its intrinsic value and the option of the other kind, which is out of the
   money. Both terms share one exponential: with R(y) = N(-y) exp(y^2 / 2) and A = min(F, K) exp(-y1^2 / 2),

     min(F, K) N(y1) = A R(-y1)  if y1 < 0,  else min(F, K) - A R(y1),      max(F, K) N(y2) = A R(-y2).

   R comes from one polynomial on [0, TP_LARGEST_DEVIATION]. Beyond it A is below 1e-305 of min(F, K) for y1, and s is
   too small for y2 alone to leave it while A counts, as long as s <= TP_LARGEST_TOTAL_DEVIATION; greater s, s = 0 and
   s = NaN go one by one to tp_black76_out_of_the_money. Every product and sum is rounded as written (contraction is
   off, fused operations are explicit), so that the result does not depend on the compiler's mood. */

typedef double TP_NAME(vector) __attribute__((ext_vector_type(TP_WIDTH), aligned(8)));
/* What comparing vectors gives: all bits set where true. */
typedef __typeof__((TP_NAME(vector))0 < (TP_NAME(vector))0) TP_NAME(bits);
#define V TP_NAME(vector)
#define B TP_NAME(bits)
#define TP_INLINE TP_TARGET __attribute__((always_inline)) static inline

#if TP_FUSED
#define FMA(a, b, c) __builtin_elementwise_fma((V)(a), (V)(b), (V)(c))
#else
#define FMA(a, b, c) ((V)(a) * (V)(b) + (V)(c))
#endif

TP_INLINE V TP_NAME(load)(const double *source) {
  V vector;
  __builtin_memcpy(&vector, source, sizeof vector);
  return vector;
}

TP_INLINE void TP_NAME(store)(double *target, V vector) { __builtin_memcpy(target, &vector, sizeof vector); }

/* condition ? a : b, lane by lane. */
TP_INLINE V TP_NAME(select)(B condition, V a, V b) { return (V)((condition & (B)a) | (~condition & (B)b)); }

/* The smaller of x and a bound; NaN when x is. */
TP_INLINE V TP_NAME(at_most)(V x, double bound) { return TP_NAME(select)((V)bound < x, (V)bound, x); }

/* x where it is positive, zero where it is not, NaN when it is. */
TP_INLINE V TP_NAME(positive_part)(V x) { return TP_NAME(select)(x <= (V)0.0, (V)0.0, x); }

/* exp(x) for -705 <= x <= 700; anything for NaN. */
TP_INLINE V TP_NAME(exponential)(V x) {
  V shifted = FMA(x, TP_LOG2_E, TP_ROUND_TO_INTEGER);
  V power = shifted - TP_ROUND_TO_INTEGER;
  V r = FMA(power, -TP_LOG_2_HIGH, x);
  r = FMA(power, -TP_LOG_2_LOW, r);
  V polynomial = (V)tp_exponential[9];
#pragma clang loop unroll(full)
  for (int i = 8; i >= 0; i--) polynomial = FMA(polynomial, r, tp_exponential[i]);
  polynomial = FMA(polynomial, r * r, r) + 1.0;
  return (V)((B)polynomial + ((B)shifted << 52));
}

/* N(-y) exp(y^2 / 2) for 0 <= y <= TP_LARGEST_DEVIATION; NaN for NaN. */
TP_INLINE V TP_NAME(mills)(V y) {
  V scale = 1.0 / (y + TP_MILLS_SHIFT);
  V t = FMA(scale, -2 * TP_MILLS_SHIFT, 1.0);
  V polynomial = (V)tp_mills[23];
#pragma clang loop unroll(full)
  for (int i = 22; i >= 0; i--) polynomial = FMA(polynomial, t, tp_mills[i]);
  return polynomial * scale;
}

/* Replaces the lanes of `values` whose deviation the polynomials do not serve. */
TP_TARGET __attribute__((noinline)) static void TP_NAME(replace_unusual)(
    double *values, const double *forwards, const double *log_moneyness, const double *deviations, double strike) {
  for (int lane = 0; lane < TP_WIDTH; lane++) {
    if (!(deviations[lane] > 0 && deviations[lane] <= TP_LARGEST_TOTAL_DEVIATION))
      values[lane] = tp_black76_out_of_the_money(forwards[lane], strike, log_moneyness[lane], deviations[lane]);
  }
}

TP_INLINE void TP_NAME(block)(const double *spot_factors, const double *log_spot_factors,
                              const double *volatility_factors, const tp_black76_option *option, double *values) {
  V forward = option->forward * TP_NAME(load)(spot_factors);
  V log_moneyness = option->log_moneyness + TP_NAME(load)(log_spot_factors);
  V deviation = option->deviation * TP_NAME(load)(volatility_factors);

  V distance = __builtin_elementwise_abs(log_moneyness) / deviation, half = 0.5 * deviation;
  V y1 = half - distance, y2 = half + distance; /* the second with its sign changed */
  V size1 = TP_NAME(at_most)(__builtin_elementwise_abs(y1), TP_LARGEST_DEVIATION);
  V size2 = TP_NAME(at_most)(y2, TP_LARGEST_DEVIATION);
  V mills1 = TP_NAME(mills)(size1), mills2 = TP_NAME(mills)(size2);

  V lower = TP_NAME(at_most)(forward, option->strike);
  V density = lower * TP_NAME(exponential)(-0.5 * size1 * size1);
  B above = y1 > (V)0.0;
  V difference = TP_NAME(select)(above, -mills1, mills1) - mills2;
  V value = FMA(density, difference, TP_NAME(select)(above, lower, (V)0.0));

  B usual = (deviation > (V)0.0) & (deviation <= (V)TP_LARGEST_TOTAL_DEVIATION);
  if (__builtin_expect(!__builtin_reduce_and(usual), 0)) {
    double lanes[TP_WIDTH], forwards[TP_WIDTH], moneyness[TP_WIDTH], deviations[TP_WIDTH];
    TP_NAME(store)(lanes, value);
    TP_NAME(store)(forwards, forward);
    TP_NAME(store)(moneyness, log_moneyness);
    TP_NAME(store)(deviations, deviation);
    TP_NAME(replace_unusual)(lanes, forwards, moneyness, deviations, option->strike);
    value = TP_NAME(load)(lanes);
  }
  V intrinsic = TP_NAME(positive_part)(option->sign * (forward - option->strike));
  value = intrinsic + TP_NAME(positive_part)(value);
  TP_NAME(store)(values, FMA(option->weight, value, TP_NAME(load)(values)));
}

TP_TARGET static void TP_NAME(revalue)(size_t n, const double *spot_factors, const double *log_spot_factors,
                                       const double *volatility_factors, const tp_black76_option *option,
                                       double *values) {
  size_t i = 0;
  for (; i + TP_WIDTH <= n; i += TP_WIDTH)
    TP_NAME(block)(spot_factors + i, log_spot_factors + i, volatility_factors + i, option, values + i);
  if (i == n) return;
  /* The rest goes through the same text in a padded vector. */
  double spots[TP_WIDTH], logs[TP_WIDTH], volatilities[TP_WIDTH], results[TP_WIDTH];
  size_t rest = n - i;
  for (size_t lane = 0; lane < TP_WIDTH; lane++) {
    int used = lane < rest;
    spots[lane] = used ? spot_factors[i + lane] : 1;
    logs[lane] = used ? log_spot_factors[i + lane] : 0;
    volatilities[lane] = used ? volatility_factors[i + lane] : 1;
    results[lane] = used ? values[i + lane] : 0;
  }
  TP_NAME(block)(spots, logs, volatilities, option, results);
  for (size_t lane = 0; lane < rest; lane++) values[i + lane] = results[lane];
}

#include "black76_book.inc.h"

#undef V
#undef B
#undef TP_INLINE
#undef FMA
#undef TP_NAME
#undef TP_TARGET
#undef TP_WIDTH
#undef TP_FUSED
