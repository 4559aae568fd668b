// The proxy's panels of polynomials, the moments that it is fitted by, and payoffs, against their formulas in long doubles.
#include "harness.h"

#include <math.h>
#include <string.h>

enum { POINTS = 157, MOST_PANELS = 21, MOST_COEFFICIENTS = MOST_PANELS * 12 * 9 };

static tp_proxy_scratch scratch(size_t points, size_t panels) {
  size_t room = points + TP_PROXY_PADDING;
  return (tp_proxy_scratch){exact_bytes(room * 4), exact_bytes(room * 4), exact_bytes((panels + 1) * 4), exact(room), exact(room), exact(room)};
}

/// Adds to values of 1.
static size_t evaluate(tp_instruction_set set, size_t n, const double *x, const double *y, const tp_proxy_grid *grid,
                       const double *coefficients, double *values, uint32_t *outside) {
  size_t panels = grid->x_panels * grid->y_panels, count = 99;
  tp_proxy_scratch own = scratch(n, panels);
  double *results = exact(n);
  uint32_t *found = exact_bytes(n * 4);
  for (size_t i = 0; i < n; i++) results[i] = 1;
  if (tp_proxy_evaluate(set, n, exact_copy(x, n), exact_copy(y, n), grid,
                        exact_copy(coefficients, panels * grid->x_terms * grid->y_terms), &own, results, found, &count) != 0)
    failure("tp_proxy_evaluate refused %s", set_name(set));
  if (count > n) failure("tp_proxy_evaluate on %s: %zu of %zu points outside", set_name(set), count, n);
  memcpy(values, results, n * sizeof *values);
  for (size_t i = 0; i < n; i++) outside[i] = 0;
  for (size_t i = 0; i < count && i < n; i++) outside[found[i]]++;
  release();
  return count;
}

static void hold_grid(size_t x_panels, size_t y_panels, size_t x_terms, size_t y_terms, int with_outside) {
  tp_proxy_grid grid = {-1, (double)x_panels / 2, -0.5, (double)y_panels, x_panels, y_panels, x_terms, y_terms};
  static double coefficients[MOST_COEFFICIENTS];
  double x[POINTS], y[POINTS], first[POINTS];
  uint64_t state = x_panels * 100 + x_terms;
  for (size_t i = 0; i < x_panels * y_panels * x_terms * y_terms; i++) coefficients[i] = uniform(&state, -1, 1);
  double reach = with_outside ? 1.05 : 1;
  for (int i = 0; i < POINTS; i++) x[i] = uniform(&state, -reach, reach), y[i] = uniform(&state, -reach / 2, reach / 2);
  x[5] = -1, x[6] = 1, y[7] = -0.5, y[8] = 0.5, x[9] = 1, y[9] = 0.5;  // the ends belong to the panels
  if (with_outside) x[3] = NAN, y[4] = NAN;
  int has_first = 0;
  FOR_ALL_SETS(set) {
    double values[POINTS];
    uint32_t outside[POINTS];
    size_t left = evaluate(set, POINTS, x, y, &grid, coefficients, values, outside), expected_left = 0;
    Gate own = gate("tp_proxy_evaluate", set, "formula", 2);
    for (size_t i = 0; i < POINTS; i++) {
      int is_outside = !(fabs(x[i]) <= 1 && fabs(y[i]) <= 0.5);
      expected_left += (size_t)is_outside;
      if (outside[i] != (uint32_t)is_outside || (is_outside && values[i] != 1))
        failure("tp_proxy_evaluate on %s: point %zu (%g, %g) named outside %u times, value %g", set_name(set), i, x[i], y[i], outside[i], values[i]);
      if (is_outside) continue;
      long double a = (x[i] + 1.0L) * grid.x_scale, b = (y[i] + 0.5L) * grid.y_scale;
      size_t p = (size_t)a < x_panels ? (size_t)a : x_panels - 1, q = (size_t)b < y_panels ? (size_t)b : y_panels - 1;
      long double t = 2 * (a - p) - 1, u = 2 * (b - q) - 1, sum = 1, scale = 1;
      for (size_t m = 0; m < x_terms; m++)
        for (size_t k = 0; k < y_terms; k++) {
          long double term = coefficients[((q * x_panels + p) * x_terms + m) * y_terms + k] * powl(t, m) * powl(u, k);
          sum += term;
          // The coordinates are rounded in units of their distance from the grid's low end.
          scale += fabsl(term) + fabsl(term) * (m * (x_panels + 1) + k * (y_panels + 1)) / (fabsl(t) < fabsl(u) ? fabsl(t) + 1e-3L : fabsl(u) + 1e-3L);
        }
      hold(&own, values[i], sum, scale * ROUNDING, i);
    }
    if (left != expected_left || (with_outside ? left < 3 : left > 0)) failure("tp_proxy_evaluate on %s: %zu points outside, expected %zu", set_name(set), left, expected_left);
    finish(&own, POINTS - 40);
    if (!is_fused(set)) continue;
    if (!has_first) {
      memcpy(first, values, sizeof first);
      digest("proxy", values, POINTS);
      has_first = 1;
    }
    if (memcmp(first, values, sizeof first) != 0) failure("tp_proxy_evaluate: %s has other bits", set_name(set));
  }
}

