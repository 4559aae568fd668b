#ifndef TP_BATCH_H
#define TP_BATCH_H

#include "tp_instruction_set.h"
#include <stddef.h>
#include <stdint.h>

/// Batches over columns of n doubles each.
///
/// inputs and outputs are arrays of pointers to the columns, in the order that each function names. Bit i % 8 of
/// outside[i / 8] is set where element i lies outside the domain of the vector text; its outputs then mean nothing and
/// the caller computes them by other means. All other elements get their result, and none depends on its neighbors or
/// on where it stands. outside has (n + 7) / 8 bytes. streaming other than 0 writes past the caches, which pays when
/// the outputs do not fit in them. Columns may not overlap.
///
/// Each returns 0, or 1 when this machine does not have the instruction set, and then nothing is done.
#define TP_BATCH_FUNCTION(name)                                                                                  \
  int tp_##name(tp_instruction_set set, size_t n, const double *const *inputs, double *const *outputs,          \
                uint8_t *outside, int streaming)

/// spot, strike, years, sign (+1 call, -1 put), volatility, rate, dividend yield -> price.
TP_BATCH_FUNCTION(spot_price);
/// The same -> price, delta, gamma, vega, theta, rho.
TP_BATCH_FUNCTION(spot_greeks5);
/// The same -> price, delta, gamma, vega, theta, rho, epsilon, dualDelta, dualGamma, vanna, volga, charm, veta, vera,
/// speed, zomma, color, ultima, dVannaDVol, parmicharma.
TP_BATCH_FUNCTION(spot_greeks19);
/// spot, strike, years, sign, price, rate, dividend yield -> volatility.
TP_BATCH_FUNCTION(spot_implied_volatility);
/// forward, strike, years, sign, volatility, discount factor -> price.
TP_BATCH_FUNCTION(forward_price);
/// The same -> price, delta, gamma, vega, theta, dualDelta, dualGamma, vanna, volga.
TP_BATCH_FUNCTION(forward_greeks8);
/// forward, strike, years, sign, price, discount factor -> volatility.
TP_BATCH_FUNCTION(forward_implied_volatility);
/// log(forward / strike) of either sign, normalized out-of-the-money price -> volatility * sqrt(years).
TP_BATCH_FUNCTION(normalized_implied_deviation);

/// One element of the batch of that name. NaN where it lies outside the domain of the vector text; the scalar price goes
/// further than the batch at the money, where it sums a series instead of a difference.
double tp_spot_price_one(double spot, double strike, double years, double sign, double volatility, double rate,
                         double dividend_yield);
double tp_forward_price_one(double forward, double strike, double years, double sign, double volatility,
                            double discount_factor);
double tp_spot_implied_volatility_one(double spot, double strike, double years, double sign, double price, double rate,
                                      double dividend_yield);
double tp_forward_implied_volatility_one(double forward, double strike, double years, double sign, double price,
                                         double discount_factor);
double tp_normalized_implied_deviation_one(double x, double price);

/// Calls body(context, worker, first, last) for ranges that cover 0..<n, on up to `workers` threads.
///
/// Ranges start at multiples of `block` and are at most that long; worker is below `workers` and names the thread.
/// Returns when all are done. Threads that cannot be had leave their share to the others.
void tp_for_each_block(size_t n, size_t block, size_t workers,
                       void (*body)(void *context, size_t worker, size_t first, size_t last), void *context);

#endif
