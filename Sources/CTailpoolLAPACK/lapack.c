#include "CTailpoolLAPACK.h"
