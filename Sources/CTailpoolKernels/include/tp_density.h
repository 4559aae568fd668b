#ifndef TP_DENSITY_H
#define TP_DENSITY_H

#include "tp_instruction_set.h"
#include <stddef.h>

/// The logarithm of a density in y > 0, of the kind that lognormal, gamma, Weibull and Pareto laws have:
///
///     log f(y) = constant + (slope - curvature log y) log y - rate (y^power - 1)
typedef struct tp_log_density {
  double constant, slope, curvature, rate, power;
} tp_log_density;

/// What n cells of a density hold, by a rule of quadrature on each: with y_kj = start + (k + nodes[j]) step,
///
///     masses[k]  = sum over j of weights[j] f(y_kj)
///     moments[k] = sum over j of weights[j] nodes[j] f(y_kj)
///
/// The nodes lie in (0, 1); step may be negative, and every y_kj must be a normal number > 0. A density below exp(-700)
/// counts as zero, and a logarithm of more than 700 gives anything. All terms are positive, so that a sum has the relative
/// error of its densities: some units in the last place of the terms of the logarithm. Returns 0, or 1 when the machine does
/// not have the set, and then nothing is done.
int tp_density_cells(tp_instruction_set set, size_t n, double start, double step, const tp_log_density *law,
                     size_t rule, const double *nodes, const double *weights, double *masses, double *moments);

#endif
