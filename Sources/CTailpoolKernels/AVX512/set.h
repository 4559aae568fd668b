// AVX-512 F, DQ and VL; files that include this are empty where TP_X86 is 0.
//
// Before inclusion: W, the lanes of a vector. Gives TP_TARGET (attributes of every function), TP_FMA, TP_AVX2 and TP_AVX512
// (what the set has) and TP_NAME(name), the exported name of this set.
#include "../dispatch.h"
#define TP_TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"), min_vector_width(512)))
#define TP_FMA 1
#define TP_AVX2 1
#define TP_AVX512 1
#define TP_NAME(name) tp_##name##_avx512
