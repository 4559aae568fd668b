#ifndef TP_PROXY_H
#define TP_PROXY_H

#include "tp_instruction_set.h"
#include <stddef.h>
#include <stdint.h>

/// Equal panels in two coordinates, each with a polynomial in both.
///
/// In panel (p, q), which covers x_low + (p, p + 1) / x_scale and y likewise, the value is the sum over i and j of
/// coefficient (i, j) t^i u^j with t and u in [-1, 1]; it stands at ((q * x_panels + p) * x_terms + i) * y_terms + j.
typedef struct tp_proxy_grid {
  double x_low, x_scale, y_low, y_scale;
  size_t x_panels, y_panels;
  /// Terms in t, a multiple of TP_PROXY_TERMS, and in u, at least 1.
  size_t x_terms, y_terms;
} tp_proxy_grid;

/// The terms in t come in groups of this many.
#define TP_PROXY_TERMS 4

/// Elements that the arrays of the scratch have beyond the points.
#define TP_PROXY_PADDING 16

/// Room for n points: n + TP_PROXY_PADDING elements each, but x_panels * y_panels + 1 in starts. The doubles start as
/// any numbers.
typedef struct tp_proxy_scratch {
  uint32_t *panels, *order, *starts;
  double *x, *y, *results;
} tp_proxy_scratch;

/// Adds the value of the proxy at n points to `values`, except at points outside the panels, whose indexes it lists.
///
/// `outside` has room for n indexes, and outside_count tells how many there are; points that are NaN are outside. A
/// point's bits do not depend on its neighbors; machines with fused multiply-add agree with each other. Returns 0, or 1
/// when the machine does not have the set, and then nothing is done.
int tp_proxy_evaluate(tp_instruction_set set, size_t n, const double *x, const double *y, const tp_proxy_grid *grid,
                      const double *coefficients, const tp_proxy_scratch *scratch, double *values, uint32_t *outside,
                      size_t *outside_count);

/// Greatest number of nodes of tp_proxy_moments in either coordinate.
#define TP_PROXY_NODES 16

/// Adds weights[i] T_j(t[i]) T_k(u[i]) of n points to moments[j * u_nodes + k], T being Chebyshev's polynomials.
///
/// Points are added in their order by single operations, so that every instruction set gives the same bits. Both counts
/// are from 2 to TP_PROXY_NODES. Returns 0, or 1 when the machine does not have the set, and then nothing is done.
int tp_proxy_moments(tp_instruction_set set, size_t n, const double *t, const double *u, const double *weights,
                     size_t t_nodes, size_t u_nodes, double *moments);

/// Adds payoffs that are straight between kinks: slopes[k] exp(x[i]) + levels[k], with k the number of kinks <= x[i].
///
/// kinks are `count` increasing numbers; slopes and levels have count + 1.
void tp_add_payoffs(size_t n, const double *x, size_t count, const double *kinks, const double *slopes,
                    const double *levels, double *values);

#endif
