#ifndef TP_PROXY_KERNEL_H
#define TP_PROXY_KERNEL_H

#include "dispatch.h"
#include "tp_proxy.h"

TP_DECLARE_FROM_SINGLE(proxy_evaluate, (size_t n, const double *x, const double *y, const tp_proxy_grid *grid,
                                        const double *coefficients, const tp_proxy_scratch *scratch, double *values,
                                        uint32_t *outside, size_t *outside_count))
TP_DECLARE_FROM_SINGLE(proxy_moments, (size_t n, const double *t, const double *u, const double *weights,
                                       size_t t_nodes, size_t u_nodes, double *moments))

#endif
