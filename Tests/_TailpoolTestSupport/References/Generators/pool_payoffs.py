"""Makes Tables/pool_payoffs.csv: what contracts of a pool pay at expiry, in base units.

    python3 pool_payoffs.py > ../Tables/pool_payoffs.csv

Each payoff is found from its formula in rational numbers (fractions.Fraction), and rounded down and up once at the end.
Strikes, barriers, rebates, ratios and prices are whole numbers on a scale of 10^8. The standard library is all it needs.
"""
import random
from fractions import Fraction
from math import ceil, floor

SCALE = 10**8
CROSSINGS = ["up-and-in", "up-and-out", "down-and-in", "down-and-out"]
COLUMNS = "kind,type,form,strike,level,rebate,ratio,price,delivered,hit,size,quantity,down,up"


def european(call, strike, price):
    return max(price - strike, 0) if call else max(strike - price, 0)


def payoff(row):
    """Of one unit, in whole units of what the contract pays in."""
    price, strike = Fraction(row["price"], SCALE), Fraction(row["strike"], SCALE)
    call, form = row["type"] == "call", row["form"]
    if row["kind"] == "european":
        return european(call, strike, price) / (price if form == "coin" else 1)
    if row["kind"] == "digital":
        inside = price > strike if call else price < strike
        return (price if form == "asset" else Fraction(1)) if inside else Fraction(0)
    if row["kind"] == "barrier":
        if (row["hit"] == "true") == form.endswith("in"):
            return european(call, strike, price)
        return Fraction(row["rebate"], SCALE) if form.endswith("in") else Fraction(0)
    return max(price - Fraction(row["ratio"], SCALE) * Fraction(row["delivered"], SCALE), 0)


def main():
    random.seed(20261129)
    print("# Made by Generators/pool_payoffs.py.")
    print(COLUMNS)
    for index in range(400):
        kind = ["european", "digital", "barrier", "exchange"][index % 4]
        near = random.randrange(1, 2**random.choice([20, 40, 60]))
        other = near if random.random() < 0.15 else max(1, near + random.randrange(-near // 3 - 1, near // 3 + 1))
        row = dict.fromkeys(COLUMNS.split(",")[:-2], "")
        row.update(kind=kind, price=near, size=random.randrange(1, 2**random.choice([4, 24, 48])),
                   quantity=random.randrange(1, 2**random.choice([3, 20])))
        if kind == "exchange":
            row["delivered"] = random.randrange(1, 2**40)
            row["ratio"] = max(1, other * SCALE // row["delivered"])
            row["strike"] = 0
        else:
            row.update(type=random.choice(["call", "put"]), strike=other)
        if kind == "european":
            row["form"] = random.choice(["cash", "coin"])
        if kind == "digital":
            row["form"] = random.choice(["cash", "asset"])
        if kind == "barrier":
            row.update(form=random.choice(CROSSINGS), level=random.randrange(1, 2**50),
                       rebate=random.choice([0, random.randrange(1, 2**40)]), hit=random.choice(["true", "false"]))
        units = payoff(row) * row["size"] * row["quantity"]
        assert units < 2**126
        if kind == "exchange":
            row["strike"] = ""
        print(",".join(str(row[name]) for name in COLUMNS.split(",")[:-2]) + f",{floor(units)},{ceil(units)}")


main()
