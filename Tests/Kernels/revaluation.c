// Revaluation of one option and of the lines of a book against black76.csv and against Black's formula in long doubles.
#include "harness.h"
#include "table.h"

#include <math.h>
#include <string.h>

enum { MOVES = 101, OPTIONS = 60, LINES = 20 };

/// One option and moves of its underlying.
typedef struct {
  double forward, strike, volatility, years, sign, weight;
  double spots[MOVES], log_spots[MOVES], volatilities[MOVES];
} Option;

static Option random_option(uint64_t *state, int wide) {
  Option o = {.forward = 80000, .weight = uniform(state, -3, 3)};
  o.strike = o.forward * exp(wide ? uniform(state, -3, 3) : uniform(state, -0.5, 0.5));
  o.volatility = wide ? exp(uniform(state, -6, 2)) : uniform(state, 0.2, 1.2);
  o.years = wide ? exp(uniform(state, -10, 2)) : uniform(state, 0.003, 1);
  o.sign = random_bits(state) & 1 ? 1 : -1;
  for (int i = 0; i < MOVES; i++) {
    o.log_spots[i] = uniform(state, -0.3, 0.3);
    o.spots[i] = exp(o.log_spots[i]);
    o.volatilities[i] = exp(uniform(state, -0.5, 0.5));
  }
  return o;
}

/// Adds to values that are not zero.
static void revalue(tp_instruction_set set, const Option *o, size_t n, double *values) {
  double *results = exact(n), *spots = exact_copy(o->spots, n), *logs = exact_copy(o->log_spots, n);
  double *volatilities = exact_copy(o->volatilities, n);
  for (size_t i = 0; i < n; i++) results[i] = 0;
  if (tp_black76_revalue_on(set, n, spots, logs, volatilities, o->forward, o->strike, o->volatility, o->years, o->sign,
                            o->weight, results) != 0)
    failure("tp_black76_revalue_on refused %s", set_name(set));
  memcpy(values, results, n * sizeof(double));
  release();
}

static void hold_table(void) {
  const Table *table = read_table("black76.csv", 500);
  FOR_ALL_SETS(set) {
    Gate own = gate("tp_black76_revalue_on", set, "black76.csv price", 1), book = gate("tp_black76_book", set, "black76.csv price", 1);
    for (size_t row = 0; row < table->rows; row++) {
      double forward = number(table, row, "forward"), strike = number(table, row, "strike");
      double volatility = number(table, row, "volatility"), years = number(table, row, "expiry");
      double sign = strcmp(text(table, row, column(table, "type")), "call") == 0 ? 1 : -1;
      double discount = number(table, row, "discountFactor"), price = number(table, row, "price"), value = 0;
      double deviation = volatility * sqrt(years), unit = 1e-15 * discount * (forward + strike), zero = 0, one = 1;
      double line[TP_LINE_SIZE] = {forward, strike, log(forward / strike), deviation, 1 / deviation, sign, discount};
      tp_black76_revalue_on(set, 1, &one, &zero, &one, forward, strike, volatility, years, sign, discount, &value);
      hold(&own, value, price, unit, row);
      value = 0;
      tp_black76_book(set, 1, &zero, &zero, 1, line, &value);
      hold(&book, value, price, unit, row);
    }
    finish(&own, 500);
    finish(&book, 500);
  }
}

static void hold_formula(void) {
  for (int wide = 0; wide <= 1; wide++) {
    Gate best = gate("tp_black76_revalue", tp_best_instruction_set(), wide ? "wide formula" : "formula", 1);
    FOR_ALL_SETS(set) {
      Gate own = gate("tp_black76_revalue_on", set, best.source, 1);
      uint64_t state = 101;
      for (int option = 0; option < OPTIONS; option++) {
        Option o = random_option(&state, wide);
        double values[MOVES], again[MOVES] = {0};
        revalue(set, &o, MOVES, values);
        if (set == tp_best_instruction_set())
          tp_black76_revalue(MOVES, o.spots, o.log_spots, o.volatilities, o.forward, o.strike, o.volatility, o.years, o.sign, o.weight, again);
        for (int i = 0; i < MOVES; i++) {
          long double moved = (long double)o.forward * o.spots[i];
          long double deviation = (long double)o.volatility * sqrtl(o.years) * o.volatilities[i];
          long double expected = o.weight * black(moved, o.strike, deviation, o.sign), unit = 1e-15L * fabs(o.weight) * (moved + o.strike);
          hold(&own, values[i], expected, unit, (size_t)(option * MOVES + i));
          if (set == tp_best_instruction_set()) hold(&best, again[i], expected, unit, (size_t)(option * MOVES + i));
        }
      }
      finish(&own, OPTIONS * MOVES);
    }
    finish(&best, OPTIONS * MOVES);
  }
}

