// Implied volatility of Black's formula, W at a time. Include elementary.inc.h, mills.inc.h and price.inc.h first.
//
// In normalized coordinates x = log(F / K) and s = volatility * sqrt(T), with y = |x| / s and t = s / 2, the price of the
// out-of-the-money option over D sqrt(F K) is
//
//     b = exp(-(y^2 + t^2) / 2) (R(y - t) - R(y + t))
//
// The steps are Householder's of third order on log b, so each has four times the digits of the last. Where s <= 1.3 and
// y <= 6, which is where options trade, a fitted seed is so close that one step is enough. Elsewhere the seed is the
// explicit approximation of D. Stefanica and R. Radoicic, Int. J. Theoretical and Applied Finance 20 (2017) 1750046, and
// the steps go on until one is small.

#include "implied_seed_coefficients.h"

/// A last step smaller than this, relative to s, leaves an error below its fourth power.
#define LAST_STEP 1e-4
#define MOST_STEPS 4

/// The explicit seed for s; e = exp(-|x|) and a = price over the larger of D F and D K.
TP_INLINE V seed(V x, V e, V a) {
  V E = exponential(-0.63661977236758134 * x), iE = rough_reciprocal(E), ie = rough_reciprocal(e);
  V e1 = e * iE, d = e1 - E * ie, p = 2.0 * a - e + 1.0;
  V A = d * d, Bq = 4.0 * (E + iE) - 2.0 * ie * (e1 + E * ie) * (e * e + 1.0 - p * p);
  V C = ie * ie * 16.0 * a * (a + 1.0 - e) * (e - a) * (1.0 + a);
  V discriminant = root(greatest(Bq * Bq + 4.0 * A * C, (V)1e-300));
  V g = -1.5707963267948966 * log_ratio(2.0 * C, Bq + discriminant);
  V turn = 0.5 * (e - 1.0 + root(greatest(1.0 - E * E, (V)1e-300)));
  V s1 = root(greatest(g - x, (V)1e-300)), s2 = root(greatest(g + x, (V)1e-300)), sum = s1 + s2;
  V s = a <= turn ? 2.0 * x * rough_reciprocal(sum) : sum;
  return greatest(s, (V)1e-12);
}

