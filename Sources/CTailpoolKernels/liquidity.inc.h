// The text of liquidity positions: what a unit of liquidity in a range is worth at many spots.
#include "liquidity.h"
#include "vector.inc.h"

TP_INLINE V wide_value(V spots, const tp_liquidity_range *range) {
  V within = 2.0 * __builtin_elementwise_sqrt(spots) - range->root_lower - spots * range->inverse;
  V low = spots < range->lower ? range->below * spots : within;
  return spots > range->upper ? (V)range->above : low;
}

TP_INLINE V narrow_value(V spots, const tp_liquidity_range *range) {
  V capped = spots > range->upper ? (V)range->upper : spots;
  V prices = capped < range->lower ? (V)range->lower : capped;
  V roots = __builtin_elementwise_sqrt(prices);
  V low = roots + range->root_lower, gained = prices - range->lower, high = (roots + range->root_upper) * roots;
  return ((range->upper - prices) * range->inverse * spots * low + gained * high) / (high * low);
}

TP_INLINE void add_block(const double *spot_factors, double spot, const tp_liquidity_range *range, int is_wide,
                         double units, double owed_base, double owed_quote, double *values) {
  V spots = spot * load(spot_factors);
  V value = is_wide ? wide_value(spots, range) : narrow_value(spots, range);
  store(values, load(values) + units * (value + owed_base * spots + owed_quote));
}

TP_INLINE void add_all(size_t n, const double *spot_factors, double spot, const tp_liquidity_range *range, int is_wide,
                       double units, double owed_base, double owed_quote, double *values) {
  size_t i = 0;
  for (; i + W <= n; i += W)
    add_block(spot_factors + i, spot, range, is_wide, units, owed_base, owed_quote, values + i);
  if (i == n) return;
  /* The rest goes through the same text in a padded vector. */
  double factors[W], results[W];
  size_t rest = n - i;
  for (size_t lane = 0; lane < W; lane++) {
    factors[lane] = lane < rest ? spot_factors[i + lane] : 1;
    results[lane] = lane < rest ? values[i + lane] : 0;
  }
  add_block(factors, spot, range, is_wide, units, owed_base, owed_quote, results);
  for (size_t lane = 0; lane < rest; lane++) values[i + lane] = results[lane];
}

TP_TARGET void TP_NAME(liquidity_add_values)(size_t n, const double *spot_factors, double spot,
                                             const tp_liquidity_range *range, double units, double owed_base,
                                             double owed_quote, double *values) {
  /* Copied, so that no store can be thought to change it. */
  const tp_liquidity_range own = *range;
  if (own.is_wide)
    add_all(n, spot_factors, spot, &own, 1, units, owed_base, owed_quote, values);
  else
    add_all(n, spot_factors, spot, &own, 0, units, owed_base, owed_quote, values);
}
