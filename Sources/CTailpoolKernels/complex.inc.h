// The text of complex exponentials, logarithms and reciprocals.
//
// Exponentials are by Taylor's series of exp within log(2) / 2 of zero, of sine and cosine within pi / 4; logarithms by that of
// the size, twice the inverse hyperbolic tangent of f within 0.2 of zero, and the angle, the arc tangent of t within tan(pi / 8).
// Coefficients of the two are printed by Tests/_TailpoolTestSupport/References/Generators/kernel_fits.py.
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
#define TP_LOG_2 0x1.62e42fefa39efp-1
// What stands for a number that is exactly zero, and its logarithm.
#define TP_NOTHING 1e-150
#define TP_LOG_OF_NOTHING (-0x1.5963447f87fb5p+8)

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

/// log(w + c) for normal w > 0 and what w has lost in rounding: 2 artanh((w - 2^e) / (w + 2^e)) + e log 2, w 2^-e in 0.75 ... 1.5.
TP_INLINE V logarithm(V w, V c) {
  U step = (AS_U(w) - 0x3ff0000000000000ULL + 0x4008000000000000ULL) & 0xfff0000000000000ULL;
  V power = AS_V(step - 0x0010000000000000ULL);
  V e = AS_V((step >> 52) | 0x4330000000000000ULL) - (0x1p52 + 1024.0);
  V f = ((w - power) + c) / (w + power), z = f * f, polynomial = (V)0x1.17057464c9cecp-3;
  polynomial = fma_(polynomial, z, 0x1.0e7e988d7e677p-3);
  polynomial = fma_(polynomial, z, 0x1.3b2a83941a25fp-3);
  polynomial = fma_(polynomial, z, 0x1.745ca7c399179p-3);
  polynomial = fma_(polynomial, z, 0x1.c71c72ee10901p-3);
  polynomial = fma_(polynomial, z, 0x1.24924923d3163p-2);
  polynomial = fma_(polynomial, z, 0x1.9999999999f7ep-2);
  polynomial = fma_(polynomial, z, 0x1.5555555555555p-1);
  V rest = fma_(f * z, polynomial, e * LOG_2_LOW);
  return fma_(e, LOG_2_HIGH, f + f + rest);
}

/// (atan(t) / t - 1) / t^2 in t^2, for |t| <= tan(pi / 8).
static const double tp_series_arc[] = {-0x1.5555555555555p-2, 0x1.9999999999953p-3,  -0x1.249249248d7dcp-3, 0x1.c71c71c303dbbp-4,
                                       -0x1.745d165dc9713p-4, 0x1.3b1392d519db1p-4,  -0x1.110e87b4357d2p-4, 0x1.e19a0bfa3eef9p-5,
                                       -0x1.ac7a5a79b3f26p-5, 0x1.74dccfb93fff0p-5,  -0x1.1b311bb48c215p-5, 0x1.0acd9e91a5a35p-6};

/// The angle of x + iy: that of the octant, and the arc tangent of the rest.
TP_INLINE V angle_of(V x, V y, V large, V small) {
  I is_wide = small > large * 0x1.a827999fcef32p-2;
  V t = (is_wide ? small - large : small) / (is_wide ? small + large : large);
  V square = t * t, arc = (V)tp_series_arc[11];
#pragma clang loop unroll(full)
  for (int i = 10; i >= 0; i--) arc = fma_(arc, square, tp_series_arc[i]);
  arc = fma_(arc * square, t, t);
  // Eighths of a turn, from which the arc is added or taken away.
  V eighths = is_wide ? (V)1.0 : (V)0.0;
  I is_steep = absolute(y) > absolute(x), is_left = x < 0.0;
  eighths = is_steep ? 2.0 - eighths : eighths;
  arc = is_steep ? -arc : arc;
  eighths = is_left ? 4.0 - eighths : eighths;
  arc = is_left ? -arc : arc;
  V angle = fma_(eighths, 0.5 * HALF_PI_HIGH, fma_(eighths, 0.5 * HALF_PI_MIDDLE, arc));
  return AS_V(AS_U(angle) | (AS_U(y) & 0x8000000000000000ULL));
}

