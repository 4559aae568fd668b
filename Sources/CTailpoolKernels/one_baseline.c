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

#if TP_X86
#define TP_WITH_FMA(name, names) \
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return tp_##name##_fma names;
#else
#define TP_WITH_FMA(name, names)
#endif
#define TP_DISPATCH_ONE(name, parameters, names) \
  double tp_##name parameters {                  \
    TP_WITH_FMA(name, names)                     \
    return tp_##name##_baseline names;           \
  }

TP_KERNELS_OF_ONE(TP_DISPATCH_ONE)
