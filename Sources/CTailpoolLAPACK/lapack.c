#include "CTailpoolLAPACK.h"

#ifdef __APPLE__

#include <Accelerate/Accelerate.h>

int32_t tp_potrf(int32_t n, double *a) {
  int info = 0, leading = n > 0 ? n : 1;
  dpotrf_("L", &n, a, &leading, &info);
  return info;
}

int32_t tp_pstrf(int32_t n, double *a, int32_t *pivots, int32_t *rank, double tolerance, double *work) {
  int info = 0, leading = n > 0 ? n : 1;
  dpstrf_("L", &n, a, &leading, pivots, rank, &tolerance, work, &info);
  return info;
}

int32_t tp_syevd_values(int32_t n, double *a, double *values, double *work) {
  int info = 0, leading = n > 0 ? n : 1, size = 2 * n + 1, integer_size = 1, integer_work = 0;
  dsyevd_("N", "L", &n, a, &leading, values, work, &size, &integer_work, &integer_size, &info);
  return info;
}

int32_t tp_syevd(int32_t n, double *a, double *values, double *work, int32_t size, int32_t *integer_work,
                 int32_t integer_size) {
  int info = 0, leading = n > 0 ? n : 1;
  dsyevd_("V", "L", &n, a, &leading, values, work, &size, integer_work, &integer_size, &info);
  return info;
}

int32_t tp_potrs(int32_t n, int32_t columns, const double *factor, double *b) {
  int info = 0, leading = n > 0 ? n : 1;
  dpotrs_("L", &n, &columns, (double *)factor, &leading, b, &leading, &info);
  return info;
}

int32_t tp_pbtrf(int32_t n, int32_t width, double *a) {
  int info = 0, leading = width + 1;
  dpbtrf_("U", &n, &width, a, &leading, &info);
  return info;
}

int32_t tp_pbtrs(int32_t n, int32_t width, const double *factor, double *b) {
  int info = 0, columns = 1, leading = width + 1, rows = n > 0 ? n : 1;
  dpbtrs_("U", &n, &width, &columns, (double *)factor, &leading, b, &rows, &info);
  return info;
}

void tp_syrk(int32_t rows, int32_t columns, double scale, const double *x, double keep, double *c) {
  cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, columns, rows, scale, x, rows > 0 ? rows : 1, keep, c,
              columns > 0 ? columns : 1);
}

void tp_syrk_rows(int32_t rows, int32_t columns, double scale, const double *x, double keep, double *c) {
  int32_t leading = rows > 0 ? rows : 1;
  cblas_dsyrk(CblasColMajor, CblasLower, CblasNoTrans, rows, columns, scale, x, leading, keep, c, leading);
}

void tp_gemm(int32_t transposes_a, int32_t rows, int32_t columns, int32_t inner, const double *a, const double *b,
             double *c) {
  int32_t leading = transposes_a ? inner : rows;
  cblas_dgemm(CblasColMajor, transposes_a ? CblasTrans : CblasNoTrans, CblasNoTrans, rows, columns, inner, 1.0, a,
              leading > 0 ? leading : 1, b, inner > 0 ? inner : 1, 0.0, c, rows > 0 ? rows : 1);
}

#else

#include <stddef.h>

// Debian's liblapack-dev has no header. Fortran passes everything by address, and the length of each character
// argument as a hidden size_t after the others.
void dpotrf_(const char *uplo, const int32_t *n, double *a, const int32_t *lda, int32_t *info, size_t uplo_length);
void dpstrf_(const char *uplo, const int32_t *n, double *a, const int32_t *lda, int32_t *pivots, int32_t *rank,
             const double *tolerance, double *work, int32_t *info, size_t uplo_length);
void dsyevd_(const char *jobz, const char *uplo, const int32_t *n, double *a, const int32_t *lda, double *w,
             double *work, const int32_t *lwork, int32_t *iwork, const int32_t *liwork, int32_t *info,
             size_t jobz_length, size_t uplo_length);
void dsyrk_(const char *uplo, const char *trans, const int32_t *n, const int32_t *k, const double *alpha,
            const double *a, const int32_t *lda, const double *beta, double *c, const int32_t *ldc,
            size_t uplo_length, size_t trans_length);
