// Revaluation and book with the exp, log and erfc of the C library, and what the vector texts take from there.
#include "../revaluation.h"

#pragma STDC FP_CONTRACT OFF

static double normal_distribution(double y) { return 0.5 * erfc(-y * 0.70710678118654752440); }

double tp_black76_out_of_the_money(double forward, double strike, double log_moneyness, double deviation) {
  double lower = forward > strike ? strike : forward, upper = forward > strike ? forward : strike;
  if (deviation == 0) return isnan(forward) || isnan(log_moneyness) ? NAN : 0;
  if (!(deviation > 0)) return NAN;
  if (isinf(deviation)) return isnan(log_moneyness) ? NAN : lower;
  double distance = fabs(log_moneyness) / deviation, half = 0.5 * deviation;
  double second = normal_distribution(-half - distance);
  return lower * normal_distribution(half - distance) - (second == 0 ? 0 : upper * second);
}

static double payoff(const tp_black76_option *option, double forward) {
  double payoff = option->sign * (forward - option->strike);
  return payoff <= 0 ? 0 : payoff;
}

void tp_black76_revalue_single(size_t n, const double *spot_factors, const double *log_spot_factors,
                               const double *volatility_factors, const tp_black76_option *option, double *values) {
  for (size_t i = 0; i < n; i++) {
    double forward = option->forward * spot_factors[i];
    double value = tp_black76_out_of_the_money(forward, option->strike, option->log_moneyness + log_spot_factors[i],
                                               option->deviation * volatility_factors[i]);
    values[i] += option->weight * (payoff(option, forward) + (value <= 0 ? 0 : value));
  }
}

void tp_replace_far_lanes(size_t n, const double *forwards, const double *log_moneyness, const double *factors,
                          double deviation, double strike, double *values) {
  for (size_t i = 0; i < n; i++) {
    double own = deviation * factors[i];
    if (!(own >= TP_LEAST_DEVIATION && own <= TP_LARGEST_TOTAL_DEVIATION))
      values[i] = tp_black76_out_of_the_money(forwards[i], strike, log_moneyness[i], own);
  }
}

void tp_black76_book_single(size_t n, const double *log_spots, const double *log_volatilities, size_t count,
                            const double *lines, double *values) {
  for (size_t i = 0; i < n; i++) {
    double spot = exp(log_spots[i]), factor = exp(log_volatilities[i]), total = values[i];
    for (size_t j = 0; j < count; j++) {
      const double *line = lines + j * TP_LINE_SIZE;
      tp_black76_option option = {line[TP_LINE_FORWARD], line[TP_LINE_STRIKE], line[TP_LINE_LOG_MONEYNESS],
                                  line[TP_LINE_DEVIATION], line[TP_LINE_SIGN], line[TP_LINE_WEIGHT]};
      double forward = option.forward * spot;
      double value = option.deviation == 0
                         ? 0
                         : tp_black76_out_of_the_money(forward, option.strike, option.log_moneyness + log_spots[i],
                                                       option.deviation * factor);
      total += option.weight * (payoff(&option, forward) + (value <= 0 ? 0 : value));
    }
    values[i] = total;
  }
}
