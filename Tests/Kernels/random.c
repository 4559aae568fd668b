// Random numbers: Philox by the published answers of random123_kat.csv, Sobol points by sobol_points.csv, and the normal
// numbers by the quantile in long doubles. All sets, and all machines, must give the same bits.
#include "harness.h"
#include "table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  uint32_t word[4];
} Words;

/// J. Salmon and others, Parallel random numbers: as easy as 1, 2, 3, SC'11, as written there.
static Words philox(Words x, uint32_t key0, uint32_t key1) {
  for (int round = 0; round < 10; round++) {
    uint64_t a = 0xd2511f53ull * x.word[0], b = 0xcd9e8d57ull * x.word[2];
    x = (Words){{(uint32_t)(b >> 32) ^ x.word[1] ^ key0, (uint32_t)b, (uint32_t)(a >> 32) ^ x.word[3] ^ key1, (uint32_t)a}};
    key0 += 0x9e3779b9u;
    key1 += 0xbb67ae85u;
  }
  return x;
}

static size_t parse_words(const char *cell, uint32_t *words) {
  char *end;
  size_t count = 0;
  for (; *cell && count < 4; cell = end) words[count++] = (uint32_t)strtoul(cell, &end, 16);
  return count;
}

static uint64_t upper_bits(uint32_t high, uint32_t low) { return ((uint64_t)high << 32 | low) >> 12; }

static void hold_known(const uint32_t *counter, const uint32_t *key, const uint32_t *output, size_t row) {
  Words words = philox((Words){{counter[0], counter[1], counter[2], counter[3]}}, key[0], key[1]);
  if (memcmp(words.word, output, sizeof words) != 0) failure("the harness' own Philox misses known answer %zu", row);
  // The factor has 32 bits, so a counter whose third word is beyond 31 cannot be asked for.
  if (counter[2] > 0x7fffffff) return;
  intptr_t scenario = (intptr_t)((uint64_t)counter[1] << 32 | counter[0]);
  tp_philox_field field = {{key[0], key[1]}, counter[3], 0};
  FOR_ALL_SETS(set) {
    Gate own = gate("tp_philox_normals", set, "random123_kat.csv", 4);
    double normals[2];
    tp_philox_normals(set, 1, &scenario, &field, 2 * counter[2], 2, normals, 1);
    for (int i = 0; i < 2; i++) {
      long double wanted = normal_quantile(upper_bits(output[2 * i], output[2 * i + 1]));
      hold(&own, normals[i], wanted, 0x1p-52L * fabsl(wanted), row);
    }
    finish(&own, 2);
  }
}

