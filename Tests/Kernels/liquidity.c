// Liquidity in ranges against its holdings in long doubles: base tokens times the spot, and quote tokens.
#include "harness.h"

#include <math.h>
#include <string.h>

enum { SPOTS = 131, RANGES = 40 };

static tp_liquidity_range range_of(double lower, double upper) {
  double low = sqrt(lower), high = sqrt(upper), inverse = 1 / high;
  return (tp_liquidity_range){lower, upper, low, high, inverse, 1 / low - inverse, high - low, high >= 1.02 * low};
}

static void hold_range(const tp_liquidity_range *range, double spot, uint64_t *state) {
  double factors[SPOTS], start[SPOTS], first[SPOTS], units = uniform(state, -5, 5);
  double owed_base = uniform(state, 0, 0.01), owed_quote = uniform(state, 0, 3);
  for (int i = 0; i < SPOTS; i++) factors[i] = exp(uniform(state, -0.4, 0.4)), start[i] = uniform(state, -2, 2);
  // The ends, as exactly as a factor says them.
  factors[3] = range->lower > 0 ? range->lower / spot : 1e-8;
  factors[4] = isfinite(range->upper) ? range->upper / spot : 1e8;
  FOR_SETS(set) {
    double *values = exact_copy(start, SPOTS);
    if (tp_liquidity_add_values(set, SPOTS, exact_copy(factors, SPOTS), spot, range, units, owed_base, owed_quote, values) != 0)
      failure("tp_liquidity_add_values refused %s", set_name(set));
    Gate own = gate("tp_liquidity_add_values", set, range->is_wide ? "formula, wide" : "formula, narrow", 8);
    for (size_t i = 0; i < SPOTS; i++) {
      long double s = (double)(spot * factors[i]), a = sqrtl(range->lower), b = sqrtl(range->upper);
      long double p = s < range->lower ? range->lower : s > range->upper ? range->upper : s, r = sqrtl(p);
      // In a form that keeps its digits.
      long double base = isinf(b) ? 1 / r : (range->upper - p) / ((b + r) * r * b);
      long double value = base * s + (p - range->lower) / (r + a);
      long double scale = range->is_wide ? 2 * sqrtl(s) + a + (isinf(b) ? 0 : b + s / b) : value;
      long double owed = owed_base * s + owed_quote;
      hold(&own, values[i], start[i] + units * (value + owed), (2 + fabs(units) * (scale + owed)) * ROUNDING, i);
    }
    finish(&own, SPOTS);
    if (set == tp_instruction_set_baseline) {
      memcpy(first, values, sizeof first);
      digest("liquidity", values, SPOTS);
    }
    if (memcmp(first, values, sizeof first) != 0) failure("tp_liquidity_add_values: %s has other bits", set_name(set));
    release();
  }
}

void check_liquidity(void) {
  uint64_t state = 17;
  for (int i = 0; i < RANGES; i++) {
    double spot = exp(uniform(&state, -8, 12)), middle = spot * exp(uniform(&state, -0.3, 0.3));
    double width = i % 2 ? exp(uniform(&state, 0.02, 1.5)) : exp(uniform(&state, 1e-4, 0.009));
    tp_liquidity_range range = range_of(middle / width, middle * width);
    if (!range.is_wide != !(i % 2)) failure("a range of %g is wide: %d", width, range.is_wide);
    hold_range(&range, spot, &state);
  }
  tp_liquidity_range all = range_of(0, INFINITY), rising = range_of(90, INFINITY), falling = range_of(0, 110);
  hold_range(&all, 100, &state);
  hold_range(&rising, 100, &state);
  hold_range(&falling, 100, &state);
}
