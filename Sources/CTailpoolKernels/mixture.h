#ifndef TP_MIXTURE_KERNEL_H
#define TP_MIXTURE_KERNEL_H

#include "dispatch.h"
#include "tp_mixture.h"

TP_DECLARE(mixture_prices, (size_t n, const double *log_strikes, size_t parts, const double *weights,
                            const double *log_means, const double *deviations, double *log_prices, double *terms,
                            size_t stride))

#endif
