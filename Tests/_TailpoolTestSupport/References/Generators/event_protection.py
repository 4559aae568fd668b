"""Makes Tables/event_protection.csv: the legs of cover of an event that comes by a piecewise constant hazard.

    python3 event_protection.py > ../Tables/event_protection.csv

Each number is an integral over time of discount, hazard and survival, or a derivative of the integrand under it, by quadrature at
40 digits piece by piece; the closed form is not used.
"""
import random
from datetime import date

import mpmath as mp

mp.mp.dps = 40
LEGS = ["atEvent", "atExpiry", "annuity"]


def legs(rates, ends, scale, elapsed, years, rate):
    """Each leg with its derivatives in the scale, twice, and in the rate."""
    def hazard(u):
        return rates[sum(1 for e in ends if e <= u)]

    def integral(u):
        total, start = mp.mpf(0), elapsed
        for piece, end in zip(rates, list(ends) + [mp.inf]):
            stop = min(end, u)
            if stop > start:
                total += piece * (stop - start)
                start = stop
        return total

    points = [elapsed] + [e for e in ends if elapsed < e < years] + [years]

    def over(function):
        total = mp.mpf(0)
        for start, end in zip(points, points[1:]):
            level = hazard((start + end) / 2)
            total += mp.quad(lambda u: function(u - elapsed, level, integral(u)) if start < u < end
                             else function(u - elapsed, level, integral(u)),
                             mp.linspace(start, end, 1 + max(1, int(mp.ceil((scale * level + abs(rate)) * (end - start) / 8)))))
        return total

    def weight(w, total):
        return mp.exp(-rate * w - scale * total)

    result = {
        "atEvent": over(lambda w, h, L: scale * h * weight(w, L)),
        "atEventByScale": over(lambda w, h, L: h * (1 - scale * L) * weight(w, L)),
        "atEventByScaleTwice": over(lambda w, h, L: h * (scale * L - 2) * L * weight(w, L)),
        "atEventByRate": over(lambda w, h, L: -w * scale * h * weight(w, L)),
        "annuity": over(lambda w, h, L: weight(w, L)),
        "annuityByScale": over(lambda w, h, L: -L * weight(w, L)),
        "annuityByScaleTwice": over(lambda w, h, L: L * L * weight(w, L)),
        "annuityByRate": over(lambda w, h, L: -w * weight(w, L)),
    }
    whole, left = integral(years), years - elapsed
    result["atExpiry"] = mp.exp(-rate * left) * -mp.expm1(-scale * whole)
    result["atExpiryByScale"] = whole * mp.exp(-rate * left - scale * whole)
    result["atExpiryByScaleTwice"] = -whole * whole * mp.exp(-rate * left - scale * whole)
    result["atExpiryByRate"] = -left * result["atExpiry"]
    result["probability"] = -mp.expm1(-scale * whole)
    return result


def main():
    rng = random.Random(20261202)
    names = [leg + part for leg in LEGS for part in ["", "ByScale", "ByScaleTwice", "ByRate"]] + ["probability"]
    print("# Cover of an event by a hazard of three pieces, that end at end1 and end2 years from the valuation, times a scale; worth")
    print("# at elapsed years without the event until then. Made-up inputs, exact doubles; 20 digits.")
    print(f"# event_protection.py, mpmath {mp.__version__} at 40 digits by quadrature, {date.today()}.")
    print("rate1,rate2,rate3,end1,end2,scale,elapsed,expiry,rate," + ",".join(names))
    for index in range(90):
        size = 10 ** rng.uniform(-9, 1.3)
        rates = [float(f"{size * rng.uniform(0, 2):.5g}") for _ in range(3)]
        if index % 9 == 0:
            rates[1] = 0.0
        years = float(f"{10 ** rng.uniform(-2.5, 1):.5g}")
        ends = sorted(float(f"{years * rng.uniform(0.1, 1.4):.5g}") for _ in range(2))
        elapsed = 0.0 if index % 2 else float(f"{years * rng.uniform(0, 0.9):.5g}")
        rate = 0.0 if index % 5 == 0 else round(rng.uniform(-0.02 if index % 7 == 0 else 0, 0.12), 4)
        scale = 1.0 if index % 3 else round(10 ** rng.uniform(-1, 1), 3)
        inputs = rates + ends + [scale, elapsed, years, rate]
        exact = [mp.mpf(x) for x in inputs]
        row = legs(exact[:3], exact[3:5], *exact[5:])
        print(",".join([repr(x) for x in inputs] + [mp.nstr(row[n], 20) for n in names]), flush=True)


if __name__ == "__main__":
    main()
