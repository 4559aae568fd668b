import TailpoolMarket

/// What a pool's trading made between two markets, and what it came from, in dollars, gain positive.
///
///     total = what is open at the end − what was open at the start + cash that trading brought
///
/// The first two are the model's values of the contracts, at the middle and not at a side, and the middle of the marks of the
/// hedges. Money of participants, fees of the manager and losses of members are not trading.
public struct PoolDay: Hashable, Sendable {
  /// When the day begins.
  public let start: Timestamp
  /// When it ends.
  public let end: Timestamp
  /// Premiums less the model's value of what was traded for them, in the market that the day begins with.
  public let premium: Double
  /// What the pool paid for changes of its hedges above what they were worth.
  public let hedgeCost: Double
  /// What its hedges by futures received for being held, and its perpetual contracts for funding.
  public let funding: Double
  /// What the contracts held over the day made, with the hedges in `delta`.
  public let held: ProfitAttribution
  /// What the pool's trading made.
  public let total: Double

  /// What no part names: settlements against the payoff at their price, rounding to base units, closings.
  public var rest: Double { total - premium - hedgeCost - funding - held.explained }
}
