// One element at a time: the lanes of implied_volatility.inc.h with W = 1, for scalar calls.
#define W 1
#define TP_AVX512 0
#include "kernels.h"
#include <math.h>
#include "vector.inc.h"
#include "pricing.inc.h"
#include "implied_volatility.inc.h"

TP_TARGET double TP_NAME(normalized_implied_deviation_one)(double x, double price) {
  const double *in[2] = {&x, &price};
  double deviation, *out[1] = {&deviation};
  return bits(normalized_implied_lanes(in, out, 0, TP_MODEL_FORWARD)) ? deviation : NAN;
}
