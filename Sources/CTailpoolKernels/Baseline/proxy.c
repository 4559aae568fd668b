#define W 4
#include "set.h"
#include "../proxy.inc.h"
