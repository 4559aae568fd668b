import TailpoolLibc
import TailpoolMarket

/// A move of one underlying's spot and of its volatilities, with twists of their skew and of their term structure.
///
///     spot' = spot (1 + spotReturn) + spotShift
///     σ'    = max(0, σ · volatilityFactor · exp(clamp(skewTwist k/√T, ±1)) · clamp((30 d / T)^termTwist) + volatilityShift)
///
/// with the log moneyness k = ln(strike / forward) before the move. The logarithms of both twists are kept within ±1.
/// Relative shocks change a number by a fraction of it, parallel ones all numbers by the same amount.
public struct UnderlyingShock: Hashable, Sendable {
  /// Simple return of the spot; forwards move with it.
  public var spotReturn: Double
  /// Dollars added to the spot.
  public var spotShift: Double
  /// Factor on every volatility.
  public var volatilityFactor: Double
  /// Added to every volatility: 0.10 is ten volatility points.
  public var volatilityShift: Double
  /// Relative change of volatility by k/√T = ln(strike/forward) / √years; negative raises low strikes and lowers high ones.
  public var skewTwist: Double
  /// Power of 30 days over the time to expiry; positive raises short volatilities and lowers long ones.
  public var termTwist: Double

  /// Most that a twist changes the logarithm of a volatility.
  static let mostTwist = 1.0
  /// Where the term twist turns, in years.
  static let pivotYears = 30.0 / DayCount.daysPerYear
  /// Times to expiry below this are twisted as if they were this long: an hour.
  static let leastYears = 1 / (DayCount.daysPerYear * 24)

  /// Creates a shock; see the properties for the meaning of each argument. What is not named does not move.
  public init(
    spotReturn: Double = 0, spotShift: Double = 0, volatilityFactor: Double = 1, volatilityShift: Double = 0,
    skewTwist: Double = 0, termTwist: Double = 0
  ) {
    self.spotReturn = spotReturn
    self.spotShift = spotShift
    self.volatilityFactor = volatilityFactor
    self.volatilityShift = volatilityShift
    self.skewTwist = skewTwist
    self.termTwist = termTwist
  }

  /// The factor on a spot and its forwards.
  package func spotFactor(spot: Double) -> Double { 1 + spotReturn + spotShift / spot }

  /// The volatility of an option after the shock.
  ///
  /// - Parameters:
  ///   - volatility: The volatility before it.
  ///   - logMoneyness: ln(strike / forward) before it.
  ///   - years: Time to expiry before it, > 0.
  /// - Returns: A volatility ≥ 0.
  public func volatility(_ volatility: Double, logMoneyness: Double, years: Double) -> Double {
    var twisted = volatility * volatilityFactor
    if skewTwist != 0 || termTwist != 0 {
      let years = max(years, Self.leastYears)
      func clamped(_ x: Double) -> Double { min(max(x, -Self.mostTwist), Self.mostTwist) }
      twisted *= exp(
        clamped(skewTwist * logMoneyness / years.squareRoot())
          + clamped(termTwist * log(Self.pivotYears / years)))
    }
    return max(0, twisted + volatilityShift)
  }

  /// The first number that is out of its range for a spot, with its name; nil when the shock can be applied.
  package func firstProblem(spot: Double) -> (name: String, value: Double)? {
    if !volatilityFactor.isFinite || volatilityFactor < 0 { return ("volatilityFactor", volatilityFactor) }
    for (name, value) in [("volatilityShift", volatilityShift), ("skewTwist", skewTwist), ("termTwist", termTwist)]
    where !value.isFinite { return (name, value) }
    let factor = spotFactor(spot: spot)
    guard factor > 0, factor.isFinite else {
      return spotShift == 0 ? ("spotReturn", spotReturn) : ("spotShift", spotShift)
    }
    return nil
  }
}
