// Prices and Greeks of European options, W at a time. Include elementary.inc.h and mills.inc.h first.
//
// With x = log(F / K), s = volatility * sqrt(T), near = |x| / s - s / 2, far = |x| / s + s / 2, I the smaller of the legs
// S exp(-qT) and K exp(-rT), and R(y) = N(-y) exp(y^2 / 2), the option out of the money is worth
//
//     I (N(-near) - exp(|x|) N(-far)) = I exp(-near^2 / 2) (R(near) - R(far))
//
// so one exponential serves both legs, and the option in the money is worth that and its intrinsic value.

/// The columns, in the order of the input pointers; a forward takes the place of the spot.
enum { SPOT, STRIKE, YEARS, SIGN, VOLATILITY, RATE, YIELD };
enum { DISCOUNT = RATE };

/// What price and implied volatility share: the columns that both read, and the two legs.
typedef struct {
  V spot, strike, years, sign, rate, yield;
  V x, asset, cash; // log(F / K), S exp(-qT), K exp(-rT)
  I inside;
} Legs;

TP_INLINE Legs load_legs(const double *const *in, size_t i, int model) {
  Legs o = {.spot = load(in[SPOT] + i), .strike = load(in[STRIKE] + i), .years = load(in[YEARS] + i),
            .sign = load(in[SIGN] + i)};
  o.x = log_ratio(o.spot, o.strike);
  if (model == TP_MODEL_SPOT) {
    o.rate = load(in[RATE] + i);
    o.yield = load(in[YIELD] + i);
    o.x = fma_(o.rate - o.yield, o.years, o.x);
    o.asset = o.spot * exponential(-o.yield * o.years);
    o.cash = o.strike * exponential(-o.rate * o.years);
    o.inside = greatest(absolute(o.yield), absolute(o.rate)) * o.years <= 300.0;
  } else {
    V discount = load(in[DISCOUNT] + i);
    o.asset = o.spot * discount;
    o.cash = o.strike * discount;
    o.inside = (discount >= 1e-20) & (discount <= 1e20);
  }
  o.inside = o.inside & (least(o.spot, o.strike) >= 1e-20) & (greatest(o.spot, o.strike) <= 1e20) &
             (o.years >= 1e-12) & (o.years <= 1e6) & (o.sign * o.sign == 1.0);
  return o;
}

/// Below a deviation of 1e-5 the two ratios have fewer than 10 digits between them; the scalar formula has a series there.
TP_INLINE I is_inside(V deviation, V far) { return (deviation >= 1e-5) & (deviation <= 30.0) & (far <= 35.0); }

typedef struct {
  V spot, strike, years, sign, volatility, rate, yield;
  V root_years, deviation, inverse_deviation, d1, d2;
  V price, density;        // density: S exp(-qT) phi(d1) = K exp(-rT) phi(d2)
  V asset_part, cash_part; // S exp(-qT) N(+-d1), K exp(-rT) N(+-d2)
  I inside;
} Option;

/// Loads W options, computes what every output shares, and tells which lanes are inside the domain of this text.
TP_INLINE void evaluate(Option *o, const double *const *in, size_t i, int model) {
  Legs legs = load_legs(in, i, model);
  V S = legs.spot, K = legs.strike, T = legs.years, w = legs.sign, x = legs.x, asset = legs.asset, cash = legs.cash;
  V v = load(in[VOLATILITY] + i), root_years = root(T), s = v * root_years, inverse = reciprocal(s);
  V y = absolute(x) * inverse, half = 0.5 * s, near = y - half, far = y + half;
  I below = x <= 0.0, body = near < 0.0;
  V inner = below ? asset : cash, g = exponential(-0.5 * near * near), scale = inner * g;
  V ratio_near = tail_ratio(absolute(near)), ratio_far = tail_ratio(far);
  V difference = (body ? -ratio_near : ratio_near) - ratio_far;
  V time_value = inner * fma_(g, difference, body ? (V)1.0 : (V)0.0);
  o->price = w * x > 0.0 ? time_value + w * (asset - cash) : time_value;
  V d1 = below ? -near : far, d2 = below ? -far : near;
  V tail1 = scale * (below ? ratio_near : ratio_far), tail2 = scale * (below ? ratio_far : ratio_near);
  o->asset_part = w * d1 > 0.0 ? asset - tail1 : tail1;
  o->cash_part = w * d2 > 0.0 ? cash - tail2 : tail2;
  o->inside = legs.inside & is_inside(s, far);
  o->spot = S;
  o->strike = K;
  o->years = T;
  o->sign = w;
  o->rate = legs.rate;
  o->yield = legs.yield;
  o->volatility = v;
  o->root_years = root_years;
  o->deviation = s;
  o->inverse_deviation = inverse;
  o->d1 = d1;
  o->d2 = d2;
  o->density = scale * INV_SQRT_2PI;
}

TP_INLINE I price_lanes(const double *const *in, double *const *out, size_t i, int model) {
  Option o;
  evaluate(&o, in, i, model);
  store(out[0] + i, o.price);
  return o.inside;
}

