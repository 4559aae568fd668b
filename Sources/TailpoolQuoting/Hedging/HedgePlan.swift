import TailpoolPoolEngine

/// What a hedger would do about one underlying of a pool, and why.
public struct HedgePlan: Hashable, Sendable {
  /// The underlying.
  public let underlying: String
  /// Its spot.
  public let spot: Double
  /// dV/dS of the pool's contracts by the rule of volatilities, in units of the underlying; the hedge is not in it.
  public let delta: Double
  /// d²V/dS² of the same, units per dollar.
  public let gamma: Double
  /// The hedge held now, in units.
  public let held: Double
  /// Where a hedge is left alone; its target is minus the delta.
  public let band: HedgeBand
  /// The greatest hedge of either sign that the pool's terms and the hedger's part of the capital allow, in units; +∞ where
  /// there is no cap.
  public let cap: Double
  /// The hedge after it, in units: what the band and the cap make of the hedge held.
  public let hedge: Double
  /// What the change costs, in dollars.
  public let cost: Double
  /// What the hedge pays a day to be held, in dollars; below zero where it receives.
  public let fundingADay: Double
  /// Whether the pool's own terms leave the hedge where it is: its own band holds it, or its marks point the other way.
  public let isHeldByTerms: Bool
  /// The event that the pool takes; nil where nothing changes.
  public let action: PoolAction?
  /// The entry of the futures held after it; nil for a hedge in the underlying itself, or where nothing changes.
  public let entry: Double?
}
