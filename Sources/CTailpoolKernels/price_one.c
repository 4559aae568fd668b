#include "price.h"
#include "tp_batch.h"

#define TP_PRICE_ONE(name, parameters, names) \
  double tp_##name parameters { TP_DISPATCH_ONE(name, names) }

TP_KERNELS_OF_ONE(TP_PRICE_ONE)
