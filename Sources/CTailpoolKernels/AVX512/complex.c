#define W 16
#include "set.h"
#if TP_X86
#include "../complex.inc.h"
#endif
