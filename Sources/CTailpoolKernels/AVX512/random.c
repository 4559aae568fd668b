#define W 32
#define TP_ROWS 32
#define TP_TILE 4
#include "set.h"
#if TP_X86
#include "../random.inc.h"
#endif
