// Boundaries and premiums of early exercise, W options at a time. Include elementary.inc.h first.
//
// With K = 1, B(tau) the boundary at tau before expiry, e the side (+1, -1), and over u in (0, tau), t = tau - u,
// d-+ = log(B(tau) / B(u)) / (v sqrt t) + (r - q) sqrt t / v -+ v sqrt t / 2, smooth pasting at the boundary reads
// B = exp(-(r - q) tau) N / D (equation A of Andersen, Lake and Offengenden) with
//
//     N = [phi(D-) / (v sqrt tau)]             + e r int exp(ru) phi(d-) / (v sqrt t) du
//     D = [phi(D+) / (v sqrt tau) + Phi(D+)]   + q int exp(qu) (Phi(e d+) + e phi(d+) / (v sqrt t)) du
//
// where D-+ are those of the strike in the place of B(u), and the brackets stand on the side +1 alone. Newton's method solves
// the logarithm of it at all nodes at once; H = log(B / limit)^2 is what is interpolated, in root of time.
#include "american.h"
#include "vector.inc.h"

#define ONE_BY_ROOT_TWO_PI 0.39894228040143267794
#define FARTHEST 36.0

/// One option's constants in each lane.
typedef struct {
  V rate, yield, drift, volatility, inverse_volatility, years, root_years, side, limit, rate_slope, yield_slope;
} Problem;

TP_INLINE V bounded(V x) { return exponential(greatest(x, (V)-690.0)); }

/// exp(x) Phi(y), given scale = exp(x - y^2 / 2) and whole = exp(x).
TP_INLINE V weighted_tail(V y, V scale, V whole) {
  V tail = scale * tail_ratio(least(absolute(y), (V)FARTHEST));
  return y > 0.0 ? whole - tail : tail;
}

TP_INLINE Problem load_problem(const double *const *in, size_t i) {
  Problem p = {.rate = load(in[TP_AMERICAN_RATE] + i), .yield = load(in[TP_AMERICAN_YIELD] + i),
               .volatility = load(in[TP_AMERICAN_VOLATILITY] + i), .years = load(in[TP_AMERICAN_YEARS] + i),
               .side = load(in[TP_AMERICAN_SIDE] + i), .limit = load(in[TP_AMERICAN_LOG_LIMIT] + i)};
  p.drift = p.rate - p.yield;
  p.inverse_volatility = reciprocal(p.volatility);
  p.root_years = root(p.years);
  I moves = p.limit != 0.0;
  p.rate_slope = moves ? reciprocal(p.rate) : (V)0.0;
  p.yield_slope = moves ? -reciprocal(p.yield) : (V)0.0;
  return p;
}

