// The text of tp_random.h. Before inclusion: TP_ROWS, elements of a vector of sums, and TP_TILE, rows of a panel summed at a
// time, a divisor of TP_PANEL_ROWS.
//
// Fused products are rounded once everywhere: where the set has no such instruction, the C library's fma is called.
#include "normal_quantile_coefficients.h"
#include "random.h"
#include "vector.inc.h"

typedef double R __attribute__((ext_vector_type(TP_ROWS), aligned(8)));

/* Columns of inputs that are multiplied at a time. */
#define TP_COLUMNS 128
#define LOW_WORD 0xffffffffull

/* The sum of c[i] t^i for i up to an odd degree, as two Horner schemes in t^2 side by side. */
TP_INLINE V polynomial(const double *c, int degree, V t) {
  V square = t * t, odd = (V)c[degree], even = (V)c[degree - 1];
#pragma clang loop unroll(full)
  for (int i = degree - 2; i >= 1; i -= 2) {
    odd = fused_(odd, square, c[i]);
    even = fused_(even, square, c[i - 1]);
  }
  return fused_(odd, t, even);
}

/* -log(v) for 0 < v <= 1, normal: v = 2^e (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)). A quotient would have a shorter
   polynomial, and take longer. */
TP_INLINE V negative_logarithm(V v) {
  U offset = (U)v - 0x3fe6a09e667f3bcdull;
  U step = (U)((I)offset >> 52);
  V f = (V)((U)v - (step << 52)) - 1.0;
  /* step + 1024 in the low bits of 2^52 is exact. */
  V power = (V)((step + 1024) | 0x4330000000000000ull) - (0x1p52 + 1024.0);
  V logarithm = fused_(f * f, polynomial(tp_quantile_logarithm, 17, f - 0.0607), f);
  return fused_(power, -0x1.62e42fefa39efp-1, -logarithm);
}

/* P of the tail, for 6.25 <= w <= 36; the other lanes mean nothing. */
TP_TARGET __attribute__((noinline)) static void tail_factors(const double *w, double *factors) {
  V root;
  memcpy(&root, w, sizeof root);
  root = __builtin_elementwise_sqrt(root);
  store(factors, polynomial(tp_quantile_tail, 31, root - 4.25));
}

/* The quantile of u = (k + 1/2) / 2^52 with its sign bit changed by `flip`, for integers k below 2^52. */
TP_INLINE V quantile(U k, U flip) {
  V x = fused_(2.0, (V)(k | 0x3ff0000000000000ull), -3.0) + 0x1p-52; /* 2 u - 1, exact */
  V w = negative_logarithm(fused_(-x, x, 1.0));
  V factor = polynomial(tp_quantile_central, 23, w - 3.125);
  I tail = w > (V)6.25;
  if (__builtin_expect(__builtin_reduce_or(tail) != 0, 0)) {
    double arguments[W], factors[W];
    store(arguments, w);
    tail_factors(arguments, factors);
    V other;
    memcpy(&other, factors, sizeof other);
    factor = (V)((tail & (I)other) | (~tail & (I)factor));
  }
  return (V)((U)(x * factor) ^ flip);
}

/* Writes `rest` lanes, or all of them. Whole vectors have a branch of their own, here and below: a copy of a length that
   only the run knows is a call, which stalls the loads that follow it. */
TP_INLINE void store_lanes(double *target, V vector, size_t rest) {
  if (rest >= W)
    memcpy(target, &vector, sizeof vector);
  else
    memcpy(target, &vector, rest * sizeof(double));
}

/* The next 64-bit integers, zero beyond the last. */
TP_INLINE U load_indexes(const void *indexes, size_t rest) {
  U vector = (U)0;
  if (rest >= W)
    memcpy(&vector, indexes, sizeof vector);
  else
    memcpy(&vector, indexes, rest * sizeof(uint64_t));
  return vector;
}

