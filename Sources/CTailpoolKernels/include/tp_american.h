#ifndef TP_AMERICAN_H
#define TP_AMERICAN_H

#include "tp_instruction_set.h"
#include <stddef.h>

/// The rules by which boundaries of early exercise are found and premiums summed.
///
/// The boundary stands at nodes + 1 points z in root of the share of time, z[0] = 0 and z[nodes] = 1. A rule of quadrature has
/// points g in (0, 1), the root of the share of time that has passed, with weights on [-1, 1]. Matrices carry values at z[1] ...
/// z[nodes] to the points of a rule: `interpolation` at ((i - 1) points + j) nodes + k - 1 to z[i] sqrt(1 - g[j]^2), and
/// `premium_interpolation` at j nodes + k - 1 to sqrt(1 - premium_points[j]^2); the value at z[0] is zero.
typedef struct tp_american_scheme {
  /// From 1 to TP_AMERICAN_NODES.
  size_t nodes;
  /// Points of the rule in the equation of the boundary, from 1 to TP_AMERICAN_POINTS.
  size_t points;
  /// Points of the rule of the premium.
  size_t premium_points;
  /// Steps of QD+ a node, and of Newton's method for all nodes.
  size_t starts, steps;
  const double *z, *g, *weights, *interpolation, *premium_g, *premium_weights, *premium_interpolation;
} tp_american_scheme;

#define TP_AMERICAN_NODES 64
#define TP_AMERICAN_POINTS 96

/// Doubles of the scratch that a call needs.
size_t tp_american_scratch(const tp_american_scheme *scheme);

/// The boundary of early exercise of n puts on a strike of 1, by the equation of Andersen, Lake and Offengenden.
///
/// `problems` are six columns: rate, yield, volatility > 0, years > 0, side, log_limit. The side is +1 for the boundary below
/// which a put is exercised, -1 for the one above which it is, where yield < rate < 0. log_limit is the logarithm of the
/// boundary just before expiry. Writes log(B / limit) at z[i] to logs[i * stride + row], for i of 0 ... nodes, and the largest
/// last step of a node to steps[row]; infinite where a node had no step. Unless null, tangents[(t (nodes + 1) + i) * stride + row]
/// are the derivatives of these logs by volatility, rate and yield, t = 0, 1, 2, with what the limit depends on them.
///
/// Lanes may hold anything; a row outside the domain gives some number or NaN. A row does not depend on its neighbors.
/// `scratch` has tp_american_scratch doubles. Returns 0, or 1, with nothing done, where the machine does not have the set.
int tp_american_boundaries(tp_instruction_set set, size_t n, const double *const *problems,
                           const tp_american_scheme *scheme, double *scratch, size_t stride, double *logs,
                           double *tangents, double *steps);

/// What early exercise adds to n puts on a strike of 1, at spots on the side of their boundary where they live.
///
/// `problems` as above, a row each; log_spots are log(spot / limit), and row i has the boundary columns[i] of logs. Writes the
/// premium to outputs[0]; with `derivatives` 1 also its first and second derivative by the logarithm of the spot to outputs[1], [2],
/// and with 2 and tangents, those by volatility, rate and yield to outputs[3], [4], [5].
int tp_american_premiums(tp_instruction_set set, size_t n, const double *const *problems, const double *log_spots,
                         const double *delays, const size_t *columns, const tp_american_scheme *scheme, size_t stride,
                         const double *logs, const double *tangents, int derivatives, double *const *outputs);

#endif
