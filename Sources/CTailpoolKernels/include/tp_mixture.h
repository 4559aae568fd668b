#ifndef TP_MIXTURE_H
#define TP_MIXTURE_H

#include "tp_instruction_set.h"
#include <stddef.h>

/// The most parts of a mixture that tp_mixture_prices takes.
#define TP_MIXTURE_PARTS 16
/// Prices out of the money under a mixture of lognormals, with the forward as unit, for n values of log(strike).
///
/// Part i has weight weights[i] > 0, mean exp(log_means[i]) and standard deviation deviations[i] > 0 of the logarithm. A
/// strike below the forward (log < 0) is a put's, any other a call's. With c_i the price under part i and
/// C = sum weights[i] c_i:
///
///     log_prices[j] = log C, finite far beyond where C underflows
///
/// and unless `terms` is null, at terms[(3 i + t) * stride + j]:
///
///     t = 0: c_i / C     t = 1: d c_i / d log_means[i] / C     t = 2: d c_i / d deviations[i] / C
///
/// Relative errors are a few units in the last place times the condition of the difference of the two legs. Returns 0;
/// or 1, with nothing done, when the machine does not have the instruction set or parts is not in
/// 1 ... TP_MIXTURE_PARTS.
int tp_mixture_prices(tp_instruction_set set, size_t n, const double *log_strikes, size_t parts, const double *weights,
                      const double *log_means, const double *deviations, double *log_prices, double *terms,
                      size_t stride);

#endif
