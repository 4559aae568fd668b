"""Makes Tables/touch_quantlib.csv: touch options by QuantLib's analytic engines.

    pip install QuantLib
    python3 touch_quantlib.py > ../Tables/touch_quantlib.csv

Whole days over 365; QuantLib's own normal distribution is good to some 1e-14 of the payment.
"""
import random
from datetime import date

import QuantLib as ql

TODAY = ql.Date(1, 12, 2026)
COUNT = ql.Actual365Fixed()


def price(kind, side, spot, barrier, rate, dividend, volatility, days):
    ql.Settings.instance().evaluationDate = TODAY
    flat = [ql.YieldTermStructureHandle(ql.FlatForward(TODAY, x, COUNT)) for x in (dividend, rate)]
    smile = ql.BlackVolTermStructureHandle(ql.BlackConstantVol(TODAY, ql.NullCalendar(), volatility, COUNT))
    process = ql.BlackScholesMertonProcess(ql.QuoteHandle(ql.SimpleQuote(spot)), *flat, smile)
    payoff = ql.CashOrNothingPayoff(ql.Option.Put if side == "down" else ql.Option.Call, barrier, 1.0)
    exercise = ql.AmericanExercise(TODAY, TODAY + days, kind != "one-touch")
    option = ql.VanillaOption(payoff, exercise)
    engine = ql.AnalyticDigitalAmericanKOEngine if kind == "no-touch" else ql.AnalyticDigitalAmericanEngine
    option.setPricingEngine(engine(process))
    return option.NPV()


def main():
    rng = random.Random(20261203)
    print("# Touch options by QuantLib's AnalyticDigitalAmericanEngine and its knock-out twin. Made-up inputs.")
    print(f"# touch_quantlib.py, QuantLib {ql.__version__}, {date.today()}.")
    print("kind,side,spot,barrier,rate,dividendYield,volatility,days,price")
    for index in range(120):
        kind = ["one-touch", "one-touch-at-expiry", "no-touch"][index % 3]
        side = ["down", "up"][index // 3 % 2]
        volatility, days = round(rng.uniform(0.05, 1), 3), rng.randint(5, 900)
        move = rng.uniform(0.1, 3) * volatility * (days / 365) ** 0.5
        barrier = round(100 * 2.718281828 ** (-move if side == "down" else move), 4)
        inputs = [100.0, barrier, round(rng.uniform(0, 0.1), 4), round(rng.uniform(0, 0.1), 4), volatility, days]
        print(",".join([kind, side] + [repr(x) for x in inputs] + [repr(price(kind, side, *inputs))]))


if __name__ == "__main__":
    main()
