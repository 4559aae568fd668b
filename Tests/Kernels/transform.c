// The transform of real numbers: against the definition in long doubles at every length to 512, there and back, and the same bits.
#include "harness.h"

#include <math.h>
#include <string.h>

enum { MOST = 512 };

/// The factors of a transform of n numbers, as the header says.
static size_t make_turns(size_t n, double *turns) {
  const long double turn = 2 * acosl(-1.0L);
  size_t at = 0;
  for (size_t m = n / 2; m >= 4; m /= 4)
    for (int power = 1; power <= 3; power++)
      for (int part = 0; part < 2; part++)
        for (size_t p = 0; p < m / 4; p++) {
          long double angle = turn * (long double)(power * p) / (long double)m;
          turns[at++] = (double)(part == 0 ? cosl(angle) : -sinl(angle));
        }
  for (int part = 0; part < 2; part++)
    for (size_t k = 0; k <= n / 4; k++) {
      long double angle = turn * (long double)k / (long double)n;
      turns[at++] = (double)(part == 0 ? cosl(angle) : -sinl(angle));
    }
  return at;
}

/// The same bits on every set, with factors of so few digits that no machine's cosines differ.
static void hold_bits(size_t n, const double *turns, size_t count, const double *input) {
  double first[2 * MOST + 2];
  int has_first = 0;
  FOR_SETS(set) {
    if (!is_fused(set)) continue;
    double *short_turns = exact(count), *results = exact(2 * n + 2), *work = exact(2 * n);
    for (size_t i = 0; i < count; i++) short_turns[i] = (float)turns[i];
    tp_real_transform(set, n, short_turns, exact_copy(input, n), results, results + n / 2 + 1, work);
    tp_real_transform_inverse(set, n, short_turns, results, results + n / 2 + 1, results + n + 2, work);
    if (!has_first) memcpy(first, results, (2 * n + 2) * sizeof(double)), has_first = 1;
    if (memcmp(first, results, (2 * n + 2) * sizeof(double)) != 0)
      failure("tp_real_transform of %zu numbers: %s has other bits", n, set_name(set));
  }
  if (has_first) digest("transform", first, 2 * n + 2);
  release();
}

static void hold_length(size_t n) {
  static double turns[4 * MOST], input[MOST];
  size_t count = make_turns(n, turns);
  uint64_t state = 71 + n;
  long double square = 0;
  for (size_t j = 0; j < n; j++) input[j] = uniform(&state, -1, 1), square += (long double)input[j] * input[j];
  long double unit = sqrtl(square) * ROUNDING;
  FOR_SETS(set) {
    double *real = exact(n / 2 + 1), *imaginary = exact(n / 2 + 1), *back = exact(n);
    if (tp_real_transform(set, n, exact_copy(turns, count), exact_copy(input, n), real, imaginary, exact(2 * n)) != 0)
      failure("tp_real_transform refused %s", set_name(set));
    Gate forward = gate("tp_real_transform", set, "formula", 12);
    for (size_t k = 0; k <= n / 2; k++) {
      long double re = 0, im = 0;
      for (size_t j = 0; j < n; j++) {
        long double angle = 2 * acosl(-1.0L) * (long double)(j * k % n) / (long double)n;
        re += input[j] * cosl(angle), im -= input[j] * sinl(angle);
      }
      hold(&forward, real[k], re, unit, k);
      hold(&forward, imaginary[k], im, unit, k);
    }
    finish(&forward, n / 2 + 1);
    if (tp_real_transform_inverse(set, n, exact_copy(turns, count), exact_copy(real, n / 2 + 1),
                                  exact_copy(imaginary, n / 2 + 1), back, exact(2 * n)) != 0)
      failure("tp_real_transform_inverse refused %s", set_name(set));
    Gate inverse = gate("tp_real_transform_inverse", set, "formula", 12);
    for (size_t j = 0; j < n; j++) hold(&inverse, back[j], input[j], ROUNDING, j);
    finish(&inverse, n);
  }
  release();
  hold_bits(n, turns, count, input);
}

void check_transform(void) {
  for (size_t n = 4; n <= MOST; n *= 2) hold_length(n);
  static const size_t none[] = {0, 1, 2, 3, 6, 12, 1000};
  double value = 7;
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    if (tp_real_transform(tp_instruction_set_baseline, none[i], &value, &value, &value, &value, &value) != 1 ||
        tp_real_transform_inverse(tp_instruction_set_baseline, none[i], &value, &value, &value, &value, &value) != 1)
      failure("a transform of %zu numbers is taken", none[i]);
  if (value != 7) failure("a transform that was refused wrote");
}
