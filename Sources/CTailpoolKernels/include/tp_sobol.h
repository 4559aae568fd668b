#ifndef TP_SOBOL_H
#define TP_SOBOL_H

#include <stddef.h>
#include <stdint.h>

/// Dimensions that tp_sobol_directions knows.
#define TP_SOBOL_DIMENSIONS 1111
/// Bits of a coordinate.
#define TP_SOBOL_BITS 52

/// Writes the first `count` direction numbers of a dimension (from 0) of the Sobol sequence, as integers of 52 bits.
///
/// Point s of the sequence, in the order of plain binary indexes, is the exclusive or of the directions of s's bits,
/// over 2^52. count is at most 52. Returns 0, or 1 for a dimension that is not known.
int tp_sobol_directions(size_t dimension, size_t count, uint64_t *directions);

#endif
