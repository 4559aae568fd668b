// For RTLD_DEFAULT, which glibc does not show otherwise.
#define _GNU_SOURCE
#include <dlfcn.h>

#include "CTailpoolLAPACK.h"

// The provider is chosen when the process starts, so its own functions are looked up by name, never linked.

int32_t tp_provider_threads(void) {
  const char *const names[] = {"openblas_get_num_threads", "MKL_Get_Max_Threads"};
  for (int i = 0; i < 2; i++) {
    int (*threads)(void) = (int (*)(void))dlsym(RTLD_DEFAULT, names[i]);
    if (threads) return threads();
  }
  return 0;
}

int32_t tp_set_provider_threads(int32_t threads) {
  const char *const names[] = {"openblas_set_num_threads", "MKL_Set_Num_Threads"};
  for (int i = 0; i < 2; i++) {
    void (*set)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, names[i]);
    if (set) {
      set(threads);
      return 1;
    }
  }
  return 0;
}
