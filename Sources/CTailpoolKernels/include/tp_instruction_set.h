#ifndef TP_INSTRUCTION_SET_H
#define TP_INSTRUCTION_SET_H

/// The instruction sets a kernel is compiled for, slowest first.
typedef enum tp_instruction_set {
  /// One element after the other, with the exp, log and erfc of the C library.
  tp_instruction_set_libm = 0,
  /// Vectors of what every machine of the architecture has: SSE2 on x86-64, NEON on arm64.
  tp_instruction_set_baseline = 1,
  /// AVX2 and FMA; x86-64 only.
  tp_instruction_set_avx2 = 2,
  /// AVX-512 F, DQ and VL; x86-64 only.
  tp_instruction_set_avx512 = 3
} tp_instruction_set;

/// The fastest instruction set that this machine has; the kernels use it.
tp_instruction_set tp_best_instruction_set(void);

#endif
