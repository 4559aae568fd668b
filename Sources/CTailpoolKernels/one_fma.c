#include "kernels.h"
#if TP_X86
#define TP_TARGET __attribute__((target("avx2,fma")))
#define TP_FMA 1
#define TP_NAME(name) tp_##name##_fma
#include "one.inc.h"
#endif
