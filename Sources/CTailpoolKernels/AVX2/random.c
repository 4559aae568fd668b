#define W 16
#define TP_ROWS 8
#define TP_TILE 4
#include "set.h"
#if TP_X86
#include "../random.inc.h"
#endif
