/* The vector text of tp_black76_book, included by black76_revalue.inc.h, whose names and formulas it uses.

   What depends on the scenario alone stays in registers while the lines of the book pass by. Per line and scenario
   there is one division: with R = P / Q for the Mills ratio and A as in black76_revalue.inc.h,

     otm = A (+-P1 Q2 - P2 Q1) / (Q1 Q2)  [+ min(F, K) if y1 > 0]. */

/* Numerator of the Mills ratio's quotient. */
TP_INLINE V TP_NAME(mills_numerator)(V y) {
  V sum = (V)tp_mills_numerator[9];
#pragma clang loop unroll(full)
  for (int i = 8; i >= 0; i--) sum = FMA(sum, y, tp_mills_numerator[i]);
  return sum;
}

/* Its denominator, whose leading coefficient is one. */
TP_INLINE V TP_NAME(mills_denominator)(V y) {
  V sum = y + tp_mills_denominator[9];
#pragma clang loop unroll(full)
  for (int i = 8; i >= 0; i--) sum = FMA(sum, y, tp_mills_denominator[i]);
  return sum;
}

/* Takes the lanes whose deviation the polynomials do not serve from the C library, and no others: a lane's bits must not
   depend on its neighbors. */
TP_INLINE V TP_NAME(replace_far)(V value, V forward, V log_moneyness, V factor, double deviation, double strike) {
  double values[TP_WIDTH], forwards[TP_WIDTH], moneyness[TP_WIDTH], factors[TP_WIDTH];
  TP_NAME(store)(values, value);
  TP_NAME(store)(forwards, forward);
  TP_NAME(store)(moneyness, log_moneyness);
  TP_NAME(store)(factors, factor);
  replace_far_lanes(TP_WIDTH, forwards, moneyness, factors, deviation, strike, values);
  return TP_NAME(load)(values);
}

/* Adds the lines' values for one vector of scenarios. */
TP_INLINE V TP_NAME(book_block)(V log_spot, V log_volatility, size_t count, const double *lines, V total) {
  V spot = TP_NAME(exponential)(log_spot);
  V factor = TP_NAME(exponential)(log_volatility);
  V inverse_factor = TP_NAME(exponential)(-log_volatility);
  double least = __builtin_reduce_min(factor), greatest = __builtin_reduce_max(factor);
  for (size_t line = 0; line < count; line++, lines += TP_LINE_SIZE) {
    double scale = lines[TP_LINE_FORWARD], strike = lines[TP_LINE_STRIKE], sign = lines[TP_LINE_SIGN];
    double deviation = lines[TP_LINE_DEVIATION];
    V intrinsic = TP_NAME(positive_part)(FMA(spot, sign * scale, -sign * strike));
    if (deviation == 0) {
      total = FMA(intrinsic, lines[TP_LINE_WEIGHT], total);
      continue;
    }
    V forward = scale * spot, log_moneyness = lines[TP_LINE_LOG_MONEYNESS] + log_spot;
    V half = factor * (0.5 * deviation);
    V distance = __builtin_elementwise_abs(log_moneyness) * (inverse_factor * lines[TP_LINE_INVERSE_DEVIATION]);
    V y1 = half - distance, y2 = half + distance; /* the second with its sign changed */
    V size1 = TP_NAME(at_most)(__builtin_elementwise_abs(y1), TP_LARGEST_DEVIATION);
    V size2 = TP_NAME(at_most)(y2, TP_LARGEST_DEVIATION);
    V p1 = TP_NAME(mills_numerator)(size1), q1 = TP_NAME(mills_denominator)(size1);
    V p2 = TP_NAME(mills_numerator)(size2), q2 = TP_NAME(mills_denominator)(size2);
    V lower = TP_NAME(at_most)(forward, strike);
    V density = lower * TP_NAME(exponential)(-0.5 * size1 * size1);
    B above = y1 > (V)0.0;
    V signed_p1 = TP_NAME(select)(above, -p1, p1);
    V difference = FMA(signed_p1, q2, -(p2 * q1)) / (q1 * q2);
    V value = FMA(density, difference, TP_NAME(select)(above, lower, (V)0.0));
    if (__builtin_expect(!(deviation * least >= TP_LEAST_DEVIATION && deviation * greatest <= TP_LARGEST_TOTAL_DEVIATION), 0))
      value = TP_NAME(replace_far)(value, forward, log_moneyness, factor, deviation, strike);
    value = TP_NAME(positive_part)(value);
    total = FMA(intrinsic + value, lines[TP_LINE_WEIGHT], total);
  }
  return total;
}

/* Whether the exponentials of all lanes are far from overflow; false for NaN. */
TP_INLINE int TP_NAME(is_usual)(V x) {
  return __builtin_reduce_and(__builtin_elementwise_abs(x) <= (V)TP_LARGEST_MOVE) != 0;
}

TP_TARGET static void TP_NAME(book)(size_t n, const double *log_spots, const double *log_volatilities, size_t count,
                                    const double *lines, double *values) {
  for (size_t i = 0; i < n; i += TP_WIDTH) {
    size_t used = n - i < TP_WIDTH ? n - i : TP_WIDTH;
    double spots[TP_WIDTH] = {0}, volatilities[TP_WIDTH] = {0}, totals[TP_WIDTH] = {0};
    const double *spot = log_spots + i, *volatility = log_volatilities + i;
    double *total = values + i;
    if (used < TP_WIDTH) { /* the rest goes through the same text in a padded vector */
      for (size_t lane = 0; lane < used; lane++) {
        spots[lane] = spot[lane];
        volatilities[lane] = volatility[lane];
        totals[lane] = total[lane];
      }
      spot = spots, volatility = volatilities, total = totals;
    }
    V x = TP_NAME(load)(spot), y = TP_NAME(load)(volatility);
    if (__builtin_expect(TP_NAME(is_usual)(x) && TP_NAME(is_usual)(y), 1)) {
      TP_NAME(store)(total, TP_NAME(book_block)(x, y, count, lines, TP_NAME(load)(total)));
      if (used < TP_WIDTH)
        for (size_t lane = 0; lane < used; lane++) values[i + lane] = total[lane];
    } else {
      /* A lane that is out of range must not change what its neighbors get. */
      for (size_t lane = 0; lane < used; lane++) {
        double one_x = spot[lane], one_y = volatility[lane];
        if (fabs(one_x) <= TP_LARGEST_MOVE && fabs(one_y) <= TP_LARGEST_MOVE) {
          double lanes[TP_WIDTH] = {total[lane]};
          TP_NAME(store)(lanes, TP_NAME(book_block)((V)one_x, (V)one_y, count, lines, (V)total[lane]));
          values[i + lane] = lanes[0];
        } else {
          single_book(1, &one_x, &one_y, count, lines, values + i + lane);
        }
      }
    }
  }
}
