#define W 4
#include "set.h"
#include "../elementary.inc.h"
#include "../american.inc.h"
