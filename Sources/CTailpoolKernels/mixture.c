#include "kernels.h"
#include "tp_mixture.h"

int tp_mixture_prices(tp_instruction_set set, size_t n, const double *log_strikes, size_t parts, const double *weights,
                      const double *log_means, const double *deviations, double *log_prices, double *terms,
                      size_t stride) {
  if (set > tp_best_instruction_set() || set < tp_instruction_set_baseline) return 1;
  if (parts < 1 || parts > TP_MIXTURE_PARTS) return 1;
#if TP_X86
  if (set == tp_instruction_set_avx512) {
    tp_mixture_prices_avx512(n, log_strikes, parts, weights, log_means, deviations, log_prices, terms, stride);
    return 0;
  }
  if (set == tp_instruction_set_avx2) {
    tp_mixture_prices_avx2(n, log_strikes, parts, weights, log_means, deviations, log_prices, terms, stride);
    return 0;
  }
#endif
  tp_mixture_prices_baseline(n, log_strikes, parts, weights, log_means, deviations, log_prices, terms, stride);
  return 0;
}
