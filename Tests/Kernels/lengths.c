// Every kernel at every length from 0 to 67, from several starts, in buffers of exact size: an element has the bits that
// it has in the whole, and nothing beside the buffers is read or written.
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WHOLE = 80, LONG_WHOLE = 420 };
static double one[WHOLE], two[WHOLE], three[WHOLE];
static intptr_t scenarios[WHOLE];
static uint64_t integers[WHOLE];

static intptr_t *exact_indexes(size_t first, size_t n) {
  intptr_t *copy = exact_bytes(n * sizeof *copy);
  if (n > 0) memcpy(copy, scenarios + first, n * sizeof *copy);
  return copy;
}

/// Elements first ..< first + n of what a kernel gives, column by column.
typedef int Run(tp_instruction_set set, size_t first, size_t n, double *results);

static int revalue(tp_instruction_set set, size_t first, size_t n, double *results) {
  memcpy(results, three + first, n * sizeof *results);
  return tp_black76_revalue_on(set, n, exact_copy(one + first, n), exact_copy(two + first, n), exact_copy(one + first, n), 90, 100, 0.6, 0.4, -1, 2.5, results);
}

static int revalue_past(tp_instruction_set set, size_t first, size_t n, double *results) {
  memcpy(results, three + first, n * sizeof *results);
  return tp_black76_revalue_on(set, n, exact_copy(one + first, n), exact_copy(two + first, n), exact_copy(one + first, n), 90, 100, 0.6, 0, -1, 2.5, results);
}

static int book(tp_instruction_set set, size_t first, size_t n, double *results) {
  // The last line's deviation is beyond the polynomials in some moves only.
  static const double lines[4 * TP_LINE_SIZE] = {100, 120, -0.1823, 0.25, 4, 1, 2.5, 90, 80, 0.1178, 0.5, 2, -1, -1.25,
                                                 70, 75, -0.069, 0, 0, 1, 3, 60, 65, -0.08, 8, 0.125, 1, 1.5};
  double moves[WHOLE], changes[WHOLE];
  memcpy(moves, two, sizeof moves);
  memcpy(changes, three, sizeof changes);
  moves[8] = 800;  // beside it, one by one
  changes[20] = NAN;
  memcpy(results, three + first, n * sizeof *results);
  return tp_black76_book(set, n, exact_copy(moves + first, n), exact_copy(changes + first, n), 4, exact_copy(lines, 4 * TP_LINE_SIZE), results);
}

static int mixture(tp_instruction_set set, size_t first, size_t n, double *results) {
  static const double weights[] = {0.5, 0.3, 0.2}, means[] = {0.03, -0.02, -0.045}, deviations[] = {0.02, 0.05, 0.12};
  return tp_mixture_prices(set, n, exact_copy(two + first, n), 3, exact_copy(weights, 3), exact_copy(means, 3), exact_copy(deviations, 3),
                           results, results + n, n);
}

static int philox(tp_instruction_set set, size_t first, size_t n, double *results) {
  tp_philox_field field = {{7, 9}, 1, 1};
  return tp_philox_normals(set, n, exact_indexes(first, n), &field, 3, 4, results, n);
}

static int net(tp_instruction_set set, size_t first, size_t n, double *results) {
  uint64_t *directions = exact_bytes(3 * 13 * 8), *shifts = exact_bytes(3 * 8);
  for (size_t d = 0; d < 3; d++) {
    tp_sobol_directions(d + 1, 13, directions + 13 * d);
    shifts[d] = 12345678912345ull * (d + 1);
  }
  return tp_net_normals(set, n, exact_indexes(first, n), 3, 13, directions, shifts, results, n);
}

static int quantiles(tp_instruction_set set, size_t first, size_t n, double *results) {
  uint64_t *copy = exact_bytes(n * 8);
  if (n > 0) memcpy(copy, integers + first, n * 8);
  return tp_normal_quantiles(set, n, copy, results);
}

static int panels(tp_instruction_set set, size_t first, size_t n, double *results) {
  enum { OUTPUTS = 11, INPUTS = 2 };
  double *inputs = exact(INPUTS * n), weights[2 * TP_PANEL_ROWS * INPUTS] = {0};
  intptr_t *firsts = exact_bytes(2 * sizeof *firsts), *counts = exact_bytes(2 * sizeof *counts);
  memcpy(inputs, two + first, n * sizeof *inputs);
  memcpy(inputs + n, three + first, n * sizeof *inputs);
  for (int p = 0; p < 2; p++) firsts[p] = 0, counts[p] = INPUTS;
  for (int o = 0; o < OUTPUTS; o++)
    for (int k = 0; k < INPUTS; k++) weights[(o / 8 * INPUTS + k) * TP_PANEL_ROWS + o % 8] = 1.0 / (1 + o) - 0.3 * k;
  return tp_multiply_panels(set, n, inputs, n, OUTPUTS, firsts, counts, exact_copy(weights, 2 * TP_PANEL_ROWS * INPUTS), results, n);
}

