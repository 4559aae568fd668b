// What the instruction sets of one batch function share: their names and the models of an option's columns.
#ifndef TAILPOOL_KERNELS_H
#define TAILPOOL_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#define TP_X86 1
#else
#define TP_X86 0
#endif

/// Columns give a spot with rate and dividend yield, or a forward with a discount factor.
enum { TP_MODEL_SPOT, TP_MODEL_FORWARD };

#define TP_DECLARE(name, set) void tp_##name##_##set(size_t n, const double *const *in, double *const *out, uint8_t *outside, int streaming);
#define TP_KERNELS(X)            \
  X(spot_price)                  \
  X(forward_price)               \
  X(spot_greeks5)                \
  X(spot_greeks19)               \
  X(spot_implied_volatility)     \
  X(forward_implied_volatility)  \
  X(normalized_implied_deviation)

#define TP_DECLARE_ALL(name) TP_DECLARE(name, baseline) TP_DECLARE(name, avx2) TP_DECLARE(name, avx512)
TP_KERNELS(TP_DECLARE_ALL)

#define TP_DECLARE_MIXTURE(set)                                                                                     \
  void tp_mixture_prices_##set(size_t n, const double *log_strikes, size_t parts, const double *weights,           \
                               const double *log_means, const double *deviations, double *log_prices,              \
                               double *terms, size_t stride);
TP_DECLARE_MIXTURE(baseline) TP_DECLARE_MIXTURE(avx2) TP_DECLARE_MIXTURE(avx512)

double tp_normalized_implied_deviation_one_fma(double x, double price);
double tp_normalized_implied_deviation_one_baseline(double x, double price);

#endif
