#ifndef TP_TAIL_H
#define TP_TAIL_H

#include "tp_instruction_set.h"
#include <stddef.h>

/// What numbers y = base + size * change have beyond a threshold: the sum of max(y - threshold, 0), and how many are greater.
///
/// Finite numbers only. The same numbers in the same order give the same bits on every machine with fused multiply-add.
/// Returns 0, or 1 when the machine does not have the set, and then nothing is done.
int tp_tail_excess(tp_instruction_set set, size_t n, const double *base, const double *change, double size,
                   double threshold, double *excess, size_t *count);

#endif