static int proxy_of(tp_instruction_set set, size_t first, size_t n, double *results, size_t width, size_t height) {
  tp_proxy_grid grid = {-0.5, (double)width, -0.7, (double)height / 1.4, width, height, 4, 3};
  double *coefficients = exact(width * height * 12);
  for (size_t i = 0; i < width * height * 12; i++) coefficients[i] = 1.0 / (double)(i + 3) - 0.02 * (double)(i % 5);
  size_t room = n + TP_PROXY_PADDING, count;
  tp_proxy_scratch scratch = {exact_bytes(room * 4), exact_bytes(room * 4), exact_bytes((width * height + 1) * 4), exact(room), exact(room), exact(room)};
  memcpy(results, three + first, n * sizeof *results);
  return tp_proxy_evaluate(set, n, exact_copy(two + first, n), exact_copy(three + first, n), &grid, coefficients, &scratch, results,
                           exact_bytes(n * 4), &count);
}
static int proxy(tp_instruction_set set, size_t first, size_t n, double *results) { return proxy_of(set, first, n, results, 3, 2); }
static int proxy_of_one(tp_instruction_set set, size_t first, size_t n, double *results) { return proxy_of(set, first, n, results, 1, 1); }

static int payoffs(tp_instruction_set set, size_t first, size_t n, double *results) {
  static const double kinks[] = {-0.3, 0.1}, slopes[] = {1, -2, 3}, levels[] = {0.5, 0.25, -1};
  (void)set;
  memcpy(results, three + first, n * sizeof *results);
  tp_add_payoffs(n, exact_copy(two + first, n), 2, exact_copy(kinks, 2), exact_copy(slopes, 3), exact_copy(levels, 3), results);
  return 0;
}

static int liquidity_of(tp_instruction_set set, size_t first, size_t n, double *results, const tp_liquidity_range *range) {
  memcpy(results, three + first, n * sizeof *results);
  double *factors = exact(n);
  for (size_t i = 0; i < n; i++) factors[i] = 1 + 0.1 * two[first + i];
  return tp_liquidity_add_values(set, n, factors, 100, range, 1.5, 0.01, 0.2, results);
}
static int liquidity(tp_instruction_set set, size_t first, size_t n, double *results) {
  tp_liquidity_range range = {81, 121, 9, 11, 1.0 / 11, 1.0 / 9 - 1.0 / 11, 2, 1};
  return liquidity_of(set, first, n, results, &range);
}
static int liquidity_narrow(tp_instruction_set set, size_t first, size_t n, double *results) {
  tp_liquidity_range range = {99, 101, 9.9498743710661994, 10.04987562112089, 0.099503719020998915, 0.001, 0.1, 0};
  return liquidity_of(set, first, n, results, &range);
}

static const struct {
  const char *name;
  Run *run;
  size_t outputs;
  tp_instruction_set first_set;
} kernels[] = {
    {"tp_black76_revalue_on", revalue, 1, tp_instruction_set_libm},
    {"tp_black76_revalue_on", revalue_past, 1, tp_instruction_set_libm},
    {"tp_black76_book", book, 1, tp_instruction_set_libm},
    {"tp_mixture_prices", mixture, 10, tp_instruction_set_baseline},
    {"tp_philox_normals", philox, 4, tp_instruction_set_libm},
    {"tp_net_normals", net, 3, tp_instruction_set_libm},
    {"tp_normal_quantiles", quantiles, 1, tp_instruction_set_libm},
    {"tp_multiply_panels", panels, 11, tp_instruction_set_libm},
    {"tp_proxy_evaluate", proxy, 1, tp_instruction_set_libm},
    {"tp_proxy_evaluate", proxy_of_one, 1, tp_instruction_set_libm},
    {"tp_add_payoffs", payoffs, 1, tp_instruction_set_libm},
    {"tp_liquidity_add_values", liquidity, 1, tp_instruction_set_baseline},
    {"tp_liquidity_add_values", liquidity_narrow, 1, tp_instruction_set_baseline},
};

static void hold_kernels(void) {
  static const size_t starts[] = {0, 1, 2, 5, 13};
  for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++)
    for (tp_instruction_set set = kernels[k].first_set; set <= tp_best_instruction_set(); set++) {
      size_t outputs = kernels[k].outputs;
      double whole[11 * WHOLE];
      if (kernels[k].run(set, 0, WHOLE, whole) != 0) failure("%s refused %s", kernels[k].name, set_name(set));
      release();
      for (size_t s = 0; s < sizeof starts / sizeof *starts; s++)
        for (size_t n = 0; n <= 67; n++) {
          double *part = exact(n * outputs);
          if (kernels[k].run(set, starts[s], n, part) != 0) failure("%s refused %s, %zu elements", kernels[k].name, set_name(set), n);
          for (size_t o = 0; o < outputs; o++)
            if (n > 0 && memcmp(part + o * n, whole + o * WHOLE + starts[s], n * sizeof *part) != 0)
              failure("%s on %s: %zu elements from %zu have other bits than in the whole, column %zu", kernels[k].name, set_name(set), n, starts[s], o);
          covered(kernels[k].name, n * outputs);
          release();
        }
    }
}

