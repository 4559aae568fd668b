import TailpoolLibc
import TailpoolMarket

/// How a move of an underlying's volatility falls on its tenors.
///
/// A scenario tells by a factor f what the volatility of 30 days does. At T years to expiry, before any time passes, the
/// factor is
///
///     f^w(T)
///
/// with a weight w that is 1 at 30 days: the move of the log volatility, times a weight. Points that are added to every
/// volatility, twists and what a rule makes of the spot have no part in it.
public enum VolatilityMoves: String, Hashable, Sendable, CaseIterable {
  /// w = 1: all tenors move by the same factor.
  case parallel
  /// w = √(30 d / T), at most 3/2: short volatilities move by more than long ones.
  ///
  /// - Source: Docs/Methods/VolatilityMoves.md, where the decay is measured.
  case decay

  /// The tenor that a scenario's factor is of, in years.
  static let tenor = 30 / DayCount.daysPerYear
  /// The most that a short tenor moves by, in moves of 30 days.
  static let greatestWeight = 1.5
  /// Tenors beyond this are taken as this long, in years, so that a contract that need never end has a volatility that moves.
  static let longestTenor = 10.0

  /// The weight of a tenor.
  ///
  /// - Parameter years: Time to expiry or mean maturity, ≥ 0; infinite for a contract that need never end.
  /// - Returns: A weight > 0 and at most 3/2.
  public func weight(years: Double) -> Double {
    switch self {
    case .parallel: 1
    case .decay: min((Self.tenor / min(max(years, 0), Self.longestTenor)).squareRoot(), Self.greatestWeight)
    }
  }

  /// The factor of a tenor.
  func factor(_ factor: Double, years: Double) -> Double {
    let weight = weight(years: years)
    return weight == 1 ? factor : pow(factor, weight)
  }
}
