// Lets the tests run on a slower instruction set than the machine's best. It is linked into builds made for tests alone,
// by Scripts/test-instruction-sets, with the linker's --wrap: nothing in Sources knows of it.
//
// The set is named by TAILPOOL_TEST_INSTRUCTION_SET, and is said once, so that who started the tests can see that it holds.
#include "../../Sources/CTailpoolKernels/price.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

tp_instruction_set __real_tp_best_instruction_set(void);

static tp_instruction_set cap = tp_instruction_set_libm;

__attribute__((constructor)) static void read_cap(void) {
  static const char *const names[] = {"libm", "baseline", "avx2", "avx512"};
  const char *name = getenv("TAILPOOL_TEST_INSTRUCTION_SET");
  tp_instruction_set best = __real_tp_best_instruction_set();
  cap = best;
  for (int set = tp_instruction_set_baseline; name && set <= tp_instruction_set_avx512; set++)
    if (strcmp(name, names[set]) == 0) {
      if ((tp_instruction_set)set > best) {
        fprintf(stderr, "this machine has no %s\n", name);
        exit(2);
      }
      cap = (tp_instruction_set)set;
      name = NULL;
    }
  if (name) {
    fprintf(stderr, "no instruction set is called %s\n", name);
    exit(2);
  }
  fprintf(stderr, "tests run on %s\n", names[cap]);
}

tp_instruction_set __wrap_tp_best_instruction_set(void) { return cap; }

// The functions of one element ask the processor themselves.
#define WRAP_ONE(name, parameters, names)                                                        \
  double __real_tp_##name parameters;                                                            \
  double __wrap_tp_##name parameters {                                                           \
    return cap < tp_instruction_set_avx2 ? tp_##name##_baseline names : __real_tp_##name names;  \
  }
TP_KERNELS_OF_ONE(WRAP_ONE)
