#include "revaluation.h"

int tp_black76_book(tp_instruction_set set, size_t n, const double *log_spots, const double *log_volatilities,
                    size_t count, const double *lines, double *values) {
  TP_DISPATCH_FROM_SINGLE(set, black76_book, (n, log_spots, log_volatilities, count, lines, values))
}
