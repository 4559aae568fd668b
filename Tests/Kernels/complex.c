// Complex exponentials, logarithms and reciprocals against long doubles, at every length around that of a vector, and the same bits on every set.
#include "harness.h"

#include <math.h>
#include <string.h>

static void hold_exponentials(size_t n, double low, double high, double turn) {
  enum { MOST = 100 };
  uint64_t state = 5 + n;
  double x[MOST], y[MOST], first[2 * MOST];
  for (size_t i = 0; i < n; i++) x[i] = uniform(&state, low, high), y[i] = uniform(&state, -turn, turn);
  int has_first = 0;
  FOR_SETS(set) {
    double *values = exact_copy(x, n), *others = exact_copy(y, n);
    if (tp_complex_exponentials(set, n, 1.5, values, others) != 0) failure("tp_complex_exponentials refused %s", set_name(set));
    Gate own = gate("tp_complex_exponentials", set, "formula", 5);
    for (size_t i = 0; i < n; i++) {
      long double size = expl((long double)(x[i] - 1.5));
      hold(&own, values[i], size * cosl(y[i]), size * ROUNDING, i);
      hold(&own, others[i], size * sinl(y[i]), size * ROUNDING, i);
    }
    finish(&own, n);
    if (!is_fused(set)) continue;
    if (!has_first) memcpy(first, values, n * sizeof(double)), memcpy(first + n, others, n * sizeof(double)), has_first = 1;
    if (memcmp(first, values, n * sizeof(double)) != 0 || memcmp(first + n, others, n * sizeof(double)) != 0)
      failure("tp_complex_exponentials: %s has other bits", set_name(set));
  }
  if (has_first) digest("complex", first, 2 * n);
  release();
}

typedef int (*Function)(tp_instruction_set, size_t, double, double, double *, double *);

/// factor log(1 + slope (z - 1)), or where `is_reciprocal` factor over that, of z = x + iy in rings of powers of ten about one.
static void hold_function(const char *name, Function function, int is_reciprocal, size_t n, double slope, double factor) {
  enum { MOST = 100 };
  uint64_t state = 17 + n;
  double x[MOST], y[MOST], first[2 * MOST];
  for (size_t i = 0; i < n; i++) {
    double size = pow(10, uniform(&state, -12, 1)), turn = uniform(&state, -3.2, 3.2);
    x[i] = 1 + size * cos(turn), y[i] = i % 13 == 5 ? 0 : size * sin(turn);
  }
  int has_first = 0;
  FOR_SETS(set) {
    double *values = exact_copy(x, n), *others = exact_copy(y, n);
    if (function(set, n, slope, factor, values, others) != 0) failure("%s refused %s", name, set_name(set));
    Gate own = gate(name, set, "formula", 4);
    for (size_t i = 0; i < n; i++) {
      long double a = (long double)slope * ((long double)x[i] - 1), b = (long double)slope * y[i], p = 1 + a, square = p * p + b * b;
      long double re, im, size = fabsl((long double)factor), lost = (fabsl(a) + fabsl(b)) / sqrtl(square);
      if (is_reciprocal) {
        re = factor * p / square, im = -factor * b / square;
        size /= sqrtl(square);
        lost += 1 + 1 / sqrtl(square);
      } else {
        long double half = fabsl(a) + fabsl(b) < 0.5 ? 0.5 * log1pl(a * (2 + a) + b * b) : 0.5 * logl(square);
        re = factor * half, im = factor * atan2l(b, p);
        lost += sqrtl(half * half + atan2l(b, p) * atan2l(b, p));
      }
      hold(&own, values[i], re, size * lost * ROUNDING, i);
      hold(&own, others[i], im, size * lost * ROUNDING, i);
    }
    finish(&own, n);
    if (!is_fused(set)) continue;
    if (!has_first) memcpy(first, values, n * sizeof(double)), memcpy(first + n, others, n * sizeof(double)), has_first = 1;
    if (memcmp(first, values, n * sizeof(double)) != 0 || memcmp(first + n, others, n * sizeof(double)) != 0)
      failure("%s: %s has other bits", name, set_name(set));
  }
  release();
}

