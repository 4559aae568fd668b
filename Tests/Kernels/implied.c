// Implied volatilities against black_implied_vol.csv, normalised_implied_vol.csv, the volatilities of bsm_greeks.csv and
// implied_vol_edge_cases.csv.
#include "harness.h"
#include "table.h"

#include <math.h>
#include <stdlib.h>

/// The condition number of each row's volatility; negative where the row does not determine it.
typedef struct {
  const Table *table;
  const char *source;
  const double *expected, *conditions;
} Volatilities;

static void hold_volatility(Gate *own, const Volatilities *wanted, size_t row, double actual) {
  double expected = wanted->expected[row], condition = wanted->conditions[row];
  if (condition >= 0) hold(own, actual, expected, fabs(expected) * (1 + condition) * ROUNDING, row);
}

static void hold_volatilities(const char *name, const Volatilities *wanted, const double *const *inputs, size_t least) {
  size_t rows = wanted->table->rows;
  double *results = malloc(rows * sizeof(double));
  uint8_t *outside = malloc(rows);
  FOR_SETS(set) {
    run_batch(batch_named(name), set, rows, inputs, results, outside, 0);
    Gate own = gate(name, set, wanted->source, 4);
    for (size_t row = 0; row < rows; row++)
      if (!outside[row]) hold_volatility(&own, wanted, row, results[row]);
    finish(&own, least);
  }
  free(results);
  free(outside);
}

/// Prices without a volatility must be left to the caller: at and below the intrinsic value, at and above the bound.
static void hold_edges(void) {
  const Table *table = read_table("implied_vol_edge_cases.csv", 11);
  const double *inputs[] = {numbers(table, "forward"), numbers(table, "strike"), numbers(table, "expiry"),
                            signs(table), numbers(table, "price"), numbers(table, "discountFactor")};
  double results[11];
  uint8_t outside[11];
  FOR_SETS(set) {
    run_batch(batch_named("tp_forward_implied_volatility"), set, 11, inputs, results, outside, 0);
    for (size_t row = 0; row < 11; row++)
      if (!outside[row])
        failure("implied_vol_edge_cases.csv row %zu on %s: %g, expected to be left out", row, set_name(set), results[row]);
    covered("tp_forward_implied_volatility", 11);
  }
}

void check_implied(void) {
  const Table *black = read_table("black_implied_vol.csv", 800);
  const double *f[] = {numbers(black, "forward"), numbers(black, "strike"), numbers(black, "expiry"), signs(black),
                       numbers(black, "price"), numbers(black, "discountFactor")};
  Volatilities wanted = {black, "black_implied_vol.csv", numbers(black, "impliedVolatility"), numbers(black, "cond_total")};
  hold_volatilities("tp_forward_implied_volatility", &wanted, f, 760);
  Gate own = gate("tp_forward_implied_volatility_one", tp_best_instruction_set(), wanted.source, 4);
  for (size_t row = 0; row < 800; row++) {
    double found = tp_forward_implied_volatility_one(f[0][row], f[1][row], f[2][row], f[3][row], f[4][row], f[5][row]);
    if (!isnan(found)) hold_volatility(&own, &wanted, row, found);
  }
  finish(&own, 760);

  // Half of this table is beyond the kernel's domain on purpose: deviations below 1e-7 and above 4.
  const Table *normalized = read_table("normalised_implied_vol.csv", 1200);
  const double *n[] = {numbers(normalized, "x"), numbers(normalized, "beta")};
  double *conditions = numbers(normalized, "cond_beta"), *more = numbers(normalized, "cond_x");
  for (size_t row = 0; row < 1200; row++) conditions[row] += more[row];
  wanted = (Volatilities){normalized, "normalised_implied_vol.csv", numbers(normalized, "s"), conditions};
  hold_volatilities("tp_normalized_implied_deviation", &wanted, n, 780);
  own = gate("tp_normalized_implied_deviation_one", tp_best_instruction_set(), wanted.source, 4);
  for (size_t row = 0; row < 1200; row++) {
    double found = tp_normalized_implied_deviation_one(n[0][row], n[1][row]);
    if (!isnan(found)) hold_volatility(&own, &wanted, row, found);
  }
  finish(&own, 780);

  const Table *spot = read_table("bsm_greeks.csv", 1285);
  double *prices = numbers(spot, "price"), *vegas = numbers(spot, "vega"), *volatilities = numbers(spot, "volatility");
  const double *s[] = {numbers(spot, "spot"), numbers(spot, "strike"), numbers(spot, "expiry"), signs(spot),
                       prices, numbers(spot, "rate"), numbers(spot, "dividendYield")};
  conditions = numbers(spot, "cond_price");
  for (size_t row = 0; row < 1285; row++) {
    double condition = prices[row] * (1 + conditions[row]) / (volatilities[row] * vegas[row]);
    conditions[row] = condition < 1e12 ? condition : -1;
  }
  wanted = (Volatilities){spot, "bsm_greeks.csv volatility", volatilities, conditions};
  hold_volatilities("tp_spot_implied_volatility", &wanted, s, 900);
  own = gate("tp_spot_implied_volatility_one", tp_best_instruction_set(), wanted.source, 4);
  for (size_t row = 0; row < 1285; row++) {
    double found = tp_spot_implied_volatility_one(s[0][row], s[1][row], s[2][row], s[3][row], s[4][row], s[5][row], s[6][row]);
    if (!isnan(found)) hold_volatility(&own, &wanted, row, found);
  }
  finish(&own, 900);
  hold_edges();
}
