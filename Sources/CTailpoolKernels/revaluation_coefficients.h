#ifndef TP_REVALUATION_COEFFICIENTS_H
#define TP_REVALUATION_COEFFICIENTS_H

/* Polynomials through Chebyshev nodes, constant first, computed with 50 digits by mpmath 1.4.1:
   Tests/_TailpoolTestSupport/References/Generators/black76_revalue_coefficients.py. */

/* (y + 4) N(-y) exp(y^2 / 2) in t = (y - 4) / (y + 4), 0 <= y <= 37.5. Relative error 3.1e-18. */
static const double tp_mills[24] = {
    0x1.82b4bb8c94dcep-1,
    -0x1.373e3a893c28ap-1,
    0x1.8c6dbf2cfc2b0p-2,
    -0x1.7dff2bff6835fp-3,
    0x1.eec4cc3e4da7cp-5,
    -0x1.ee2761048dd13p-8,
    -0x1.c81719d5fe0aep-9,
    0x1.ab825fc447f60p-10,
    0x1.17a4aeb5c884cp-13,
    -0x1.e4a42639299a7p-13,
    -0x1.001f3893c70b9p-19,
    0x1.26d0a75da91a7p-15,
    0x1.80c19e184da42p-21,
    -0x1.8d4c3406f3b8ep-18,
    -0x1.52116c7d664c9p-21,
    0x1.123be62bb4024p-20,
    0x1.23dfd2d578289p-22,
    -0x1.4ce7642c97d96p-23,
    -0x1.6f069fc180f09p-24,
    0x1.c9681d826e910p-27,
    0x1.51c60053fb332p-26,
    0x1.07723cca22ee4p-29,
    -0x1.5ca48306f8c8fp-29,
    -0x1.91b8e1adbdcabp-31,
};

/* (exp(r) - 1 - r) / r^2, |r| <= log(2) / 2. Relative error 2.2e-16. */
static const double tp_exponential[10] = {
    0x1.0000000000001p-1,
    0x1.5555555555556p-3,
    0x1.5555555553d68p-5,
    0x1.11111111109b5p-7,
    0x1.6c16c17889ef1p-10,
    0x1.a01a01a7c2efep-13,
    0x1.a019b9149a41cp-16,
    0x1.71de0db2f6b19p-19,
    0x1.28917c89a43a7p-22,
    0x1.af389ecfc4b9cp-26,
};

/* N(-y) exp(y^2 / 2) = numerator / (denominator + y^10), 0 <= y <= 37.5. Relative error 5.0e-17. All coefficients are
   positive, so that nothing cancels. */
static const double tp_mills_numerator[10] = {
    0x1.1c8f1d8bfd0e6p+17,
    0x1.b874d8664c53bp+17,
    0x1.514d91f0f324cp+17,
    0x1.48374c06e8f93p+16,
    0x1.bad2a8749e28dp+14,
    0x1.abc47b5bc9f00p+12,
    0x1.27d2e9fddfe82p+10,
    0x1.1b68e17c4003ap+7,
    0x1.57e59c0e1c50bp+3,
    0x1.9884533d3d550p-2,
};
static const double tp_mills_denominator[10] = {
    0x1.1c8f1d8bfd0e6p+18,
    0x1.4dc0378d5beddp+19,
    0x1.6bce6fab0a86dp+19,
    0x1.e69704bcb857ap+18,
    0x1.bb7f7479042a8p+17,
    0x1.20dfb6894ca07p+16,
    0x1.119511fcaae5dp+14,
    0x1.7620a5947374cp+11,
    0x1.64338d1d53f8ep+8,
    0x1.af02c7dcbfff8p+4,
};

#endif
