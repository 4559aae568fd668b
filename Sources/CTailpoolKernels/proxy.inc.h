// The text of the proxy: panels of polynomials in two coordinates.
#include "proxy.h"
#include "vector.inc.h"

/* The polynomial of one panel: four Horner schemes in u side by side, then one in t. */
TP_INLINE V polynomial(V t, V u, const double *coefficients, size_t x_terms, size_t y_terms) {
  V result = (V)0.0;
  for (size_t i = x_terms; i > 0; i -= TP_PROXY_TERMS) {
    const double *rows = coefficients + (i - TP_PROXY_TERMS) * y_terms;
    V sums[TP_PROXY_TERMS];
#pragma clang loop unroll(full)
    for (size_t row = 0; row < TP_PROXY_TERMS; row++) sums[row] = (V)rows[row * y_terms + y_terms - 1];
    for (size_t j = y_terms - 1; j-- > 0;) {
#pragma clang loop unroll(full)
      for (size_t row = 0; row < TP_PROXY_TERMS; row++) sums[row] = fma_(sums[row], u, rows[row * y_terms + j]);
    }
#pragma clang loop unroll(full)
    for (size_t row = TP_PROXY_TERMS; row-- > 0;) result = fma_(result, t, sums[row]);
  }
  return result;
}

/* Points of one panel that stand together: writes the values of n of them and of what follows up to a full vector. */
TP_TARGET static void evaluate_panel(size_t n, const double *x, const double *y, const tp_proxy_grid *grid,
                                     size_t panel, const double *coefficients, double *results) {
  size_t q = panel / grid->x_panels, p = panel % grid->x_panels;
  double x_slope = 2 * grid->x_scale, x_offset = -2 * grid->x_low * grid->x_scale - 1 - 2 * (double)p;
  double y_slope = 2 * grid->y_scale, y_offset = -2 * grid->y_low * grid->y_scale - 1 - 2 * (double)q;
  const double *own = coefficients + panel * grid->x_terms * grid->y_terms;
  for (size_t i = 0; i < n; i += W) {
    V a, b;
    memcpy(&a, x + i, sizeof a);
    memcpy(&b, y + i, sizeof b);
    V result = polynomial(fma_(a, x_slope, x_offset), fma_(b, y_slope, y_offset), own, grid->x_terms, grid->y_terms);
    memcpy(results + i, &result, sizeof result);
  }
}

/* The panel of each point, or the number of panels for a point outside. */
TP_TARGET static void find_panels(size_t n, const double *x, const double *y, const tp_proxy_grid *grid,
                                  uint32_t *panels) {
  double x_panels = (double)grid->x_panels, y_panels = (double)grid->y_panels;
  double x_low = grid->x_low, x_scale = grid->x_scale, y_low = grid->y_low, y_scale = grid->y_scale;
  int last_x = (int)grid->x_panels - 1, last_y = (int)grid->y_panels - 1, width = (int)grid->x_panels;
  int none = (int)(grid->x_panels * grid->y_panels);
  for (size_t i = 0; i < n; i++) {
    double a = (x[i] - x_low) * x_scale, b = (y[i] - y_low) * y_scale;
    int inside = (a >= 0) & (a <= x_panels) & (b >= 0) & (b <= y_panels);
    int p = (int)(inside ? a : 0), q = (int)(inside ? b : 0);
    p = p < last_x ? p : last_x;
    q = q < last_y ? q : last_y;
    panels[i] = (uint32_t)(inside ? q * width + p : none);
  }
}

/* Points are sorted by panel by counting; those outside come last. */
TP_TARGET void TP_NAME(proxy_evaluate)(size_t n, const double *x, const double *y, const tp_proxy_grid *grid,
                                       const double *coefficients, const tp_proxy_scratch *scratch, double *values,
                                       uint32_t *outside, size_t *outside_count) {
  size_t count = grid->x_panels * grid->y_panels, out = 0;
  uint32_t *panels = scratch->panels, *order = scratch->order, *starts = scratch->starts;
  find_panels(n, x, y, grid, panels);
  for (size_t panel = 0; panel <= count; panel++) starts[panel] = 0;
  for (size_t i = 0; i < n; i++) starts[panels[i]]++;
  out = starts[count];
  *outside_count = out;
  if (count == 1 && out == 0) {
    size_t whole = n - n % W;
    evaluate_panel(whole, x, y, grid, 0, coefficients, scratch->results);
    for (size_t i = whole; i < n; i++) {
      scratch->x[i] = x[i];
      scratch->y[i] = y[i];
    }
    evaluate_panel(n - whole, scratch->x + whole, scratch->y + whole, grid, 0, coefficients,
                            scratch->results + whole);
    for (size_t i = 0; i < n; i++) values[i] += scratch->results[i];
    return;
  }
  for (size_t panel = 0, sum = 0; panel <= count; panel++) {
    size_t next = sum + starts[panel];
    starts[panel] = (uint32_t)sum;
    sum = next;
  }
  for (size_t i = 0; i < n; i++) {
    uint32_t place = starts[panels[i]]++;
    order[place] = (uint32_t)i;
    scratch->x[place] = x[i];
    scratch->y[place] = y[i];
  }
  /* Each start has moved on to the next one. What a panel writes beyond its points the next one overwrites. */
  for (size_t panel = 0, first = 0; panel < count; first = starts[panel], panel++) {
    if (starts[panel] > first)
      evaluate_panel(starts[panel] - first, scratch->x + first, scratch->y + first, grid, panel, coefficients,
                              scratch->results + first);
  }
  for (size_t i = 0; i < n - out; i++) values[order[i]] += scratch->results[i];
  for (size_t i = 0; i < out; i++) outside[i] = order[n - out + i];
}

TP_TARGET void TP_NAME(proxy_moments)(size_t n, const double *t, const double *u, const double *weights,
                                      size_t t_nodes, size_t u_nodes, double *moments) {
  for (size_t i = 0; i < n; i++) {
    double in_t[TP_PROXY_NODES], in_u[TP_PROXY_NODES];
    in_t[0] = weights[i], in_t[1] = weights[i] * t[i];
    for (size_t j = 2; j < t_nodes; j++) in_t[j] = 2 * t[i] * in_t[j - 1] - in_t[j - 2];
    in_u[0] = 1, in_u[1] = u[i];
    for (size_t k = 2; k < u_nodes; k++) in_u[k] = 2 * u[i] * in_u[k - 1] - in_u[k - 2];
    for (size_t j = 0; j < t_nodes; j++) {
      for (size_t k = 0; k < u_nodes; k++) moments[j * u_nodes + k] += in_t[j] * in_u[k];
    }
  }
}
