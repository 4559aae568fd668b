// What the instruction sets of the price kernels share: their names and the models of an option's columns.
#ifndef TP_PRICE_H
#define TP_PRICE_H

#include "dispatch.h"

/// Columns give a spot with rate and dividend yield, or a forward with a discount factor.
enum { TP_MODEL_SPOT, TP_MODEL_FORWARD };

#define TP_KERNELS(X)            \
  X(spot_price)                  \
  X(forward_price)               \
  X(spot_greeks5)                \
  X(spot_greeks19)               \
  X(forward_greeks8)             \
  X(spot_implied_volatility)     \
  X(forward_implied_volatility)  \
  X(normalized_implied_deviation)

/// A batch of columns; see tp_batch.h.
#define TP_PRICE_PARAMETERS \
  (size_t n, const double *const *in, double *const *out, uint8_t *outside, int streaming)
#define TP_DECLARE_PRICE(name) TP_DECLARE(name, TP_PRICE_PARAMETERS)
TP_KERNELS(TP_DECLARE_PRICE)

/// The functions of one element: X(name, parameters, names of them).
#define TP_SPOT_PARAMETERS double spot, double strike, double years, double sign, double value, double rate, double yield
#define TP_SPOT_NAMES spot, strike, years, sign, value, rate, yield
#define TP_FORWARD_PARAMETERS double forward, double strike, double years, double sign, double value, double discount
#define TP_FORWARD_NAMES forward, strike, years, sign, value, discount
#define TP_KERNELS_OF_ONE(X)                                                            \
  X(spot_price_one, (TP_SPOT_PARAMETERS), (TP_SPOT_NAMES))                              \
  X(spot_implied_volatility_one, (TP_SPOT_PARAMETERS), (TP_SPOT_NAMES))                 \
  X(forward_price_one, (TP_FORWARD_PARAMETERS), (TP_FORWARD_NAMES))                     \
  X(forward_implied_volatility_one, (TP_FORWARD_PARAMETERS), (TP_FORWARD_NAMES))        \
  X(normalized_implied_deviation_one, (double x, double price), (x, price))

#define TP_DECLARE_ONE(name, parameters, names) \
  double tp_##name##_baseline parameters;       \
  double tp_##name##_avx2 parameters;
TP_KERNELS_OF_ONE(TP_DECLARE_ONE)

#endif
