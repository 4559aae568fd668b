#include "tp_batch.h"
#include <pthread.h>
#include <stdatomic.h>

enum { MOST_WORKERS = 64 };

typedef struct {
  size_t n, block;
  atomic_size_t next;
  void (*body)(void *context, size_t worker, size_t first, size_t last);
  void *context;
} Work;

typedef struct {
  Work *work;
  size_t worker;
} Worker;

static void *take_blocks(void *argument) {
  Worker *worker = argument;
  Work *work = worker->work;
  size_t blocks = work->n / work->block + (work->n % work->block != 0), index;
  while ((index = atomic_fetch_add_explicit(&work->next, 1, memory_order_relaxed)) < blocks) {
    size_t first = index * work->block, rest = work->n - first;
    work->body(work->context, worker->worker, first, first + (rest < work->block ? rest : work->block));
  }
  return NULL;
}

void tp_for_each_block(size_t n, size_t block, size_t workers,
                       void (*body)(void *context, size_t worker, size_t first, size_t last), void *context) {
  if (n == 0 || block == 0) return;
  if (workers > MOST_WORKERS) workers = MOST_WORKERS;
  Work work = {.n = n, .block = block, .body = body, .context = context};
  atomic_init(&work.next, 0);
  pthread_t threads[MOST_WORKERS];
  Worker states[MOST_WORKERS];
  size_t started = 1;
  states[0] = (Worker){&work, 0};
  for (; started < workers; started++) {
    states[started] = (Worker){&work, started};
    if (pthread_create(&threads[started], NULL, take_blocks, &states[started]) != 0) break;
  }
  take_blocks(&states[0]);
  for (size_t i = 1; i < started; i++) pthread_join(threads[i], NULL);
}
