#include "table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *tables;

enum { MOST_TABLES = 16, MOST_CELLS = 1 << 17, LINE_LENGTH = 1 << 14 };
static struct {
  const char *name;
  Table table;
} read[MOST_TABLES];

static void stop(const char *name, const char *what) {
  printf("FAILED: %s %s\n", name, what);
  exit(1);
}

const Table *read_table(const char *name, size_t rows) {
  size_t place = 0;
  while (place < MOST_TABLES && read[place].name && strcmp(read[place].name, name) != 0) place++;
  if (place == MOST_TABLES) stop(name, "is one table too many");
  Table *table = &read[place].table;
  if (!read[place].name) {
    read[place].name = name;
    char path[4096], line[LINE_LENGTH];
    snprintf(path, sizeof path, "%s/%s", tables, name);
    FILE *file = fopen(path, "r");
    if (!file) stop(path, "cannot be read");
    size_t count = 0, lines = 0;
    table->cells = malloc(MOST_CELLS * sizeof(char *));
    while (fgets(line, sizeof line, file)) {
      line[strcspn(line, "\r\n")] = 0;
      if (line[0] == 0 || line[0] == '#') continue;
      size_t first = count;
      char *rest = line, *cell;
      while ((cell = strsep(&rest, ","))) {
        if (count == MOST_CELLS) stop(name, "is too long");
        table->cells[count++] = strdup(cell);
      }
      if (lines++ == 0) table->columns = count;
      if (count - first != table->columns) stop(name, "has lines of different lengths");
    }
    fclose(file);
    table->rows = lines > 0 ? lines - 1 : 0;
  }
  if (table->rows != rows) {
    printf("FAILED: %s has %zu rows, expected %zu\n", name, table->rows, rows);
    exit(1);
  }
  return table;
}

size_t column(const Table *table, const char *name) {
  for (size_t i = 0; i < table->columns; i++)
    if (strcmp(table->cells[i], name) == 0) return i;
  stop(name, "is not a column");
  return 0;
}

const char *text(const Table *table, size_t row, size_t column) {
  return table->cells[(row + 1) * table->columns + column];
}

static double parsed(const char *cell) {
  char *end;
  double value = strtod(cell, &end);
  return end == cell || *end ? NAN : value;
}

double number(const Table *table, size_t row, const char *name) { return parsed(text(table, row, column(table, name))); }

/// Columns live as long as the program.
static double *kept_column(size_t rows) {
  static double *kept[256];
  static size_t count;
  if (count == 256) abort();
  return kept[count++] = malloc(rows * sizeof(double));
}

double *numbers(const Table *table, const char *name) {
  double *values = kept_column(table->rows);
  size_t place = column(table, name);
  for (size_t row = 0; row < table->rows; row++) values[row] = parsed(text(table, row, place));
  return values;
}

double *signs(const Table *table) {
  double *values = kept_column(table->rows);
  size_t place = column(table, "type");
  for (size_t row = 0; row < table->rows; row++) {
    const char *cell = text(table, row, place);
    values[row] = strcmp(cell, "call") == 0 ? 1 : strcmp(cell, "put") == 0 ? -1 : NAN;
    if (isnan(values[row])) stop(cell, "is neither a call nor a put");
  }
  return values;
}
