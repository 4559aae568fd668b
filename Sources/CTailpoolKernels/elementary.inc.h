// Elementary functions of the price kernels, on vectors of W doubles, within one or two units in the last place.
//
// The sets may differ by rounding: with AVX-512 quotients, roots and exponentials start from what its instructions give.
// Lanes may hold anything: an argument outside the stated range gives some number or NaN and is not an error here.
// The coefficients are printed by Tests/_TailpoolTestSupport/References/Generators/kernel_fits.py.
#include "vector.inc.h"

#if TP_AVX512
typedef double H __attribute__((ext_vector_type(8), aligned(8)));
#define LOW(x) ((__m512d)__builtin_shufflevector(x, x, 0, 1, 2, 3, 4, 5, 6, 7))
#define HIGH(x) ((__m512d)__builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15))
#define JOIN(a, b) \
  ((V)__builtin_shufflevector((H)(a), (H)(b), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))

/// 1 / b to 2^-28.
TP_INLINE V rough_reciprocal(V b) {
  V r = JOIN(_mm512_rcp14_pd(LOW(b)), _mm512_rcp14_pd(HIGH(b)));
  V e = fma_(-b, r, (V)1.0);
  return fma_(r, e, r);
}
/// a / b within 0.7 ulp, for normal b and a quotient in the normal range.
TP_INLINE V divide(V a, V b) {
  V r = rough_reciprocal(b), q = a * r;
  return fma_(fma_(-b, q, a), r, q);
}
TP_INLINE V reciprocal(V b) {
  V r = rough_reciprocal(b);
  return fma_(fma_(-b, r, (V)1.0), r, r);
}
/// The square root within 0.7 ulp, for normal x > 0; NaN below 0.
TP_INLINE V root(V x) {
  V y = JOIN(_mm512_rsqrt14_pd(LOW(x)), _mm512_rsqrt14_pd(HIGH(x)));
  V g = x * y, h = 0.5 * y, e = fma_(-g, h, (V)0.5);
  g = fma_(g, e, g);
  h = fma_(h, e, h);
  return fma_(fma_(-g, g, x), h, g);
}
/// exp(x) within 1.3 ulp for |x| <= 700: 2^(k/16) from a table, the rest by a polynomial.
TP_INLINE V exponential(V x) {
  static const double powers[16] __attribute__((aligned(64))) = {
      0x1.0000000000000p+0, 0x1.0b5586cf9890fp+0, 0x1.172b83c7d517bp+0, 0x1.2387a6e756238p+0,
      0x1.306fe0a31b715p+0, 0x1.3dea64c123422p+0, 0x1.4bfdad5362a27p+0, 0x1.5ab07dd485429p+0,
      0x1.6a09e667f3bcdp+0, 0x1.7a11473eb0187p+0, 0x1.8ace5422aa0dbp+0, 0x1.9c49182a3f090p+0,
      0x1.ae89f995ad3adp+0, 0x1.c199bdd85529cp+0, 0x1.d5818dcfba487p+0, 0x1.ea4afa2a490dap+0};
  V t = fma_(x, (V)0x1.71547652b82fep+4, (V)0x1.8p52), n = t - 0x1.8p52;
  V r = fma_(n, (V)-0x1.62e42fefa0000p-5, x);
  r = fma_(n, (V)-0x1.cf79abc9e3b3ap-44, r);
  V p = fma_((V)0x1.6c17bbd1f560ap-10, r, (V)0x1.11120b77051e7p-7);
  V low = fma_((V)0x1.55555554dcc9bp-3, r, (V)0.5), r2 = r * r;
  p = fma_(p, r, (V)0x1.55555555190f9p-5);
  p = fma_(fma_(p, r2, low), r2, r);
  __m512d first = _mm512_load_pd(powers), second = _mm512_load_pd(powers + 8);
  V power = JOIN(_mm512_permutex2var_pd(first, _mm512_castpd_si512(LOW(t)), second),
                 _mm512_permutex2var_pd(first, _mm512_castpd_si512(HIGH(t)), second));
  p = fma_(power, p, power);
  n = n * 0.0625;
  return JOIN(_mm512_scalef_pd(LOW(p), LOW(n)), _mm512_scalef_pd(HIGH(p), HIGH(n)));
}
#else
TP_INLINE V divide(V a, V b) { return a / b; }
TP_INLINE V reciprocal(V b) { return 1.0 / b; }
TP_INLINE V rough_reciprocal(V b) { return 1.0 / b; }
TP_INLINE V root(V x) { return __builtin_elementwise_sqrt(x); }
/// exp(x) within 0.8 ulp for |x| <= 700.
TP_INLINE V exponential(V x) {
  V t = fma_(x, (V)0x1.71547652b82fep+0, (V)0x1.8p52), n = t - 0x1.8p52;
  V r = fma_(n, (V)-0x1.62e42fefa0000p-1, x);
  r = fma_(n, (V)-0x1.cf79abc9e3b3ap-40, r);
  V r2 = r * r, r4 = r2 * r2;
  V p = fma_((V)0x1.af390ba7e6f47p-26, r, (V)0x1.2891d4ffbb0f9p-22);
  V m = fma_((V)0x1.71de0d85293b8p-19, r, (V)0x1.a019b8ca26fcfp-16);
  V l = fma_((V)0x1.a01a01a7cebcdp-13, r, (V)0x1.6c16c1789d1d7p-10);
  V k = fma_((V)0x1.11111111109a6p-7, r, (V)0x1.5555555553d37p-5);
  V j = fma_((V)0x1.5555555555556p-3, r, (V)0.5);
  p = fma_(p, r2, m);
  k = fma_(l, r2, k);
  p = fma_(p, r4, k);
  p = fma_(fma_(p, r2, j), r2, r) + 1.0;
  return AS_V(AS_U(p) + (AS_U(t) << 52));
}
#endif

