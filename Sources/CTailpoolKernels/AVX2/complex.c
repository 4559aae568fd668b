#define W 8
#include "set.h"
#if TP_X86
#include "../complex.inc.h"
#endif
