#define W 1
#include "set.h"
#if TP_X86
#include "../price_one.inc.h"
#endif
