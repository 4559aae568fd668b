#define W 4
#include "set.h"
#include "../liquidity.inc.h"
