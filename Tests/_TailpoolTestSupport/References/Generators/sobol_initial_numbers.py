"""Prints Sources/CTailpoolKernels/sobol_initial_numbers.h.

The primitive polynomials and initial direction numbers are those of S. Joe and F. Y. Kuo, "Constructing Sobol sequences
with better two-dimensional projections", SIAM J. Scientific Computing 30 (2008) 2635, file new-joe-kuo-6.21201, read
from the copy in SciPy (1.17.1 was used): scipy/stats/_sobol_direction_numbers.npz. The first 1,111 dimensions are kept:
all polynomials up to degree 13.
"""

import os

import numpy
import scipy

DIMENSIONS = 1111
table = numpy.load(os.path.join(os.path.dirname(scipy.__file__), "stats", "_sobol_direction_numbers.npz"))
polynomials = [int(p) for p in table["poly"][:DIMENSIONS]]
assert polynomials[-1].bit_length() - 1 == 13 and int(table["poly"][DIMENSIONS]).bit_length() - 1 == 14
numbers = []
for polynomial, row in zip(polynomials, table["vinit"]):
    degree = polynomial.bit_length() - 1
    initial = [int(m) for m in row[:degree]]
    assert all(m % 2 == 1 and m < 2 << k for k, m in enumerate(initial))
    numbers += initial


def show(name, values):
    print(f"static const uint16_t {name}[{len(values)}] = {{")
    line = "   "
    for value in values:
        if len(line) + len(f" {value},") > 120:
            print(line)
            line = "   "
        line += f" {value},"
    print(line + "\n};\n")


print("""#ifndef TP_SOBOL_INITIAL_NUMBERS_H
#define TP_SOBOL_INITIAL_NUMBERS_H

#include <stdint.h>

/* Primitive polynomials and initial direction numbers of S. Joe and F. Y. Kuo, SIAM J. Scientific Computing 30 (2008)
   2635 (new-joe-kuo-6.21201), printed by Tests/_TailpoolTestSupport/References/Generators/sobol_initial_numbers.py. */
""")
print("/* The polynomial of each dimension: bit i is the coefficient of x^i. */")
show("tp_sobol_polynomials", polynomials)
print("/* The initial numbers, as many as the degree of the polynomial, one dimension after the other. */")
show("tp_sobol_numbers", numbers)
print("#endif")