/// The same with numbers that no machine's library makes, so that their bits can be compared.
static void digest_functions(void) {
  FOR_SETS(set) {
    if (!is_fused(set)) continue;
    uint64_t state = 3;
    double values[200];
    for (int i = 0; i < 200; i++) values[i] = uniform(&state, -2, 2);
    tp_complex_logarithms(set, 50, -0.5, -3, values, values + 50);
    tp_complex_reciprocals(set, 50, 0.25, 2, values + 100, values + 150);
    digest("complex", values, 200);
    return;
  }
}

/// Zero, the least and the greatest numbers, and what is none.
static void hold_ends(void) {
  const double given[] = {0, 0x1p-1074, -0x1p-1060, 1e300, -1.7e308, NAN, INFINITY, 1, -1, 0},
               turns[] = {0, 0, 0x1p-1062, 1.7e308, 0, 1, 1, 0, -0.0, -2};
  enum { COUNT = sizeof given / sizeof *given };
  FOR_SETS(set) {
    double *real = exact_copy(given, COUNT), *imaginary = exact_copy(turns, COUNT);
    // 1 + (x - 1) of the least numbers is zero.
    tp_complex_logarithms(set, COUNT, 1, 2, real, imaginary);
    const long double pi = acosl(-1.0L);
    Gate own = gate("tp_complex_logarithms", set, "ends", 4);
    for (int i = 0; i < 2; i++) hold(&own, real[i], 2 * logl(1e-150L), 700 * ROUNDING, i), hold(&own, imaginary[i], 0, ROUNDING, i);
    hold(&own, real[3], 2 * hypotl(0, logl(1e300L) + 0.5L * log1pl(1.7e8L * 1.7e8L)), 1400 * ROUNDING, 3);
    hold(&own, real[4], 2 * logl(1.7e308L), 1400 * ROUNDING, 4);
    hold(&own, imaginary[4], 2 * pi, 2 * pi * ROUNDING, 4);
    hold(&own, imaginary[8], -2 * pi, 2 * pi * ROUNDING, 8);
    hold(&own, imaginary[9], -pi, pi * ROUNDING, 9);
    finish(&own, 9);
    if (!isnan(real[5]) || !isnan(imaginary[5]) || !isnan(real[6]) || real[7] != 0 || imaginary[7] != 0 || real[8] != 0)
      failure("tp_complex_logarithms at the ends on %s", set_name(set));
    double *re = exact_copy(given, COUNT), *im = exact_copy(turns, COUNT);
    tp_complex_reciprocals(set, COUNT, 1, 3, re, im);
    if (fabs(re[0] - 3e150) > 1e135 || im[0] != 0 || fabs(re[4] + 3 / 1.7e308) > 1e-310 || re[7] != 3 || im[7] != 0 || im[9] != 1.5 ||
        !isnan(re[5]))
      failure("tp_complex_reciprocals at the ends on %s", set_name(set));
    release();
  }
}

void check_complex(void) {
  for (size_t n = 1; n <= 70; n++) {
    const double slopes[] = {1, -0.04, -10, 0.5, -1e10};
    for (int i = 0; i < 5; i++) {
      hold_function("tp_complex_logarithms", tp_complex_logarithms, 0, n, slopes[i], i == 0 ? 1 : -0.5);
      hold_function("tp_complex_reciprocals", tp_complex_reciprocals, 1, n, slopes[i], i == 0 ? 1 : 0.02);
    }
  }
  digest_functions();
  hold_ends();
  for (size_t n = 1; n <= 70; n++) {
    hold_exponentials(n, -1, 1, 4);
    hold_exponentials(n, -700, 0, 100);
    hold_exponentials(n, -5, 500, 99999);
  }
  FOR_SETS(set) {
    double *ends = exact(5), *angles = exact(5);
    const double given[] = {-709, -INFINITY, NAN, 0, -1}, turns[] = {1, 1, 1, NAN, 0};
    memcpy(ends, given, sizeof given), memcpy(angles, turns, sizeof turns);
    tp_complex_exponentials(set, 5, 0, ends, angles);
    if (ends[0] != 0 || angles[0] != 0 || ends[1] != 0 || angles[1] != 0 || !isnan(ends[2]) || !isnan(ends[3]) || angles[4] != 0)
      failure("tp_complex_exponentials at the ends on %s", set_name(set));
    release();
  }
}
