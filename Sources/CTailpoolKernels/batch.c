#include "kernels.h"
#include "tp_batch.h"

#if TP_X86
#define TP_WIDE(name)                                                                                            \
  if (set == tp_instruction_set_avx512) {                                                                        \
    tp_##name##_avx512(n, inputs, outputs, outside, streaming);                                                  \
    return 0;                                                                                                    \
  }                                                                                                              \
  if (set == tp_instruction_set_avx2) {                                                                          \
    tp_##name##_avx2(n, inputs, outputs, outside, streaming);                                                    \
    return 0;                                                                                                    \
  }
#else
#define TP_WIDE(name)
#endif

#define TP_DISPATCH(name)                                                                                        \
  TP_BATCH_FUNCTION(name) {                                                                                      \
    if (set > tp_best_instruction_set() || set < tp_instruction_set_baseline) return 1;                          \
    TP_WIDE(name)                                                                                                \
    tp_##name##_baseline(n, inputs, outputs, outside, streaming);                                                \
    return 0;                                                                                                    \
  }

TP_KERNELS(TP_DISPATCH)
