#include "CTailpoolKernels.h"
#include "black76_coefficients.h"
#include "dispatch.h"
#include <math.h>

#pragma STDC FP_CONTRACT OFF

/* Greatest y of the polynomial of the Mills ratio, its shift, and the greatest s of the vector text: with s <= 8 and
   -y2 > 37.5, y1 < -29.5, where the second term is below 1e-190 of the forward. */
#define TP_LARGEST_DEVIATION 37.5
#define TP_MILLS_SHIFT 4.0
#define TP_LARGEST_TOTAL_DEVIATION 8.0

/* log(2) in two parts; the high one has 17 zero bits at its end, so that its products with powers are exact. */
#define TP_LOG_2_HIGH 0x1.62e42fefap-1
#define TP_LOG_2_LOW 0x1.cf79abc9e3b3ap-40
#define TP_LOG2_E 0x1.71547652b82fep0
/* Adding 1.5 * 2^52 leaves the nearest integer in the low bits. */
#define TP_ROUND_TO_INTEGER 0x1.8p52

/* What is the same for every move of one option; deviation is volatility * sqrt(years). */
typedef struct {
  double forward, strike, log_moneyness, deviation, sign, weight;
} tp_black76_option;

static double normal_distribution(double y) { return 0.5 * erfc(-y * 0.70710678118654752440); }

/* The value of the option out of the money, by erfc: for the deviations that the polynomials do not serve. */
static double tp_black76_out_of_the_money(double forward, double strike, double log_moneyness, double deviation) {
  double lower = forward > strike ? strike : forward, upper = forward > strike ? forward : strike;
  if (deviation == 0) return isnan(forward) || isnan(log_moneyness) ? NAN : 0;
  if (!(deviation > 0)) return NAN;
  if (isinf(deviation)) return isnan(log_moneyness) ? NAN : lower;
  double distance = fabs(log_moneyness) / deviation, half = 0.5 * deviation;
  double second = normal_distribution(-half - distance);
  return lower * normal_distribution(half - distance) - (second == 0 ? 0 : upper * second);
}

static double payoff(const tp_black76_option *option, double forward) {
  double payoff = option->sign * (forward - option->strike);
  return payoff <= 0 ? 0 : payoff;
}

static void intrinsic_value(size_t n, const double *spot_factors, const tp_black76_option *option, double *values) {
  for (size_t i = 0; i < n; i++) values[i] += option->weight * payoff(option, option->forward * spot_factors[i]);
}

static void single_revalue(size_t n, const double *spot_factors, const double *log_spot_factors,
                         const double *volatility_factors, const tp_black76_option *option, double *values) {
  for (size_t i = 0; i < n; i++) {
    double forward = option->forward * spot_factors[i];
    double value = tp_black76_out_of_the_money(forward, option->strike, option->log_moneyness + log_spot_factors[i],
                                               option->deviation * volatility_factors[i]);
    values[i] += option->weight * (payoff(option, forward) + (value <= 0 ? 0 : value));
  }
}

/* Least deviation that the book's text divides by, and the greatest log move whose exponential it takes. */
#define TP_LEAST_DEVIATION 1e-150
#define TP_LARGEST_MOVE 700.0

static void replace_far_lanes(size_t n, const double *forwards, const double *log_moneyness, const double *factors,
                              double deviation, double strike, double *values) {
  for (size_t i = 0; i < n; i++) {
    double own = deviation * factors[i];
    if (!(own >= TP_LEAST_DEVIATION && own <= TP_LARGEST_TOTAL_DEVIATION))
      values[i] = tp_black76_out_of_the_money(forwards[i], strike, log_moneyness[i], own);
  }
}

static void single_book(size_t n, const double *log_spots, const double *log_volatilities, size_t count,
                      const double *lines, double *values) {
  for (size_t i = 0; i < n; i++) {
    double spot = exp(log_spots[i]), factor = exp(log_volatilities[i]), total = values[i];
    for (size_t j = 0; j < count; j++) {
      const double *line = lines + j * TP_LINE_SIZE;
      tp_black76_option option = {line[TP_LINE_FORWARD], line[TP_LINE_STRIKE], line[TP_LINE_LOG_MONEYNESS],
                                  line[TP_LINE_DEVIATION], line[TP_LINE_SIGN], line[TP_LINE_WEIGHT]};
      double forward = option.forward * spot;
      double value = option.deviation == 0
                         ? 0
                         : tp_black76_out_of_the_money(forward, option.strike, option.log_moneyness + log_spots[i],
                                                       option.deviation * factor);
      total += option.weight * (payoff(&option, forward) + (value <= 0 ? 0 : value));
    }
    values[i] = total;
  }
}

/* The helpers of the vector text take and return vectors wider than the baseline's registers. They are static and
   always inlined, so that no vector crosses a call and the calling convention that this warns of is never used. */
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"

#define TP_NAME(x) baseline_##x
#define TP_TARGET
#define TP_WIDTH 8
#if defined(__aarch64__) || defined(__ARM_FEATURE_FMA) || defined(__FMA__)
#define TP_FUSED 1
#else
#define TP_FUSED 0
#endif
#include "black76_revalue.inc.h"

#if defined(__x86_64__)
#define TP_NAME(x) avx2_##x
#define TP_TARGET __attribute__((target("avx2,fma")))
#define TP_WIDTH 8
#define TP_FUSED 1
#include "black76_revalue.inc.h"

#define TP_NAME(x) avx512_##x
#define TP_TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"), min_vector_width(512)))
#define TP_WIDTH 16
#define TP_FUSED 1
#include "black76_revalue.inc.h"
#endif

#pragma clang diagnostic pop

int tp_black76_revalue_on(tp_instruction_set set, size_t n, const double *spot_factors,
                          const double *log_spot_factors, const double *volatility_factors, double forward,
                          double strike, double volatility, double years, double sign, double weight,
                          double *values) {
  if (set > tp_best_instruction_set()) return 1;
  tp_black76_option option = {forward, strike, log(forward / strike), volatility * sqrt(years), sign, weight};
  if (years <= 0) {
    intrinsic_value(n, spot_factors, &option, values);
    return 0;
  }
  TP_DISPATCH(set, revalue(n, spot_factors, log_spot_factors, volatility_factors, &option, values))
}

void tp_black76_revalue(size_t n, const double *spot_factors, const double *log_spot_factors,
                        const double *volatility_factors, double forward, double strike, double volatility,
                        double years, double sign, double weight, double *values) {
  tp_black76_revalue_on(tp_best_instruction_set(), n, spot_factors, log_spot_factors, volatility_factors, forward,
                        strike, volatility, years, sign, weight, values);
}

int tp_black76_book(tp_instruction_set set, size_t n, const double *log_spots, const double *log_volatilities,
                    size_t count, const double *lines, double *values) {
  TP_DISPATCH(set, book(n, log_spots, log_volatilities, count, lines, values))
}
