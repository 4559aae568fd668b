#include "kernels.h"
#include "tp_batch.h"

tp_instruction_set tp_best_instruction_set(void) {
#if TP_X86
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("fma"))
    return tp_instruction_set_avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return tp_instruction_set_avx2;
#endif
  return tp_instruction_set_baseline;
}

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