/// The start of QD+ (Li 2010) at the nodes, from the first to the last, each from the one before it.
TP_INLINE void american_start(const Problem *p, const tp_american_scheme *scheme, V *b) {
  V w = 2.0 * p->drift * p->inverse_volatility * p->inverse_volatility;
  V step = p->side * (V)-0.7;
  b[0] = (V)0.0;
  for (size_t i = 1; i <= scheme->nodes; i++) {
    double z = scheme->z[i];
    V tau = p->years * (z * z), deviation = p->volatility * p->root_years * z, inverse = reciprocal(deviation);
    V discount = bounded(-p->rate * tau), carry = bounded(-p->yield * tau), years = reciprocal(tau);
    // 2r / v^2 over 1 - exp(-r tau), positive at any sign of r.
    V rt = p->rate * tau, loss = 1.0 - discount;
    I near = absolute(rt) < 1e-5;
    V ratio = near ? fma_(rt, fma_(rt, (V)(1.0 / 12.0), (V)0.5), (V)1.0) : divide(rt, near ? (V)1.0 : loss);
    V a = 2.0 * ratio * years * p->inverse_volatility * p->inverse_volatility;
    V gap = root(fma_(w - 1.0, w - 1.0, 4.0 * a)), power = 0.5 * (1.0 - w - gap), inverse_gap = reciprocal(gap);
    V base = discount * inverse_gap * fma_(-a * a * inverse_gap, inverse_gap, a);
    V slope = -2.0 * inverse_gap * p->inverse_volatility * p->inverse_volatility;
    V x = i == 1 ? step * deviation : b[i - 1] * (0.9 * z / scheme->z[i - 1] + 0.1);
    V decay = 0.5 * p->volatility * p->root_years * z * years;
    for (size_t k = 0; k < scheme->starts; k++) {
      V spot = exponential(x + p->limit), d1 = fma_(x + fma_(p->drift, tau, p->limit), inverse, 0.5 * deviation);
      d1 = greatest(least(d1, (V)FARTHEST), (V)-FARTHEST);
      V d2 = d1 - deviation, e1 = bounded(-0.5 * d1 * d1), e2 = bounded(-0.5 * d2 * d2), one = (V)1.0;
      V density = e1 * ONE_BY_ROOT_TWO_PI, tail1 = weighted_tail(-d1, e1, one), tail2 = weighted_tail(-d2, e2, one);
      V holding = carry * tail1, loss1 = fma_(spot, holding, -discount * tail2);
      V gain = greatest(1.0 - spot + loss1, (V)1e-12), inverse_gain = reciprocal(gain);
      V theta = p->rate * discount * tail2 - spot * fma_(p->yield, holding, decay * carry * density);
      V bend = carry * fma_(density, fma_(-p->drift, inverse, -decay * fma_(-d1, inverse, (V)1.0)), -p->yield * tail1);
      V fall = holding - 1.0, c = fma_(slope * theta, inverse_gain, base);
      V c_slope = slope * inverse_gain * fma_(-theta * inverse_gain, fall, bend);
      V f = fma_(spot, -fall, (power + c) * gain);
      V f_slope = fma_(carry * density, inverse, fma_(power + c, fall, fma_(c_slope, gain, -fall)));
      V change = -divide(f, f_slope * spot), most = 0.4 * absolute(x);
      change = change == change ? greatest(least(change, most), -most) : (V)0.0;
      x += change;
    }
    b[i] = x;
  }
}

/// What an equation at one node adds up.
typedef struct {
  V n, d, n_slope, d_slope, n_v, d_v, n_r, d_r, n_q, d_q;
} Sums;

