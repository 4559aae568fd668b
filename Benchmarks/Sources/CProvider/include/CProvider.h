#ifndef CPROVIDER_H
#define CPROVIDER_H

#include <stdint.h>

// The installed provider's own routines, to time Tailpool against them in one process. Matrices are column-major.

/// The lower triangle of scale * x'x of a rows × columns x (dsyrk).
void tp_provider_gram(int32_t rows, int32_t columns, double scale, const double *x, double *result);

/// The eigenvalues, ascending, of a symmetric matrix that becomes its eigenvectors (dsyevd).
///
/// Returns 0, or what went wrong.
int32_t tp_provider_eigenvectors(int32_t order, double *matrix, double *values, double *work, int32_t work_size,
                                 int32_t *integer_work, int32_t integer_work_size);

/// rows × order numbers times the transpose of a lower triangular factor, in place (dtrmm).
void tp_provider_correlate(int32_t rows, int32_t order, const double *factor, double *numbers);

#endif
