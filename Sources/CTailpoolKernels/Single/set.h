// One element after the other, with what every machine of the architecture has.
//
// Before inclusion: W, the lanes of a vector. Gives TP_TARGET (attributes of every function), TP_FMA, TP_AVX2 and TP_AVX512
// (what the set has) and TP_NAME(name), the exported name of this set.
#include "../dispatch.h"
#define TP_TARGET
#define TP_FMA TP_BASELINE_FMA
#define TP_AVX2 0
#define TP_AVX512 0
#define TP_NAME(name) tp_##name##_single
