// Implied volatility of Black's formula, W at a time. Include vector.inc.h and pricing.inc.h first.
//
// In normalized coordinates x = log(F / K) and s = volatility * sqrt(T), with y = |x| / s and t = s / 2, the price of the
// out-of-the-money option over D sqrt(F K) is
//
//     b = exp(-(y^2 + t^2) / 2) (R(y - t) - R(y + t))
//
// The seed is the explicit approximation of D. Stefanica and R. Radoicic, Int. J. Theoretical and Applied Finance 20
// (2017) 1750046; the steps are Householder's of third order on log b, so each has four times the digits of the last.
// For small t and |x| the difference of the two ratios cancels and its Taylor series in t replaces it.

/// Series in t are used up to here; R(y - t) - R(y + t) keeps its digits beyond.
#define SERIES_T 0.5
#define SERIES_X 1.0
/// A last step smaller than this, relative to s, leaves an error below its fourth power.
#define LAST_STEP 1e-4
#define MOST_STEPS 4

/// (R(y - t) - R(y + t)) sqrt(2 pi) / 2t by the sum of m_n t^(n-1) / n! over odd n up to 21,
/// where m_n = integral of u^n exp(-u^2 / 2 - y u) over u > 0, and m_(n+1) = n m_(n-1) - y m_n.
TP_INLINE V ratio_slope(V y, V t, V half_x) {
  V t2 = t * t, m0 = tail_ratio(y) * 2.5066282746310005;
  V previous = fma_(-y, m0, (V)1.0), sum = previous;
  V current = 0.5 * fma_(-half_x, previous, t * m0);
  V scaled_x = -half_x;
#pragma clang loop unroll(full)
  for (int n = 3; n <= 21; n += 2) {
    V odd = fma_(scaled_x * (1.0 / n), current, t2 * (1.0 / n) * previous);
    sum = sum + odd;
    current = fma_(scaled_x * (1.0 / (n + 1)), odd, t2 * (1.0 / (n + 1)) * current);
    previous = odd;
  }
  return sum;
}

/// R(y - t) - R(y + t).
TP_INLINE V ratio_difference(V y, V t) {
  V low = y - t, ratio = tail_ratio(absolute(low));
  if (bits(low < 0.0)) ratio = low < 0.0 ? exponential(0.5 * low * low) - ratio : ratio;
  return ratio - tail_ratio(y + t);
}

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

/// s from x = |log(F / K)|, b = normalized out-of-the-money price, e = exp(-x), a = b exp(-x / 2).
TP_INLINE V normalized_deviation(V x, V b, V e, V a, I *inside) {
  V s = seed(x, e, a), half_x = 0.5 * x, y, t;
  I done = (I)(V)0.0, usable = (x <= 30.0) & (b >= 1e-280) & (a <= 0.98) & (a <= 0.98 * e);
  for (int step = 0; step < MOST_STEPS; step++) {
    V inverse = reciprocal(s);
    y = x * inverse;
    t = 0.5 * s;
    I series = (t <= SERIES_T) & (x <= SERIES_X);
    V difference, slope;
    if (bits(~series)) {
      difference = ratio_difference(y, t);
      if (bits(series)) {
        slope = ratio_slope(y, t, half_x) * (s * INV_SQRT_2PI);
        difference = series ? slope : difference;
      }
    } else {
      difference = ratio_slope(y, t, half_x) * (s * INV_SQRT_2PI);
    }
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

enum { OPTION_PRICE = VOLATILITY };

TP_INLINE I implied_volatility_lanes(const double *const *in, double *const *out, size_t i, int model) {
  V S = load(in[SPOT] + i), K = load(in[STRIKE] + i), T = load(in[YEARS] + i), w = load(in[SIGN] + i);
  V price = load(in[OPTION_PRICE] + i), x = log_ratio(S, K), asset, cash;
  I inside;
  if (model == TP_MODEL_SPOT) {
    V r = load(in[RATE] + i), q = load(in[YIELD] + i);
    x = fma_(r - q, T, x);
    asset = S * exponential(-q * T);
    cash = K * exponential(-r * T);
    inside = greatest(absolute(q), absolute(r)) * T <= 300.0;
  } else {
    V discount = load(in[DISCOUNT] + i);
    asset = S * discount;
    cash = K * discount;
    inside = (discount >= 1e-20) & (discount <= 1e20);
  }
  V intrinsic = w * (asset - cash), outside_price = intrinsic > 0.0 ? price - intrinsic : price;
  V low = least(asset, cash), inverse_high = reciprocal(greatest(asset, cash));
  V b = divide(outside_price, root(asset * cash));
  I converged;
  V s = normalized_deviation(absolute(x), b, low * inverse_high, outside_price * inverse_high, &converged);
  store(out[0] + i, divide(s, root(T)));
  return inside & converged & (least(S, K) >= 1e-20) & (greatest(S, K) <= 1e20) & (T >= 1e-12) & (T <= 1e6) &
         (w * w == 1.0);
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
