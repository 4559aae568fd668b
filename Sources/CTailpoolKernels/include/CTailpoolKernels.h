#ifndef C_TAILPOOL_KERNELS_H
#define C_TAILPOOL_KERNELS_H

#include "tp_american.h"
#include "tp_batch.h"
#include "tp_book.h"
#include "tp_density.h"
#include "tp_complex.h"
#include "tp_instruction_set.h"
#include "tp_liquidity.h"
#include "tp_mixture.h"
#include "tp_proxy.h"
#include "tp_random.h"
#include "tp_sobol.h"
#include "tp_tail.h"
#include "tp_transform.h"
#include <stddef.h>

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
