// The text of the transform: Stockham's order, radix four, with one pass of radix two where it is needed, on half as many
// complex numbers as there are real ones.
//
// Every element is computed alone, so that the bits do not depend on how the loops are made into vectors: with plain loops
// over columns that do not overlap, the compiler does that for the set.
#include "transform.h"

#include <string.h>

#pragma clang fp contract(off)

#if TP_FMA
#define FUSED(a, b, c) __builtin_fma((a), (b), (c))
#else
#define FUSED(a, b, c) ((a) * (b) + (c))
#endif

#define STEP TP_TARGET __attribute__((always_inline)) static inline
#define COLUMN double *restrict
#define INPUT const double *restrict

/// One butterfly: four numbers at i, i + quarter, … become four at o, o + s, …, turned by w, its square and its cube.
#define BUTTERFLY(i, o, wr1, wi1, wr2, wi2, wr3, wi3)                                                     \
  do {                                                                                                    \
    double ar = xr[(i)*in], ai = xi[(i)*in], br = xr[((i) + quarter) * in], bi = xi[((i) + quarter) * in]; \
    double cr = xr[((i) + 2 * quarter) * in], ci = xi[((i) + 2 * quarter) * in];                          \
    double dr = xr[((i) + 3 * quarter) * in], di = xi[((i) + 3 * quarter) * in];                          \
    double pr = ar + cr, pi = ai + ci, mr = ar - cr, mi = ai - ci;                                        \
    double qr = br + dr, qi = bi + di, nr = br - dr, ni = bi - di;                                        \
    double ur = mr + ni, ui = mi - nr, vr = pr - qr, vi = pi - qi, tr = mr - ni, ti = mi + nr;            \
    yr[o] = pr + qr;                                                                                      \
    yi[o] = pi + qi;                                                                                      \
    yr[(o) + s] = FUSED(ur, wr1, -(ui * wi1));                                                            \
    yi[(o) + s] = FUSED(ur, wi1, ui * wr1);                                                               \
    yr[(o) + 2 * s] = FUSED(vr, wr2, -(vi * wi2));                                                        \
    yi[(o) + 2 * s] = FUSED(vr, wi2, vi * wr2);                                                           \
    yr[(o) + 3 * s] = FUSED(tr, wr3, -(ti * wi3));                                                        \
    yi[(o) + 3 * s] = FUSED(tr, wi3, ti * wr3);                                                           \
  } while (0)

/// The first pass, whose outputs stand beside each other; `in` is the distance of its inputs, 1 or 2.
STEP void first_pass(size_t quarter, size_t in, INPUT w, INPUT xr, INPUT xi, COLUMN yr, COLUMN yi) {
  const size_t s = 1, m = quarter;
  for (size_t p = 0; p < m; p++)
    BUTTERFLY(p, 4 * p, w[p], w[m + p], w[2 * m + p], w[3 * m + p], w[4 * m + p], w[5 * m + p]);
}

/// A later pass over sub-transforms of 4 m points, s of them beside each other.
STEP void pass(size_t m, size_t s, INPUT w, INPUT xr, INPUT xi, COLUMN yr, COLUMN yi) {
  const size_t in = 1, quarter = m * s;
  for (size_t p = 0; p < m; p++) {
    double wr1 = w[p], wi1 = w[m + p], wr2 = w[2 * m + p], wi2 = w[3 * m + p], wr3 = w[4 * m + p], wi3 = w[5 * m + p];
    size_t from = s * p, to = 4 * s * p;
    for (size_t q = 0; q < s; q++) BUTTERFLY(from + q, to + q, wr1, wi1, wr2, wi2, wr3, wi3);
  }
}

/// Sums and differences of the halves.
STEP void last_pass_of_two(size_t s, size_t in, INPUT xr, INPUT xi, COLUMN yr, COLUMN yi) {
  for (size_t q = 0; q < s; q++) {
    double ar = xr[q * in], ai = xi[q * in], br = xr[(q + s) * in], bi = xi[(q + s) * in];
    yr[q] = ar + br;
    yi[q] = ai + bi;
    yr[q + s] = ar - br;
    yi[q + s] = ai - bi;
  }
}

/// How many passes n complex points take.
STEP size_t passes_of(size_t n) {
  size_t passes = 0;
  for (; n >= 4; n /= 4) passes++;
  return passes + (n == 2);
}