static void hold_published(void) {
  const Table *table = read_table("random123_kat.csv", 40);
  size_t used = 0;
  for (size_t row = 0; row < table->rows; row++) {
    uint32_t counter[4], key[4], output[4];
    if (strcmp(text(table, row, 0), "philox4x32") != 0 || strcmp(text(table, row, 1), "10") != 0) continue;
    if (parse_words(text(table, row, 2), counter) != 4 || parse_words(text(table, row, 3), key) != 2 ||
        parse_words(text(table, row, 4), output) != 4)
      failure("random123_kat.csv row %zu has not 4, 2 and 4 words", row);
    hold_known(counter, key, output, row);
    used++;
  }
  if (used != 2) failure("random123_kat.csv has %zu answers of philox4x32 with 10 rounds, expected 2", used);
  // Random123, tests/kat_vectors: the digits of pi, which tell the words apart.
  hold_known((const uint32_t[]){0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, (const uint32_t[]){0xa4093822, 0x299f31d0},
             (const uint32_t[]){0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}, 99);
}

enum { SCENARIOS = 67, FACTORS = 7, STRIDE = 70, AREA = (FACTORS - 1) * STRIDE + SCENARIOS };

static void hold_philox(uint32_t first, uint32_t mirrored) {
  uint64_t state = 5;
  tp_philox_field field = {{0x89abcdef, 0x01234567}, 3, mirrored};
  intptr_t *scenarios = malloc(SCENARIOS * sizeof *scenarios);
  double before[AREA];
  for (int i = 0; i < SCENARIOS; i++) scenarios[i] = (intptr_t)(random_bits(&state) >> (i % 2 ? 40 : 20));
  FOR_ALL_SETS(set) {
    Gate own = gate("tp_philox_normals", set, mirrored ? "mirrored formula" : "formula", 4);
    double *normals = exact(AREA);
    intptr_t *indexes = exact_bytes(SCENARIOS * sizeof *scenarios);
    memcpy(indexes, scenarios, SCENARIOS * sizeof *scenarios);
    for (int i = 0; i < AREA; i++) normals[i] = -7;
    if (tp_philox_normals(set, SCENARIOS, indexes, &field, first, FACTORS, normals, STRIDE) != 0) failure("tp_philox_normals refused %s", set_name(set));
    for (int i = 0; i < SCENARIOS; i++)
      for (uint32_t f = 0; f < FACTORS; f++) {
        uint64_t scenario = (uint64_t)scenarios[i] >> (mirrored ? 1 : 0);
        Words w = philox((Words){{(uint32_t)scenario, (uint32_t)(scenario >> 32), (first + f) / 2, field.purpose}}, field.key[0], field.key[1]);
        const uint32_t *pair = w.word + (first + f) % 2 * 2;
        long double wanted = normal_quantile(upper_bits(pair[0], pair[1]));
        if (mirrored && scenarios[i] % 2) wanted = -wanted;
        hold(&own, normals[i + f * STRIDE], wanted, 0x1p-52L * fabsl(wanted), (size_t)i);
      }
    finish(&own, SCENARIOS * FACTORS);
    for (int f = 0; f + 1 < FACTORS; f++)
      for (int gap = SCENARIOS; gap < STRIDE; gap++)
        if (normals[f * STRIDE + gap] != -7) failure("tp_philox_normals on %s wrote between its columns", set_name(set));
    if (set == tp_instruction_set_libm) {
      memcpy(before, normals, sizeof before);
      digest("philox", normals, AREA);
    }
    if (memcmp(before, normals, sizeof before) != 0) failure("tp_philox_normals: %s has other bits", set_name(set));
    release();
  }
  free(scenarios);
}

static void hold_quantiles(void) {
  enum { INTEGERS = 3000 };
  uint64_t *k = malloc(INTEGERS * sizeof *k), state = 9, largest = (1ull << 52) - 1;
  const uint64_t ends[] = {0, 1, 2, largest / 2, largest / 2 + 1, largest};
  double *before = malloc(INTEGERS * sizeof *before);
  for (size_t i = 0; i < INTEGERS; i++) {
    k[i] = i < 6 ? ends[i] : (random_bits(&state) >> 12) >> i % 52;
    if (i % 3 == 0) k[i] = largest - k[i];
  }
  FOR_ALL_SETS(set) {
    Gate own = gate("tp_normal_quantiles", set, "formula", 4);
    double *quantiles = exact(INTEGERS);
    uint64_t *integers = exact_bytes(INTEGERS * sizeof *k);
    memcpy(integers, k, INTEGERS * sizeof *k);
    if (tp_normal_quantiles(set, INTEGERS, integers, quantiles) != 0) failure("tp_normal_quantiles refused %s", set_name(set));
    for (size_t i = 0; i < INTEGERS; i++) {
      long double wanted = normal_quantile(k[i]);
      hold(&own, quantiles[i], wanted, 0x1p-52L * fabsl(wanted), i);
    }
    finish(&own, INTEGERS);
    if (set == tp_instruction_set_libm) {
      memcpy(before, quantiles, INTEGERS * sizeof *before);
      digest("quantiles", quantiles, INTEGERS);
    }
    if (memcmp(before, quantiles, INTEGERS * sizeof *before) != 0) failure("tp_normal_quantiles: %s has other bits", set_name(set));
    release();
  }
  free(k);
  free(before);
}

static void hold_sobol(void) {
  const Table *table = read_table("sobol_points.csv", 640);
  for (size_t row = 0; row < table->rows; row++) {
    uint64_t point = (uint64_t)number(table, row, "point"), gray = point ^ point >> 1, k = 0;
    uint64_t *directions = exact_bytes(8 * sizeof *directions);
    if (tp_sobol_directions((size_t)number(table, row, "dimension"), 8, directions) != 0) failure("sobol_points.csv row %zu: unknown dimension", row);
    for (int j = 0; j < 8; j++) k ^= gray >> j & 1 ? directions[j] : 0;
    if ((double)k * 0x1p-52 != number(table, row, "coordinate")) failure("sobol_points.csv row %zu: %.17g", row, (double)k * 0x1p-52);
    release();
  }
  covered("tp_sobol_directions", table->rows);
  uint64_t none = 7;
  if (tp_sobol_directions(TP_SOBOL_DIMENSIONS, 1, &none) != 1 || tp_sobol_directions(0, TP_SOBOL_BITS + 1, &none) != 1 || none != 7)
    failure("tp_sobol_directions takes dimensions or counts that it does not have");
}

static void hold_net(void) {
  enum { DIMENSIONS = 5, BITS = 20 };
  uint64_t directions[DIMENSIONS * BITS], shifts[DIMENSIONS], state = 3;
  intptr_t scenarios[SCENARIOS];
  double before[(DIMENSIONS - 1) * STRIDE + SCENARIOS];
  for (size_t d = 0; d < DIMENSIONS; d++) {
    tp_sobol_directions(200 * d + 1, BITS, directions + d * BITS);
    shifts[d] = random_bits(&state) >> 12;
  }
  // Bits from BITS on are not used.
  for (int i = 0; i < SCENARIOS; i++) scenarios[i] = (intptr_t)(random_bits(&state) >> 40);
  FOR_ALL_SETS(set) {
    Gate own = gate("tp_net_normals", set, "formula", 4);
    uint64_t *v = exact_bytes(sizeof directions), *shift = exact_bytes(sizeof shifts);
    intptr_t *indexes = exact_bytes(sizeof scenarios);
    double *normals = exact((DIMENSIONS - 1) * STRIDE + SCENARIOS);
    memcpy(v, directions, sizeof directions);
    memcpy(shift, shifts, sizeof shifts);
    memcpy(indexes, scenarios, sizeof scenarios);
    for (size_t i = 0; i < (DIMENSIONS - 1) * STRIDE + SCENARIOS; i++) normals[i] = -7;
    if (tp_net_normals(set, SCENARIOS, indexes, DIMENSIONS, BITS, v, shift, normals, STRIDE) != 0) failure("tp_net_normals refused %s", set_name(set));
    for (int i = 0; i < SCENARIOS; i++)
      for (int d = 0; d < DIMENSIONS; d++) {
        uint64_t k = shifts[d];
        for (int j = 0; j < BITS; j++) k ^= scenarios[i] >> j & 1 ? directions[d * BITS + j] : 0;
        long double wanted = normal_quantile(k);
        hold(&own, normals[i + d * STRIDE], wanted, 0x1p-52L * fabsl(wanted), (size_t)i);
      }
    finish(&own, SCENARIOS * DIMENSIONS);
    if (set == tp_instruction_set_libm) {
      memcpy(before, normals, sizeof before);
      digest("net", normals, sizeof before / sizeof *before);
    }
    if (memcmp(before, normals, sizeof before) != 0) failure("tp_net_normals: %s has other bits", set_name(set));
    release();
  }
}

void check_random(void) {
  hold_published();
  hold_philox(0, 0);
  hold_philox(5, 0);
  hold_philox(4, 1);
  hold_quantiles();
  hold_sobol();
  hold_net();
}
