import TailpoolLibc

/// By how much a pool asks more than the fair price, by how much of it is in use.
///
///     c(u, h) = max(least + (most − least) (e^(αu) − 1) / (e^α − 1) − decay h, least)
///
/// which is `least` at u = 0, `most` at u = 1 and a line at α = 0. Vaults print it as (k p + most α − k) / (α p) with p = e^(α(1−u)) and
/// k = α (least e^α − most) / (e^α − 1): the same number, but for a division by zero at α = 0.
///
/// - Source: Premia, v3 contracts, `OptionMath.computeCLevel` and its geometric mean.
public struct UtilizationLevel: Hashable, Sendable {
  /// How much steeper the level is at the full end, α; finite.
  public let steepness: Double
  /// The level of a pool not in use, > 0.
  public let least: Double
  /// The level of one that is in use whole, ≥ `least`.
  public let most: Double
  /// What the level falls by in an hour without a trade, ≥ 0.
  public let decayPerHour: Double

  /// Creates a level; see the properties for the meaning of each argument.
  public init(steepness: Double, least: Double, most: Double, decayPerHour: Double) {
    self.steepness = steepness
    self.least = least
    self.most = most
    self.decayPerHour = decayPerHour
  }

  /// The level.
  ///
  /// - Parameters:
  ///   - utilization: What of the pool is in use, 0 … 1.
  ///   - hours: Hours since the last trade, ≥ 0.
  /// - Returns: A number from `least` to `most`; NaN for a utilization out of its range.
  /// - Accuracy: 1e-12 on every row of References/Tables/pools/06_clevel_premia.json.
  public func level(utilization: Double, hours: Double) -> Double {
    guard utilization >= 0, utilization <= 1 else { return .nan }
    return max(least + (most - least) * share(utilization) - decayPerHour * hours, least)
  }

  /// (e^(αu) − 1) / (e^α − 1), without a number that overflows.
  private func share(_ u: Double) -> Double {
    if steepness == 0 { return u }
    if steepness < 0 { return expm1(steepness * u) / expm1(steepness) }
    return exp(steepness * (u - 1)) * expm1(-steepness * u) / expm1(-steepness)
  }

  /// What a fair premium is multiplied by.
  ///
  ///     √(c(before, 0) c(after, hours))
  ///
  /// A twist of the vaults: the level before the trade has not decayed, the level after it has.
  ///
  /// - Parameters:
  ///   - before: Utilization before the trade.
  ///   - after: Utilization after it.
  ///   - hours: Hours since the last trade.
  /// - Returns: The levels and the root of their product; NaN where a utilization is out of its range.
  public func multiplier(before: Double, after: Double, hours: Double) -> (value: Double, before: Double, after: Double)
  {
    let (first, second) = (level(utilization: before, hours: 0), level(utilization: after, hours: hours))
    return ((first * second).squareRoot(), first, second)
  }
}