/// G(x / b) of implied_seed_coefficients.h, where z = 1 + x / b; nothing of use for z beyond 2^36.
TP_INLINE V bachelier_inverse(V z) {
  U exponent = (AS_U(z) >> 52) - 1023;
  exponent = exponent < 36 ? exponent : 0;
  V w = AS_V((AS_U(z) & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL) - 1.5, w2 = w * w, c[6];
#if TP_AVX512
  __m512i low = (__m512i)(LOW(exponent * 6)), high = (__m512i)(HIGH(exponent * 6));
  for (int k = 0; k < 6; k++)
    c[k] = JOIN(_mm512_i64gather_pd(low, &tp_bachelier_inverse[0][k], 8),
                _mm512_i64gather_pd(high, &tp_bachelier_inverse[0][k], 8));
#elif TP_AVX2 && W >= 4
  U start = exponent * 6;
  for (int k = 0; k < 6; k++)
    for (int lane = 0; lane < W; lane += 4) {
      __m256i four;
      memcpy(&four, (const char *)&start + 8 * lane, sizeof four);
      __m256d found = _mm256_i64gather_pd(&tp_bachelier_inverse[0][k], four, 8);
      memcpy((char *)&c[k] + 8 * lane, &found, sizeof found);
    }
#else
  for (int lane = 0; lane < W; lane++)
    for (int k = 0; k < 6; k++) c[k][lane] = tp_bachelier_inverse[exponent[lane]][k];
#endif
  V low_part = fma_(c[1], w, c[0]), middle = fma_(c[3], w, c[2]), top = fma_(c[5], w, c[4]);
  return fma_(fma_(top, w2, middle), w2, low_part);
}

/// s within 5e-5 for s <= 1.3 and |x| <= 6 s; `inside` tells.
TP_INLINE V close_seed(V x, V b, I *inside) {
  V z = 1.0 + x * reciprocal(b), s0 = b * bachelier_inverse(z), w = s0 * s0, v = s0 * rough_reciprocal(fma_(0.5, x, s0));
  V v2 = v * v, row[3];
#pragma clang loop unroll(full)
  for (int i = 0; i < 3; i++) {
    const double *c = tp_seed_correction[i];
    V low = fma_(v, (V)c[1], (V)c[0]), middle = fma_(v, (V)c[3], (V)c[2]), top = fma_(v, (V)c[5], (V)c[4]);
    row[i] = fma_(fma_(top, v2, middle), v2, low);
  }
  *inside = (w >= 1e-13) & (w <= 1.4) & (x <= 6.0 * s0) & (z < 0x1p36) & (b >= 1e-280);
  return fma_(s0 * w, fma_(fma_(row[2], w, row[1]), w, row[0]), s0);
}

/// log(r) for r within 0.01 of 1, to 1e-11 of itself: the steps that it serves are as small.
TP_INLINE V log_near_one(V r) {
  V q = r - 1.0;
  return q * fma_(q, fma_(q, fma_(q, fma_(q, (V)0.2, (V)-0.25), (V)0.3333333333333333), (V)-0.5), (V)1.0);
}

/// One step of third order from a seed so near that its rational form is a short series; `inside` loses the lanes where
/// it was not.
TP_INLINE V one_step(V x, V b, V s, I *inside) {
  V inverse = reciprocal(s), y = x * inverse, t = 0.5 * s, y2 = y * y;
  V difference = ratio_difference(x, s, y, t);
  V found = exponential(-0.5 * fma_(t, t, y2)) * difference, ratio = divide(found, b);
  V elasticity = INV_SQRT_2PI * reciprocal(difference);  // b' / b
  V newton = -log_near_one(ratio) * difference * 2.5066282746310005;
  V curve = fma_(y2, inverse, -0.25 * s);                // b'' / b'
  V third = fma_(curve, curve, fma_(-3.0 * y2 * inverse, inverse, (V)-0.25));
  V h2 = curve - elasticity, h3 = fma_(elasticity, fma_(2.0, elasticity, -3.0 * curve), third);
  V bend = fma_(0.5 * h2, h2, -0.16666666666666666 * h3);
  V move = newton * fma_(newton, fma_(bend, newton, -0.5 * h2), (V)1.0);
  *inside = *inside & (absolute(move) <= LAST_STEP * s) & (absolute(ratio - 1.0) <= 0.01);
  return s + move;
}

/// s from x = |log(F / K)|, b = normalized out-of-the-money price, e = exp(-x), a = b exp(-x / 2), by steps until one is
/// small.
TP_INLINE V deviation_by_steps(V x, V b, V e, V a, I *inside) {
  V s = seed(x, e, a), y, t;
  I done = (I)(V)0.0, usable = (x <= 30.0) & (b >= 1e-280) & (a <= 0.98) & (a <= 0.98 * e);
  for (int step = 0; step < MOST_STEPS; step++) {
    V inverse = reciprocal(s);
    y = x * inverse;
    t = 0.5 * s;
    V difference = ratio_difference(x, s, y, t);
    difference = greatest(difference, (V)1e-300);
    V y2 = y * y, f = fma_(-0.5, fma_(y, y, t * t), log_ratio(difference, b));
    V elasticity = INV_SQRT_2PI * reciprocal(difference); // b' / b
    V newton = -f * difference * 2.5066282746310005;
    V curve = fma_(y2, inverse, -0.25 * s);               // b'' / b'
    V third = fma_(curve, curve, fma_(-3.0 * y2 * inverse, inverse, (V)-0.25));
    V h2 = curve - elasticity, h3 = fma_(elasticity, fma_(2.0, elasticity, -3.0 * curve), third);
    V move = divide(newton * fma_(0.5 * h2, newton, (V)1.0),
                    fma_(newton, fma_(h3 * 0.16666666666666666, newton, h2), (V)1.0));
    move = greatest(move, -0.5 * s);
    move = least(move, s + 0.5);
    move = done ? (V)0.0 : move;
    done = done | (absolute(move) <= LAST_STEP * s);
    s = s + move;
    if (!bits(usable & ~done)) break;
  }
  *inside = usable & done & (t <= 2.0) & (y + t <= 36.0) & (s >= 1e-7);
  return s;
}

/// s as above, each lane by the way that its own x and b call for.
TP_INLINE V normalized_deviation(V x, V b, V e, V a, I *inside) {
  V s = close_seed(x, b, inside);
  s = one_step(x, b, s, inside);
  if (bits(~*inside)) {
    I converged;
    V slow = deviation_by_steps(x, b, e, a, &converged);
    s = *inside ? s : slow;
    *inside = *inside | converged;
  }
  return s;
}

enum { OPTION_PRICE = VOLATILITY };

TP_INLINE I implied_volatility_lanes(const double *const *in, double *const *out, size_t i, int model) {
  Legs legs = load_legs(in, i, model);
  V price = load(in[OPTION_PRICE] + i), asset = legs.asset, cash = legs.cash;
  V intrinsic = legs.sign * (asset - cash), outside_price = intrinsic > 0.0 ? price - intrinsic : price;
  V low = least(asset, cash), inverse_high = reciprocal(greatest(asset, cash));
  V b = divide(outside_price, root(asset * cash));
  I converged;
  V s = normalized_deviation(absolute(legs.x), b, low * inverse_high, outside_price * inverse_high, &converged);
  store(out[0] + i, divide(s, root(legs.years)));
  return legs.inside & converged;
}

enum { LOG_MONEYNESS, NORMALIZED_PRICE };

TP_INLINE I normalized_implied_lanes(const double *const *in, double *const *out, size_t i, int model) {
  (void)model;
  V x = absolute(load(in[LOG_MONEYNESS] + i)), b = load(in[NORMALIZED_PRICE] + i);
  V half = exponential(-0.5 * x);
  I converged;
  store(out[0] + i, normalized_deviation(x, b, half * half, b * half, &converged));
  return converged;
}
