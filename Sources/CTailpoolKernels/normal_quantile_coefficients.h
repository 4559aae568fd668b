#ifndef TP_NORMAL_QUANTILE_COEFFICIENTS_H
#define TP_NORMAL_QUANTILE_COEFFICIENTS_H

/* Polynomials through Chebyshev nodes, constant first, computed with 50 digits by mpmath 1.3.0:
   Tests/_TailpoolTestSupport/References/Generators/normal_quantile_coefficients.py. */

/* P(w) in w - 3.125, 0 <= w <= 6.25. Relative error 1.7e-16. */
static const double tp_quantile_central[24] = {
    0x1.2b57ec65a8009p+1,
    0x1.5bc94440cc7ecp-2,
    -0x1.179b2574060cbp-7,
    -0x1.12994fbb84299p-10,
    0x1.14e8fc42a1299p-12,
    -0x1.49627602c03eep-16,
    -0x1.032ee3ba720ebp-19,
    0x1.4186be8c34437p-21,
    -0x1.6125a5d8b9a27p-25,
    -0x1.8faf5546388a4p-28,
    0x1.98a57af79a002p-30,
    -0x1.50c1aff54493dp-34,
    -0x1.42da7457f1ed4p-36,
    0x1.05c6bd9d338b9p-38,
    -0x1.028853bd2f0d2p-43,
    -0x1.fdae8a4c93954p-45,
    0x1.501a572b2af16p-47,
    -0x1.06b76f40aecacp-54,
    -0x1.a879e14feca93p-53,
    0x1.964c14c7e5669p-56,
    0x1.e00593a36d4b8p-60,
    -0x1.242603ecc64dfp-61,
    -0x1.dbeccf1c596c1p-70,
    0x1.5a490b7731a15p-68,
};

/* P(w) in sqrt(w) - 4.25, 6.25 <= w <= 36. Relative error 5.4e-17. */
static const double tp_quantile_tail[32] = {
    0x1.7262c2b3d8cedp+2,
    0x1.6da6b4a968493p+0,
    0x1.083c702fc50e6p-10,
    -0x1.c2b9e7722dc87p-11,
    0x1.3aa39918cabb0p-12,
    -0x1.7e1d68467985ep-14,
    0x1.04c1a91f45c96p-15,
    -0x1.e3e9455a11f28p-17,
    0x1.1392b3241d160p-17,
    -0x1.30c1731a76cdcp-18,
    0x1.1adaa51a5eb65p-19,
    -0x1.8738c0ea27a62p-21,
    0x1.1b52dbf09c338p-23,
    0x1.376065cf13634p-25,
    -0x1.6e34bb0b5914bp-25,
    0x1.46006f77e42dfp-26,
    -0x1.297eb6d69b032p-28,
    -0x1.1275ff9349745p-32,
    0x1.62d286d860543p-31,
    -0x1.2b70eacbc1e9ap-32,
    0x1.d826e9ac088b1p-35,
    0x1.8d5239a37aab7p-38,
    -0x1.231d21f97c3e2p-37,
    0x1.2e05fc54aa1bep-39,
    0x1.3e4aacde3c369p-42,
    -0x1.0c485beffa27fp-43,
    -0x1.894704cd845bbp-44,
    0x1.47103f1bacd2fp-46,
    0x1.09760f7d1a47dp-46,
    -0x1.14c6c4df50708p-48,
    -0x1.95b5ef850dd07p-51,
    0x1.025074972e408p-52,
};

/* (log(1 + f) - f) / f^2 in f - 0.0607, -0.2929 <= f <= 0.4143. Relative error 3.7e-15. */
static const double tp_quantile_logarithm[18] = {
    -0x1.ec2e420c01105p-2,
    0x1.38601654208c0p-2,
    -0x1.bc5a0fcd0b361p-3,
    0x1.5075562b4c98bp-3,
    -0x1.091500e75c63dp-3,
    0x1.ad543ef109f59p-4,
    -0x1.62bff22e0901bp-4,
    0x1.29ae5cb3c7aefp-4,
    -0x1.f9b8e4e8c2bdcp-5,
    0x1.b1d4900a0e369p-5,
    -0x1.76edecd7944d6p-5,
    0x1.467d6c85380e6p-5,
    -0x1.21c12f0d778fdp-5,
    0x1.fe50bf8151c4fp-6,
    -0x1.8795d6966a696p-6,
    0x1.5af3fb8238b7fp-6,
    -0x1.19b9be7641f8dp-5,
    0x1.f8a341b183bd0p-6,
};

#endif
