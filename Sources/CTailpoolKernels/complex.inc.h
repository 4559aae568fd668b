// The text of complex exponentials: Taylor's series of exp within log(2) / 2 of zero, of sine and cosine within pi / 4.
#include "complex.h"
#include "vector.inc.h"

// Adding 1.5 * 2^52 leaves the nearest integer in the low bits.
#define ROUND_TO_INTEGER 0x1.8p52
// log(2) and pi / 2 in parts, whose products with small whole numbers are exact but for the last.
#define LOG_2_HIGH 0x1.62e42fefap-1
#define LOG_2_LOW 0x1.cf79abc9e3b3ap-40
#define LOG2_E 0x1.71547652b82fep0
#define HALF_PI_HIGH 0x1.921fb544p0
#define HALF_PI_MIDDLE 0x1.0b4611a6p-34
#define HALF_PI_LOW 0x1.3198a2e037073p-69
#define TWO_OVER_PI 0x1.45f306dc9c883p-1

/// 1 / n! for exp from n = 2, sine from 3 and cosine from 2.
static const double tp_series_exp[] = {1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880,
                                       1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800.0};
static const double tp_series_sine[] = {-1.0 / 6, 1.0 / 120, -1.0 / 5040, 1.0 / 362880, -1.0 / 39916800, 1.0 / 6227020800.0,
                                        -1.0 / 1307674368000.0, 1.0 / 355687428096000.0};
static const double tp_series_cosine[] = {-1.0 / 2, 1.0 / 24, -1.0 / 720, 1.0 / 40320, -1.0 / 3628800, 1.0 / 479001600.0,
                                          -1.0 / 87178291200.0, 1.0 / 20922789888000.0, -1.0 / 6402373705728000.0};

TP_INLINE void exponentials(V x, V y, V *real, V *imaginary) {
  V bounded = x < -708.0 ? (V)-708.0 : x;
  V shifted = fma_(bounded, LOG2_E, ROUND_TO_INTEGER);
  V power = shifted - ROUND_TO_INTEGER;
  V r = fma_(power, -LOG_2_LOW, fma_(power, -LOG_2_HIGH, bounded));
  V size = (V)tp_series_exp[11];
#pragma clang loop unroll(full)
  for (int i = 10; i >= 0; i--) size = fma_(size, r, tp_series_exp[i]);
  size = fma_(size, r * r, r) + 1.0;
  size = AS_V(AS_U(size) + (AS_U(shifted) << 52));
  size = x < -708.0 ? (V)0.0 : size;

  V turned = fma_(y, TWO_OVER_PI, ROUND_TO_INTEGER);
  V quarters = turned - ROUND_TO_INTEGER;
  V a = fma_(quarters, -HALF_PI_LOW, fma_(quarters, -HALF_PI_MIDDLE, fma_(quarters, -HALF_PI_HIGH, y)));
  V square = a * a, sine = (V)tp_series_sine[7], cosine = (V)tp_series_cosine[8];
#pragma clang loop unroll(full)
  for (int i = 6; i >= 0; i--) sine = fma_(sine, square, tp_series_sine[i]);
#pragma clang loop unroll(full)
  for (int i = 7; i >= 0; i--) cosine = fma_(cosine, square, tp_series_cosine[i]);
  sine = fma_(sine * square, a, a);
  cosine = fma_(cosine, square, 1.0);
  U quarter = AS_U(turned);
  I isOdd = (I)(quarter << 63) < 0;
  V s = isOdd ? cosine : sine, c = isOdd ? sine : cosine;
  // The sine changes its sign in the third and fourth quarter, the cosine in the second and third.
  U sine_sign = (quarter & 2) << 62, cosine_sign = ((quarter + 1) & 2) << 62;
  *real = size * AS_V(AS_U(c) ^ cosine_sign);
  *imaginary = size * AS_V(AS_U(s) ^ sine_sign);
}

TP_TARGET void TP_NAME(complex_exponentials)(size_t n, double shift, double *real, double *imaginary) {
  V x, y;
  size_t whole = n - n % W;
  for (size_t i = 0; i < whole; i += W) {
    exponentials(load(real + i) - shift, load(imaginary + i), &x, &y);
    store(real + i, x);
    store(imaginary + i, y);
  }
  if (whole == n) return;
  V last_real = (V)0.0, last_imaginary = (V)0.0;
  for (size_t i = whole; i < n; i++) {
    last_real[i - whole] = real[i];
    last_imaginary[i - whole] = imaginary[i];
  }
  exponentials(last_real - shift, last_imaginary, &x, &y);
  for (size_t i = whole; i < n; i++) {
    real[i] = x[i - whole];
    imaginary[i] = y[i - whole];
  }
}
