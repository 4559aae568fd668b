import TailpoolLibc
import TailpoolMarket

/// A barrier option with its rates, ready to be priced at many spots and volatilities.
package struct BarrierPricer: Sendable {
  let kind: BarrierKind
  let type: OptionType
  let strike: Double
  let barrier: Double
  let rebate: Double
  let years: Double
  let rate: Double
  let dividendYield: Double
  let hasCrossed: Bool
  /// exp(−rT) and exp(−qT).
  let discount: Double
  let growth: Double
  /// (r − q) T.
  let carry: Double
  /// Whether all of the above is in its range.
  let isInDomain: Bool

  /// Creates a pricer; ranges as of `BarrierOption.price`.
  package init(
    _ kind: BarrierKind, _ type: OptionType, strike: Double, barrier: Double, rebate: Double, years: Double,
    rate: Double, dividendYield: Double, hasCrossed: Bool = false
  ) {
    (self.kind, self.type, self.hasCrossed) = (kind, type, hasCrossed)
    (self.strike, self.barrier, self.rebate, self.years) = (strike, barrier, rebate, years)
    (self.rate, self.dividendYield) = (rate, dividendYield)
    discount = exp(-rate * years)
    growth = exp(-dividendYield * years)
    carry = (rate - dividendYield) * years
    isInDomain =
      isFiniteNonnegative(strike) && barrier >= 0 && isFiniteNonnegative(rebate) && isFiniteNonnegative(years)
      && discount < .infinity && growth < .infinity && abs(carry) < .infinity
  }

  /// What the option is worth for a reason that needs no barrier formula, or the coordinates for one.
  enum Situation {
    /// Out of the domain.
    case invalid
    /// The barrier was reached before: nothing is left of a knock-out.
    case ended
    /// The option is the vanilla one.
    case vanilla
    /// The spot is at the barrier: a knock-out pays its rebate now.
    case rebateNow
    /// A spot without volatility reaches the barrier of a knock-out after so many years.
    case rebateAfter(years: Double)
    /// The barrier of a knock-in cannot be reached.
    case rebateAtExpiry
    /// The barrier may or may not be reached.
    case open(BarrierCoordinates)
  }

  func situation(spot: Double, volatility: Double) -> Situation {
    guard isInDomain, isFiniteNonnegative(spot), volatility >= 0 else { return .invalid }
    if hasCrossed { return kind.isKnockIn ? .vanilla : .ended }
    if kind.isCrossed(spot: spot, barrier: barrier) { return kind.isKnockIn ? .vanilla : .rebateNow }
    let missed: Situation = kind.isKnockIn ? .rebateAtExpiry : .vanilla
    if spot == 0 || barrier == 0 || barrier == .infinity { return missed }
    let distance = logRatio(barrier, spot)
    // Beyond a deviation of 1e9 the price is its limit to the last digit, below 1e-150 the squares of 1/s overflow.
    let s = min(deviation(volatility: volatility, years: years), 1e9)
    if s < 1e-150 {
      // The logarithm of the spot moves on a line.
      guard kind.isUp ? carry >= distance : carry <= distance else { return missed }
      return kind.isKnockIn ? .vanilla : .rebateAfter(years: distance / (rate - dividendYield))
    }
    return .open(
      BarrierCoordinates(
        kind, type, spot: spot, strike: strike, barrier: barrier, distance: distance, deviation: s, carry: carry,
        discount: discount, growth: growth))
  }

  /// The price at a spot and a volatility; as `BarrierOption.price`.
  package func price(spot: Double, volatility: Double) -> Double {
    switch situation(spot: spot, volatility: volatility) {
    case .invalid: return .nan
    case .ended: return 0
    case .vanilla:
      return BlackScholesMerton.price(
        type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    case .rebateNow: return rebate
    case .rebateAfter(let wait): return rebate * exp(-rate * wait)
    case .rebateAtExpiry: return rebate * discount
    case .open(let market):
      let payoff = kind.isKnockIn ? market.knockIn : market.knockOut
      if rebate == 0 { return max(payoff, 0) }
      let passage = market.passage(rate: rate * years)
      return max(payoff, 0) + rebate * (kind.isKnockIn ? discount * passage.survival : passage.hit.value)
    }
  }
}