/* Ten rounds of Philox4x32; the words' upper halves are not used and may hold anything. */
TP_INLINE void philox(U words[4], const uint32_t key[2]) {
  U x0 = words[0], x1 = words[1], x2 = words[2], x3 = words[3];
  uint32_t key0 = key[0], key1 = key[1];
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    U product0 = (x0 & LOW_WORD) * 0xD2511F53ull, product1 = (x2 & LOW_WORD) * 0xCD9E8D57ull;
    x0 = (product1 >> 32) ^ x1 ^ (uint64_t)key0;
    x1 = product1;
    x2 = (product0 >> 32) ^ x3 ^ (uint64_t)key1;
    x3 = product0;
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  words[0] = x0;
  words[1] = x1;
  words[2] = x2;
  words[3] = x3;
}

/* The upper 52 of 64 bits, from two words. */
TP_INLINE U upper_bits(U high, U low) { return ((high & LOW_WORD) << 20) | ((low & LOW_WORD) >> 12); }

TP_TARGET void TP_NAME(philox_normals)(size_t n, const intptr_t *scenarios, const tp_philox_field *field,
                                       uint32_t first_factor, size_t factors, double *normals, size_t stride) {
  if (factors == 0) return;
  uint64_t begin = first_factor, end = begin + factors;
  for (size_t i = 0; i < n; i += W) {
    size_t rest = n - i;
    U index = load_indexes(scenarios + i, rest);
    U flip = field->mirrored ? index << 63 : (U)0;
    if (field->mirrored) index >>= 1;
    U low = index & LOW_WORD, high = index >> 32;
    /* The integers are written where the numbers will stand, so that each loop is short. */
    for (uint64_t pair = begin / 2; pair <= (end - 1) / 2; pair++) {
      U words[4] = {low, high, (U)(pair & LOW_WORD), (U)(uint64_t)field->purpose};
      philox(words, field->key);
      if (2 * pair >= begin)
        store_lanes(normals + i + (2 * pair - begin) * stride, (V)upper_bits(words[0], words[1]), rest);
      if (2 * pair + 1 < end)
        store_lanes(normals + i + (2 * pair + 1 - begin) * stride, (V)upper_bits(words[2], words[3]), rest);
    }
    for (size_t factor = 0; factor < factors; factor++) {
      double *column = normals + i + factor * stride;
      store_lanes(column, quantile(load_indexes(column, rest), flip), rest);
    }
  }
}

TP_TARGET void TP_NAME(net_normals)(size_t n, const intptr_t *scenarios, size_t dimensions, size_t bits,
                                    const uint64_t *directions, const uint64_t *shifts, double *normals,
                                    size_t stride) {
  U masks[64];
  if (bits > 64) bits = 64;
  for (size_t i = 0; i < n; i += W) {
    size_t rest = n - i;
    U index = load_indexes(scenarios + i, rest);
    for (size_t j = 0; j < bits; j++) masks[j] = (U)0 - ((index >> j) & 1);
    for (size_t d = 0; d < dimensions; d++) {
      U k = (U)shifts[d];
      const uint64_t *direction = directions + d * bits;
      for (size_t j = 0; j < bits; j++) k ^= masks[j] & direction[j];
      store_lanes(normals + i + d * stride, quantile(k, (U)0), rest);
    }
  }
}

TP_TARGET void TP_NAME(normal_quantiles)(size_t n, const uint64_t *integers, double *quantiles) {
  for (size_t i = 0; i < n; i += W) {
    U k = load_indexes(integers + i, n - i);
    store_lanes(quantiles + i, quantile(k, (U)0), n - i);
  }
}

/* Writes `rest` rows, or all of them. */
TP_INLINE void store_rows(double *target, R vector, size_t rest) {
  if (rest >= TP_ROWS)
    memcpy(target, &vector, sizeof vector);
  else
    memcpy(target, &vector, rest * sizeof(double));
}

