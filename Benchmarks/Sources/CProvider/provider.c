#include "CProvider.h"

#include <stddef.h>

// Fortran passes everything by address, and the length of each character argument as a hidden size_t after the others.
void dsyrk_(const char *uplo, const char *trans, const int32_t *n, const int32_t *k, const double *alpha,
            const double *a, const int32_t *lda, const double *beta, double *c, const int32_t *ldc, size_t, size_t);
void dsyevd_(const char *jobz, const char *uplo, const int32_t *n, double *a, const int32_t *lda, double *w,
             double *work, const int32_t *lwork, int32_t *iwork, const int32_t *liwork, int32_t *info, size_t, size_t);
void dtrmm_(const char *side, const char *uplo, const char *trans, const char *diag, const int32_t *m,
            const int32_t *n, const double *alpha, const double *a, const int32_t *lda, double *b, const int32_t *ldb,
            size_t, size_t, size_t, size_t);

void tp_provider_gram(int32_t rows, int32_t columns, double scale, const double *x, double *result) {
  double zero = 0;
  dsyrk_("L", "T", &columns, &rows, &scale, x, &rows, &zero, result, &columns, 1, 1);
}

int32_t tp_provider_eigenvectors(int32_t order, double *matrix, double *values, double *work, int32_t work_size,
                                 int32_t *integer_work, int32_t integer_work_size) {
  int32_t info = 0;
  dsyevd_("V", "L", &order, matrix, &order, values, work, &work_size, integer_work, &integer_work_size, &info, 1, 1);
  return info;
}

void tp_provider_correlate(int32_t rows, int32_t order, const double *factor, double *numbers) {
  double one = 1;
  dtrmm_("R", "L", "T", "N", &rows, &order, &one, factor, &order, numbers, &rows, 1, 1, 1, 1);
}