/// Price, delta, gamma, vega, theta, rho.
TP_INLINE I greeks5_lanes(const double *const *in, double *const *out, size_t i, int model) {
  Option o;
  evaluate(&o, in, i, model);
  V w = o.sign, S = o.spot, T = o.years, n = o.density, inverse_spot = reciprocal(S);
  V delta = w * o.asset_part * inverse_spot;
  V decay = 0.5 * n * o.volatility * reciprocal(o.root_years);
  store(out[0] + i, o.price);
  store(out[1] + i, delta);
  store(out[2] + i, n * o.inverse_deviation * inverse_spot * inverse_spot);
  store(out[3] + i, n * o.root_years);
  store(out[4] + i, fma_(w, fma_(o.yield, o.asset_part, -(o.rate * o.cash_part)), -decay));
  store(out[5] + i, w * T * o.cash_part);
  return o.inside;
}

/// Price, delta, gamma, vega, theta, dualDelta, dualGamma, vanna, volga at a fixed discount factor.
TP_INLINE I greeks8_lanes(const double *const *in, double *const *out, size_t i, int model) {
  Option o;
  evaluate(&o, in, i, model);
  V w = o.sign, n = o.density, inverse = o.inverse_deviation;
  V per_forward = reciprocal(o.spot), per_strike = reciprocal(o.strike);
  V per_volatility = inverse * o.root_years, vega = n * o.root_years;
  store(out[0] + i, o.price);
  store(out[1] + i, w * o.asset_part * per_forward);
  store(out[2] + i, n * inverse * per_forward * per_forward);
  store(out[3] + i, vega);
  store(out[4] + i, -0.5 * n * o.volatility * reciprocal(o.root_years));
  store(out[5] + i, -w * o.cash_part * per_strike);
  store(out[6] + i, n * inverse * per_strike * per_strike);
  store(out[7] + i, -n * per_forward * o.d2 * per_volatility);
  store(out[8] + i, vega * (o.d1 * o.d2) * per_volatility);
  return o.inside;
}

/// Price, delta, gamma, vega, theta, rho, epsilon, dualDelta, dualGamma, vanna, volga, charm, veta, vera, speed, zomma,
/// color, ultima, dVannaDVol, parmicharma.
TP_INLINE I greeks19_lanes(const double *const *in, double *const *out, size_t i, int model) {
  Option o;
  evaluate(&o, in, i, model);
  V w = o.sign, T = o.years, r = o.rate, q = o.yield, d1 = o.d1, d2 = o.d2, inverse = o.inverse_deviation;
  V per_spot = reciprocal(o.spot), per_strike = reciprocal(o.strike), per_year = reciprocal(T);
  V per_volatility = inverse * o.root_years, half_per_year = 0.5 * per_year;
  V n = o.density, n_spot = n * per_spot, vega = n * o.root_years;
  V wa = w * o.asset_part, wc = w * o.cash_part, delta = wa * per_spot;
  V gamma = n_spot * inverse * per_spot, d12 = d1 * d2, drift = (r - q) * inverse;
  V rate1 = fma_(-d2, half_per_year, drift);   // d(d1)/dT
  V rate2 = fma_(-d1, half_per_year, drift);   // d(d2)/dT
  V d1_rate = d1 * rate1;
  V vanna = -n_spot * d2 * per_volatility, volga = vega * d12 * per_volatility;
  V acceleration = (fma_(d2, per_year, -drift) - rate2) * half_per_year; // d2(d1)/dT2
  V bend = fma_(q + q, rate1, fma_(d1_rate, rate1, -acceleration));
  store(out[0] + i, o.price);
  store(out[1] + i, delta);
  store(out[2] + i, gamma);
  store(out[3] + i, vega);
  store(out[4] + i, fma_(q, wa, fma_(-r, wc, -(n * o.deviation * half_per_year))));
  store(out[5] + i, T * wc);
  store(out[6] + i, -T * wa);
  store(out[7] + i, -wc * per_strike);
  store(out[8] + i, n * inverse * per_strike * per_strike);
  store(out[9] + i, vanna);
  store(out[10] + i, volga);
  store(out[11] + i, fma_(q, delta, -(n_spot * rate1)));
  store(out[12] + i, vega * (q + d1_rate - half_per_year));
  store(out[13] + i, -T * n * d1 * per_volatility);
  store(out[14] + i, -gamma * per_spot * fma_(d1, inverse, (V)1.0));
  store(out[15] + i, gamma * (d12 - 1.0) * per_volatility);
  store(out[16] + i, gamma * (q + d1_rate + half_per_year));
  store(out[17] + i, -vega * per_volatility * per_volatility * fma_(d12, 1.0 - d12, fma_(d1, d1, d2 * d2)));
  store(out[18] + i, n_spot * per_volatility * per_volatility * fma_(-d2, d12, d1 + d2));
  store(out[19] + i, fma_(q * q, delta, -(n_spot * bend)));
  return o.inside;
}
