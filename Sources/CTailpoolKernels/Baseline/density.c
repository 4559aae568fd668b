#define W 8
#include "set.h"
#include "../density.inc.h"
