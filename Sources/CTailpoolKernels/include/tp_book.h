#ifndef TP_BOOK_H
#define TP_BOOK_H

#include "tp_instruction_set.h"
#include <stddef.h>

/// Numbers of one line of a book, in this order.
enum {
  /// Forward, > 0.
  TP_LINE_FORWARD,
  /// Strike, > 0.
  TP_LINE_STRIKE,
  /// log(forward / strike).
  TP_LINE_LOG_MONEYNESS,
  /// volatility * sqrt(years left), >= 0; 0 gives the intrinsic value.
  TP_LINE_DEVIATION,
  /// 1 / deviation; not used where the deviation is 0.
  TP_LINE_INVERSE_DEVIATION,
  /// +1 for a call, -1 for a put.
  TP_LINE_SIGN,
  /// Quantity, contract size and discount factor.
  TP_LINE_WEIGHT,
  TP_LINE_SIZE
};

/// Adds the Black-76 value of `count` lines to `values` for n moves of their underlying.
///
/// Move i multiplies the forwards by exp(log_spots[i]) and the volatilities by exp(log_volatilities[i]). Line j is
/// TP_LINE_SIZE doubles at lines + j * TP_LINE_SIZE; lines are added in their order. A value is never below the intrinsic
/// one; a move that is NaN gives NaN in its slot alone.
///
/// The same move gives the same bits wherever it stands in the arrays and however many there are. Machines with fused
/// multiply-add agree with each other to the bit but for log moves beyond 700 and deviations beyond 8; SSE2 differs by
/// rounding. Returns 0, or 1 when the machine does not have the set, and then nothing is done.
int tp_black76_book(tp_instruction_set set, size_t n, const double *log_spots, const double *log_volatilities,
                    size_t count, const double *lines, double *values);

#endif
