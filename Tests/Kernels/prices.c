// Prices and Greeks against bsm_greeks.csv, black76.csv and edge_cases.csv, with the gates of the Swift tests.
#include "harness.h"
#include "table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const spot_columns[] = {
    "price", "delta", "gamma", "vega", "theta", "rho", "epsilon", "dualDelta", "dualGamma", "vanna",
    "vomma", "charm", "veta", "vera", "speed", "zomma", "color", "ultima", "dVannaDVol", "parmicharma"};
static const char *const forward_columns[] = {
    "price", "deltaForward", "gammaForward", "vega", "theta", "strikeDelta", "strikeGamma", "vanna", "vomma"};
/// The first of the third order.
enum { SPEED = 14 };

/// 4 for the price, 6 to second order, 16 for third order, in units of (1 + condition) 2^-53.
static double limit(size_t column) { return column == 0 ? 4 : column < SPEED ? 6 : 16; }

static void hold_cell(Gate *own, double actual, const Table *table, size_t row, const char *name) {
  char condition[64];
  snprintf(condition, sizeof condition, "cond_%s", name);
  double expected = number(table, row, name);
  hold(own, actual, expected, fabs(expected) * (1 + number(table, row, condition)) * ROUNDING, row);
}

static void hold_batch(const char *name, const Table *table, const char *source, const double *const *inputs,
                       const char *const *columns, size_t most_outside) {
  const Batch *batch = batch_named(name);
  double *results = malloc(table->rows * batch->outputs * sizeof(double));
  uint8_t *outside = malloc(table->rows);
  FOR_SETS(set) {
    run_batch(batch, set, table->rows, inputs, results, outside, 0);
    size_t left = 0;
    for (size_t row = 0; row < table->rows; row++) left += outside[row];
    if (left > most_outside) failure("%s on %s leaves %zu rows of %s", name, set_name(set), left, source);
    for (size_t c = 0; c < batch->outputs; c++) {
      char label[96];
      snprintf(label, sizeof label, "%s %s", source, columns[c]);
      Gate own = gate(batch->name, set, label, limit(c));
      for (size_t row = 0; row < table->rows; row++)
        if (!outside[row]) hold_cell(&own, results[c * table->rows + row], table, row, columns[c]);
      finish(&own, table->rows - most_outside);
    }
  }
  free(results);
  free(outside);
}

/// The limits of the formula, which the kernel computes or leaves to its caller.
static void hold_edges(void) {
  const Table *table = read_table("edge_cases.csv", 15);
  const double *inputs[] = {numbers(table, "spot"), numbers(table, "strike"), numbers(table, "expiry"), signs(table),
                            numbers(table, "volatility"), numbers(table, "rate"), numbers(table, "dividendYield")};
  double results[6 * 15];
  uint8_t outside[15];
  FOR_SETS(set) {
    run_batch(batch_named("tp_spot_greeks5"), set, 15, inputs, results, outside, 0);
    for (size_t row = 0; row < 15; row++) {
      const char *quantity = text(table, row, column(table, "quantity"));
      size_t place = strcmp(quantity, "price") == 0 ? 0 : strcmp(quantity, "delta") == 0 ? 1 : 2;
      double actual = results[place * 15 + row], expected = number(table, row, "expected");
      if (!outside[row] && !(fabs(actual - expected) <= 4e-15 * fabs(expected)))
        failure("edge_cases.csv row %zu on %s: %g, expected %g or left out", row, set_name(set), actual, expected);
    }
    covered("tp_spot_greeks5", 15);
  }
}

void check_prices(void) {
  const Table *spot = read_table("bsm_greeks.csv", 1285);
  const double *s[] = {numbers(spot, "spot"), numbers(spot, "strike"), numbers(spot, "expiry"), signs(spot),
                       numbers(spot, "volatility"), numbers(spot, "rate"), numbers(spot, "dividendYield")};
  hold_batch("tp_spot_price", spot, "bsm_greeks.csv", s, spot_columns, 4);
  hold_batch("tp_spot_greeks5", spot, "bsm_greeks.csv", s, spot_columns, 4);
  hold_batch("tp_spot_greeks19", spot, "bsm_greeks.csv", s, spot_columns, 4);
  Gate own = gate("tp_spot_price_one", tp_best_instruction_set(), "bsm_greeks.csv price", 4);
  for (size_t row = 0; row < spot->rows; row++) {
    double price = tp_spot_price_one(s[0][row], s[1][row], s[2][row], s[3][row], s[4][row], s[5][row], s[6][row]);
    if (!isnan(price)) hold_cell(&own, price, spot, row, "price");
  }
  finish(&own, 1281);

  const Table *forward = read_table("black76.csv", 500);
  const double *f[] = {numbers(forward, "forward"), numbers(forward, "strike"), numbers(forward, "expiry"),
                       signs(forward), numbers(forward, "volatility"), numbers(forward, "discountFactor")};
  hold_batch("tp_forward_price", forward, "black76.csv", f, forward_columns, 3);
  hold_batch("tp_forward_greeks8", forward, "black76.csv", f, forward_columns, 3);
  own = gate("tp_forward_price_one", tp_best_instruction_set(), "black76.csv price", 4);
  for (size_t row = 0; row < forward->rows; row++) {
    double price = tp_forward_price_one(f[0][row], f[1][row], f[2][row], f[3][row], f[4][row], f[5][row]);
    if (!isnan(price)) hold_cell(&own, price, forward, row, "price");
  }
  finish(&own, 497);
  hold_edges();
}
