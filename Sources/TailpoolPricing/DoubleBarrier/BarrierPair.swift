import TailpoolLibc
import TailpoolMarket

/// A pair of barriers with rates, ready for many spots and volatilities.
struct BarrierPair: Sendable {
  let lower, upper: Double
  let years, rate, dividendYield: Double
  let hasCrossed: Bool
  /// exp(−rT), exp(−qT) and (r − q) T.
  let discount, growth, carry: Double
  let isInDomain: Bool

  init(
    lower: Double, upper: Double, years: Double, rate: Double, dividendYield: Double, hasCrossed: Bool
  ) {
    (self.lower, self.upper, self.hasCrossed) = (lower, upper, hasCrossed)
    (self.years, self.rate, self.dividendYield) = (years, rate, dividendYield)
    discount = exp(-rate * years)
    growth = exp(-dividendYield * years)
    carry = (rate - dividendYield) * years
    isInDomain =
      lower >= 0 && lower < upper && isFiniteNonnegative(years) && discount < .infinity && growth < .infinity
      && abs(carry) < .infinity
  }

  /// Where the spot stands.
  enum Situation {
    /// Out of the domain.
    case invalid
    /// A barrier was reached before.
    case reachedBefore
    /// The spot is at a barrier or beyond it.
    case reachedNow(isUpper: Bool)
    /// A spot without volatility reaches a barrier after so many years.
    case reachedAfter(years: Double, isUpper: Bool)
    /// Neither barrier can be reached.
    case unreachable
    /// Only one barrier is there: the other is 0 or infinite.
    case single(BarrierSide, barrier: Double)
    /// Either may be reached.
    case open(DoubleBarrierCoordinates)
  }

  /// - Parameter wantsSlopes: Whether an open situation is asked for derivatives.
  func situation(spot: Double, volatility: Double, wantsSlopes: Bool = false) -> Situation {
    guard isInDomain, isFiniteNonnegative(spot), volatility >= 0 else { return .invalid }
    if hasCrossed { return .reachedBefore }
    if spot >= upper { return .reachedNow(isUpper: true) }
    if lower > 0 || spot == 0, spot <= lower { return .reachedNow(isUpper: false) }
    if spot == 0 || (lower == 0 && upper == .infinity) { return .unreachable }
    if lower == 0 { return .single(.up, barrier: upper) }
    if upper == .infinity { return .single(.down, barrier: lower) }
    // Below 1e-150 the squares of 1/s overflow.
    let s = min(deviation(volatility: volatility, years: years), 1e9)
    if s < 1e-150 {
      let (down, up) = (logRatio(lower, spot), logRatio(upper, spot))
      guard carry >= up || carry <= down else { return .unreachable }
      return .reachedAfter(years: (carry > 0 ? up : down) / (rate - dividendYield), isUpper: carry > 0)
    }
    return .open(
      DoubleBarrierCoordinates(
        spot: spot, lowerBarrier: lower, upperBarrier: upper, deviation: s, carry: carry, discount: discount,
        wantsSlopes: wantsSlopes))
  }
}

extension DoubleBarrierCoordinates {
  /// A payment when a barrier is reached before the other, discounted at a rate of its own: rT, or 0.
  func passage(isUpper: Bool, rate: Double) -> DoublePassage {
    DoublePassage(
      lower: isUpper ? upper : lower, upper: isUpper ? lower : upper, drift: isUpper ? -drift : drift, rate: rate)
  }

  func passageValue(isUpper: Bool, rate: Double) -> Double {
    max(passage(isUpper: isUpper, rate: rate).terms.value, 0)
  }

  func passageSlopes(isUpper: Bool, rate: Double, isDiscounted: Bool = true) -> BarrierSlopes {
    passage(isUpper: isUpper, rate: rate).slopes(s: s, carry: carry, isUpper: isUpper, isDiscounted: isDiscounted)
  }
}