/// The sums at node i, with the derivatives by log B(u) / log B(u) of numerator and denominator at each point.
TP_INLINE Sums american_sums(const Problem *p, const tp_american_scheme *scheme, size_t i, const V *b, const V *h,
                             V *n_parts, V *d_parts, V *inverses, int tangents) {
  size_t nodes = scheme->nodes, points = scheme->points;
  double z = scheme->z[i];
  V tau = p->years * (z * z), deviation = p->volatility * p->root_years * z, inverse = reciprocal(deviation);
  V drift = p->drift * tau, least_h = h[nodes] * 1e-12 + 1e-280;
  Sums s = {0};
  const double *row = scheme->interpolation + (i - 1) * points * nodes;
  for (size_t j = 0; j < points; j++, row += nodes) {
    V sum = (V)0.0;
    for (size_t k = 0; k < nodes; k++) sum = fma_((V)row[k], h[k + 1], sum);
    I is_positive = sum > least_h;
    V boundary = root(is_positive ? sum : least_h);
    double g = scheme->g[j], share = g * g, per = 1.0 / g;
    V u = tau * (1.0 - share), sd = deviation * g, inverse_sd = inverse * per;
    V low = fma_(fma_(p->side, boundary, b[i]) + drift * share, inverse_sd, -0.5 * sd), high = low + sd;
    low = greatest(least(low, (V)1e3), (V)-1e3);
    high = greatest(least(high, (V)1e3), (V)-1e3);
    V weight = tau * (scheme->weights[j] * g), whole = exponential(p->yield * u) * weight;
    V e_low = bounded(fma_(p->rate, u, -0.5 * low * low)) * weight;
    V e_high = bounded(fma_(p->yield, u, -0.5 * high * high)) * weight;
    V sided = p->side * ONE_BY_ROOT_TWO_PI * inverse_sd;
    V density_low = p->rate * sided * e_low, density_high = p->yield * sided * e_high;
    V tail = weighted_tail(p->side * high, e_high, whole) * p->yield;
    s.n += density_low;
    s.d += tail + density_high;
    V n_part = -low * density_low * inverse_sd, d_part = -low * density_high * inverse_sd;
    s.n_slope += n_part;
    s.d_slope += d_part;
    n_parts[j] = n_part;
    d_parts[j] = d_part;
    // Of log B(u) by H, and nothing where H is held at its least value.
    inverses[j] = is_positive ? p->side * reciprocal(boundary) : (V)0.0;
    if (tangents) {
      V t = tau * share, bend = fma_(low, high, (V)-1.0) * p->inverse_volatility;
      s.n_v = fma_(density_low, bend, s.n_v);
      // Of Phi(e d+): e phi(d+) (-d- / v).
      s.d_v += density_high * (bend - low * sd * p->inverse_volatility);
      V moved = t * inverse_sd, by_rate = sided * e_low;
      s.n_r += by_rate * fma_(p->rate, fma_(-low, moved, u), (V)1.0);
      s.d_r += density_high * moved * (sd - high);
      s.n_q += density_low * low * moved;
      // exp(qu) (Phi + phi / sd), its weight's derivative, and the shift of d+.
      V inner = weighted_tail(p->side * high, e_high, whole) + sided * e_high;
      s.d_q += fma_(inner, fma_(p->yield, u, (V)1.0), -density_high * moved * (sd - high));
    }
  }
  // The strike's own terms, on the side +1.
  V low = fma_(b[i] + p->limit + drift, inverse, -0.5 * deviation), high = low + deviation;
  low = greatest(least(low, (V)1e3), (V)-1e3);
  high = greatest(least(high, (V)1e3), (V)-1e3);
  I counts = p->side > 0.0;
  V e_high = counts ? bounded(-0.5 * high * high) : (V)0.0, scale = inverse * ONE_BY_ROOT_TWO_PI;
  V density_low = counts ? bounded(-0.5 * low * low) * scale : (V)0.0, density_high = e_high * scale;
  V tail = counts ? weighted_tail(high, e_high, (V)1.0) : (V)0.0;
  s.n += density_low;
  s.d += density_high + tail;
  s.n_slope += -low * density_low * inverse;
  s.d_slope += -low * density_high * inverse;
  if (tangents) {
    V bend = fma_(low, high, (V)-1.0) * p->inverse_volatility;
    s.n_v = fma_(density_low, bend, s.n_v);
    s.d_v += density_high * (bend - low * deviation * p->inverse_volatility);
    V moved_r = (tau + p->rate_slope) * inverse, moved_q = (p->yield_slope - tau) * inverse;
    s.n_r += -low * density_low * moved_r;
    s.n_q += -low * density_low * moved_q;
    s.d_r += density_high * (deviation - high) * moved_r;
    s.d_q += density_high * (deviation - high) * moved_q;
  }
  return s;
}

/// Gauss's elimination without exchange of rows: the matrix is near one. right holds `count` right-hand sides and the results.
TP_INLINE void american_solve(size_t n, V *matrix, V *right, size_t count) {
  for (size_t i = 0; i < n; i++) {
    V inverse = reciprocal(matrix[i * n + i]);
    for (size_t row = i + 1; row < n; row++) {
      V factor = -matrix[row * n + i] * inverse;
      for (size_t k = i + 1; k < n; k++) matrix[row * n + k] = fma_(factor, matrix[i * n + k], matrix[row * n + k]);
      for (size_t c = 0; c < count; c++) right[c * n + row] = fma_(factor, right[c * n + i], right[c * n + row]);
    }
  }
  for (size_t c = 0; c < count; c++) {
    V *x = right + c * n;
    for (size_t i = n; i-- > 0;) {
      V sum = x[i];
      for (size_t k = i + 1; k < n; k++) sum = fma_(-matrix[i * n + k], x[k], sum);
      x[i] = sum * reciprocal(matrix[i * n + i]);
    }
  }
}

