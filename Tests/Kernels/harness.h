// What the checks of the C kernels share: failures, gates, buffers of exact size, random numbers and digests.
#ifndef HARNESS_H
#define HARNESS_H

#include "CTailpoolKernels.h"

#include <stddef.h>
#include <stdint.h>

// Inputs must be the same on every machine, so that their bits can be compared.
#pragma STDC FP_CONTRACT OFF

#define ROUNDING 0x1p-53

/// The instruction sets of this machine: vectors alone, or also the text for one element, which some kernels have.
#define FOR_SETS(set)        \
  for (tp_instruction_set set = tp_instruction_set_baseline; set <= tp_best_instruction_set(); set++)
#define FOR_ALL_SETS(set)    \
  for (tp_instruction_set set = tp_instruction_set_libm; set <= tp_best_instruction_set(); set++)
const char *set_name(tp_instruction_set set);
/// Whether a set has fused multiply-add, so that it must give the bits of the others that have.
int is_fused(tp_instruction_set set);

/// Counts a failure and prints the first ones.
void failure(const char *format, ...) __attribute__((format(printf, 1, 2)));
size_t failures(void);
/// Says that some values of a function were compared; what no check names is reported by the script.
void covered(const char *function, size_t values);

/// Values of one function on one instruction set against one source, as errors in a unit of their own.
typedef struct {
  const char *function, *source;
  tp_instruction_set set;
  double limit, worst;
  size_t count;
} Gate;
Gate gate(const char *function, tp_instruction_set set, const char *source, double limit);
void hold(Gate *gate, double actual, long double expected, long double unit, size_t row);
/// Prints what was compared. Fewer values than `least` are a failure.
void finish(const Gate *gate, size_t least);

/// Memory of exactly that size, 8 bytes after a multiple of 64, so that it is aligned to 8 bytes and no more. What lies
/// before and after belongs to nobody: the address sanitizer says so, and without it `release` looks whether it changed.
void *exact_bytes(size_t size);
double *exact(size_t count);
double *exact_copy(const double *values, size_t count);
/// Frees all buffers.
void release(void);

/// SplitMix64.
uint64_t random_bits(uint64_t *state);
double uniform(uint64_t *state, double low, double high);

/// Adds values to the digest of a name. Digests are printed at the end, and must be the same on every machine.
void digest(const char *name, const double *values, size_t count);
void report_digests(void);
void report_coverage(void);

/// Normal distribution function, its inverse of (k + 1/2) / 2^52, and Black's formula, by the C library's long doubles.
long double normal(long double x);
long double normal_quantile(uint64_t k);
long double black(long double forward, long double strike, long double deviation, double sign);

/// The batches, over columns.
typedef struct {
  const char *name;
  int (*run)(tp_instruction_set, size_t, const double *const *, double *const *, uint8_t *, int);
  size_t inputs, outputs;
} Batch;
extern const Batch batches[8];
enum { MOST_COLUMNS = 20 };
const Batch *batch_named(const char *name);
/// Runs a batch in buffers of exact size. Results stand column by column, `count` elements each; outside has one byte an
/// element.
void run_batch(const Batch *batch, tp_instruction_set set, size_t count, const double *const *inputs, double *results,
               uint8_t *outside, int streaming);

void check_prices(void);
void check_implied(void);
void check_revaluation(void);
void check_mixture(void);
void check_random(void);
void check_sums(void);
void check_proxy(void);
void check_liquidity(void);
void check_tail(void);
void check_density(void);
void check_complex(void);
void check_american(void);
void check_transform(void);
void check_threads(void);
void check_lengths(void);
void check_refusals(void);

#endif