/// log(a / b) within about 1.5 ulp, exact 0 at a = b, for normal a, b > 0: 2 artanh((a - b') / (a + b')) with b' = b 2^e.
///
/// e comes from the difference of the bit patterns, which are nearly logarithms: a / b' stays within [0.666, 1.502].
TP_INLINE V log_ratio(V a, V b) {
  U step = (AS_U(a) - AS_U(b) + 0x4008000000000000ULL) & 0xfff0000000000000ULL;
  V scaled = AS_V(AS_U(b) + step - 0x4000000000000000ULL);
  V e = AS_V((step >> 52) | 0x4330000000000000ULL) - (0x1p52 + 1024.0);
  V f = divide(a - scaled, a + scaled), z = f * f, z2 = z * z;
  V p = fma_((V)0x1.17057464c9cecp-3, z, (V)0x1.0e7e988d7e677p-3);
  V m = fma_((V)0x1.3b2a83941a25fp-3, z, (V)0x1.745ca7c399179p-3);
  V l = fma_((V)0x1.c71c72ee10901p-3, z, (V)0x1.24924923d3163p-2);
  V k = fma_((V)0x1.9999999999f7ep-2, z, (V)0x1.5555555555555p-1);
  p = fma_(p, z2, m);
  p = fma_(p, z2, l);
  p = fma_(p, z2, k);
  V small = fma_(f * z, p, e * 0x1.cf79abc9e3b3ap-40);
  return fma_(e, (V)0x1.62e42fefa0000p-1, f + f + small);
}

/// R(y) = N(-y) exp(y^2 / 2) within about 1.5 ulp for 0 <= y <= 36: a polynomial in t = (y - 5) / (y + 5), over y + 5.
TP_INLINE V tail_ratio(V y) {
  static const double c[23] = {
      0x1.89d3abe1f95aep-1, -0x1.54ad03f27ca17p-1, 0x1.fb31653876f87p-2, -0x1.410ed5f875a4cp-2,
      0x1.51f6329f01c49p-3, -0x1.1b1c254c9b696p-4, 0x1.54b4d4f48c1b8p-6, -0x1.88590ea944882p-9,
      -0x1.a250378c8e9c7p-11, 0x1.1daf1d2da6075p-11, -0x1.f2148002165e3p-15, -0x1.a170d3f7cabe5p-15,
      0x1.17de0355b07e0p-16, 0x1.0b2870338e5b4p-18, -0x1.73bd7cabb2a53p-19, -0x1.69bb8c4d8d3e8p-22,
      0x1.d1b0a0ee119a5p-22, 0x1.6fe31ce8ea2b3p-25, -0x1.1ccf0e09c02dfp-24, -0x1.52fefc8726302p-27,
      0x1.07d361f112c57p-27, 0x1.0f6fbe7592df4p-29, -0x1.7896fd9f1ae03p-34};
  V b = y + 5.0, inverse = reciprocal(b), t = fma_(y * inverse, (V)2.0, (V)-1.0), t2 = t * t;
  V even = (V)c[22], odd = (V)c[21];
#pragma clang loop unroll(full)
  for (int i = 20; i >= 2; i -= 2) {
    even = fma_(even, t2, (V)c[i]);
    odd = fma_(odd, t2, (V)c[i - 1]);
  }
  even = fma_(even, t2, (V)c[0]);
  V p = fma_(odd, t, even);
#if TP_FMA
  // p / (y + 5), rounded once: what y + 5 and the product lost is taken back.
  V q = p * inverse, lost = y - (b - 5.0);
  return fma_(fma_(-lost, q, fma_(-b, q, p)), inverse, q);
#else
  return p / b;
#endif
}
