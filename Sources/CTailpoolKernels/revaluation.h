// What the texts of revaluation and book share with the functions that call them.
#ifndef TP_REVALUATION_H
#define TP_REVALUATION_H

#include "CTailpoolKernels.h"
#include "dispatch.h"
#include <math.h>

/// Greatest y of the polynomial of the Mills ratio, its shift, and the greatest s of the vector text: with s <= 8 and
/// -y2 > 37.5, y1 < -29.5, where the second term is below 1e-190 of the forward.
#define TP_LARGEST_DEVIATION 37.5
#define TP_MILLS_SHIFT 4.0
#define TP_LARGEST_TOTAL_DEVIATION 8.0

/// Least deviation that the book's text divides by, and the greatest log move whose exponential it takes.
#define TP_LEAST_DEVIATION 1e-150
#define TP_LARGEST_MOVE 700.0

/// What is the same for every move of one option; deviation is volatility * sqrt(years).
typedef struct {
  double forward, strike, log_moneyness, deviation, sign, weight;
} tp_black76_option;

/// The value of the option out of the money, by erfc: for the deviations that the polynomials do not serve.
double tp_black76_out_of_the_money(double forward, double strike, double log_moneyness, double deviation);

/// Replaces the values whose deviation the book's text does not serve.
void tp_replace_far_lanes(size_t n, const double *forwards, const double *log_moneyness, const double *factors,
                          double deviation, double strike, double *values);

TP_DECLARE_FROM_SINGLE(black76_revalue, (size_t n, const double *spot_factors, const double *log_spot_factors,
                                         const double *volatility_factors, const tp_black76_option *option,
                                         double *values))
TP_DECLARE_FROM_SINGLE(black76_book, (size_t n, const double *log_spots, const double *log_volatilities, size_t count,
                                      const double *lines, double *values))

#endif
