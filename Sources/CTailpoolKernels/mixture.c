#include "mixture.h"

int tp_mixture_prices(tp_instruction_set set, size_t n, const double *log_strikes, size_t parts, const double *weights,
                      const double *log_means, const double *deviations, double *log_prices, double *terms,
                      size_t stride) {
  if (parts < 1 || parts > TP_MIXTURE_PARTS) return 1;
  TP_DISPATCH(set, mixture_prices,
              (n, log_strikes, parts, weights, log_means, deviations, log_prices, terms, stride))
}
