// Holds every function of CTailpoolLAPACK against its definition, for matrices of order 0 to 24, in buffers that end where
// memory that nobody may touch begins: LAPACK itself is not instrumented, so the processor has to notice.
//
//   lapack             everything
//   lapack canary      a work array that is one number too short, which must end the program
#include "CTailpoolLAPACK.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST_ORDER = 24, MOST_BUFFERS = 32 };
static size_t failed, compared;
static struct {
  char *start;
  size_t size;
} buffers[MOST_BUFFERS];
static size_t buffer_count;

static void failure(const char *name, int n, double found, double expected) {
  if (failed++ < 20) printf("FAILED: %s, order %d: %.17g, expected %.17g\n", name, n, found, expected);
}

/// Size bytes right before a page without access, and as a rule no more than a page after one.
static void *exact_bytes(size_t size) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE), whole = (size + page - 1) / page * page;
  char *start = mmap(NULL, whole + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED || buffer_count == MOST_BUFFERS || (whole > 0 && mprotect(start + page, whole, PROT_READ | PROT_WRITE) != 0)) abort();
  buffers[buffer_count].start = start;
  buffers[buffer_count++].size = whole + 2 * page;
  return start + page + whole - size;
}
static double *exact(int count) { return exact_bytes((size_t)count * sizeof(double)); }

static void release(void) {
  while (buffer_count > 0) {
    buffer_count--;
    munmap(buffers[buffer_count].start, buffers[buffer_count].size);
  }
}

static double random_number(void) {
  static uint64_t state = 7;
  uint64_t z = state += 0x9e3779b97f4a7c15ull;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return (double)((z ^ (z >> 31)) >> 11) * 0x1p-52 - 1;
}

static void close_to(const char *name, int n, double found, double expected, double tolerance) {
  compared++;
  if (!(fabs(found - expected) <= tolerance)) failure(name, n, found, expected);
}

/// A positive definite matrix; above the diagonal stand numbers that nothing may read or change.
static double *positive_definite(int n) {
  double *a = exact(n * n), factor[MOST_ORDER * MOST_ORDER];
  for (int i = 0; i < n * n; i++) factor[i] = random_number();
  for (int j = 0; j < n; j++)
    for (int i = 0; i < n; i++) {
      double sum = i == j ? 0.5 : 0;
      for (int k = 0; k < n; k++) sum += factor[i + k * n] * factor[j + k * n];
      a[i + j * n] = i >= j ? sum : 1e30 * (i + 2 * j + 1);
    }
  return a;
}

static double lower(const double *a, int n, int i, int j) { return i >= j ? a[i + j * n] : a[j + i * n]; }

static void upper_untouched(const char *name, const double *a, int n) {
  for (int j = 0; j < n; j++)
    for (int i = 0; i < j; i++) close_to(name, n, a[i + j * n], 1e30 * (i + 2 * j + 1), 0);
}

static void check_factors(int n) {
  double *a = positive_definite(n), *l = exact(n * n), *p = exact(n * n), *b = exact(3 * n), right[3 * MOST_ORDER];
  memcpy(l, a, (size_t)(n * n) * sizeof *a);
  memcpy(p, a, (size_t)(n * n) * sizeof *a);
  if (tp_potrf(n, l) != 0) failure("tp_potrf", n, 1, 0);
  for (int j = 0; j < n; j++)
    for (int i = j; i < n; i++) {
      double sum = 0;
      for (int k = 0; k <= j; k++) sum += l[i + k * n] * l[j + k * n];
      close_to("tp_potrf", n, sum, a[i + j * n], 1e-13 * n);
    }
  upper_untouched("tp_potrf", l, n);

  int32_t *pivots = exact_bytes((size_t)n * sizeof *pivots), rank = -1;
  if (tp_pstrf(n, p, pivots, &rank, -1, exact(2 * n)) != 0 || (n > 0 && rank != n)) failure("tp_pstrf", n, rank, n);
  for (int j = 0; j < n; j++)
    for (int i = j; i < n; i++) {
      double sum = 0;
      for (int k = 0; k <= j; k++) sum += p[i + k * n] * p[j + k * n];
      close_to("tp_pstrf", n, sum, lower(a, n, pivots[i] - 1, pivots[j] - 1), 1e-13 * n);
    }
  for (int k = 1; k < n; k++)
    if (p[k + k * n] > p[k - 1 + (k - 1) * n]) failure("tp_pstrf, order of the pivots", n, p[k + k * n], p[k - 1 + (k - 1) * n]);

  for (int i = 0; i < 3 * n; i++) right[i] = b[i] = random_number();
  if (tp_potrs(n, 3, l, b) != 0) failure("tp_potrs", n, 1, 0);
  for (int c = 0; c < 3; c++)
    for (int i = 0; i < n; i++) {
      double sum = 0, scale = 1;
      for (int k = 0; k < n; k++) sum += lower(a, n, i, k) * b[k + c * n], scale += fabs(lower(a, n, i, k) * b[k + c * n]);
      close_to("tp_potrs", n, sum, right[i + c * n], 1e-13 * n * scale);
    }
  release();
}

