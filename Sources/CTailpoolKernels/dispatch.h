// The functions of the instruction sets and the choice between them.
//
// A kernel is a text, X.inc.h, that is written once on vectors of W doubles. Each instruction set compiles it in a file of
// its own, Single/X.c, Baseline/X.c, AVX2/X.c and AVX512/X.c, under the names tp_X_single, tp_X_baseline and so on; X.c
// holds the public function, which calls one of them.
#ifndef TP_DISPATCH_H
#define TP_DISPATCH_H

#include "tp_instruction_set.h"
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#define TP_X86 1
#else
#define TP_X86 0
#endif

/// Whether the baseline has fused multiply-add.
#if !TP_X86 || defined(__FMA__)
#define TP_BASELINE_FMA 1
#else
#define TP_BASELINE_FMA 0
#endif

/// Declares a kernel's function of every vector set; the second form also that of single elements.
#define TP_DECLARE(name, parameters)     \
  void tp_##name##_baseline parameters;  \
  void tp_##name##_avx2 parameters;      \
  void tp_##name##_avx512 parameters;
#define TP_DECLARE_FROM_SINGLE(name, parameters) \
  void tp_##name##_single parameters;            \
  TP_DECLARE(name, parameters)

#if TP_X86
#define TP_WIDE_CASES(name, arguments)                                            \
  case tp_instruction_set_avx2: tp_##name##_avx2 arguments; return 0;             \
  case tp_instruction_set_avx512: tp_##name##_avx512 arguments; return 0;
#else
#define TP_WIDE_CASES(name, arguments)
#endif

/// Calls the function of an instruction set and returns 0; or 1 where the machine, or the kernel, does not have the set.
#define TP_DISPATCH(set, name, arguments)                                         \
  if (set > tp_best_instruction_set()) return 1;                                  \
  switch (set) {                                                                  \
  case tp_instruction_set_baseline: tp_##name##_baseline arguments; return 0;     \
    TP_WIDE_CASES(name, arguments)                                                \
  default: return 1;                                                              \
  }

/// The same for kernels that serve single elements as well, under the name of the C library's set.
#define TP_DISPATCH_FROM_SINGLE(set, name, arguments)                             \
  if (set == tp_instruction_set_libm) {                                           \
    tp_##name##_single arguments;                                                 \
    return 0;                                                                     \
  }                                                                               \
  TP_DISPATCH(set, name, arguments)

/// Returns the result of a function of one element, from the text that is compiled for AVX2 with FMA where there is that.
#if TP_X86
#define TP_DISPATCH_ONE(name, arguments)                                                                           \
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return tp_##name##_avx2 arguments;          \
  return tp_##name##_baseline arguments;
#else
#define TP_DISPATCH_ONE(name, arguments) return tp_##name##_baseline arguments;
#endif

#endif
