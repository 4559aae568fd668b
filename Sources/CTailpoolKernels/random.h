#ifndef TP_RANDOM_KERNEL_H
#define TP_RANDOM_KERNEL_H

#include "dispatch.h"
#include "tp_random.h"
#include <stdbool.h>

TP_DECLARE_FROM_SINGLE(philox_normals, (size_t n, const intptr_t *scenarios, const tp_philox_field *field,
                                        uint32_t first_factor, size_t factors, double *normals, size_t stride))
TP_DECLARE_FROM_SINGLE(net_normals, (size_t n, const intptr_t *scenarios, size_t dimensions, size_t bits,
                                     const uint64_t *directions, const uint64_t *shifts, double *normals,
                                     size_t stride))
TP_DECLARE_FROM_SINGLE(normal_quantiles, (size_t n, const uint64_t *integers, double *quantiles))
TP_DECLARE_FROM_SINGLE(multiply_panels, (size_t n, const double *inputs, size_t input_stride, size_t outputs,
                                         const intptr_t *firsts, const intptr_t *counts, const double *panels,
                                         double *results, size_t result_stride))

#endif
