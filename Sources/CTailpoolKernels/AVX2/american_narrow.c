// Four options at a time, for calls with few of them.
#define W 4
#include "set.h"
#if TP_X86
#undef TP_NAME
#define TP_NAME(name) tp_##name##_narrow
#include "../elementary.inc.h"
#include "../american.inc.h"
#endif
