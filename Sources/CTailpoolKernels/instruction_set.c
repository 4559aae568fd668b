#include "tp_instruction_set.h"

tp_instruction_set tp_best_instruction_set(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("fma"))
    return tp_instruction_set_avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return tp_instruction_set_avx2;
#endif
  return tp_instruction_set_baseline;
}
