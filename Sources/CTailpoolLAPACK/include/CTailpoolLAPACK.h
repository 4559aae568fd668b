#ifndef C_TAILPOOL_LAPACK_H
#define C_TAILPOOL_LAPACK_H

#include <stdint.h>

// All matrices are column-major with leading dimension n (or the number of rows), and only their lower triangle is
// read or written. Each function returns LAPACK's info: 0 done, > 0 the documented failure, < 0 a wrong argument.

/// Cholesky factor L of the symmetric positive definite n x n matrix a, in place. info > 0: the leading minor of
/// that order is not positive.
int32_t tp_potrf(int32_t n, double *a);

/// Cholesky factor with complete pivoting of a positive semidefinite matrix, in place: P' A P = L L', with 1-based
/// pivots. tolerance < 0 means n * eps * the largest diagonal element. work holds 2 n. info > 0: rank deficient.
int32_t tp_pstrf(int32_t n, double *a, int32_t *pivots, int32_t *rank, double tolerance, double *work);

/// Eigenvalues of the symmetric matrix a, ascending; a is destroyed. work holds 2 n + 1. info > 0: no convergence.
int32_t tp_syevd_values(int32_t n, double *a, double *values, double *work);

/// Eigenvalues of the symmetric matrix a, ascending, and eigenvectors in its columns. work holds size >= 1 + 6 n +
/// 2 n^2, integer_work holds integer_size >= 3 + 5 n. info > 0: no convergence.
int32_t tp_syevd(int32_t n, double *a, double *values, double *work, int32_t size, int32_t *integer_work,
                 int32_t integer_size);

/// Solves L L' x = b in place for the columns of the n x columns matrix b.
int32_t tp_potrs(int32_t n, int32_t columns, const double *factor, double *b);

/// Cholesky factor of a symmetric positive definite band matrix of `width` diagonals below the main one, in place. Row i
/// of a holds the elements (i, i - width) ... (i, i). info > 0: the leading minor of that order is not positive.
int32_t tp_pbtrf(int32_t n, int32_t width, double *a);

/// Solves with the factor of tp_pbtrf, in place.
int32_t tp_pbtrs(int32_t n, int32_t width, const double *factor, double *b);

/// Lower triangle of c = scale * x' x + keep * c for the rows x columns matrix x; c is columns x columns.
void tp_syrk(int32_t rows, int32_t columns, double scale, const double *x, double keep, double *c);

/// Lower triangle of c = scale * x x' + keep * c for the rows x columns matrix x; c is rows x rows.
void tp_syrk_rows(int32_t rows, int32_t columns, double scale, const double *x, double keep, double *c);

/// c = a b, or a' b; c is rows x columns, and the sum runs over inner.
void tp_gemm(int32_t transposes_a, int32_t rows, int32_t columns, int32_t inner, const double *a, const double *b,
             double *c);

/// Threads that the provider uses for one call, or 0 where it does not say: only OpenBLAS and MKL do.
int32_t tp_provider_threads(void);

/// Sets that number for the whole process. Returns 1, or 0 where the provider has no such setting.
int32_t tp_set_provider_threads(int32_t threads);

#endif
