#include "kernels.h"
#define TP_TARGET
#if TP_X86
#define TP_FMA 0
#else
#define TP_FMA 1
#endif
#define TP_NAME(name) tp_##name##_baseline
#include "one.inc.h"
#include "tp_batch.h"

double tp_normalized_implied_deviation_one(double x, double price) {
#if TP_X86
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return tp_normalized_implied_deviation_one_fma(x, price);
#endif
  return tp_normalized_implied_deviation_one_baseline(x, price);
}
