import TailpoolLibc
import TailpoolMarket

/// What the boundary of early exercise of a put follows from: the same for every strike.
///
/// A call on spot S at strike K under rate r and yield q is a put on K at strike S under rate q and yield r (McDonald and
/// Schroder 1998), so that puts serve both.
struct AmericanMarket: Hashable, Sendable {
  /// Interest rate of the put.
  var rate: Double
  /// Yield of the put's underlying.
  var yield: Double
  var volatility: Double
  var years: Double

  /// The market of an option, by symmetry that of a put.
  init(_ type: OptionType, rate: Double, dividendYield: Double, volatility: Double, years: Double) {
    self.rate = type == .put ? rate : dividendYield
    yield = type == .put ? dividendYield : rate
    self.volatility = volatility
    self.years = years
  }

  /// Which boundaries there are.
  enum Regime { case never, single, double }

  /// A put is exercised below one boundary where interest is earned on the strike, between two where q < r < 0, else never.
  var regime: Regime {
    if rate > 0 || (rate == 0 && yield < 0) { return .single }
    return rate < 0 && yield < rate ? .double : .never
  }

  /// The boundaries just before expiry in units of the strike: below which it is exercised, and above which where there are two.
  var limit: Double { yield > rate && rate > 0 ? rate / yield : 1 }
  var lowerLimit: Double { rate / yield }

  /// Whether the kernel answers for it. Beyond this the price is one of its lower bounds.
  var isInRange: Bool {
    let s = volatility * years.squareRoot()
    return s >= 1e-6 && s <= 60 && years <= 1e6 && abs(rate) * years <= 300 && abs(yield) * years <= 300
      && abs(rate - yield) * years <= 100 * s
  }

  /// Whether the smaller schemes lose digits.
  var isHard: Bool {
    let s = volatility * years.squareRoot()
    return abs(rate - yield) * years > 3 * s || s > 3 || max(abs(rate), abs(yield)) * years > 2
  }
}
