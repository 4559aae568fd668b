#ifndef TP_LIQUIDITY_H
#define TP_LIQUIDITY_H

#include "tp_instruction_set.h"
#include <stddef.h>

/// A range of prices in which liquidity lies, with what of it is the same at every spot.
typedef struct tp_liquidity_range {
  /// Where it begins, >= 0, and ends, above that or infinite, and their roots.
  double lower, upper, root_lower, root_upper;
  /// 1 / root_upper.
  double inverse;
  /// Base tokens of one unit below the range, 1 / root_lower - inverse, and quote tokens above it, root_upper - root_lower.
  double below, above;
  /// Other than 0 where the ends are so far apart that differences of roots keep their digits.
  int is_wide;
} tp_liquidity_range;

/// Adds units * (value + owed_base * S + owed_quote) to `values` for n moves of the base token, S = spot * spot_factors[i].
///
/// With r the root of S and a, b those of the ends, the value of one unit is 2 r - a - S / b within the range, below * S under it and
/// `above` over it; in a narrow range, with p the spot held to it, ((b^2 - p) / b * S (r + a) + (p - a^2) (b + r) r) / ((b + r) r (r + a)).
/// Every operation is rounded as written, so that all sets give the same bits, wherever a move stands. Returns 0, or 1 when the machine
/// does not have the set, and then nothing is done.
int tp_liquidity_add_values(tp_instruction_set set, size_t n, const double *spot_factors, double spot,
                            const tp_liquidity_range *range, double units, double owed_base, double owed_quote,
                            double *values);

#endif
