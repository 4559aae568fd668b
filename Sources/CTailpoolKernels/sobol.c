#include "tp_sobol.h"
#include "sobol_initial_numbers.h"

/* The recurrence of P. Bratley and B. L. Fox, ACM Trans. Math. Software 14 (1988) 88, algorithm 659. */
int tp_sobol_directions(size_t dimension, size_t count, uint64_t *directions) {
  if (dimension >= TP_SOBOL_DIMENSIONS || count > TP_SOBOL_BITS) return 1;
  size_t first = 0, degree = 0;
  for (size_t d = 0; d <= dimension; d++) {
    first += degree;
    degree = 31 - (size_t)__builtin_clz(tp_sobol_polynomials[d]);
  }
  uint64_t polynomial = tp_sobol_polynomials[dimension];
  for (size_t k = 0; k < count; k++) {
    size_t place = TP_SOBOL_BITS - 1 - k;
    if (degree == 0) {
      directions[k] = 1ull << place;
    } else if (k < degree) {
      directions[k] = (uint64_t)tp_sobol_numbers[first + k] << place;
    } else {
      uint64_t number = directions[k - degree] ^ (directions[k - degree] >> degree);
      for (size_t i = 1; i < degree; i++) {
        if (polynomial >> (degree - i) & 1) number ^= directions[k - i];
      }
      directions[k] = number;
    }
  }
  return 0;
}
