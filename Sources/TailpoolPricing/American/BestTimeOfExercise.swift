import TailpoolLibc
import TailpoolMarket

/// The value of exercise at the best instant that is fixed today, on a spot that follows its forward: what an American option
/// is worth without volatility, and a lower bound with any.
struct BestTimeOfExercise {
  /// The payoff at that instant, discounted.
  let value: Double
  /// The years until then; 0 where nothing is ever paid.
  let years: Double
  /// Whether it is an instant between now and expiry.
  let isBetween: Bool

  /// Finds it; arguments in the ranges of `AmericanOption.price`, and not NaN.
  init(_ type: OptionType, spot: Double, strike: Double, years: Double, rate: Double, dividendYield: Double) {
    func value(_ t: Double) -> Double {
      // A side without value does not grow into anything.
      let asset = spot == 0 ? 0 : spot * exp(-dividendYield * t)
      let cash = strike == 0 ? 0 : strike * exp(-rate * t)
      return type == .call ? asset - cash : cash - asset
    }
    var best = (value: max(value(0), 0), years: 0.0)
    // Its slope vanishes where exp((q − r) t) = qS / rK.
    let turn = log(dividendYield * spot / (rate * strike)) / (dividendYield - rate)
    let between = turn > 0 && turn < years ? turn : nil
    for t in [years] + (between.map { [$0] } ?? []) where value(t) > best.value { best = (value(t), t) }
    (self.value, self.years) = best
    isBetween = between.map { $0 == best.years && best.value > 0 } ?? false
  }
}
