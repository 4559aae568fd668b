#ifndef C_TAILPOOL_PROOFS_H
#define C_TAILPOOL_PROOFS_H

#include <stddef.h>
#include <stdint.h>

// The permutation of Keccak (FIPS 202) on 200 bytes. Its time does not depend on them.
void tp_keccak_f1600(uint8_t *state);

// Sums of multiples of ristretto255 elements (RFC 9496), for numbers that are public: time depends on scalars and points, so that nothing
// secret may be given to the functions below.

// A decoded element as its affine (y + x, y - x, 2dxy).
typedef struct {
  uint64_t limbs[15];
} tp_ristretto_point;

// Decodes an element; 0, or -1 where the 32 bytes are not the canonical encoding of one (the point is then unchanged).
int tp_ristretto_decode(tp_ristretto_point *point, const uint8_t *encoding);

// Odd multiples of a point that is used often: the 1, 3, ... 31 fold.
#define TP_RISTRETTO_MULTIPLES 16
typedef struct {
  tp_ristretto_point multiples[TP_RISTRETTO_MULTIPLES];
} tp_ristretto_table;

// Computes the multiples.
void tp_ristretto_prepare(tp_ristretto_table *table, const tp_ristretto_point *point);

// Encodes the sum of scalars[i] * points[i] and of table_scalars[i] * tables[i]: 32 bytes each, little-endian, below the order of the
// group. The identity is 32 zero bytes. Takes some 150 KiB of the stack.
void tp_ristretto_sum(uint8_t *encoding, size_t count, const uint8_t *scalars, const tp_ristretto_point *points,
                      size_t table_count, const uint8_t *table_scalars, const tp_ristretto_table *tables);

#endif
