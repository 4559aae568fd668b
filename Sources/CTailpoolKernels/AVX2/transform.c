#define W 4
#include "set.h"
#if TP_X86
#include "../transform.inc.h"
#endif
