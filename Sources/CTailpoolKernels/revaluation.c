#include "revaluation.h"

#pragma STDC FP_CONTRACT OFF

static void intrinsic_value(size_t n, const double *spot_factors, const tp_black76_option *option, double *values) {
  for (size_t i = 0; i < n; i++) {
    double payoff = option->sign * (option->forward * spot_factors[i] - option->strike);
    values[i] += option->weight * (payoff <= 0 ? 0 : payoff);
  }
}

int tp_black76_revalue_on(tp_instruction_set set, size_t n, const double *spot_factors,
                          const double *log_spot_factors, const double *volatility_factors, double forward,
                          double strike, double volatility, double years, double sign, double weight,
                          double *values) {
  if (set > tp_best_instruction_set()) return 1;
  tp_black76_option option = {forward, strike, log(forward / strike), volatility * sqrt(years), sign, weight};
  if (years <= 0) {
    intrinsic_value(n, spot_factors, &option, values);
    return 0;
  }
  TP_DISPATCH_FROM_SINGLE(set, black76_revalue,
                          (n, spot_factors, log_spot_factors, volatility_factors, &option, values))
}

void tp_black76_revalue(size_t n, const double *spot_factors, const double *log_spot_factors,
                        const double *volatility_factors, double forward, double strike, double volatility,
                        double years, double sign, double weight, double *values) {
  tp_black76_revalue_on(tp_best_instruction_set(), n, spot_factors, log_spot_factors, volatility_factors, forward,
                        strike, volatility, years, sign, weight, values);
}