static void hold_book(void) {
  for (int wide = 0; wide <= 1; wide++)
    FOR_ALL_SETS(set) {
      Gate own = gate("tp_black76_book", set, wide ? "wide formula" : "formula", 1);
      uint64_t state = 7;
      for (int book = 0; book < 6; book++) {
        double lines[LINES * TP_LINE_SIZE], x[MOVES], y[MOVES];
        for (int j = 0; j < LINES; j++) {
          double forward = exp(uniform(&state, 0, 11)), strike = forward * exp(uniform(&state, -0.5, 0.5) * (wide ? 6 : 1));
          double deviation = j % 7 == 3 ? 0 : exp(wide ? uniform(&state, -12, 2.3) : uniform(&state, -5, 0));
          double line[TP_LINE_SIZE] = {forward, strike, log(forward / strike), deviation, deviation > 0 ? 1 / deviation : 0,
                                       j % 2 ? -1 : 1, uniform(&state, -10, 10)};
          memcpy(lines + j * TP_LINE_SIZE, line, sizeof line);
        }
        for (int i = 0; i < MOVES; i++) x[i] = uniform(&state, -0.5, 0.5), y[i] = uniform(&state, -0.7, 0.7);
        double *values = exact(MOVES);
        for (int i = 0; i < MOVES; i++) values[i] = 0;
        if (tp_black76_book(set, MOVES, exact_copy(x, MOVES), exact_copy(y, MOVES), LINES, exact_copy(lines, LINES * TP_LINE_SIZE), values) != 0)
          failure("tp_black76_book refused %s", set_name(set));
        for (int i = 0; i < MOVES; i++) {
          long double expected = 0, scale = 0;
          for (int j = 0; j < LINES; j++) {
            const double *line = lines + j * TP_LINE_SIZE;
            long double moved = line[TP_LINE_FORWARD] * expl(x[i]), weight = line[TP_LINE_WEIGHT];
            expected += weight * black(moved, line[TP_LINE_STRIKE], line[TP_LINE_DEVIATION] * expl(y[i]), line[TP_LINE_SIGN]);
            scale += fabsl(weight) * (moved + line[TP_LINE_STRIKE]);
          }
          hold(&own, values[i], expected, 1e-15L * scale, (size_t)(book * MOVES + i));
        }
        release();
      }
      finish(&own, 6 * MOVES);
    }
}

/// Inputs without a logarithm or an exponential of the C library, whose bits may be the machine's own.
static void hold_bits(void) {
  uint64_t state = 31;
  Option o = {.forward = 64, .strike = 64, .volatility = 0.75, .years = 0.25, .sign = -1, .weight = 3.5};
  double lines[3 * TP_LINE_SIZE] = {100, 120, -0.1875, 0.25, 4, 1, 2.5, 90, 80, 0.125, 0.5, 2, -1, -1.25, 70, 75, -0.0625, 0, 0, 1, 3};
  double y[MOVES], first[MOVES], first_book[MOVES];
  for (int i = 0; i < MOVES; i++) {
    o.log_spots[i] = uniform(&state, -0.4, 0.4);
    o.spots[i] = uniform(&state, 0.7, 1.4);
    o.volatilities[i] = uniform(&state, 0.5, 2);
    y[i] = uniform(&state, -0.7, 0.7);
  }
  int has_first = 0;
  FOR_SETS(set) {
    if (!is_fused(set)) continue;
    double values[MOVES], book[MOVES] = {0};
    revalue(set, &o, MOVES, values);
    tp_black76_book(set, MOVES, o.log_spots, y, 3, lines, book);
    if (!has_first) {
      digest("revaluation", values, MOVES);
      digest("book", book, MOVES);
      memcpy(first, values, sizeof first);
      memcpy(first_book, book, sizeof first_book);
    }
    has_first = 1;
    if (memcmp(first, values, sizeof first) != 0) failure("tp_black76_revalue_on: %s has other bits", set_name(set));
    if (memcmp(first_book, book, sizeof first_book) != 0) failure("tp_black76_book: %s has other bits", set_name(set));
  }
}

void check_revaluation(void) {
  hold_table();
  hold_formula();
  hold_book();
  hold_bits();
}
