#include "random.h"

int tp_philox_normals(tp_instruction_set set, size_t n, const intptr_t *scenarios, const tp_philox_field *field,
                      uint32_t first_factor, size_t factors, double *normals, size_t stride) {
  TP_DISPATCH_FROM_SINGLE(set, philox_normals, (n, scenarios, field, first_factor, factors, normals, stride))
}

int tp_net_normals(tp_instruction_set set, size_t n, const intptr_t *scenarios, size_t dimensions, size_t bits,
                   const uint64_t *directions, const uint64_t *shifts, double *normals, size_t stride) {
  TP_DISPATCH_FROM_SINGLE(set, net_normals, (n, scenarios, dimensions, bits, directions, shifts, normals, stride))
}

int tp_normal_quantiles(tp_instruction_set set, size_t n, const uint64_t *integers, double *quantiles) {
  TP_DISPATCH_FROM_SINGLE(set, normal_quantiles, (n, integers, quantiles))
}

int tp_multiply_panels(tp_instruction_set set, size_t n, const double *inputs, size_t input_stride, size_t outputs,
                       const intptr_t *firsts, const intptr_t *counts, const double *panels, double *results,
                       size_t result_stride) {
  TP_DISPATCH_FROM_SINGLE(set, multiply_panels,
                          (n, inputs, input_stride, outputs, firsts, counts, panels, results, result_stride))
}