/// What a number is multiplied by so that its square is a normal number, and the logarithm of that.
TP_INLINE V scale_of(V large, V *logarithm_of_scale) {
  I is_small = large < 0x1p-500, is_large = large > 0x1p500;
  *logarithm_of_scale = is_small ? (V)(600 * TP_LOG_2) : is_large ? (V)(-600 * TP_LOG_2) : (V)0.0;
  return is_small ? (V)0x1p600 : is_large ? (V)0x1p-600 : (V)1.0;
}

TP_INLINE void logarithms(V x, V y, double slope, double factor, V *real, V *imaginary) {
  V a = slope * (x - 1.0), b = slope * y, p = a + 1.0;
  V large = greatest(absolute(p), absolute(b)), small = least(absolute(p), absolute(b)), shift;
  V scale = scale_of(large, &shift), first = large * scale, second = small * scale;
  V square = fma_(first, first, second * second);
  // Near one the logarithm has the digits of a and b.
  V excess = fma_(a, a + 2.0, b * b), near = excess + 1.0;
  I is_near = (square >= 0.25) & (square <= 4.0) & (scale == 1.0);
  V size = 0.5 * logarithm(is_near ? near : square, is_near ? excess - (near - 1.0) : (V)0.0) - shift;
  V angle = angle_of(p, b, large, small);
  // What is not a finite number has no logarithm; zero has that of what stands for it.
  V none = (p - p) + (b - b);
  I is_zero = large == 0.0;
  *real = factor * (is_zero ? (V)TP_LOG_OF_NOTHING : size + none);
  *imaginary = factor * (is_zero ? (V)0.0 : angle + none);
}

TP_INLINE void reciprocals(V x, V y, double slope, double numerator, V *real, V *imaginary) {
  V p = fma_(x - 1.0, slope, 1.0), b = slope * y, unused;
  V large = greatest(absolute(p), absolute(b));
  I is_zero = large == 0.0;
  p = is_zero ? (V)TP_NOTHING : p;
  V scale = scale_of(is_zero ? (V)TP_NOTHING : large, &unused), re = p * scale, im = b * scale;
  V inverse = 1.0 / fma_(re, re, im * im);
  *real = re * inverse * scale * numerator;
  *imaginary = -(im * inverse * scale * numerator);
}

/// Goes through columns by vectors; the last one is filled up with ones.
#define TP_EACH_COMPLEX(n, real, imaginary, function, first, second)     \
  do {                                                                   \
    V x, y;                                                              \
    size_t whole = (n) - (n) % W;                                        \
    for (size_t i = 0; i < whole; i += W) {                              \
      function(load((real) + i), load((imaginary) + i), first, second, &x, &y); \
      store((real) + i, x);                                              \
      store((imaginary) + i, y);                                         \
    }                                                                    \
    if (whole == (n)) return;                                            \
    V last_real = (V)1.0, last_imaginary = (V)0.0;                       \
    for (size_t i = whole; i < (n); i++) {                               \
      last_real[i - whole] = (real)[i];                                  \
      last_imaginary[i - whole] = (imaginary)[i];                        \
    }                                                                    \
    function(last_real, last_imaginary, first, second, &x, &y);          \
    for (size_t i = whole; i < (n); i++) {                               \
      (real)[i] = x[i - whole];                                          \
      (imaginary)[i] = y[i - whole];                                     \
    }                                                                    \
  } while (0)

TP_TARGET void TP_NAME(complex_logarithms)(size_t n, double slope, double factor, double *real, double *imaginary) {
  TP_EACH_COMPLEX(n, real, imaginary, logarithms, slope, factor);
}

TP_TARGET void TP_NAME(complex_reciprocals)(size_t n, double slope, double numerator, double *real, double *imaginary) {
  TP_EACH_COMPLEX(n, real, imaginary, reciprocals, slope, numerator);
}
