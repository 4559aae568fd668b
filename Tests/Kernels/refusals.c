// A set that the machine does not have is refused by every function, and nothing is written.
#include "harness.h"

#include <string.h>

void check_refusals(void) {
  for (int set = tp_best_instruction_set() + 1; set <= 5; set++) {
    tp_instruction_set absent = (tp_instruction_set)set;
    double number = 0.5, values[MOST_COLUMNS] = {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7}, untouched[MOST_COLUMNS];
    memcpy(untouched, values, sizeof values);
    intptr_t index = 1, zero = 0;
    uint64_t integer = 1;
    uint32_t place = 7;
    size_t count = 7;
    uint8_t outside = 7;
    tp_philox_field field = {{1, 2}, 3, 0};
    tp_proxy_grid grid = {0, 1, 0, 1, 1, 1, 4, 1};
    tp_proxy_scratch scratch = {&place, &place, &place, values, values, values};
    const double *inputs[7] = {&number, &number, &number, &number, &number, &number, &number};
    double *outputs[MOST_COLUMNS];
    for (int c = 0; c < MOST_COLUMNS; c++) outputs[c] = values + c;
    int taken = 0;
    for (size_t b = 0; b < 8; b++) taken += batches[b].run(absent, 1, inputs, outputs, &outside, 0) != 1;
    taken += tp_black76_revalue_on(absent, 1, &number, &number, &number, 1, 1, 1, 1, 1, 1, values) != 1;
    taken += tp_black76_revalue_on(absent, 1, &number, &number, &number, 1, 1, 1, 0, 1, 1, values) != 1;
    taken += tp_black76_book(absent, 1, &number, &number, 1, values, values) != 1;
    taken += tp_mixture_prices(absent, 1, &number, 1, &number, &number, &number, values, NULL, 0) != 1;
    taken += tp_philox_normals(absent, 1, &index, &field, 0, 1, values, 1) != 1;
    taken += tp_net_normals(absent, 1, &index, 1, 1, &integer, &integer, values, 1) != 1;
    taken += tp_normal_quantiles(absent, 1, &integer, values) != 1;
    taken += tp_multiply_panels(absent, 1, &number, 1, 1, &zero, &zero, &number, values, 1) != 1;
    taken += tp_proxy_evaluate(absent, 1, &number, &number, &grid, values, &scratch, values, &place, &count) != 1;
    taken += tp_proxy_moments(absent, 1, &number, &number, &number, 2, 2, values) != 1;
    tp_liquidity_range range = {1, 2, 1, 1.5, 0.5, 0.5, 0.5, 1};
    taken += tp_liquidity_add_values(absent, 1, &number, 1, &range, 1, 0, 0, values) != 1;
    taken += tp_tail_excess(absent, 1, &number, &number, 1, 0, values, &count) != 1;
    tp_log_density law = {0, 1, 0, 1, 1};
    taken += tp_density_cells(absent, 1, 1, 1, &law, 1, &number, &number, values, values + 1) != 1;
    taken += tp_complex_exponentials(absent, 1, 0, values, values + 1) != 1;
    taken += tp_complex_logarithms(absent, 1, 1, 1, values, values + 1) != 1;
    taken += tp_complex_reciprocals(absent, 1, 1, 1, values, values + 1) != 1;
    taken += tp_real_transform(absent, 4, values, values, values, values, values) != 1;
    taken += tp_real_transform_inverse(absent, 4, values, values, values, values, values) != 1;
    if (taken > 0) failure("%d functions take instruction set %d, which this machine does not have", taken, set);
    if (memcmp(values, untouched, sizeof values) != 0 || outside != 7 || place != 7 || count != 7)
      failure("a function that refused instruction set %d wrote", set);
  }
}
