// One element at a time: the texts of the batches with W = 1, for scalar calls.
#include "price.h"
#include <math.h>
#include "elementary.inc.h"
#include "mills.inc.h"
#include "price.inc.h"
#include "implied_volatility.inc.h"

/// The value of the option out of the money whose smaller leg is `inner`, for y = |x| / s and t = s / 2.
TP_INLINE V time_value(V inner, V x, V s, V y, V t) {
  V near = y - t, scale = inner * exponential(-0.5 * near * near);
  if (t[0] <= SERIES_T && x[0] <= SERIES_X) return scale * (ratio_slope(y, t, 0.5 * x) * (s * INV_SQRT_2PI));
  V ratio = tail_ratio(absolute(near)), far_ratio = tail_ratio(y + t);
  return near[0] < 0 ? inner - scale * (ratio + far_ratio) : scale * (ratio - far_ratio);
}

/// The price of one option; NaN outside the domain of the texts.
TP_INLINE double price_one(const double *const *in, int model) {
  Legs legs = load_legs(in, 0, model);
  V s = load(in[VOLATILITY]) * root(legs.years), x = absolute(legs.x), y = x / s, t = 0.5 * s;
  if (!bits(legs.inside & is_inside(s, y + t))) return NAN;
  V value = time_value(least(legs.asset, legs.cash), x, s, y, t);
  return legs.sign[0] * legs.x[0] > 0 ? (value + legs.sign * (legs.asset - legs.cash))[0] : value[0];
}

TP_TARGET double TP_NAME(spot_price_one)(TP_SPOT_PARAMETERS) {
  const double *in[] = {&spot, &strike, &years, &sign, &value, &rate, &yield};
  return price_one(in, TP_MODEL_SPOT);
}

TP_TARGET double TP_NAME(forward_price_one)(TP_FORWARD_PARAMETERS) {
  const double *in[] = {&forward, &strike, &years, &sign, &value, &discount};
  return price_one(in, TP_MODEL_FORWARD);
}

TP_TARGET double TP_NAME(spot_implied_volatility_one)(TP_SPOT_PARAMETERS) {
  const double *in[] = {&spot, &strike, &years, &sign, &value, &rate, &yield};
  double volatility, *out[] = {&volatility};
  return bits(implied_volatility_lanes(in, out, 0, TP_MODEL_SPOT)) ? volatility : NAN;
}

TP_TARGET double TP_NAME(forward_implied_volatility_one)(TP_FORWARD_PARAMETERS) {
  const double *in[] = {&forward, &strike, &years, &sign, &value, &discount};
  double volatility, *out[] = {&volatility};
  return bits(implied_volatility_lanes(in, out, 0, TP_MODEL_FORWARD)) ? volatility : NAN;
}

TP_TARGET double TP_NAME(normalized_implied_deviation_one)(double x, double price) {
  const double *in[] = {&x, &price};
  double deviation, *out[] = {&deviation};
  return bits(normalized_implied_lanes(in, out, 0, TP_MODEL_FORWARD)) ? deviation : NAN;
}
