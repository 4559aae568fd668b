#include "harness.h"

#include <stdlib.h>
#include <string.h>

const Batch batches[8] = {
    {"tp_spot_price", tp_spot_price, 7, 1},
    {"tp_spot_greeks5", tp_spot_greeks5, 7, 6},
    {"tp_spot_greeks19", tp_spot_greeks19, 7, 20},
    {"tp_spot_implied_volatility", tp_spot_implied_volatility, 7, 1},
    {"tp_forward_price", tp_forward_price, 6, 1},
    {"tp_forward_greeks8", tp_forward_greeks8, 6, 9},
    {"tp_forward_implied_volatility", tp_forward_implied_volatility, 6, 1},
    {"tp_normalized_implied_deviation", tp_normalized_implied_deviation, 2, 1},
};

const Batch *batch_named(const char *name) {
  for (size_t i = 0; i < 8; i++)
    if (strcmp(batches[i].name, name) == 0) return &batches[i];
  abort();
}

void run_batch(const Batch *batch, tp_instruction_set set, size_t count, const double *const *inputs, double *results,
               uint8_t *outside, int streaming) {
  const double *sources[MOST_COLUMNS];
  double *targets[MOST_COLUMNS];
  uint8_t *bits = exact_bytes((count + 7) / 8);
  for (size_t c = 0; c < batch->inputs; c++) sources[c] = exact_copy(inputs[c], count);
  for (size_t c = 0; c < batch->outputs; c++) targets[c] = exact(count);
  int status = batch->run(set, count, sources, targets, bits, streaming);
  if (status != 0) failure("%s refused %s", batch->name, set_name(set));
  for (size_t c = 0; c < batch->outputs && count > 0; c++)
    memcpy(results + c * count, targets[c], count * sizeof(double));
  for (size_t i = 0; i < count; i++) outside[i] = bits[i / 8] >> (i % 8) & 1;
  // Bits beyond the last element are said to be zero by no one but stand in a byte that belongs to the caller.
  if (count % 8 != 0 && bits[count / 8] >> (count % 8) != 0)
    failure("%s on %s, %zu elements: bits beyond the last are set", batch->name, set_name(set), count);
  release();
}
