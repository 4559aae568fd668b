#define W 1
#include "set.h"
#include "../price_one.inc.h"
