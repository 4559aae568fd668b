#ifndef TP_LIQUIDITY_KERNEL_H
#define TP_LIQUIDITY_KERNEL_H

#include "dispatch.h"
#include "tp_liquidity.h"

TP_DECLARE(liquidity_add_values, (size_t n, const double *spot_factors, double spot, const tp_liquidity_range *range,
                                  double units, double owed_base, double owed_quote, double *values))

#endif
