#ifndef TP_TRANSFORM_KERNEL_H
#define TP_TRANSFORM_KERNEL_H

#include "dispatch.h"
#include "tp_transform.h"

TP_DECLARE(real_transform, (size_t n, const double *turns, const double *input, double *real, double *imaginary,
                            double *work))
TP_DECLARE(real_transform_inverse, (size_t n, const double *turns, const double *real, const double *imaginary,
                                    double *output, double *work))

#endif
