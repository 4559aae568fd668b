#include "kernels.h"
#if TP_X86
#define W 16
#define TP_TARGET __attribute__((target("avx512f,avx512dq,avx512vl,fma"), min_vector_width(512)))
#define TP_FMA 1
#define TP_AVX512 1
#define TP_NAME(name) tp_##name##_avx512
#include "batch.inc.h"
#endif
