#ifndef TP_FIELD_H
#define TP_FIELD_H

#include <stdint.h>
#include <string.h>

// The field of 2^255 - 19 in five limbs of 51 bits, for public numbers only: time depends on them.
//
// A product is tight: each limb is below 2^51 + 2^14. A sum of two tight elements may be subtracted, and what a subtraction
// or a sum of two such gives (below 2^54) may be multiplied.
typedef struct {
  uint64_t limb[5];
} field;

__extension__ typedef unsigned __int128 wide;

#define FIELD_MASK ((UINT64_C(1) << 51) - 1)

static const field field_zero = {{0, 0, 0, 0, 0}};
static const field field_one = {{1, 0, 0, 0, 0}};
// -121665 / 121666, twice that, the even square root of -1 and 1 / sqrt(-1 - d), as RFC 9496 names them.
static const field field_d = {{0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029, 0x739c663a03cbb, 0x52036cee2b6ff}};
static const field field_twice_d = {{0x69b9426b2f159, 0x35050762add7a, 0x3cf44c0038052, 0x6738cc7407977, 0x2406d9dc56dff}};
static const field field_root_of_minus_one = {{0x61b274a0ea0b0, 0xd5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d}};
static const field field_inverse_root = {{0xfdaa805d40ea, 0x2eb482e57d339, 0x7610274bc58, 0x6510b613dc8ff, 0x786c8905cfaff}};

static inline field field_add(field a, field b) {
  for (int k = 0; k < 5; k++) a.limb[k] += b.limb[k];
  return a;
}

// Four times the prime keeps each limb above zero.
static inline field field_subtract(field a, field b) {
  a.limb[0] += (UINT64_C(1) << 53) - 76 - b.limb[0];
  for (int k = 1; k < 5; k++) a.limb[k] += (UINT64_C(1) << 53) - 4 - b.limb[k];
  return a;
}

static inline field field_carry(wide r0, wide r1, wide r2, wide r3, wide r4) {
  field r;
  r1 += (uint64_t)(r0 >> 51);
  r2 += (uint64_t)(r1 >> 51);
  r3 += (uint64_t)(r2 >> 51);
  r4 += (uint64_t)(r3 >> 51);
  r.limb[0] = ((uint64_t)r0 & FIELD_MASK) + (uint64_t)(r4 >> 51) * 19;
  r.limb[1] = ((uint64_t)r1 & FIELD_MASK) + (r.limb[0] >> 51);
  r.limb[0] &= FIELD_MASK;
  r.limb[2] = (uint64_t)r2 & FIELD_MASK;
  r.limb[3] = (uint64_t)r3 & FIELD_MASK;
  r.limb[4] = (uint64_t)r4 & FIELD_MASK;
  return r;
}

static inline field field_multiply(field a, field b) {
  const uint64_t *x = a.limb, *y = b.limb;
  const uint64_t y1 = 19 * y[1], y2 = 19 * y[2], y3 = 19 * y[3], y4 = 19 * y[4];
  return field_carry(
      (wide)x[0] * y[0] + (wide)x[1] * y4 + (wide)x[2] * y3 + (wide)x[3] * y2 + (wide)x[4] * y1,
      (wide)x[0] * y[1] + (wide)x[1] * y[0] + (wide)x[2] * y4 + (wide)x[3] * y3 + (wide)x[4] * y2,
      (wide)x[0] * y[2] + (wide)x[1] * y[1] + (wide)x[2] * y[0] + (wide)x[3] * y4 + (wide)x[4] * y3,
      (wide)x[0] * y[3] + (wide)x[1] * y[2] + (wide)x[2] * y[1] + (wide)x[3] * y[0] + (wide)x[4] * y4,
      (wide)x[0] * y[4] + (wide)x[1] * y[3] + (wide)x[2] * y[2] + (wide)x[3] * y[1] + (wide)x[4] * y[0]);
}

static inline field field_square(field a) {
  const uint64_t *x = a.limb;
  const uint64_t x0 = 2 * x[0], x1 = 2 * x[1], x3 = 19 * x[3], x4 = 19 * x[4];
  return field_carry(
      (wide)x[0] * x[0] + (wide)x1 * x4 + (wide)(2 * x[2]) * x3,
      (wide)x0 * x[1] + (wide)(2 * x[2]) * x4 + (wide)x[3] * x3,
      (wide)x0 * x[2] + (wide)x[1] * x[1] + (wide)(2 * x[3]) * x4,
      (wide)x0 * x[3] + (wide)x1 * x[2] + (wide)x[4] * x4,
      (wide)x0 * x[4] + (wide)x1 * x[3] + (wide)x[2] * x[2]);
}

