#define W 4
#include "set.h"
#include "../transform.inc.h"
