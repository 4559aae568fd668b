// Vectors of W doubles: the words that every text is written in.
//
// Before inclusion: W, and the header of an instruction set. A number in the place of a vector stands in every lane.
#ifndef TP_VECTOR_INC_H
#define TP_VECTOR_INC_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if TP_AVX2
#include <immintrin.h>
#endif

// Every product and sum is rounded as written, so that results do not depend on the compiler's choices.
#pragma clang fp contract(off)
// Vectors may be wider than the set's registers. All functions that take them are static and always inlined, so that none
// crosses a call, and the calling convention that this warns of is never used.
#pragma clang diagnostic ignored "-Wpsabi"

#define TP_INLINE TP_TARGET __attribute__((always_inline)) static inline

typedef double V __attribute__((ext_vector_type(W), aligned(8)));
typedef __typeof__((V)0.0 < (V)0.0) I; // of a comparison: all bits or none
typedef unsigned long long U __attribute__((ext_vector_type(W), aligned(8)));
typedef _Bool B __attribute__((ext_vector_type(W)));
#if W == 32
typedef uint32_t Bits;
#elif W == 16
typedef uint16_t Bits;
#else
typedef uint8_t Bits;
#endif

#define AS_V(x) ((V)(x))
#define AS_U(x) ((U)(x))

TP_INLINE V load(const double *p) { return *(const V *)p; }
TP_INLINE void store(double *p, V x) { *(V *)p = x; }

/// One bit a lane, set where the comparison held.
TP_INLINE Bits bits(I mask) {
#if W == 1
  return mask[0] != 0;
#else
  B lanes = __builtin_convertvector(mask, B);
  Bits result;
  memcpy(&result, &lanes, sizeof result);
  return result;
#endif
}

/// a * b + c, rounded once; by the C library where the hardware has no such operation.
#define fused_(a, b, c) __builtin_elementwise_fma((V)(a), (V)(b), (V)(c))

/// a * b + c, rounded once where the hardware has a fused operation.
#if TP_FMA
#define fma_(a, b, c) fused_(a, b, c)
#else
#define fma_(a, b, c) ((V)(a) * (V)(b) + (V)(c))
#endif

TP_INLINE V absolute(V x) { return AS_V(AS_U(x) & 0x7fffffffffffffffULL); }
/// b where one of the two is NaN, here and below.
TP_INLINE V least(V a, V b) { return a < b ? a : b; }
TP_INLINE V greatest(V a, V b) { return a > b ? a : b; }

#endif
