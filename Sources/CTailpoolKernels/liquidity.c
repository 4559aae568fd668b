#include "liquidity.h"

int tp_liquidity_add_values(tp_instruction_set set, size_t n, const double *spot_factors, double spot,
                            const tp_liquidity_range *range, double units, double owed_base, double owed_quote,
                            double *values) {
  TP_DISPATCH(set, liquidity_add_values, (n, spot_factors, spot, range, units, owed_base, owed_quote, values))
}
