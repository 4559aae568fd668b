#ifndef TP_TAIL_KERNEL_H
#define TP_TAIL_KERNEL_H

#include "dispatch.h"
#include "tp_tail.h"

TP_DECLARE(tail_excess, (size_t n, const double *base, const double *change, double size, double threshold,
                         double *excess, size_t *count))

#endif
