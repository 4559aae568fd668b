/* The text of tp_black76_revalue.

   With F the moved forward, K the strike, x = log(F / K), s = volatility * sqrt(years), the value is

     intrinsic + max(otm, 0),   otm = min(F, K) N(y1) - max(F, K) N(y2),   y1,2 = -|x| / s +- s / 2,

   because an option in the money is worth its intrinsic value and the option of the other kind, which is out of the
   money. Both terms share one exponential: with R(y) = N(-y) exp(y^2 / 2) and A = min(F, K) exp(-y1^2 / 2),

     min(F, K) N(y1) = A R(-y1)  if y1 < 0,  else min(F, K) - A R(y1),      max(F, K) N(y2) = A R(-y2).

   R comes from one polynomial on [0, TP_LARGEST_DEVIATION]. Beyond it A is below 1e-305 of min(F, K) for y1, and s is
   too small for y2 alone to leave it while A counts, as long as s <= TP_LARGEST_TOTAL_DEVIATION; greater s, s = 0 and
   s = NaN go one by one to tp_black76_out_of_the_money. */

#include "revaluation.h"
#include "plain.inc.h"

/* Replaces the lanes of `values` whose deviation the polynomials do not serve. */
TP_TARGET __attribute__((noinline)) static void replace_unusual(
    double *values, const double *forwards, const double *log_moneyness, const double *deviations, double strike) {
  for (int lane = 0; lane < W; lane++) {
    if (!(deviations[lane] > 0 && deviations[lane] <= TP_LARGEST_TOTAL_DEVIATION))
      values[lane] = tp_black76_out_of_the_money(forwards[lane], strike, log_moneyness[lane], deviations[lane]);
  }
}

TP_INLINE void block(const double *spot_factors, const double *log_spot_factors,
                     const double *volatility_factors, const tp_black76_option *option, double *values) {
  V forward = option->forward * load(spot_factors);
  V log_moneyness = option->log_moneyness + load(log_spot_factors);
  V deviation = option->deviation * load(volatility_factors);

  V distance = absolute(log_moneyness) / deviation, half = 0.5 * deviation;
  V y1 = half - distance, y2 = half + distance; /* the second with its sign changed */
  V size1 = at_most(absolute(y1), TP_LARGEST_DEVIATION);
  V size2 = at_most(y2, TP_LARGEST_DEVIATION);
  V mills1 = mills(size1), mills2 = mills(size2);

  V lower = at_most(forward, option->strike);
  V density = lower * plain_exponential(-0.5 * size1 * size1);
  I above = y1 > (V)0.0;
  V difference = (above ? -mills1 : mills1) - mills2;
  V value = fma_(density, difference, (above ? lower : (V)0.0));

  I usual = (deviation > (V)0.0) & (deviation <= (V)TP_LARGEST_TOTAL_DEVIATION);
  if (__builtin_expect(!__builtin_reduce_and(usual), 0)) {
    double lanes[W], forwards[W], moneyness[W], deviations[W];
    store(lanes, value);
    store(forwards, forward);
    store(moneyness, log_moneyness);
    store(deviations, deviation);
    replace_unusual(lanes, forwards, moneyness, deviations, option->strike);
    value = load(lanes);
  }
  V intrinsic = positive_part(option->sign * (forward - option->strike));
  value = intrinsic + positive_part(value);
  store(values, fma_(option->weight, value, load(values)));
}

TP_TARGET void TP_NAME(black76_revalue)(size_t n, const double *spot_factors, const double *log_spot_factors,
                                        const double *volatility_factors, const tp_black76_option *option,
                                        double *values) {
  size_t i = 0;
  for (; i + W <= n; i += W)
    block(spot_factors + i, log_spot_factors + i, volatility_factors + i, option, values + i);
  if (i == n) return;
  /* The rest goes through the same text in a padded vector. */
  double spots[W], logs[W], volatilities[W], results[W];
  size_t rest = n - i;
  for (size_t lane = 0; lane < W; lane++) {
    int used = lane < rest;
    spots[lane] = used ? spot_factors[i + lane] : 1;
    logs[lane] = used ? log_spot_factors[i + lane] : 0;
    volatilities[lane] = used ? volatility_factors[i + lane] : 1;
    results[lane] = used ? values[i + lane] : 0;
  }
  block(spots, logs, volatilities, option, results);
  for (size_t lane = 0; lane < rest; lane++) values[i + lane] = results[lane];
}

#include "book.inc.h"