static void hold_batch(const Batch *batch) {
  // Options as they are traded, and now and then an argument outside its domain. The last column serves as rate or discount.
  static const double low[] = {50, 30, 0.002, 0, 0.05, -0.01, 0}, high[] = {150, 250, 3, 0, 1.5, 0.06, 0.04};
  static const double bad[] = {NAN, 0, -1, INFINITY, 1e300};
  double *columns[7], *whole = malloc(MOST_COLUMNS * LONG_WHOLE * sizeof *whole), *part = malloc(MOST_COLUMNS * LONG_WHOLE * sizeof *part);
  const double *inputs[7];
  uint8_t outside[LONG_WHOLE], flags[LONG_WHOLE];
  uint64_t state = 77;
  for (size_t c = 0; c < 7; c++) {
    columns[c] = malloc(LONG_WHOLE * sizeof **columns);
    for (size_t i = 0; i < LONG_WHOLE; i++) {
      double value = c == 3 ? (random_bits(&state) & 1 ? 1 : -1) : uniform(&state, low[c], high[c]);
      if (batch->inputs == 6 && c == 5) value = uniform(&state, 0.8, 1);
      if (batch->inputs == 2) value = c == 0 ? uniform(&state, -1, 1) : exp(uniform(&state, -12, -1));
      columns[c][i] = random_bits(&state) % 50 == 0 ? bad[random_bits(&state) % 5] : value;
    }
  }
  // Prices that have a volatility.
  const char *prices = strcmp(batch->name, "tp_spot_implied_volatility") == 0      ? "tp_spot_price"
                       : strcmp(batch->name, "tp_forward_implied_volatility") == 0 ? "tp_forward_price"
                                                                                    : NULL;
  if (prices) {
    run_batch(batch_named(prices), tp_instruction_set_baseline, LONG_WHOLE, (const double *const *)columns, whole, outside, 0);
    for (size_t i = 0; i < LONG_WHOLE; i++)
      if (!outside[i]) columns[4][i] = whole[i];
  }
  FOR_SETS(set) {
    run_batch(batch, set, LONG_WHOLE, (const double *const *)columns, whole, outside, 0);
    for (size_t first = 0; first <= 13; first = 2 * first + 1)
      for (size_t n = 0; n <= 400; n += n == 67 ? 60 : n < 67 || (n >= 127 && n < 130) || (n >= 255 && n < 258) ? 1 : n == 130 ? 125 : n == 258 ? 142 : 1)
        for (int streaming = 0; streaming <= 1; streaming++) {
          for (size_t c = 0; c < batch->inputs; c++) inputs[c] = columns[c] + first;
          run_batch(batch, set, n, inputs, part, flags, streaming);
          for (size_t i = 0; i < n; i++) {
            if (flags[i] != outside[first + i]) failure("%s on %s, %zu from %zu: element %zu is %s", batch->name, set_name(set), n, first, i, flags[i] ? "outside" : "inside");
            for (size_t c = 0; c < batch->outputs && !flags[i]; c++)
              if (memcmp(part + c * n + i, whole + c * LONG_WHOLE + first + i, sizeof *part) != 0)
                failure("%s on %s, %zu from %zu%s: element %zu has other bits in column %zu", batch->name, set_name(set), n, first, streaming ? ", streaming" : "", i, c);
          }
          covered(batch->name, n);
        }
    size_t left = 0;
    for (size_t i = 0; i < LONG_WHOLE; i++) left += outside[i];
    if (left < 10 || left > LONG_WHOLE / 2) failure("%s on %s leaves %zu of %d elements", batch->name, set_name(set), left, LONG_WHOLE);
  }
  for (size_t c = 0; c < 7; c++) free(columns[c]);
  free(whole);
  free(part);
}

void check_lengths(void) {
  uint64_t state = 55;
  for (size_t i = 0; i < WHOLE; i++) {
    one[i] = uniform(&state, 0.6, 1.5);
    two[i] = uniform(&state, -0.45, 0.45);
    three[i] = uniform(&state, -0.65, 0.65);
    scenarios[i] = (intptr_t)(random_bits(&state) >> 20);
    integers[i] = (random_bits(&state) >> 12) >> (i % 4 == 0 ? 30 : 0);
  }
  hold_kernels();
  for (size_t b = 0; b < 8; b++) hold_batch(&batches[b]);
}