static void check_eigenvalues(int n) {
  double *a = positive_definite(n), *v = exact(n * n), *w = exact(n * n), *values = exact(n), *alone = exact(n);
  memcpy(v, a, (size_t)(n * n) * sizeof *a);
  memcpy(w, a, (size_t)(n * n) * sizeof *a);
  int32_t size = 1 + 6 * n + 2 * n * n, integers = 3 + 5 * n;
  if (tp_syevd(n, v, values, exact(size), size, exact_bytes((size_t)integers * sizeof(int32_t)), integers) != 0) failure("tp_syevd", n, 1, 0);
  if (tp_syevd_values(n, w, alone, exact(2 * n + 1)) != 0) failure("tp_syevd_values", n, 1, 0);
  for (int k = 0; k < n; k++) {
    close_to("tp_syevd_values", n, alone[k], values[k], 1e-13 * n * n);
    if (k > 0 && !(values[k] >= values[k - 1])) failure("tp_syevd, order", n, values[k], values[k - 1]);
    for (int i = 0; i < n; i++) {
      double product = 0, length = 0;
      for (int j = 0; j < n; j++) product += lower(a, n, i, j) * v[j + k * n], length += v[j + k * n] * v[j + i * n];
      close_to("tp_syevd", n, product, values[k] * v[i + k * n], 1e-13 * n * n);
      close_to("tp_syevd, orthogonality", n, length, i == k, 1e-13 * n);
    }
  }
  release();
}

static void check_band(int n, int width) {
  double *a = exact(n * (width + 1)), full[MOST_ORDER * MOST_ORDER] = {0}, *b = exact(n), right[MOST_ORDER];
  for (int i = 0; i < n; i++)
    for (int k = 0; k <= width; k++) {
      int j = i - width + k;
      double value = j == i ? 2.0 * (width + 1) : random_number();
      a[i * (width + 1) + k] = value;
      if (j >= 0) full[i + j * n] = full[j + i * n] = value;
    }
  for (int i = 0; i < n; i++) right[i] = b[i] = random_number();
  if (tp_pbtrf(n, width, a) != 0 || tp_pbtrs(n, width, a, b) != 0) failure("tp_pbtrf", n, 1, 0);
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int j = 0; j < n; j++) sum += full[i + j * n] * b[j];
    close_to("tp_pbtrs", n, sum, right[i], 1e-13 * n);
  }
  release();
}

static void check_products(int rows, int columns, int inner) {
  double *x = exact(rows * columns), *c = exact(columns * columns), *r = exact(rows * rows), old[MOST_ORDER * MOST_ORDER];
  for (int i = 0; i < rows * columns; i++) x[i] = random_number();
  for (int i = 0; i < columns * columns; i++) old[i] = c[i] = random_number();
  tp_syrk(rows, columns, -1.5, x, 0.25, c);
  for (int j = 0; j < columns; j++)
    for (int i = 0; i < columns; i++) {
      double sum = 0.25 * old[i + j * columns];
      for (int k = 0; k < rows; k++) sum += -1.5 * x[k + i * rows] * x[k + j * rows];
      close_to("tp_syrk", columns, c[i + j * columns], i >= j ? sum : old[i + j * columns], i >= j ? 1e-13 : 0);
    }
  for (int i = 0; i < rows * rows; i++) old[i] = r[i] = random_number();
  tp_syrk_rows(rows, columns, 2.5, x, 0.75, r);
  for (int j = 0; j < rows; j++)
    for (int i = 0; i < rows; i++) {
      double sum = 0.75 * old[i + j * rows];
      for (int k = 0; k < columns; k++) sum += 2.5 * x[i + k * rows] * x[j + k * rows];
      close_to("tp_syrk_rows", rows, r[i + j * rows], i >= j ? sum : old[i + j * rows], i >= j ? 1e-13 : 0);
    }
  for (int transposed = 0; transposed <= 1; transposed++) {
    double *a = exact(rows * inner), *b = exact(inner * columns), *product = exact(rows * columns);
    for (int i = 0; i < rows * inner; i++) a[i] = random_number();
    for (int i = 0; i < inner * columns; i++) b[i] = random_number();
    for (int i = 0; i < rows * columns; i++) product[i] = NAN;
    tp_gemm(transposed, rows, columns, inner, a, b, product);
    for (int j = 0; j < columns; j++)
      for (int i = 0; i < rows; i++) {
        double sum = 0;
        for (int k = 0; k < inner; k++) sum += (transposed ? a[k + i * inner] : a[i + k * rows]) * b[k + j * inner];
        close_to("tp_gemm", rows, product[i + j * rows], sum, 1e-13);
      }
  }
  release();
}

int main(int count, char **arguments) {
  if (count == 2 && strcmp(arguments[1], "canary") == 0) {
    double *a = positive_definite(9);
    tp_pstrf(9, a, exact_bytes(9 * sizeof(int32_t)), exact_bytes(sizeof(int32_t)), -1, exact(17));
    printf("canary: nothing happened\n");
    return 0;
  }
  for (int n = 0; n <= MOST_ORDER; n++) {
    check_factors(n);
    check_eigenvalues(n);
    for (int width = 0; width < n && width <= 4; width++) check_band(n, width);
  }
  static const int shapes[][3] = {{0, 3, 2}, {3, 0, 2}, {3, 2, 0}, {1, 1, 1}, {5, 3, 7}, {3, 5, 2}, {17, 24, 9}, {24, 2, 24}};
  for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) check_products(shapes[s][0], shapes[s][1], shapes[s][2]);
  double singular[4] = {1, 2, 0, 1};
  if (tp_potrf(2, singular) != 2) failure("tp_potrf of an indefinite matrix", 2, 0, 2);
  // Reference LAPACK says 0: it has no threads to set.
  printf("provider threads: %d, can be set: %d\n", tp_provider_threads(), tp_set_provider_threads(1));
  printf("%zu numbers compared, %zu failures\n", compared, failed);
  return failed > 0 || compared < 20000;
}
