"""Writes student_t.csv and gamma_distribution.csv: distribution values by mpmath (1.3.0 was used) with 40 digits."""

import os

import mpmath as mp

mp.mp.dps = 40
TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tables")
NOTE = f"# mpmath {mp.__version__}, 40 digits, 2026-11-23; see Generators/student_t_gamma.py.\n"


def t_tail(y, nu):
    """P(T > y) for y >= 0."""
    return mp.betainc(nu / 2, mp.mpf(1) / 2, 0, nu / (nu + y * y), regularized=True) / 2


with open(os.path.join(TABLES, "student_t.csv"), "w") as file:
    file.write(NOTE + "nu,x,cumulative,log_density\n")
    for nu in ["1", "2", "2.5", "4", "7.25", "30", "1000"]:
        for x in ["-400", "-30", "-7", "-3", "-1.5", "-0.5", "-0.0009765625", "0", "0.25", "1", "4", "12"]:
            n, y = mp.mpf(nu), mp.mpf(x)
            probability = t_tail(-y, n) if y <= 0 else 1 - t_tail(y, n)
            density = mp.loggamma((n + 1) / 2) - mp.loggamma(n / 2) - mp.log(mp.pi * n) / 2
            density -= (n + 1) / 2 * mp.log1p(y * y / n)
            file.write(f"{nu},{x},{mp.nstr(probability, 20)},{mp.nstr(density, 20)}\n")

with open(os.path.join(TABLES, "gamma_distribution.csv"), "w") as file:
    file.write(NOTE + "shape,x,lower,upper,log_gamma\n")
    for shape in ["0.5", "1", "1.25", "2", "3.5", "10", "15.5", "100"]:
        for ratio in ["0.0009765625", "0.125", "0.5", "0.875", "1", "1.25", "2", "4"]:
            a = mp.mpf(shape)
            x = a * mp.mpf(ratio)
            lower = mp.gammainc(a, 0, x, regularized=True)
            upper = mp.gammainc(a, x, mp.inf, regularized=True)
            file.write(f"{shape},{mp.nstr(x, 17)},{mp.nstr(lower, 20)},{mp.nstr(upper, 20)},"
                       f"{mp.nstr(mp.loggamma(a), 20)}\n")
