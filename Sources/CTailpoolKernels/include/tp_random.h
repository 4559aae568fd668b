#ifndef TP_RANDOM_H
#define TP_RANDOM_H

#include "tp_instruction_set.h"
#include <stddef.h>
#include <stdint.h>

/// Random numbers of many scenarios, and sums of them with given weights.
///
/// Every element is computed from its own scenario and factor alone, by the same IEEE operations (sums, products, fused
/// products, divisions, square roots; no function of the C library) in the same order with every instruction set:
/// the bits depend neither on the machine nor on the neighbors. tp_instruction_set_libm is the text for one element at
/// a time. Each function returns 0, or 1 when this machine does not have the instruction set, and then nothing is done.

/// Rows of the matrix of weights that stand side by side in a panel.
#define TP_PANEL_ROWS 8

/// What a standard normal number is drawn from by Philox4x32-10.
typedef struct tp_philox_field {
  /// The two words of the key.
  uint32_t key[2];
  /// The last word of the counter.
  uint32_t purpose;
  /// 0; or 1 for mirrored pairs: scenario 2 i + 1 has the numbers of scenario 2 i with their signs changed.
  uint32_t mirrored;
} tp_philox_field;

/// Writes the standard normal numbers of n scenarios and a range of factors, element (i, f) at i + f * stride.
///
/// With the words of counter (scenario low, scenario high, factor / 2, purpose), an even factor takes the first two, an
/// odd one the last two: k from their upper 52 bits, u = (k + 1/2) / 2^52, and the number is the quantile of u.
int tp_philox_normals(tp_instruction_set set, size_t n, const intptr_t *scenarios, const tp_philox_field *field,
                      uint32_t first_factor, size_t factors, double *normals, size_t stride);

/// Writes the standard normal numbers of n points of a digital net in `dimensions` dimensions, (i, d) at i + d * stride.
///
/// Point s has in dimension d the 52-bit integer k = shifts[d] ^ (directions[d * bits + j] for each bit j of s that is
/// set); u = (k + 1/2) / 2^52. Bits of s from `bits` on are not used.
int tp_net_normals(tp_instruction_set set, size_t n, const intptr_t *scenarios, size_t dimensions, size_t bits,
                   const uint64_t *directions, const uint64_t *shifts, double *normals, size_t stride);

/// Writes the standard normal quantiles of n integers below 2^52, u = (k + 1/2) / 2^52.
int tp_normal_quantiles(tp_instruction_set set, size_t n, const uint64_t *integers, double *quantiles);

/// Multiplies n rows of inputs by the transpose of a matrix of weights: results(i, o) = sum of weight(o, k) inputs(i, k)
/// over the k of o's panel, one fused product after the other in their order.
///
/// The rows of the matrix stand in panels of TP_PANEL_ROWS, the last one padded with zeros. Panel p has counts[p]
/// columns from firsts[p] on, all others being zero, and stands in `panels` after those before it, column by column.
/// inputs (i, k) is at i + k * input_stride; results (i, o) at i + o * result_stride.
int tp_multiply_panels(tp_instruction_set set, size_t n, const double *inputs, size_t input_stride, size_t outputs,
                       const intptr_t *firsts, const intptr_t *counts, const double *panels, double *results,
                       size_t result_stride);

#endif
