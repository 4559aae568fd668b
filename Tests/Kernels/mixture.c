// Mixtures of lognormals: one part against normalised_black.csv, several against the formula in long doubles.
#include "harness.h"
#include "table.h"

#include <math.h>

/// A part's price out of the money with its derivatives by log mean and deviation, and what rounding may do to it.
typedef struct {
  long double price, by_mean, by_deviation, scale, exponent;
} Part;

static Part part(long double k, long double log_mean, long double s) {
  long double m = expl(log_mean), strike = expl(k), sign = k >= 0 ? 1 : -1;
  long double d1 = (log_mean - k) / s + 0.5L * s, d2 = d1 - s;
  long double asset = m * normal(sign * d1), cash = strike * normal(sign * d2);
  long double density = m * expl(-0.5L * d1 * d1) * 0.39894228040143267793994605993438186848L;
  Part result = {sign * (asset - cash), sign * asset, density, 0, d1 * d1};
  result.scale = asset + cash + density * (fabsl(d1) + fabsl(d2) + s);
  return result;
}

static void hold_table(void) {
  const Table *table = read_table("normalised_black.csv", 1200);
  const double *x = numbers(table, "x"), *s = numbers(table, "s"), *b = numbers(table, "b");
  const double *vegas = numbers(table, "vega");
  FOR_SETS(set) {
    Gate prices = gate("tp_mixture_prices", set, "normalised_black.csv b", 4);
    Gate slopes = gate("tp_mixture_prices", set, "normalised_black.csv vega", 8);
    for (size_t row = 0; row < 1200; row++) {
      // The forward is 1 and the strike exp(-x): a call out of the money, b being its price over the root of the strike.
      double k = -x[row], zero = 0, one = 1, log_price, terms[3];
      tp_mixture_prices(set, 1, &k, 1, &one, &zero, &s[row], &log_price, terms, 1);
      // The price is a difference of two legs: what rounding does to it is theirs over it.
      Part own = part(k, 0, s[row]);
      long double wanted = logl(b[row]) + 0.5L * k, condition = own.scale / (b[row] * expl(0.5L * k));
      if (!(condition < 1e12L)) continue;
      hold(&prices, log_price, wanted, ROUNDING * (condition + fabsl(wanted)), row);
      hold(&slopes, terms[2], (long double)vegas[row] / b[row], vegas[row] / b[row] * (condition + own.exponent) * ROUNDING, row);
      if (!(fabs(terms[0] - 1) <= 4 * ROUNDING)) failure("normalised_black.csv row %zu: share %.17g of 1", row, terms[0]);
    }
    finish(&prices, 900);
    finish(&slopes, 900);
  }
}

enum { POINTS = 75 };

static void hold_formula(size_t parts, uint64_t seed) {
  double weights[TP_MIXTURE_PARTS], means[TP_MIXTURE_PARTS], deviations[TP_MIXTURE_PARTS], strikes[POINTS];
  for (size_t i = 0; i < parts; i++) {
    weights[i] = uniform(&seed, 0.1, 1);
    means[i] = uniform(&seed, -0.06, 0.06);
    deviations[i] = uniform(&seed, 0.02, 0.4);
  }
  for (int j = 0; j < POINTS; j++) strikes[j] = j == 0 ? 0 : uniform(&seed, -0.6, 0.6);
  FOR_SETS(set) {
    static const char *const names[] = {"formula price", "formula share", "formula by mean", "formula by deviation"};
    Gate gates[4];
    for (int t = 0; t < 4; t++) gates[t] = gate("tp_mixture_prices", set, names[t], 8);
    // A stride beyond the points: what lies between must stay as it is.
    size_t stride = POINTS + 3;
    double *prices = exact(POINTS), *alone = exact(POINTS), *terms = exact((3 * parts - 1) * stride + POINTS);
    for (size_t i = 0; i < (3 * parts - 1) * stride + POINTS; i++) terms[i] = -7;
    double *k = exact_copy(strikes, POINTS), *w = exact_copy(weights, parts), *m = exact_copy(means, parts), *s = exact_copy(deviations, parts);
    if (tp_mixture_prices(set, POINTS, k, parts, w, m, s, prices, terms, stride) != 0 ||
        tp_mixture_prices(set, POINTS, k, parts, w, m, s, alone, NULL, 0) != 0)
      failure("tp_mixture_prices refused %s, %zu parts", set_name(set), parts);
    for (size_t j = 0; j < POINTS; j++) {
      Part own[TP_MIXTURE_PARTS];
      long double total = 0, scale = 0;
      for (size_t i = 0; i < parts; i++) {
        own[i] = part(strikes[j], means[i], deviations[i]);
        total += weights[i] * own[i].price;
        scale += weights[i] * own[i].scale;
      }
      long double unit = ROUNDING * scale / total;
      hold(&gates[0], prices[j], logl(total), unit + ROUNDING * fabsl(logl(total)), j);
      if (alone[j] != prices[j]) failure("tp_mixture_prices on %s: another price without terms", set_name(set));
      for (size_t i = 0; i < parts; i++) {
        const double *column = terms + 3 * i * stride + j;
        hold(&gates[1], column[0], own[i].price / total, (own[i].scale + own[i].price * scale / total) / total * ROUNDING, j);
        hold(&gates[2], column[stride], own[i].by_mean / total, (own[i].scale + fabsl(own[i].by_mean) * scale / total) / total * ROUNDING, j);
        hold(&gates[3], column[2 * stride], own[i].by_deviation / total,
             (own[i].scale + own[i].by_deviation * (1 + scale / total)) / total * ROUNDING, j);
      }
    }
    for (size_t t = 0; t + 1 < 3 * parts; t++)
      for (size_t gap = POINTS; gap < stride; gap++)
        if (terms[t * stride + gap] != -7) failure("tp_mixture_prices on %s wrote between its terms", set_name(set));
    finish(&gates[0], POINTS);
    for (int t = 1; t < 4; t++) finish(&gates[t], parts * POINTS);
    release();
  }
}

void check_mixture(void) {
  hold_table();
  hold_formula(1, 1);
  hold_formula(3, 2);
  hold_formula(TP_MIXTURE_PARTS, 3);
  double zero = 0, price = 5;
  if (tp_mixture_prices(tp_instruction_set_baseline, 1, &zero, 0, &zero, &zero, &zero, &price, NULL, 0) != 1 ||
      tp_mixture_prices(tp_instruction_set_baseline, 1, &zero, TP_MIXTURE_PARTS + 1, &zero, &zero, &zero, &price, NULL, 0) != 1 ||
      price != 5)
    failure("tp_mixture_prices takes 0 or %d parts", TP_MIXTURE_PARTS + 1);
}
