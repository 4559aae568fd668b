// Holds the C kernels against the reference tables and against plain formulas, on every instruction set of this machine.
//
//   kernels TABLES             everything
//   kernels TABLES threads     only what runs on threads
//   kernels canary NAME        commits one error on purpose, which a sanitizer must report: end, align, overflow or race
#include "harness.h"
#include "table.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static size_t shared;

static void add(void *context, size_t worker, size_t first, size_t last) {
  (void)worker;
  *(size_t *)context += last - first;
  usleep(500);  // or the first thread would be done before the second begins
}

/// Each error is committed by the kernels, so that it shows that they are instrumented.
static int commit(const char *name) {
  double line[TP_LINE_SIZE] = {100, 110, -0.0953, 0.3, 1 / 0.3, 1, 2}, *values = exact(5);
  if (strcmp(name, "end") == 0) {
    for (int i = 0; i < 5; i++) values[i] = 0;
    FOR_SETS(set) tp_black76_book(set, 5, exact(5), exact(4), 1, line, values);
  } else if (strcmp(name, "align") == 0) {
    tp_add_payoffs(1, (const double *)((const char *)values + 4), 0, NULL, line, line, values);
  } else if (strcmp(name, "overflow") == 0) {
    intptr_t first = INTPTR_MAX, count = 1;
    tp_multiply_panels(tp_instruction_set_baseline, 1, values, 1, 1, &first, &count, line, values, 1);
    volatile int greatest = INT_MAX;
    printf("%d\n", greatest + 1);
  } else if (strcmp(name, "race") == 0) {
    tp_for_each_block(200, 1, 4, add, &shared);
  } else {
    printf("no canary is called %s\n", name);
    return 3;
  }
  printf("canary %s: nothing was reported\n", name);
  return 0;
}

int main(int count, char **arguments) {
  if (count == 3 && strcmp(arguments[1], "canary") == 0) return commit(arguments[2]);
  if (count < 2 || count > 3 || (count == 3 && strcmp(arguments[2], "threads") != 0)) {
    fprintf(stderr, "usage: kernels TABLES [threads] | canary NAME\n");
    return 2;
  }
  tables = arguments[1];
  for (int set = tp_instruction_set_libm; set <= tp_instruction_set_avx512; set++)
    printf("instruction set %s: %s\n", set_name((tp_instruction_set)set),
           set <= (int)tp_best_instruction_set() ? "tested" : "NOT TESTED, this processor does not have it");
  covered("tp_best_instruction_set", 1);
  check_threads();
  if (count == 2) {
    check_prices();
    check_implied();
    check_revaluation();
    check_mixture();
    check_random();
    check_sums();
    check_proxy();
    check_liquidity();
    check_tail();
    check_density();
    check_transform();
    check_complex();
    check_american();
    check_lengths();
    check_refusals();
  }
  report_digests();
  report_coverage();
  if (failures() > 0) printf("%zu failures\n", failures());
  return failures() > 0 ? 1 : 0;
}
