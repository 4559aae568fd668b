// AVX2 with fused multiply-add; files that include this are empty where TP_X86 is 0.
//
// Before inclusion: W, the lanes of a vector. Gives TP_TARGET (attributes of every function), TP_FMA, TP_AVX2 and TP_AVX512
// (what the set has) and TP_NAME(name), the exported name of this set.
#include "../dispatch.h"
#define TP_TARGET __attribute__((target("avx2,fma")))
#define TP_FMA 1
#define TP_AVX2 1
#define TP_AVX512 0
#define TP_NAME(name) tp_##name##_avx2
