#define W 8
#include "set.h"
#include "../revaluation.inc.h"