/// One pass of Newton's method over all nodes; returns the largest step of a node, infinite where one has none.
TP_INLINE V american_pass(const Problem *p, const tp_american_scheme *scheme, V *b, V *scratch, int tangents) {
  size_t nodes = scheme->nodes, points = scheme->points;
  V *h = scratch, *n_parts = h + nodes + 1, *d_parts = n_parts + points, *inverses = d_parts + points;
  V *right = inverses + points, *matrix = right + 4 * nodes, failed = (V)0.0;
  for (size_t k = 0; k <= nodes; k++) h[k] = b[k] * b[k];
  for (size_t i = 1; i <= nodes; i++) {
    Sums s = american_sums(p, scheme, i, b, h, n_parts, d_parts, inverses, tangents);
    I fine = (s.n > 1e-280) & (s.d > 1e-280) & (s.n < 1e280) & (s.d < 1e280);
    V n = fine ? s.n : (V)1.0, d = fine ? s.d : (V)1.0, per_n = reciprocal(n), per_d = reciprocal(d);
    V tau = p->years * (scheme->z[i] * scheme->z[i]);
    V error = log_ratio(n, d) - fma_(p->drift, tau, p->limit) - b[i];
    right[i - 1] = fine ? -error : (V)0.0;
    failed = fine ? failed : (V)1e300;
    if (tangents) {
      V by_v = fma_(s.n_v, per_n, -s.d_v * per_d), by_r = fma_(s.n_r, per_n, -s.d_r * per_d);
      V by_q = fma_(s.n_q, per_n, -s.d_q * per_d);
      right[nodes + i - 1] = -by_v;
      right[2 * nodes + i - 1] = -(by_r - tau - p->rate_slope);
      right[3 * nodes + i - 1] = -(by_q + tau - p->yield_slope);
    }
    for (size_t j = 0; j < points; j++)
      n_parts[j] = fma_(n_parts[j], per_n, -d_parts[j] * per_d) * inverses[j];
    const double *part = scheme->interpolation + (i - 1) * points * nodes;
    V *row = matrix + (i - 1) * nodes;
    for (size_t k = 0; k < nodes; k++) {
      V sum = (V)0.0;
      for (size_t j = 0; j < points; j++) sum = fma_((V)part[j * nodes + k], n_parts[j], sum);
      row[k] = fine ? sum * b[k + 1] : (V)0.0;
    }
    V own = fma_(s.n_slope, per_n, -s.d_slope * per_d) - 1.0;
    row[i - 1] += fine ? own : (V)-1.0;
  }
  american_solve(nodes, matrix, right, tangents ? 4 : 1);
  V largest = failed;
  for (size_t k = 0; k < nodes; k++) {
    V most = 0.3 * absolute(b[k + 1]), change = right[k];
    change = change == change ? greatest(least(change, most), -most) : (V)0.0;
    largest = right[k] == right[k] ? greatest(largest, absolute(change)) : (V)1e300;
    b[k + 1] += change;
  }
  return largest;
}

TP_INLINE void american_boundary_lanes(const double *const *in, size_t at, const tp_american_scheme *scheme, V *scratch,
                                       size_t stride, double *logs, double *tangents, double *steps) {
  size_t nodes = scheme->nodes;
  Problem p = load_problem(in, at);
  V *b = scratch, *rest = b + nodes + 1, step = (V)0.0;
  american_start(&p, scheme, b);
  // Above, the start is the limit of short times.
  for (size_t k = 1; k <= nodes; k++) {
    V plain = p.volatility * p.root_years * (0.55 * scheme->z[k]);
    b[k] = p.side > 0.0 ? least(b[k], (V)-1e-12) : plain;
  }
  for (size_t k = 0; k < scheme->steps; k++) step = american_pass(&p, scheme, b, rest, 0);
  if (tangents) {
    american_pass(&p, scheme, b, rest, 1);
    V *right = rest + nodes + 1 + 3 * scheme->points;
    for (size_t t = 0; t < 3; t++)
      for (size_t k = 0; k <= nodes; k++)
        store(tangents + (t * (nodes + 1) + k) * stride + at, k == 0 ? (V)0.0 : right[(t + 1) * nodes + k - 1]);
  }
  for (size_t k = 0; k <= nodes; k++) store(logs + k * stride + at, b[k]);
  store(steps + at, step < 1e299 ? step : (V)__builtin_inf());
}

