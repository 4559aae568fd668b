#include "price.h"
#include "tp_batch.h"

#define TP_PRICE_BATCH(name) \
  TP_BATCH_FUNCTION(name) { TP_DISPATCH(set, name, (n, inputs, outputs, outside, streaming)) }

TP_KERNELS(TP_PRICE_BATCH)
