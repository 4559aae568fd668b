#include "proxy.h"
#include <math.h>

#pragma STDC FP_CONTRACT OFF

int tp_proxy_evaluate(tp_instruction_set set, size_t n, const double *x, const double *y, const tp_proxy_grid *grid,
                      const double *coefficients, const tp_proxy_scratch *scratch, double *values, uint32_t *outside,
                      size_t *outside_count) {
  TP_DISPATCH_FROM_SINGLE(set, proxy_evaluate,
                          (n, x, y, grid, coefficients, scratch, values, outside, outside_count))
}

int tp_proxy_moments(tp_instruction_set set, size_t n, const double *t, const double *u, const double *weights,
                     size_t t_nodes, size_t u_nodes, double *moments) {
  TP_DISPATCH_FROM_SINGLE(set, proxy_moments, (n, t, u, weights, t_nodes, u_nodes, moments))
}

void tp_add_payoffs(size_t n, const double *x, size_t count, const double *kinks, const double *slopes,
                    const double *levels, double *values) {
  for (size_t i = 0; i < n; i++) {
    size_t below = 0, rest = count;
    while (rest > 0) {
      size_t half = rest / 2;
      if (kinks[below + half] <= x[i]) {
        below += half + 1;
        rest -= half + 1;
      } else {
        rest = half;
      }
    }
    values[i] += slopes[below] * exp(x[i]) + levels[below];
  }
}
