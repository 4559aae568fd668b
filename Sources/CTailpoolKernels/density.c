#include "density.h"

int tp_density_cells(tp_instruction_set set, size_t n, double start, double step, const tp_log_density *law,
                     size_t rule, const double *nodes, const double *weights, double *masses, double *moments) {
  TP_DISPATCH(set, density_cells, (n, start, step, law, rule, nodes, weights, masses, moments))
}
