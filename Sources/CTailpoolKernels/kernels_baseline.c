#include "kernels.h"
#define W 8
#define TP_TARGET
#if TP_X86
#define TP_FMA 0
#else
#define TP_FMA 1
#endif
#define TP_AVX512 0
#define TP_NAME(name) tp_##name##_baseline
#include "batch.inc.h"
