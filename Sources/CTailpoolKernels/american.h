#ifndef TP_AMERICAN_KERNEL_H
#define TP_AMERICAN_KERNEL_H

#include "dispatch.h"
#include "tp_american.h"

/// The columns of a problem.
enum { TP_AMERICAN_RATE, TP_AMERICAN_YIELD, TP_AMERICAN_VOLATILITY, TP_AMERICAN_YEARS, TP_AMERICAN_SIDE,
       TP_AMERICAN_LOG_LIMIT };

TP_DECLARE(american_boundaries,
           (size_t n, const double *const *problems, const tp_american_scheme *scheme, double *scratch,
            size_t stride, double *logs, double *tangents, double *steps))
TP_DECLARE(american_premiums,
           (size_t n, const double *const *problems, const double *log_spots, const double *delays,
            const size_t *columns, const tp_american_scheme *scheme, size_t stride, const double *logs,
            const double *tangents, int derivatives, double *const *outputs))

#if TP_X86
/// For calls with few options: vectors of TP_AMERICAN_NARROW, with AVX2.
void tp_american_boundaries_narrow(size_t n, const double *const *problems, const tp_american_scheme *scheme,
                                   double *scratch, size_t stride, double *logs, double *tangents, double *steps);
void tp_american_premiums_narrow(size_t n, const double *const *problems, const double *log_spots,
                                 const double *delays, const size_t *columns, const tp_american_scheme *scheme,
                                 size_t stride, const double *logs, const double *tangents, int derivatives,
                                 double *const *outputs);
#endif
#define TP_AMERICAN_NARROW 4

#endif
