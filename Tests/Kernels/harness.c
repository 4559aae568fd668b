#include "harness.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#define HAS_ASAN 1
#else
#define HAS_ASAN 0
#endif

static size_t failed;

size_t failures(void) { return failed; }

void failure(const char *format, ...) {
  if (failed++ >= 20) return;
  va_list arguments;
  va_start(arguments, format);
  fputs("FAILED: ", stdout);
  vprintf(format, arguments);
  putchar('\n');
  va_end(arguments);
}

const char *set_name(tp_instruction_set set) {
  static const char *const names[] = {"one by one", "baseline", "avx2", "avx512"};
  return names[set];
}

int is_fused(tp_instruction_set set) {
#if defined(__x86_64__) && !defined(__FMA__)
  return set >= tp_instruction_set_avx2;
#else
  return set >= tp_instruction_set_baseline;
#endif
}

typedef struct {
  const char *name;
  uint64_t value;
} Named;

static Named *named(Named *list, size_t room, const char *name, uint64_t start) {
  for (size_t i = 0; i < room; i++) {
    if (list[i].name == NULL) list[i] = (Named){name, start};
    if (strcmp(list[i].name, name) == 0) return &list[i];
  }
  abort();
}

static Named coverage[64], digests[32];

void covered(const char *function, size_t values) { named(coverage, 64, function, 0)->value += values; }

void report_coverage(void) {
  for (size_t i = 0; coverage[i].name; i++)
    printf("covered %s %llu\n", coverage[i].name, (unsigned long long)coverage[i].value);
}

void digest(const char *name, const double *values, size_t count) {
  Named *own = named(digests, 32, name, 0xcbf29ce484222325ull);
  for (size_t i = 0; i < count; i++) {
    uint64_t bits;
    memcpy(&bits, values + i, sizeof bits);
    for (int byte = 0; byte < 64; byte += 8) own->value = (own->value ^ (bits >> byte & 255)) * 0x100000001b3ull;
  }
}

void report_digests(void) {
  for (size_t i = 0; digests[i].name; i++)
    printf("digest %s %016llx\n", digests[i].name, (unsigned long long)digests[i].value);
}

Gate gate(const char *function, tp_instruction_set set, const char *source, double limit) {
  return (Gate){function, source, set, limit, 0, 0};
}

void hold(Gate *gate, double actual, long double expected, long double unit, size_t row) {
  double error = actual == (double)expected ? 0 : (double)(fabsl(actual - expected) / unit);
  gate->count++;
  if (!(error <= gate->worst)) gate->worst = error;
  if (!(error <= gate->limit))
    failure("%s on %s, %s, row %zu: %.17g, expected %.20Lg, error %.3g > %g", gate->function, set_name(gate->set),
            gate->source, row, actual, expected, error, gate->limit);
}

void finish(const Gate *gate, size_t least) {
  printf("%s on %s, %s: %zu values, largest error %.2f of %g\n", gate->function, set_name(gate->set), gate->source,
         gate->count, gate->worst, gate->limit);
  if (gate->count < least || gate->count == 0)
    failure("%s on %s, %s: %zu values, expected at least %zu", gate->function, set_name(gate->set), gate->source,
            gate->count, least);
  covered(gate->function, gate->count);
}

enum { GUARD = 8, MOST_BUFFERS = 256, GUARD_BYTE = 0xa5 };
static struct {
  unsigned char *start;
  size_t size;
} buffers[MOST_BUFFERS];
static size_t buffer_count;

void *exact_bytes(size_t size) {
  void *start;
  if (buffer_count == MOST_BUFFERS || posix_memalign(&start, 64, size + (HAS_ASAN ? GUARD : 2 * GUARD)) != 0) abort();
  memset(start, GUARD_BYTE, size + (HAS_ASAN ? GUARD : 2 * GUARD));
  buffers[buffer_count].start = start;
  buffers[buffer_count++].size = size;
#if HAS_ASAN
  __asan_poison_memory_region(start, GUARD);
#endif
  return (unsigned char *)start + GUARD;
}

double *exact(size_t count) { return exact_bytes(count * sizeof(double)); }

double *exact_copy(const double *values, size_t count) {
  double *copy = exact(count);
  if (count > 0) memcpy(copy, values, count * sizeof(double));
  return copy;
}

void release(void) {
  while (buffer_count > 0) {
    unsigned char *start = buffers[--buffer_count].start;
#if HAS_ASAN
    __asan_unpoison_memory_region(start, GUARD);
#else
    size_t end = GUARD + buffers[buffer_count].size;
    for (size_t i = 0; i < GUARD; i++)
      if (start[i] != GUARD_BYTE || start[end + i] != GUARD_BYTE) {
        failure("memory beside a buffer of %zu bytes was written to", buffers[buffer_count].size);
        break;
      }
#endif
    free(start);
  }
}

uint64_t random_bits(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15ull;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return z ^ (z >> 31);
}

double uniform(uint64_t *state, double low, double high) {
  return low + (high - low) * ((double)(random_bits(state) >> 11) * ROUNDING);
}