void dgemm_(const char *transa, const char *transb, const int32_t *m, const int32_t *n, const int32_t *k,
            const double *alpha, const double *a, const int32_t *lda, const double *b, const int32_t *ldb,
            const double *beta, double *c, const int32_t *ldc, size_t transa_length, size_t transb_length);
void dpbtrf_(const char *uplo, const int32_t *n, const int32_t *kd, double *ab, const int32_t *ldab, int32_t *info,
             size_t uplo_length);
void dpbtrs_(const char *uplo, const int32_t *n, const int32_t *kd, const int32_t *nrhs, const double *ab,
             const int32_t *ldab, double *b, const int32_t *ldb, int32_t *info, size_t uplo_length);
void dpotrs_(const char *uplo, const int32_t *n, const int32_t *nrhs, const double *a, const int32_t *lda, double *b,
             const int32_t *ldb, int32_t *info, size_t uplo_length);

int32_t tp_potrf(int32_t n, double *a) {
  int32_t info = 0, leading = n > 0 ? n : 1;
  dpotrf_("L", &n, a, &leading, &info, 1);
  return info;
}

int32_t tp_pstrf(int32_t n, double *a, int32_t *pivots, int32_t *rank, double tolerance, double *work) {
  int32_t info = 0, leading = n > 0 ? n : 1;
  dpstrf_("L", &n, a, &leading, pivots, rank, &tolerance, work, &info, 1);
  return info;
}

int32_t tp_syevd_values(int32_t n, double *a, double *values, double *work) {
  int32_t info = 0, leading = n > 0 ? n : 1, size = 2 * n + 1, integer_size = 1, integer_work = 0;
  dsyevd_("N", "L", &n, a, &leading, values, work, &size, &integer_work, &integer_size, &info, 1, 1);
  return info;
}

int32_t tp_syevd(int32_t n, double *a, double *values, double *work, int32_t size, int32_t *integer_work,
                 int32_t integer_size) {
  int32_t info = 0, leading = n > 0 ? n : 1;
  dsyevd_("V", "L", &n, a, &leading, values, work, &size, integer_work, &integer_size, &info, 1, 1);
  return info;
}

int32_t tp_potrs(int32_t n, int32_t columns, const double *factor, double *b) {
  int32_t info = 0, leading = n > 0 ? n : 1;
  dpotrs_("L", &n, &columns, factor, &leading, b, &leading, &info, 1);
  return info;
}

int32_t tp_pbtrf(int32_t n, int32_t width, double *a) {
  int32_t info = 0, leading = width + 1;
  dpbtrf_("U", &n, &width, a, &leading, &info, 1);
  return info;
}

int32_t tp_pbtrs(int32_t n, int32_t width, const double *factor, double *b) {
  int32_t info = 0, columns = 1, leading = width + 1, rows = n > 0 ? n : 1;
  dpbtrs_("U", &n, &width, &columns, factor, &leading, b, &rows, &info, 1);
  return info;
}

void tp_syrk(int32_t rows, int32_t columns, double scale, const double *x, double keep, double *c) {
  int32_t leading = rows > 0 ? rows : 1, leading_c = columns > 0 ? columns : 1;
  dsyrk_("L", "T", &columns, &rows, &scale, x, &leading, &keep, c, &leading_c, 1, 1);
}

void tp_syrk_rows(int32_t rows, int32_t columns, double scale, const double *x, double keep, double *c) {
  int32_t leading = rows > 0 ? rows : 1;
  dsyrk_("L", "N", &rows, &columns, &scale, x, &leading, &keep, c, &leading, 1, 1);
}

void tp_gemm(int32_t transposes_a, int32_t rows, int32_t columns, int32_t inner, const double *a, const double *b,
             double *c) {
  int32_t leading_a = transposes_a ? inner : rows, leading_b = inner, leading_c = rows;
  double one = 1, zero = 0;
  if (leading_a < 1) leading_a = 1;
  if (leading_b < 1) leading_b = 1;
  if (leading_c < 1) leading_c = 1;
  dgemm_(transposes_a ? "T" : "N", "N", &rows, &columns, &inner, &one, a, &leading_a, b, &leading_b, &zero, c,
         &leading_c, 1, 1);
}

#endif
