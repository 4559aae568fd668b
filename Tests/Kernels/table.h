// Tables of comma-separated values whose comments start with # and whose first other line names the columns.
#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>

typedef struct {
  size_t rows, columns;
  char **cells; // of the header, then row by row
} Table;

/// The folder of the tables.
extern const char *tables;

/// Reads a table; ends the program with an error when it is missing or has not so many rows.
const Table *read_table(const char *name, size_t rows);
size_t column(const Table *table, const char *name);
const char *text(const Table *table, size_t row, size_t column);
double number(const Table *table, size_t row, const char *name);
/// Numbers of a column, in memory that lives as long as the program.
double *numbers(const Table *table, const char *name);
/// +1 for calls, -1 for puts.
double *signs(const Table *table);

#endif
