// The formulas that the kernels are held against where there is no table: the textbook's, in the long doubles of the C
// library, which have 64 bits on x86-64 and 113 on arm64.
#include "harness.h"

#include <math.h>

#define ROOT_HALF 0.70710678118654752440084436210484903928L
#define LOG_ROOT_TWO_PI 0.91893853320467274178032973640561763986L
#define ROOT_TWO_PI 2.50662827463100050241576528481104525300L

long double normal(long double x) { return 0.5L * erfcl(-x * ROOT_HALF); }

/// Newton's method on the logarithm of the tail, which is concave, so that it converges from anywhere; near one half, where
/// the tail has lost the digits of the distance, the series.
long double normal_quantile(uint64_t k) {
  uint64_t mirror = (1ull << 52) - 1 - k;
  int is_low = k < mirror;
  long double tail = ((long double)(is_low ? k : mirror) + 0.5L) * 0x1p-52L, distance = 0.5L - tail, z;
  if (distance < 0.003L) {
    long double p = ROOT_TWO_PI * distance, q = p * p;
    z = p * (1 + q * (1 / 6.0L + q * (7 / 120.0L + q * (127 / 5040.0L))));
  } else {
    long double wanted = logl(tail);
    z = 1;
    for (int step = 0; step < 60; step++) {
      long double found = normal(-z), logarithm = logl(found);
      long double slope = -expl(-0.5L * z * z - LOG_ROOT_TWO_PI - logarithm), move = (logarithm - wanted) / slope;
      z -= move;
      if (fabsl(move) < 1e-19L * z) break;
    }
  }
  return is_low ? -z : z;
}

long double black(long double forward, long double strike, long double deviation, double sign) {
  long double payoff = sign * (forward - strike);
  if (deviation == 0) return payoff > 0 ? payoff : 0;
  long double d1 = logl(forward / strike) / deviation + 0.5L * deviation, d2 = d1 - deviation;
  return sign * (forward * normal(sign * d1) - strike * normal(sign * d2));
}
