// Blocks shared among threads: every element once, whatever the counts, with the bits of one thread.
#include "harness.h"

#include <string.h>

enum { ELEMENTS = 4099 };

typedef struct {
  size_t n, block, workers;
  unsigned char visits[ELEMENTS];
  double values[ELEMENTS];
  size_t done[64], wrong[64];
} Work;

static void body(void *context, size_t worker, size_t first, size_t last) {
  Work *work = context;
  if (worker >= work->workers || worker >= 64) return;  // the missing visits tell
  size_t rest = work->n - first;
  if (first % work->block != 0 || last - first != (rest < work->block ? rest : work->block)) work->wrong[worker]++;
  for (size_t i = first; i < last; i++) {
    work->visits[i]++;
    double x = 0.001 * (double)i - 2, y = 0.1, values = 0;
    double line[TP_LINE_SIZE] = {100, 110, -0.0953, 0.3, 1 / 0.3, 1, 2};
    tp_black76_book(tp_best_instruction_set(), 1, &x, &y, 1, line, &values);
    work->values[i] = values;
  }
  work->done[worker] += last - first;
}

void check_threads(void) {
  static Work work;
  static double first[ELEMENTS];
  static const size_t sizes[][2] = {{0, 8}, {1, 8}, {7, 8}, {8, 8}, {9, 8}, {ELEMENTS, 1}, {ELEMENTS, 64}, {ELEMENTS, 5000}, {ELEMENTS, 0}};
  static const size_t workers[] = {0, 1, 2, 3, 8, 64, 100};
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
    for (size_t w = 0; w < sizeof workers / sizeof *workers; w++) {
      memset(&work, 0, sizeof work);
      work.n = sizes[s][0], work.block = sizes[s][1], work.workers = workers[w] > 1 ? workers[w] : 1;
      tp_for_each_block(work.n, work.block, workers[w], body, &work);
      size_t expected = work.block > 0 ? 1 : 0, wrong = 0, done = 0;
      for (size_t i = 0; i < ELEMENTS; i++) wrong += work.visits[i] != (i < work.n ? expected : 0);
      for (size_t i = 0; i < 64; i++) done += work.done[i], wrong += work.wrong[i];
      if (wrong > 0 || done != work.n * expected)
        failure("tp_for_each_block: %zu elements, blocks of %zu, %zu threads: %zu visits are wrong, %zu done", work.n, work.block, workers[w], wrong, done);
      if (work.n == ELEMENTS && work.block == 1 && w == 0) memcpy(first, work.values, sizeof first);
      if (work.n == ELEMENTS && work.block > 0 && memcmp(first, work.values, sizeof first) != 0)
        failure("tp_for_each_block: other bits with blocks of %zu and %zu threads", work.block, workers[w]);
      covered("tp_for_each_block", work.n);
    }
}
