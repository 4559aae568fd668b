/* Calls the function of an instruction set, for files that compile their text once for each of them, with the prefixes
   single, baseline, avx2 and avx512. */
#ifndef TP_DISPATCH_H
#define TP_DISPATCH_H

#include "tp_instruction_set.h"

#if defined(__x86_64__)
#define TP_CASES_X86(call)                                                                                       \
  case tp_instruction_set_avx2: avx2_##call; return 0;                                                           \
  case tp_instruction_set_avx512: avx512_##call; return 0;
#else
#define TP_CASES_X86(call)
#endif

/* Returns 1 where the machine does not have the set. */
#define TP_DISPATCH(set, call)                                                                                   \
  if (set > tp_best_instruction_set()) return 1;                                                                 \
  switch (set) {                                                                                                 \
  case tp_instruction_set_libm: single_##call; return 0;                                                         \
  case tp_instruction_set_baseline: baseline_##call; return 0;                                                   \
    TP_CASES_X86(call)                                                                                           \
  default: return 1;                                                                                             \
  }

#endif
