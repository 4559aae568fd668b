#define W 1
#define TP_ROWS 1
#define TP_TILE 8
#include "set.h"
#include "../random.inc.h"
