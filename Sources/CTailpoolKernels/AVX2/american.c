#define W 8
#include "set.h"
#if TP_X86
#include "../elementary.inc.h"
#include "../american.inc.h"
#endif
