// Differences of two Mills ratios, which are prices of options out of the money. Include elementary.inc.h first.
//
// With R(y) = N(-y) exp(y^2 / 2), y = |x| / s and t = s / 2 for the log-moneyness x and the standard deviation s, the
// normalized Black price is exp(-(y^2 + t^2) / 2) (R(y - t) - R(y + t)). For small t and |x| = 2 y t the difference
// cancels, and its Taylor series in t replaces it.

#define INV_SQRT_2PI 0.3989422804014327

/// The series serves t and |x| up to here; R(y - t) - R(y + t) keeps its digits beyond. A single element takes as many
/// terms as it needs, so that its series goes further.
#if W == 1
#define SERIES_T 0.75
#else
#define SERIES_T 0.5
#endif
#define SERIES_X 1.0

/// The last power that the sum needs: at y = 0, where the terms fall most slowly, that of t^2k is t^2k / (2k + 1)!!.
TP_INLINE int last_power(V t) {
#if W == 1
  return t[0] <= 0.125 ? 13 : t[0] <= 0.25 ? 17 : t[0] <= 0.5 ? 21 : 25;
#else
  (void)t;
  return 21;
#endif
}

/// (R(y - t) - R(y + t)) sqrt(2 pi) / 2t by the sum of m_n t^(n-1) / n! over odd n,
/// where m_n = integral of u^n exp(-u^2 / 2 - y u) over u > 0, and m_(n+1) = n m_(n-1) - y m_n.
TP_INLINE V ratio_slope(V y, V t, V half_x) {
  V t2 = t * t, m0 = tail_ratio(y) * 2.5066282746310005;
  V previous = fma_(-y, m0, (V)1.0), sum = previous;
  V current = 0.5 * fma_(-half_x, previous, t * m0);
  V scaled_x = -half_x;
  int last = last_power(t);
#if W > 1
#pragma clang loop unroll(full)
#endif
  for (int n = 3; n <= last; n += 2) {
    V odd = fma_(scaled_x * (1.0 / n), current, t2 * (1.0 / n) * previous);
    sum = sum + odd;
    current = fma_(scaled_x * (1.0 / (n + 1)), odd, t2 * (1.0 / (n + 1)) * current);
    previous = odd;
  }
  return sum;
}

/// R(y - t) - R(y + t) as a difference.
TP_INLINE V plain_ratio_difference(V y, V t) {
  V low = y - t, ratio = tail_ratio(absolute(low));
  if (bits(low < 0.0)) ratio = low < 0.0 ? exponential(0.5 * low * low) - ratio : ratio;
  return ratio - tail_ratio(y + t);
}

/// R(y - t) - R(y + t), free of cancellation.
TP_INLINE V ratio_difference(V x, V s, V y, V t) {
  I series = (t <= SERIES_T) & (x <= SERIES_X);
  if (!bits(~series)) return ratio_slope(y, t, 0.5 * x) * (s * INV_SQRT_2PI);
  V difference = plain_ratio_difference(y, t);
  if (bits(series)) difference = series ? ratio_slope(y, t, 0.5 * x) * (s * INV_SQRT_2PI) : difference;
  return difference;
}
