// Premiums of early exercise by the scheme of the standard accuracy against the table, in buffers of exact size, and alike on every set.
#include "harness.h"
#include "table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NODES = 12, POINTS = 20, PREMIUM_POINTS = 40, MOST = 240 };

static double z[NODES + 1], g[POINTS], weights[POINTS], interpolation[NODES * POINTS * NODES];
static double premium_g[PREMIUM_POINTS], premium_weights[PREMIUM_POINTS], premium_interpolation[PREMIUM_POINTS * NODES];

/// The tanh-sinh rule with points in (0, 1) and weights on [-1, 1].
static void fill_rule(size_t count, double range, double *points, double *values) {
  const double half_pi = acos(0), step = 2 * range / (double)(count - 1);
  for (size_t i = 0; i < count; i++) {
    double t = -range + step * (double)i, size = cosh(half_pi * sinh(t));
    points[i] = 1 / (1 + exp(-2 * half_pi * sinh(t)));
    values[i] = step * half_pi * cosh(t) / (size * size);
  }
}

/// What the nodes but the first weigh at a point, in barycentric form.
static void fill_row(double at, double *row) {
  double all[NODES + 1], sum = 0;
  for (size_t k = 0; k <= NODES; k++) {
    if (fabs(at - z[k]) < 1e-15) {
      for (size_t j = 1; j <= NODES; j++) row[j - 1] = j == k;
      return;
    }
    all[k] = (k % 2 == 0 ? 1 : -1) * (k == 0 || k == NODES ? 0.5 : 1) / (at - z[k]);
    sum += all[k];
  }
  for (size_t k = 1; k <= NODES; k++) row[k - 1] = all[k] / sum;
}

static tp_american_scheme make_scheme(void) {
  for (size_t i = 0; i <= NODES; i++) z[i] = pow(sin(acos(0) * (double)i / NODES), 2);
  fill_rule(POINTS, 2.6, g, weights);
  fill_rule(PREMIUM_POINTS, 2.6, premium_g, premium_weights);
  for (size_t i = 1; i <= NODES; i++)
    for (size_t j = 0; j < POINTS; j++)
      fill_row(z[i] * sqrt((1 - g[j]) * (1 + g[j])), interpolation + ((i - 1) * POINTS + j) * NODES);
  for (size_t j = 0; j < PREMIUM_POINTS; j++)
    fill_row(sqrt((1 - premium_g[j]) * (1 + premium_g[j])), premium_interpolation + j * NODES);
  return (tp_american_scheme){NODES, POINTS, PREMIUM_POINTS, 4, 2, z, g, weights, interpolation, premium_g, premium_weights, premium_interpolation};
}

/// The options of the table as puts on a strike of 1; those that are never exercised early, or need a finer scheme, are left out.
static size_t fill_problems(const Table *table, double problems[6][MOST], double *log_spots, size_t *rows) {
  size_t n = 0;
  for (size_t row = 0; row < table->rows; row++) {
    int is_put = strcmp(text(table, row, column(table, "type")), "put") == 0;
    double r = number(table, row, "rate"), q = number(table, row, "dividendYield"), years = number(table, row, "expiry");
    double volatility = number(table, row, "volatility"), deviation = volatility * sqrt(years);
    double moneyness = log(number(table, row, "spot") / number(table, row, "strike"));
    double rate = is_put ? r : q, yield = is_put ? q : r;
    if (rate <= 0 || fabs(rate - yield) * years > 3 * deviation || deviation > 3 || fmax(rate, fabs(yield)) * years > 2) continue;
    double limit = yield > rate ? log(rate / yield) : 0;
    const double values[6] = {rate, yield, volatility, years, 1, limit};
    for (int i = 0; i < 6; i++) problems[i][n] = values[i];
    log_spots[n] = (is_put ? moneyness : -moneyness) - limit;
    rows[n++] = row;
  }
  return n;
}

void check_american(void) {
  const Table *table = read_table("american.csv", MOST);
  const tp_american_scheme scheme = make_scheme();
  static double problems[6][MOST], spots[MOST], first[MOST * (NODES + 1)];
  static size_t rows[MOST];
  size_t n = fill_problems(table, problems, spots, rows);
  if (n < 150) failure("only %zu options of american.csv are exercised early", n);
  int has_first = 0;
  FOR_SETS(set) {
    const double *inputs[6];
    for (int i = 0; i < 6; i++) inputs[i] = exact_copy(problems[i], n);
    double *logs = exact((NODES + 1) * n), *steps = exact(n), *scratch = exact(tp_american_scratch(&scheme));
    if (tp_american_boundaries(set, n, inputs, &scheme, scratch, n, logs, NULL, steps) != 0)
      failure("tp_american_boundaries refused %s", set_name(set));
    size_t *columns = exact_bytes(n * sizeof *columns);
    for (size_t i = 0; i < n; i++) columns[i] = i;
    double *outputs[6] = {exact(n), NULL, NULL, NULL, NULL, NULL};
    if (tp_american_premiums(set, n, inputs, exact_copy(spots, n), NULL, columns, &scheme, n, logs, NULL, 0, outputs) != 0)
      failure("tp_american_premiums refused %s", set_name(set));
    Gate moved = gate("tp_american_boundaries", set, "last steps", 1), own = gate("tp_american_premiums", set, "american.csv", 1);
    for (size_t i = 0; i < n; i++) {
      size_t row = rows[i];
      double spot = number(table, row, "spot"), strike = number(table, row, "strike");
      int is_put = strcmp(text(table, row, column(table, "type")), "put") == 0;
      double intrinsic = fmax(is_put ? strike - spot : spot - strike, 0), expected = number(table, row, "americanPrice");
      double value = number(table, row, "europeanPrice") + (is_put ? strike : spot) * fmax(outputs[0][i], 0);
      if (spots[i] <= logs[NODES * n + i] || value < intrinsic) value = intrinsic;
      hold(&moved, steps[i], 0, 0.05, i);
      hold(&own, value, expected, 2e-7 * strike + 3 * number(table, row, "spread"), row);
    }
    finish(&moved, 150);
    finish(&own, 150);
    // Two steps of Newton's method leave what the start was: sets agree as far as the accuracy goes, not in every bit.
    Gate alike = gate("tp_american_boundaries", set, "another set", 1);
    if (!has_first) memcpy(first, logs, (NODES + 1) * n * sizeof *logs), has_first = 1;
    for (size_t i = 0; i < (NODES + 1) * n; i++) hold(&alike, logs[i], first[i], 1e-8, i);
    finish(&alike, 150);
    release();
  }
  covered("tp_american_scratch", 1);
}