static inline field field_squares(field a, int count) {
  while (count-- > 0) a = field_square(a);
  return a;
}

static inline field field_negate(field a) {
  return field_multiply(field_subtract(field_zero, a), field_one);
}

// The canonical form, little-endian.
static inline void field_encode(uint8_t bytes[32], field a) {
  field r = field_multiply(a, field_one);
  // One more than the quotient by the prime is carried away where the element is not below it.
  uint64_t q = (r.limb[0] + 19) >> 51;
  for (int k = 1; k < 5; k++) q = (r.limb[k] + q) >> 51;
  r.limb[0] += 19 * q;
  for (int k = 0; k < 4; k++) {
    r.limb[k + 1] += r.limb[k] >> 51;
    r.limb[k] &= FIELD_MASK;
  }
  r.limb[4] &= FIELD_MASK;
  const uint64_t words[4] = {r.limb[0] | r.limb[1] << 51, r.limb[1] >> 13 | r.limb[2] << 38,
                             r.limb[2] >> 26 | r.limb[3] << 25, r.limb[3] >> 39 | r.limb[4] << 12};
  for (int k = 0; k < 32; k++) bytes[k] = (uint8_t)(words[k / 8] >> (8 * (k % 8)));
}

static inline uint64_t load_word(const uint8_t *bytes) {
  uint64_t word = 0;
  for (int k = 7; k >= 0; k--) word = word << 8 | bytes[k];
  return word;
}

// The lowest 255 bits, whatever they are.
static inline field field_decode(const uint8_t bytes[32]) {
  const uint64_t w0 = load_word(bytes), w1 = load_word(bytes + 8), w2 = load_word(bytes + 16), w3 = load_word(bytes + 24);
  const field r = {{w0 & FIELD_MASK, (w0 >> 51 | w1 << 13) & FIELD_MASK, (w1 >> 38 | w2 << 26) & FIELD_MASK,
                    (w2 >> 25 | w3 << 39) & FIELD_MASK, w3 >> 12 & FIELD_MASK}};
  return r;
}

static inline int field_is_zero(field a) {
  uint8_t bytes[32], any = 0;
  field_encode(bytes, a);
  for (int k = 0; k < 32; k++) any |= bytes[k];
  return any == 0;
}

// Whether the least nonnegative representative is odd, which is what RFC 9496 calls negative.
static inline int field_is_negative(field a) {
  uint8_t bytes[32];
  field_encode(bytes, a);
  return bytes[0] & 1;
}

static inline field field_absolute(field a) { return field_is_negative(a) ? field_negate(a) : a; }

// The power (p - 5) / 8 = 2^252 - 3.
static inline field field_power_2_252_3(field a) {
  const field a3 = field_multiply(field_square(a), a);                     // 2^2 - 1
  const field a15 = field_multiply(field_squares(a3, 2), a3);              // 2^4 - 1
  const field b5 = field_multiply(field_square(a15), a);                   // 2^5 - 1
  const field b10 = field_multiply(field_squares(b5, 5), b5);              // 2^10 - 1
  const field b20 = field_multiply(field_squares(b10, 10), b10);
  const field b40 = field_multiply(field_squares(b20, 20), b20);
  const field b50 = field_multiply(field_squares(b40, 10), b10);
  const field b100 = field_multiply(field_squares(b50, 50), b50);
  const field b200 = field_multiply(field_squares(b100, 100), b100);
  const field b250 = field_multiply(field_squares(b200, 50), b50);
  return field_multiply(field_squares(b250, 2), a);
}

// 1 / a, and zero of zero: the power p - 2 = 8 (2^252 - 3) + 3.
static inline field field_invert(field a) {
  return field_multiply(field_squares(field_power_2_252_3(a), 3), field_multiply(field_square(a), a));
}

// Stores the nonnegative 1 / sqrt(v), or sqrt(i / v) where v is no square; returns whether it is one (RFC 9496, SQRT_RATIO_M1 of 1).
static inline int field_inverse_square_root(field *root, field v) {
  const field v3 = field_multiply(field_square(v), v);
  const field v7 = field_multiply(field_square(v3), v);
  field r = field_multiply(v3, field_power_2_252_3(v7));
  const field check = field_multiply(v, field_square(r));
  const int correct = field_is_zero(field_subtract(check, field_one));
  const int flipped = field_is_zero(field_add(check, field_one));
  const int flipped_i = field_is_zero(field_add(check, field_root_of_minus_one));
  if (flipped || flipped_i) r = field_multiply(r, field_root_of_minus_one);
  *root = field_absolute(r);
  return correct || flipped;
}

#endif