static void hold_moments(size_t t_nodes, size_t u_nodes) {
  enum { N = 50 };
  uint64_t state = 7;
  double t[N], u[N], weights[N], first[TP_PROXY_NODES * TP_PROXY_NODES];
  for (int i = 0; i < N; i++) t[i] = uniform(&state, -1, 1), u[i] = uniform(&state, -1, 1), weights[i] = uniform(&state, -1, 1);
  FOR_ALL_SETS(set) {
    double *moments = exact(t_nodes * u_nodes);
    for (size_t i = 0; i < t_nodes * u_nodes; i++) moments[i] = 0.5;
    if (tp_proxy_moments(set, N, exact_copy(t, N), exact_copy(u, N), exact_copy(weights, N), t_nodes, u_nodes, moments) != 0)
      failure("tp_proxy_moments refused %s", set_name(set));
    Gate own = gate("tp_proxy_moments", set, "formula", 1);
    for (size_t j = 0; j < t_nodes; j++)
      for (size_t k = 0; k < u_nodes; k++) {
        long double sum = 0.5L, scale = 0.5L;
        for (int i = 0; i < N; i++) {
          sum += weights[i] * cosl(j * acosl(t[i])) * cosl(k * acosl(u[i]));
          scale += fabs(weights[i]) * (1 + j * j + k * k);
        }
        hold(&own, moments[j * u_nodes + k], sum, scale * ROUNDING, j * u_nodes + k);
      }
    finish(&own, t_nodes * u_nodes);
    if (set == tp_instruction_set_libm) {
      memcpy(first, moments, t_nodes * u_nodes * sizeof *first);
      digest("moments", moments, t_nodes * u_nodes);
    }
    if (memcmp(first, moments, t_nodes * u_nodes * sizeof *first) != 0) failure("tp_proxy_moments: %s has other bits", set_name(set));
    release();
  }
}

static void hold_payoffs(size_t kinks) {
  enum { N = 67 };
  uint64_t state = 11 + kinks;
  double x[N], places[8], slopes[9], levels[9];
  for (size_t k = 0; k < kinks; k++) places[k] = -0.8 + 0.23 * (double)k;
  for (size_t k = 0; k <= kinks; k++) slopes[k] = uniform(&state, -3, 3), levels[k] = uniform(&state, -3, 3);
  // A kink belongs to the piece above it.
  for (size_t i = 0; i < N; i++) x[i] = i < kinks ? places[i] : uniform(&state, -1.2, 1.2);
  double *values = exact(N);
  for (size_t i = 0; i < N; i++) values[i] = 2;
  tp_add_payoffs(N, exact_copy(x, N), kinks, exact_copy(places, kinks), exact_copy(slopes, kinks + 1), exact_copy(levels, kinks + 1), values);
  Gate own = gate("tp_add_payoffs", tp_instruction_set_libm, "formula", 2);
  for (size_t i = 0; i < N; i++) {
    size_t piece = 0;
    while (piece < kinks && places[piece] <= x[i]) piece++;
    long double asset = slopes[piece] * expl(x[i]);
    hold(&own, values[i], 2 + asset + levels[piece], (2 + fabsl(asset) + fabs(levels[piece])) * ROUNDING, i);
  }
  finish(&own, N);
  release();
}

void check_proxy(void) {
  static const size_t panels[][2] = {{1, 1}, {2, 2}, {7, 3}}, terms[][2] = {{4, 1}, {4, 2}, {8, 6}, {12, 9}};
  for (int p = 0; p < 3; p++)
    for (int t = 0; t < 4; t++)
      for (int outside = 0; outside <= 1; outside++) hold_grid(panels[p][0], panels[p][1], terms[t][0], terms[t][1], outside);
  hold_moments(2, 2);
  hold_moments(12, 9);
  hold_moments(TP_PROXY_NODES, TP_PROXY_NODES);
  for (size_t kinks = 0; kinks <= 8; kinks++) hold_payoffs(kinks);
}