TP_TARGET void TP_NAME(american_boundaries)(size_t n, const double *const *problems, const tp_american_scheme *scheme,
                                            double *scratch, size_t stride, double *logs, double *tangents,
                                            double *steps) {
  size_t j = 0, nodes = scheme->nodes, rest = n % W;
  V *room = (V *)scratch;
  for (; j + W <= n; j += W)
    american_boundary_lanes(problems, j, scheme, room, stride, logs, tangents, steps);
  if (rest == 0) return;
  // The last ones go through padded copies.
  size_t used = 10 * (nodes + 1) + 3 * scheme->points + nodes * nodes;
  double columns[6 * W], *copies = scratch + used * W, *tangent_copies = copies + (nodes + 1) * W, last[W];
  const double *inputs[6];
  for (size_t c = 0; c < 6; c++) {
    inputs[c] = columns + c * W;
    for (size_t l = 0; l < W; l++) columns[c * W + l] = problems[c][l < rest ? j + l : j];
  }
  american_boundary_lanes(inputs, 0, scheme, room, W, copies, tangents ? tangent_copies : NULL, last);
  memcpy(steps + j, last, rest * sizeof(double));
  for (size_t k = 0; k <= nodes; k++) memcpy(logs + k * stride + j, copies + k * W, rest * sizeof(double));
  for (size_t k = 0; tangents && k < 3 * (nodes + 1); k++)
    memcpy(tangents + k * stride + j, tangent_copies + k * W, rest * sizeof(double));
}

/// One column of each lane's boundary.
TP_INLINE V gathered(const double *values, const size_t *columns) {
  V result;
  for (size_t l = 0; l < W; l++) result[l] = values[columns[l]];
  return result;
}

