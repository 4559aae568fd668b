#include "CTailpoolKernels.h"
#include <math.h>

void tp_black76_revalue(size_t n, const double *spot_factors, const double *log_spot_factors,
                        const double *volatility_factors, double forward, double strike, double volatility,
                        double years, double sign, double weight, double *values) {
  if (!(years > 0)) {
    for (size_t i = 0; i < n; i++) {
      double payoff = sign * (forward * spot_factors[i] - strike);
      values[i] += weight * (payoff > 0 ? payoff : 0);
    }
    return;
  }
  double log_moneyness = log(forward / strike), root_years = sqrt(years);
  for (size_t i = 0; i < n; i++) {
    double deviation = volatility * volatility_factors[i] * root_years;
    double d1 = (log_moneyness + log_spot_factors[i]) / deviation + 0.5 * deviation, d2 = d1 - deviation;
    double value = forward * spot_factors[i] * 0.5 * erfc(-sign * d1 * M_SQRT1_2) -
                   strike * 0.5 * erfc(-sign * d2 * M_SQRT1_2);
    values[i] += weight * sign * value;
  }
}
