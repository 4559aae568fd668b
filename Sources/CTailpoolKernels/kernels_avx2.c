#include "kernels.h"
#if TP_X86
#define W 16
#define TP_TARGET __attribute__((target("avx2,fma")))
#define TP_FMA 1
#define TP_AVX512 0
#define TP_AVX2 1
#define TP_NAME(name) tp_##name##_avx2
#include "batch.inc.h"
#endif