TP_INLINE void american_premium_lanes(const double *const *in, const double *log_spots, const double *delays,
                                      const size_t *columns, size_t at, const tp_american_scheme *scheme, size_t stride, const double *logs,
                                      const double *tangents, int derivatives, double *const *out) {
  size_t nodes = scheme->nodes;
  Problem p = load_problem(in, at);
  V x = load(log_spots + at), deviation = p.volatility * p.root_years, inverse = reciprocal(deviation);
  V spot = exponential(x + p.limit), sums[6];
  V h[TP_AMERICAN_NODES], products[3][TP_AMERICAN_NODES];
  for (size_t c = 0; c < 6; c++) sums[c] = (V)0.0;
  for (size_t k = 0; k < nodes; k++) {
    V b = gathered(logs + (k + 1) * stride, columns + at);
    h[k] = b * b;
    for (size_t t = 0; derivatives > 1 && t < 3; t++)
      products[t][k] = b * gathered(tangents + (t * (nodes + 1) + k + 1) * stride, columns + at);
  }
  V least_h = h[nodes - 1] * 1e-12 + 1e-280;
  const double *row = scheme->premium_interpolation;
  for (size_t j = 0; j < scheme->premium_points; j++, row += nodes) {
    V sum = (V)0.0;
    for (size_t k = 0; k < nodes; k++) sum = fma_((V)row[k], h[k], sum);
    I is_positive = sum > least_h;
    V boundary = root(is_positive ? sum : least_h);
    double g = scheme->premium_g[j], share = g * g, per = 1.0 / g;
    V t = p.years * share, sd = deviation * g, inverse_sd = inverse * per;
    if (delays) {
      t += load(delays + at);
      sd = p.volatility * root(t);
      inverse_sd = reciprocal(sd);
    }
    V low = fma_(fma_(p.side, boundary, x) + p.drift * t, inverse_sd, -0.5 * sd), high = low + sd;
    low = greatest(least(low, (V)1e3), (V)-1e3);
    high = greatest(least(high, (V)1e3), (V)-1e3);
    V weight = p.years * (scheme->premium_weights[j] * g);
    V cash = exponential(-p.rate * t) * weight, asset = exponential(-p.yield * t) * weight * spot;
    V e_low = bounded(fma_(-p.rate, t, -0.5 * low * low)) * weight;
    V e_high = bounded(fma_(-p.yield, t, -0.5 * high * high)) * weight * spot;
    V tail_low = weighted_tail(-p.side * low, e_low, cash), tail_high = weighted_tail(-p.side * high, e_high, asset);
    sums[0] += fma_(p.rate, tail_low, -p.yield * tail_high);
    if (derivatives == 0) continue;
    V sided = -p.side * ONE_BY_ROOT_TWO_PI, density_low = p.rate * sided * e_low;
    V density_high = p.yield * sided * e_high;
    V first = fma_(density_low - density_high, inverse_sd, -p.yield * tail_high);
    sums[1] += first;
    sums[2] += first + (fma_(-density_low, low, density_high * high) * inverse_sd - density_low - density_high) * inverse_sd;
    if (derivatives == 1) continue;
    V moves[3];
    for (size_t c = 0; c < 3; c++) {
      V tangent = (V)0.0;
      for (size_t k = 0; k < nodes; k++) tangent = fma_((V)row[k], products[c][k], tangent);
      // Of log(B(u) / limit) = -side root(H).
      moves[c] = is_positive ? -p.side * tangent * reciprocal(boundary) : (V)0.0;
    }
    V both = density_low - density_high, per_volatility = p.inverse_volatility;
    sums[3] += fma_(fma_(density_high, low, -density_low * high), per_volatility, -both * moves[0] * inverse_sd);
    sums[4] += fma_(tail_low, fma_(-p.rate, t, (V)1.0), both * (t - moves[1] - p.rate_slope) * inverse_sd);
    sums[5] += fma_(-tail_high, fma_(-p.yield, t, (V)1.0), -both * (t + moves[2] + p.yield_slope) * inverse_sd);
  }
  size_t count = derivatives == 0 ? 1 : derivatives == 1 ? 3 : 6;
  for (size_t c = 0; c < count; c++) store(out[c] + at, sums[c]);
}

TP_TARGET void TP_NAME(american_premiums)(size_t n, const double *const *problems, const double *log_spots,
                                          const double *delays, const size_t *columns,
                                          const tp_american_scheme *scheme, size_t stride, const double *logs,
                                          const double *tangents, int derivatives, double *const *outputs) {
  size_t j = 0, rest = n % W;
  for (; j + W <= n; j += W)
    american_premium_lanes(problems, log_spots, delays, columns, j, scheme, stride, logs, tangents, derivatives,
                           outputs);
  if (rest == 0) return;
  double copies[8 * W], results[6 * W], *out[6];
  const double *inputs[6];
  size_t own[W], count = derivatives == 0 ? 1 : derivatives == 1 ? 3 : 6;
  for (size_t l = 0; l < W; l++) own[l] = columns[l < rest ? j + l : j];
  for (size_t c = 0; c < 8; c++) {
    const double *column = c < 6 ? problems[c] : c < 7 ? log_spots : delays;
    for (size_t l = 0; l < W; l++) copies[c * W + l] = column ? column[l < rest ? j + l : j] : 0.0;
    if (c < 6) inputs[c] = copies + c * W;
    if (c < 6) out[c] = results + c * W;
  }
  american_premium_lanes(inputs, copies + 6 * W, delays ? copies + 7 * W : NULL, own, 0, scheme, stride, logs, tangents,
                         derivatives, out);
  for (size_t c = 0; c < count; c++) memcpy(outputs[c] + j, results + c * W, rest * sizeof(double));
}
