#define W 4
#include "set.h"
#include "../complex.inc.h"
