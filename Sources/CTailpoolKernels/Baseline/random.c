#define W 4
#define TP_ROWS 4
#define TP_TILE 4
#include "set.h"
#include "../random.inc.h"