/// The transform of n complex numbers that stand `in` apart. The result is in `zr` and `zi`, and `tr`, `ti` are written over.
///
/// Returns where the factors of the passes end.
STEP const double *transform(size_t n, size_t in, const double *w, const double *xr, const double *xi, double *zr,
                             double *zi, double *tr, double *ti) {
  size_t left = passes_of(n), s = 1, size = n;
  while (size > 1) {
    double *yr = left % 2 == 1 ? zr : tr, *yi = left % 2 == 1 ? zi : ti;
    if (size == 2) {
      last_pass_of_two(s, in, xr, xi, yr, yi);
      size = 1;
    } else {
      size_t m = size / 4;
      // Distances that the compiler knows make better vectors of the first two passes.
      if (s == 1 && in == 2)
        first_pass(m, 2, w, xr, xi, yr, yi);
      else if (s == 1)
        first_pass(m, 1, w, xr, xi, yr, yi);
      else if (s == 4)
        pass(m, 4, w, xr, xi, yr, yi);
      else
        pass(m, s, w, xr, xi, yr, yi);
      w += 6 * m;
      size = m;
      s *= 4;
    }
    xr = yr;
    xi = yi;
    in = 1;
    left--;
  }
  return w;
}

/// From the transform of even numbers + i odd numbers to that of the whole, at k and its mirror n - k.
STEP void split_one(size_t k, size_t mirror, double cosine, double sine, INPUT zr, INPUT zi, COLUMN real, COLUMN imaginary) {
  double er = 0.5 * (zr[k] + zr[mirror]), ei = 0.5 * (zi[k] - zi[mirror]);
  double or = 0.5 * (zi[k] + zi[mirror]), oi = 0.5 * (zr[mirror] - zr[k]);
  double pr = FUSED(or, cosine, -(oi * sine)), pi = FUSED(or, sine, oi * cosine);
  real[k] = er + pr;
  imaginary[k] = ei + pi;
  real[mirror] = er - pr;
  imaginary[mirror] = pi - ei;
}

STEP void split(size_t n, INPUT w, INPUT zr, INPUT zi, COLUMN real, COLUMN imaginary) {
  const double *restrict cosine = w, *restrict sine = w + n / 2 + 1;
  real[0] = zr[0] + zi[0];
  real[n] = zr[0] - zi[0];
  imaginary[0] = imaginary[n] = 0;
  // The middle, its own mirror, apart: the loop then writes two ranges that have nothing in common.
  for (size_t k = 1; k < n / 2; k++) split_one(k, n - k, cosine[k], sine[k], zr, zi, real, imaginary);
  split_one(n / 2, n / 2, cosine[n / 2], sine[n / 2], zr, zi, real, imaginary);
}

/// The inverse of split_one, times 2 half.
STEP void join_one(size_t k, size_t mirror, double half, double cosine, double sine, INPUT real, INPUT imaginary, COLUMN zr,
                   COLUMN zi) {
  double er = half * (real[k] + real[mirror]), ei = half * (imaginary[k] - imaginary[mirror]);
  double dr = half * (real[k] - real[mirror]), di = half * (imaginary[k] + imaginary[mirror]);
  double or = FUSED(dr, cosine, di * sine), oi = FUSED(di, cosine, -(dr * sine));
  zr[k] = er - oi;
  zi[k] = ei + or;
  zr[mirror] = er + oi;
  zi[mirror] = or - ei;
}

STEP void join(size_t n, INPUT w, INPUT real, INPUT imaginary, COLUMN zr, COLUMN zi) {
  const double *restrict cosine = w, *restrict sine = w + n / 2 + 1;
  const double half = 0.5 / (double)n;
  zr[0] = half * (real[0] + real[n]);
  zi[0] = half * (real[0] - real[n]);
  for (size_t k = 1; k < n / 2; k++) join_one(k, n - k, half, cosine[k], sine[k], real, imaginary, zr, zi);
  join_one(n / 2, n / 2, half, cosine[n / 2], sine[n / 2], real, imaginary, zr, zi);
}

TP_TARGET void TP_NAME(real_transform)(size_t count, const double *turns, const double *input, double *real,
                                       double *imaginary, double *work) {
  size_t n = count / 2;
  double *zr = work, *zi = work + n, *tr = work + 2 * n, *ti = work + 3 * n;
  const double *w = transform(n, 2, turns, input, input + 1, zr, zi, tr, ti);
  split(n, w, zr, zi, real, imaginary);
}

TP_TARGET void TP_NAME(real_transform_inverse)(size_t count, const double *turns, const double *real,
                                               const double *imaginary, double *output, double *work) {
  size_t n = count / 2;
  const double *w = turns;
  for (size_t m = n / 4; m >= 1; m /= 4) w += 6 * m;
  double *xr = work, *xi = work + n, *tr = work + 2 * n, *ti = work + 3 * n;
  join(n, w, real, imaginary, xr, xi);
  // The inverse of a transform is the transform with both parts exchanged, before and after. The input is written over by
  // the second pass only, when it has been read.
  double *or = passes_of(n) % 2 == 1 ? tr : xr, *oi = passes_of(n) % 2 == 1 ? ti : xi;
  double *sr = passes_of(n) % 2 == 1 ? xr : tr, *si = passes_of(n) % 2 == 1 ? xi : ti;
  transform(n, 1, turns, xi, xr, oi, or, si, sr);
  for (size_t j = 0; j < n; j++) {
    output[2 * j] = or[j];
    output[2 * j + 1] = oi[j];
  }
}
