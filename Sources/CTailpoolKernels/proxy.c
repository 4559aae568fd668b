#include "dispatch.h"
#include "tp_proxy.h"
#include <math.h>

#pragma STDC FP_CONTRACT OFF

/* The helpers of the vector text take and return vectors wider than the baseline's registers. They are static and
   always inlined, so that no vector crosses a call and the calling convention that this warns of is never used. */
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"

#if defined(__aarch64__) || defined(__ARM_FEATURE_FMA) || defined(__FMA__)
#define TP_HAS_FUSED 1
#else
#define TP_HAS_FUSED 0
#endif

#define TP_NAME(x) single_##x
#define TP_TARGET
#define TP_WIDTH 1
#define TP_FUSED TP_HAS_FUSED
#include "proxy.inc.h"

#define TP_NAME(x) baseline_##x
#define TP_TARGET
#define TP_WIDTH 4
#define TP_FUSED TP_HAS_FUSED
#include "proxy.inc.h"

#if defined(__x86_64__)
#define TP_NAME(x) avx2_##x
#define TP_TARGET __attribute__((target("avx2,fma")))
#define TP_WIDTH 8
#define TP_FUSED 1
#include "proxy.inc.h"

#define TP_NAME(x) avx512_##x
#define TP_TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"), min_vector_width(512)))
#define TP_WIDTH 16
#define TP_FUSED 1
#include "proxy.inc.h"
#endif

#pragma clang diagnostic pop

int tp_proxy_evaluate(tp_instruction_set set, size_t n, const double *x, const double *y, const tp_proxy_grid *grid,
                      const double *coefficients, const tp_proxy_scratch *scratch, double *values, uint32_t *outside,
                      size_t *outside_count) {
  TP_DISPATCH(set, evaluate(n, x, y, grid, coefficients, scratch, values, outside, outside_count))
}

int tp_proxy_moments(tp_instruction_set set, size_t n, const double *t, const double *u, const double *weights,
                     size_t t_nodes, size_t u_nodes, double *moments) {
  TP_DISPATCH(set, moments(n, t, u, weights, t_nodes, u_nodes, moments))
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
