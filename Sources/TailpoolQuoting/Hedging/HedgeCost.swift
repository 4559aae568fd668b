import TailpoolMarket

/// What a hedge in an underlying costs: to change it, and to hold it.
public struct HedgeCost: Hashable, Sendable {
  /// Half of the spread and the fee of a trade, as a part of what is traded, ≥ 0 and < 1: 0.0005 is five hundredths of a percent.
  public let proportional: Double
  /// What a long hedge pays a year, as a part of its value, finite and of either sign: the funding of a perpetual future.
  public let fundingRate: Double

  /// Creates a cost; see the properties for the meaning of each argument.
  ///
  /// - Returns: nil where a number is out of its range.
  public init?(proportional: Double, fundingRate: Double) {
    guard proportional >= 0, proportional < 1, fundingRate.isFinite else { return nil }
    (self.proportional, self.fundingRate) = (proportional, fundingRate)
  }

  /// What a long hedge of one unit pays for holding it, in the currency of the spot.
  ///
  ///     payment = fundingRate · spot · days / 365
  ///
  /// - Parameters:
  ///   - spot: Price of a unit.
  ///   - days: How long.
  /// - Returns: Below zero where the holder receives.
  public func funding(spot: Double, days: Double) -> Double { fundingRate * spot * days / DayCount.daysPerYear }
}
