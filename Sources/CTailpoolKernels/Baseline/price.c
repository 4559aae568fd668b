#define W 8
#include "set.h"
#include "../price_columns.inc.h"
