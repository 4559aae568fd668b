#define W 16
#include "set.h"
#include "../tail.inc.h"
