#define W 1
#include "set.h"
#include "../proxy.inc.h"