/* Reads `rest` rows, or all of them. */
TP_INLINE R load_rows(const double *source, size_t rest) {
  R vector = (R)0.0;
  if (rest >= TP_ROWS)
    memcpy(&vector, source, sizeof vector);
  else
    memcpy(&vector, source, rest * sizeof(double));
  return vector;
}

/* Sums TP_TILE rows of one panel over some of its columns, for one vector of inputs; goes on from the results where
   these are not the panel's first columns. */
TP_INLINE void multiply_tile(const double *inputs, size_t count, const double *weights, bool is_first,
                             size_t used, double *results, size_t result_stride, size_t rest) {
  R sums[TP_TILE];
#pragma clang loop unroll(full)
  for (size_t row = 0; row < TP_TILE; row++)
    sums[row] = is_first || row >= used ? (R)0.0 : load_rows(results + row * result_stride, rest);
  for (size_t k = 0; k < count; k++) {
    R input;
    memcpy(&input, inputs + k * TP_ROWS, sizeof input);
#pragma clang loop unroll(full)
    for (int row = 0; row < TP_TILE; row++)
      sums[row] = __builtin_elementwise_fma(input, (R)weights[k * TP_PANEL_ROWS + row], sums[row]);
  }
#pragma clang loop unroll(full)
  for (size_t row = 0; row < TP_TILE; row++) {
    if (row < used) store_rows(results + row * result_stride, sums[row], rest);
  }
}

/* Adds what TP_COLUMNS columns from `column` on, which stand in `packed`, give to all results of one vector of rows. */
TP_INLINE void multiply_columns(const double *packed, size_t column, size_t outputs, const intptr_t *firsts,
                                const intptr_t *counts, const double *panels, double *results,
                                size_t result_stride, size_t rest) {
  const double *weights = panels;
  for (size_t output = 0, panel = 0; output < outputs; output += TP_PANEL_ROWS, panel++) {
    size_t first = (size_t)firsts[panel], end = first + (size_t)counts[panel];
    size_t from = first > column ? first : column, to = end < column + TP_COLUMNS ? end : column + TP_COLUMNS;
    /* A panel without columns has its zeros written with the first columns. */
    if (first == end) from = to = column;
    if (from < to || (first == end && column == 0))
      for (size_t row = 0; row < TP_PANEL_ROWS && output + row < outputs; row += TP_TILE)
        multiply_tile(packed + (from - column) * TP_ROWS, to - from,
                               weights + (first == end ? 0 : from - first) * TP_PANEL_ROWS + row, from <= first,
                               outputs - output - row, results + (output + row) * result_stride, result_stride, rest);
    weights += (end - first) * TP_PANEL_ROWS;
  }
}

TP_TARGET void TP_NAME(multiply_panels)(size_t n, const double *inputs, size_t input_stride, size_t outputs,
                                        const intptr_t *firsts, const intptr_t *counts, const double *panels,
                                        double *results, size_t result_stride) {
  /* Aligned, side by side and few enough for the nearest cache: loads across cache lines would halve the speed. */
  double packed[TP_COLUMNS * TP_ROWS] __attribute__((aligned(64)));
  size_t columns = 0;
  for (size_t panel = 0; panel * TP_PANEL_ROWS < outputs; panel++) {
    size_t end = (size_t)(firsts[panel] + counts[panel]);
    if (end > columns) columns = end;
  }
  for (size_t i = 0; i < n; i += TP_ROWS) {
    for (size_t column = 0; column == 0 || column < columns; column += TP_COLUMNS) {
      for (size_t k = 0; k < TP_COLUMNS && column + k < columns; k++)
        store_rows(packed + k * TP_ROWS, load_rows(inputs + i + (column + k) * input_stride, n - i),
                            TP_ROWS);
      multiply_columns(packed, column, outputs, firsts, counts, panels, results + i, result_stride, n - i);
    }
  }
}
