// Prices under mixtures of lognormals, W strikes at a time. Include elementary.inc.h first.
//
// With d1 = (log m - k) / s + s / 2, d2 = d1 - s and M(y) = N(-y) / phi(y), both legs of a part share the factor
// E = m phi(d1) = K phi(d2), and out of the money on either side, with near <= far the two of +-d1, +-d2,
//
//     c = E (M(near) - M(far))                                              near >= 0
//     c = inner - E M(-near) - (far < 0 ? outer - E M(-far) : E M(far))     near < 0
//
// The parts are added in units of the largest of their scales, E or 1, so that nothing underflows.
#include "mixture.h"

#define LOG_ROOT_TWO_PI 0.918938533204672742
#define ROOT_TWO_PI 2.50662827463100050

/// M(y) for y >= 0: tail_ratio up to 36, the asymptotic series beyond.
TP_INLINE V mills_ratio(V y) {
  V body = ROOT_TWO_PI * tail_ratio(least(y, (V)36.0));
  I large = y > 36.0;
  if (bits(large) == 0) return body;
  V inverse = reciprocal(greatest(y, (V)1.0)), z = inverse * inverse;
  V p = fma_((V)105.0, z, (V)-15.0);
  p = fma_(fma_(p, z, (V)3.0), z, (V)-1.0);
  return large ? inverse * fma_(p, z, (V)1.0) : body;
}

TP_INLINE V bounded_exponential(V x) { return exponential(greatest(x, (V)-700.0)); }

TP_INLINE void mixture_lanes(const double *log_strikes, size_t parts, const double *weights, const double *log_means,
                             const double *deviations, double *log_prices, double *terms, size_t stride) {
  V k = load(log_strikes), scales[TP_MIXTURE_PARTS], values[TP_MIXTURE_PARTS], legs[TP_MIXTURE_PARTS];
  V vegas[TP_MIXTURE_PARTS], largest = (V)-1e300, total = (V)0.0, strike = bounded_exponential(k);
  I call = k >= 0.0;
  for (size_t i = 0; i < parts; i++) {
    V s = (V)deviations[i], mean = bounded_exponential((V)log_means[i]);
    V d1 = fma_(log_means[i] - k, (V)(1.0 / deviations[i]), 0.5 * s), d2 = d1 - s;
    V near = call ? -d1 : d2, far = call ? -d2 : d1;
    I body = near < 0.0, deep = far < 0.0;
    V log_scale = fma_(-0.5 * d1, d1, (V)(log_means[i] - LOG_ROOT_TWO_PI));
    V m_near = mills_ratio(absolute(near)), m_far = mills_ratio(absolute(far));
    V e = (V)1.0;
    if (bits(body) != 0) e = body ? bounded_exponential(log_scale) : (V)1.0;
    V inner = e * m_near, outer = e * m_far;
    inner = body ? (call ? mean : strike) - inner : inner;
    outer = deep ? (call ? strike : mean) - outer : outer;
    scales[i] = body ? (V)0.0 : log_scale;
    values[i] = greatest(inner - outer, (V)0.0);
    legs[i] = call ? inner : -outer; // of the mean, with the sign of the option
    vegas[i] = e;
    largest = greatest(largest, scales[i]);
  }
  for (size_t i = 0; i < parts; i++) {
    scales[i] = bounded_exponential(scales[i] - largest);
    total = fma_(weights[i] * scales[i], values[i], total);
  }
  total = greatest(total, (V)1e-290);
  store(log_prices, largest + log_ratio(total, (V)1.0));
  if (terms == NULL) return;
  V inverse = reciprocal(total);
  for (size_t i = 0; i < parts; i++) {
    V scale = scales[i] * inverse;
    store(terms + (3 * i) * stride, values[i] * scale);
    store(terms + (3 * i + 1) * stride, legs[i] * scale);
    store(terms + (3 * i + 2) * stride, vegas[i] * scale);
  }
}

TP_TARGET void TP_NAME(mixture_prices)(size_t n, const double *log_strikes, size_t parts, const double *weights,
                                       const double *log_means, const double *deviations, double *log_prices,
                                       double *terms, size_t stride) {
  size_t j = 0;
  for (; j + W <= n; j += W)
    mixture_lanes(log_strikes + j, parts, weights, log_means, deviations, log_prices + j, terms ? terms + j : NULL,
                  stride);
  if (j == n) return;
  // The last ones go through padded copies, so that an element's bits do not depend on where it stands.
  double strikes[W], prices[W], rest_terms[3 * TP_MIXTURE_PARTS * W];
  size_t rest = n - j;
  for (size_t l = 0; l < W; l++) strikes[l] = log_strikes[l < rest ? j + l : j];
  mixture_lanes(strikes, parts, weights, log_means, deviations, prices, terms ? rest_terms : NULL, W);
  memcpy(log_prices + j, prices, rest * sizeof(double));
  for (size_t t = 0; terms && t < 3 * parts; t++)
    memcpy(terms + t * stride + j, rest_terms + t * W, rest * sizeof(double));
}
