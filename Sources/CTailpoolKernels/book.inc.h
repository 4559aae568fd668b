/* The text of tp_black76_book, included by revaluation.inc.h, whose names and formulas it uses.

   What depends on the scenario alone stays in registers while the lines of the book pass by. Per line and scenario
   there is one division: with R = P / Q for the Mills ratio and A as in revaluation.inc.h,

     otm = A (+-P1 Q2 - P2 Q1) / (Q1 Q2)  [+ min(F, K) if y1 > 0]. */

/* Numerator of the Mills ratio's quotient. */
TP_INLINE V mills_numerator(V y) {
  V sum = (V)tp_mills_numerator[9];
#pragma clang loop unroll(full)
  for (int i = 8; i >= 0; i--) sum = fma_(sum, y, tp_mills_numerator[i]);
  return sum;
}

/* Its denominator, whose leading coefficient is one. */
TP_INLINE V mills_denominator(V y) {
  V sum = y + tp_mills_denominator[9];
#pragma clang loop unroll(full)
  for (int i = 8; i >= 0; i--) sum = fma_(sum, y, tp_mills_denominator[i]);
  return sum;
}

/* Takes the lanes whose deviation the polynomials do not serve from the C library, and no others: a lane's bits must not
   depend on its neighbors. */
TP_INLINE V replace_far(V value, V forward, V log_moneyness, V factor, double deviation, double strike) {
  double values[W], forwards[W], moneyness[W], factors[W];
  store(values, value);
  store(forwards, forward);
  store(moneyness, log_moneyness);
  store(factors, factor);
  tp_replace_far_lanes(W, forwards, moneyness, factors, deviation, strike, values);
  return load(values);
}

/* Adds the lines' values for one vector of scenarios. */
TP_INLINE V book_block(V log_spot, V log_volatility, size_t count, const double *lines, V total) {
  V spot = plain_exponential(log_spot);
  V factor = plain_exponential(log_volatility);
  V inverse_factor = plain_exponential(-log_volatility);
  double least = __builtin_reduce_min(factor), greatest = __builtin_reduce_max(factor);
  for (size_t line = 0; line < count; line++, lines += TP_LINE_SIZE) {
    double scale = lines[TP_LINE_FORWARD], strike = lines[TP_LINE_STRIKE], sign = lines[TP_LINE_SIGN];
    double deviation = lines[TP_LINE_DEVIATION];
    V intrinsic = positive_part(fma_(spot, sign * scale, -sign * strike));
    if (deviation == 0) {
      total = fma_(intrinsic, lines[TP_LINE_WEIGHT], total);
      continue;
    }
    V forward = scale * spot, log_moneyness = lines[TP_LINE_LOG_MONEYNESS] + log_spot;
    V half = factor * (0.5 * deviation);
    V distance = absolute(log_moneyness) * (inverse_factor * lines[TP_LINE_INVERSE_DEVIATION]);
    V y1 = half - distance, y2 = half + distance; /* the second with its sign changed */
    V size1 = at_most(absolute(y1), TP_LARGEST_DEVIATION);
    V size2 = at_most(y2, TP_LARGEST_DEVIATION);
    V p1 = mills_numerator(size1), q1 = mills_denominator(size1);
    V p2 = mills_numerator(size2), q2 = mills_denominator(size2);
    V lower = at_most(forward, strike);
    V density = lower * plain_exponential(-0.5 * size1 * size1);
    I above = y1 > (V)0.0;
    V signed_p1 = (above ? -p1 : p1);
    V difference = fma_(signed_p1, q2, -(p2 * q1)) / (q1 * q2);
    V value = fma_(density, difference, (above ? lower : (V)0.0));
    if (__builtin_expect(!(deviation * least >= TP_LEAST_DEVIATION && deviation * greatest <= TP_LARGEST_TOTAL_DEVIATION), 0))
      value = replace_far(value, forward, log_moneyness, factor, deviation, strike);
    value = positive_part(value);
    total = fma_(intrinsic + value, lines[TP_LINE_WEIGHT], total);
  }
  return total;
}

/* Whether the exponentials of all lanes are far from overflow; false for NaN. */
TP_INLINE int is_usual(V x) {
  return __builtin_reduce_and(absolute(x) <= (V)TP_LARGEST_MOVE) != 0;
}

TP_TARGET void TP_NAME(black76_book)(size_t n, const double *log_spots, const double *log_volatilities, size_t count,
                                     const double *lines, double *values) {
  for (size_t i = 0; i < n; i += W) {
    size_t used = n - i < W ? n - i : W;
    double spots[W] = {0}, volatilities[W] = {0}, totals[W] = {0};
    const double *spot = log_spots + i, *volatility = log_volatilities + i;
    double *total = values + i;
    if (used < W) { /* the rest goes through the same text in a padded vector */
      for (size_t lane = 0; lane < used; lane++) {
        spots[lane] = spot[lane];
        volatilities[lane] = volatility[lane];
        totals[lane] = total[lane];
      }
      spot = spots, volatility = volatilities, total = totals;
    }
    V x = load(spot), y = load(volatility);
    if (__builtin_expect(is_usual(x) && is_usual(y), 1)) {
      store(total, book_block(x, y, count, lines, load(total)));
      if (used < W)
        for (size_t lane = 0; lane < used; lane++) values[i + lane] = total[lane];
    } else {
      /* A lane that is out of range must not change what its neighbors get. */
      for (size_t lane = 0; lane < used; lane++) {
        double one_x = spot[lane], one_y = volatility[lane];
        if (fabs(one_x) <= TP_LARGEST_MOVE && fabs(one_y) <= TP_LARGEST_MOVE) {
          double lanes[W] = {total[lane]};
          store(lanes, book_block((V)one_x, (V)one_y, count, lines, (V)total[lane]));
          values[i + lane] = lanes[0];
        } else {
          tp_black76_book_single(1, &one_x, &one_y, count, lines, values + i + lane);
        }
      }
    }
  }
}
