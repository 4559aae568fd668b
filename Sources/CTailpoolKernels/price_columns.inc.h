// The batches of prices: the lanes of price.inc.h, implied_volatility.inc.h and mixture.inc.h over columns.
#include "price.h"
#include "elementary.inc.h"
#include "mills.inc.h"
#include "price.inc.h"
#include "implied_volatility.inc.h"
#include "mixture.inc.h"

#define STREAM_BLOCK 128

typedef double Line __attribute__((ext_vector_type(8)));

/// Writes a column in whole lines of 64 bytes past the caches, which are not read first.
///
/// A block of results begins at values[8]; before it stand the `held` last results of the block before, fewer than a
/// line. Only the first and the last line of a column are written in the common way.
typedef struct {
  double values[8 + STREAM_BLOCK] __attribute__((aligned(64)));
  size_t held;
} Stream;

TP_INLINE void stream_block(Stream *stream, double *to, size_t n, int is_first) {
  const double *from = stream->values + 8;
  if (is_first) {
    size_t head = (size_t)(-(uintptr_t)to & 63) / 8;
    memcpy(to, from, head * sizeof(double));
    from += head, to += head, n -= head;
  } else {
    from -= stream->held, to -= stream->held, n += stream->held;
  }
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    Line line;
    memcpy(&line, from + i, sizeof line);
    __builtin_nontemporal_store(line, (Line *)(to + i));
  }
  stream->held = n - i;
  for (size_t k = 0; k < n - i; k++) stream->values[8 - (n - i) + k] = from[i + k];
}

#if TP_X86
#define STREAM_FENCE() __builtin_ia32_sfence()
#else
#define STREAM_FENCE() ((void)0)
#endif

/// Runs `lanes` over n elements. The last ones go through padded copies, so that an element's bits do not depend on
/// where in the batch it stands. `streaming` writes several columns past the caches, for outputs that exceed them.
#define TP_BATCH(name, inputs, outputs, lanes, model)                                                     \
  TP_TARGET void TP_NAME(name)(size_t n, const double *const *in, double *const *out, uint8_t *outside,   \
                               int streaming) {                                                           \
    size_t i = 0;                                                                                         \
    if (outputs > 1 && streaming) {                                                                       \
      Stream streams[outputs];                                                                            \
      double *results[outputs];                                                                           \
      const double *sources[inputs];                                                                      \
      for (int c = 0; c < outputs; c++) results[c] = streams[c].values + 8;                               \
      for (; i + STREAM_BLOCK <= n; i += STREAM_BLOCK) {                                                  \
        for (int c = 0; c < inputs; c++) sources[c] = in[c] + i;                                          \
        for (size_t j = 0; j < STREAM_BLOCK; j += W) {                                                    \
          Bits flags = bits(~lanes(sources, results, j, model));                                          \
          memcpy(outside + (i + j) / 8, &flags, sizeof flags);                                            \
        }                                                                                                 \
        for (int c = 0; c < outputs; c++) stream_block(&streams[c], out[c] + i, STREAM_BLOCK, i == 0);    \
      }                                                                                                   \
      for (int c = 0; i > 0 && c < outputs; c++) {                                                        \
        size_t held = streams[c].held;                                                                    \
        memcpy(out[c] + i - held, streams[c].values + 8 - held, held * sizeof(double));                   \
      }                                                                                                   \
      STREAM_FENCE();                                                                                     \
    }                                                                                                     \
    for (; i + W <= n; i += W) {                                                                          \
      Bits flags = bits(~lanes(in, out, i, model));                                                       \
      memcpy(outside + i / 8, &flags, sizeof flags);                                                      \
    }                                                                                                     \
    if (i == n) return;                                                                                   \
    double padded_in[inputs][W], padded_out[outputs][W];                                                  \
    const double *padded_columns[inputs];                                                                 \
    double *padded_results[outputs];                                                                      \
    size_t rest = n - i;                                                                                  \
    for (int c = 0; c < inputs; c++) {                                                                    \
      for (size_t j = 0; j < W; j++) padded_in[c][j] = in[c][j < rest ? i + j : i];                       \
      padded_columns[c] = padded_in[c];                                                                   \
    }                                                                                                     \
    for (int c = 0; c < outputs; c++) padded_results[c] = padded_out[c];                                  \
    Bits flags = bits(~lanes(padded_columns, padded_results, 0, model));                                  \
    flags &= (Bits)((1U << rest) - 1);                                                                    \
    for (int c = 0; c < outputs; c++) memcpy(out[c] + i, padded_out[c], rest * sizeof(double));           \
    memcpy(outside + i / 8, &flags, (rest + 7) / 8);                                                      \
  }

TP_BATCH(spot_price, 7, 1, price_lanes, TP_MODEL_SPOT)
TP_BATCH(forward_price, 6, 1, price_lanes, TP_MODEL_FORWARD)
TP_BATCH(spot_greeks5, 7, 6, greeks5_lanes, TP_MODEL_SPOT)
TP_BATCH(spot_greeks19, 7, 20, greeks19_lanes, TP_MODEL_SPOT)
TP_BATCH(forward_greeks8, 6, 9, greeks8_lanes, TP_MODEL_FORWARD)
TP_BATCH(spot_implied_volatility, 7, 1, implied_volatility_lanes, TP_MODEL_SPOT)
TP_BATCH(forward_implied_volatility, 6, 1, implied_volatility_lanes, TP_MODEL_FORWARD)
TP_BATCH(normalized_implied_deviation, 2, 1, normalized_implied_lanes, TP_MODEL_FORWARD)
