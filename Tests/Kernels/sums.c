// Products with panels of weights against plain sums of fused products, bit by bit.
#include "harness.h"

#include <math.h>
#include <string.h>

enum { MOST_OUTPUTS = 30, MOST_INPUTS = 300, ROWS = 37 };

static void hold_product(size_t outputs, size_t inputs, int shape) {
  uint64_t state = outputs * 1000 + inputs;
  static double matrix[MOST_OUTPUTS][MOST_INPUTS], input[MOST_INPUTS * (ROWS + 2)], panels[32 * MOST_INPUTS];
  size_t in_stride = ROWS + 2, out_stride = ROWS + 3, count = (outputs + TP_PANEL_ROWS - 1) / TP_PANEL_ROWS, size = 0;
  intptr_t firsts[8], counts[8];
  for (size_t p = 0; p < count; p++) {
    // All columns; or those of a triangle; or none in the second panel and some in the others.
    firsts[p] = shape == 2 ? (intptr_t)(p * inputs / (2 * count)) : 0;
    size_t end = shape == 1 && (p + 1) * TP_PANEL_ROWS < inputs ? (p + 1) * TP_PANEL_ROWS : inputs;
    counts[p] = shape == 2 && p == 1 ? 0 : (intptr_t)end - firsts[p];
    for (intptr_t k = firsts[p]; k < firsts[p] + counts[p]; k++)
      for (size_t row = 0; row < TP_PANEL_ROWS; row++, size++) {
        size_t o = p * TP_PANEL_ROWS + row;
        panels[size] = o < outputs ? uniform(&state, -1, 1) : 0;
        if (o < outputs) matrix[o][k] = panels[size];
      }
  }
  size_t in_size = inputs > 0 ? (inputs - 1) * in_stride + ROWS : 0, out_size = (outputs - 1) * out_stride + ROWS;
  for (size_t i = 0; i < in_size; i++) input[i] = uniform(&state, -2, 2);
  FOR_ALL_SETS(set) {
    intptr_t *f = exact_bytes(count * sizeof *f), *c = exact_bytes(count * sizeof *c);
    memcpy(f, firsts, count * sizeof *f);
    memcpy(c, counts, count * sizeof *c);
    double *results = exact(out_size);
    for (size_t i = 0; i < out_size; i++) results[i] = -7;
    if (tp_multiply_panels(set, ROWS, exact_copy(input, in_size), in_stride, outputs, f, c, exact_copy(panels, size), results, out_stride) != 0)
      failure("tp_multiply_panels refused %s", set_name(set));
    size_t wrong = 0;
    for (size_t o = 0; o < outputs; o++)
      for (size_t i = 0; i < out_stride && o * out_stride + i < out_size; i++) {
        double expected = i < ROWS ? 0 : -7;
        size_t p = o / TP_PANEL_ROWS;
        for (intptr_t k = firsts[p]; i < ROWS && k < firsts[p] + counts[p]; k++)
          expected = fma(input[i + (size_t)k * in_stride], matrix[o][k], expected);
        wrong += memcmp(&results[o * out_stride + i], &expected, sizeof expected) != 0;
      }
    if (wrong > 0) failure("tp_multiply_panels on %s, %zu x %zu, shape %d: %zu other bits", set_name(set), outputs, inputs, shape, wrong);
    covered("tp_multiply_panels", outputs * ROWS);
    if (set == tp_instruction_set_libm) digest("panels", results, out_size);
    release();
  }
}

void check_sums(void) {
  static const size_t shapes[][2] = {{1, 1}, {3, 2}, {8, 8}, {9, 20}, {23, 23}, {2, 0}, {5, 300}, {9, 129}, {24, 200}, {30, 140}};
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
    for (int shape = 0; shape <= 2; shape++) hold_product(shapes[i][0], shapes[i][1], shape);
}
