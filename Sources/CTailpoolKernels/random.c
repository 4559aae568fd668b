#include "dispatch.h"
#include "normal_quantile_coefficients.h"
#include "tp_random.h"
#include <stdbool.h>

#pragma STDC FP_CONTRACT OFF

/* Columns of inputs that are multiplied at a time. */
#define TP_COLUMNS 128

/* The helpers of the vector text take and return vectors wider than the baseline's registers. They are static and
   always inlined, so that no vector crosses a call and the calling convention that this warns of is never used. */
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"

#define TP_NAME(x) single_##x
#define TP_TARGET
#define TP_WIDTH 1
#define TP_ROWS 1
#define TP_TILE 8
#include "random.inc.h"

#define TP_NAME(x) baseline_##x
#define TP_TARGET
#define TP_WIDTH 4
#define TP_ROWS 4
#define TP_TILE 4
#include "random.inc.h"

#if defined(__x86_64__)
#define TP_NAME(x) avx2_##x
#define TP_TARGET __attribute__((target("avx2,fma")))
#define TP_WIDTH 16
#define TP_ROWS 8
#define TP_TILE 4
#include "random.inc.h"

#define TP_NAME(x) avx512_##x
#define TP_TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"), min_vector_width(512)))
#define TP_WIDTH 32
#define TP_ROWS 32
#define TP_TILE 4
#include "random.inc.h"
#endif

#pragma clang diagnostic pop

int tp_philox_normals(tp_instruction_set set, size_t n, const intptr_t *scenarios, const tp_philox_field *field,
                      uint32_t first_factor, size_t factors, double *normals, size_t stride) {
  TP_DISPATCH(set, philox_normals(n, scenarios, field, first_factor, factors, normals, stride))
}

int tp_net_normals(tp_instruction_set set, size_t n, const intptr_t *scenarios, size_t dimensions, size_t bits,
                   const uint64_t *directions, const uint64_t *shifts, double *normals, size_t stride) {
  TP_DISPATCH(set, net_normals(n, scenarios, dimensions, bits, directions, shifts, normals, stride))
}

int tp_normal_quantiles(tp_instruction_set set, size_t n, const uint64_t *integers, double *quantiles) {
  TP_DISPATCH(set, normal_quantiles(n, integers, quantiles))
}

int tp_multiply_panels(tp_instruction_set set, size_t n, const double *inputs, size_t input_stride, size_t outputs,
                       const intptr_t *firsts, const intptr_t *counts, const double *panels, double *results,
                       size_t result_stride) {
  TP_DISPATCH(set, multiply_panels(n, inputs, input_stride, outputs, firsts, counts, panels, results, result_stride))
}
