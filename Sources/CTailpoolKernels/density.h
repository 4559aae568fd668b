#ifndef TP_DENSITY_KERNEL_H
#define TP_DENSITY_KERNEL_H

#include "dispatch.h"
#include "tp_density.h"

TP_DECLARE(density_cells, (size_t n, double start, double step, const tp_log_density *law, size_t rule,
                           const double *nodes, const double *weights, double *masses, double *moments))

#endif
