import TailpoolLibc

/// What it costs a pool to hold gamma and vega in one underlying over its horizon, as functions of the inventory.
///
///     inventory(G, V) = γ h / 2 · (ξ² V² + ½ σ⁴ d G²)
///     rehedging(G)    = κ σ h √(2 / (π d)) · |G|
///
/// with γ the risk aversion, h the horizon, d the time between two hedges, ξ² and σ² the variances a year of the level of
/// volatility and of the spot, κ the proportional cost, V the vega to the log of the level and G = S² · gamma. The first is
/// the certainty equivalent of what a delta-hedged book gains when the level moves and when squared returns differ from
/// their mean, ½ G (r² − σ² d) between two hedges; the second is the expected turnover |G| · |r| times its cost. The charge
/// of a trade is the difference of the two states, so that it is the integral of the marginal charge along the way, whatever
/// the way.
///
/// - Source: M. Avellaneda and S. Stoikov, Quantitative Finance 8 (2008) 217: their reservation price and the part of their
///   spread that grows with the horizon are this difference for one contract; B. Baldacci, P. Bergault and O. Guéant,
///   Quantitative Finance 21 (2021) 85, for vega as the inventory; H. E. Leland, Journal of Finance 40 (1985) 1283, for the
///   turnover.
struct InventoryCost: Hashable, Sendable {
  /// Per squared vega.
  let vega: Double
  /// Per squared gamma.
  let gamma: Double
  /// Per |gamma|.
  let rehedging: Double
  /// Per |value of the underlying that is traded to hedge|.
  let trading: Double
  /// Per value of the underlying that is held as a hedge, over the horizon.
  let funding: Double

  /// The costs of an underlying under a policy.
  init(_ policy: QuotingPolicy, _ hedge: HedgeCost, _ variance: MoveVariance) {
    let (years, step) = (policy.holdingYears, policy.rehedgingYears)
    vega = policy.riskAversion * years / 2 * variance.level
    gamma = policy.riskAversion * years / 4 * variance.spot * variance.spot * step
    rehedging = hedge.proportional * variance.spot.squareRoot() * years * (2 / (.pi * step)).squareRoot()
    trading = hedge.proportional
    funding = hedge.fundingRate * years
  }

  /// The charge for a change of the inventory.
  func inventory(_ held: VolatilityInventory, adding change: QuotedExposure, times size: Double) -> Double {
    Self.squareChange(held.levelVega, size * change.levelVega) * vega
      + Self.squareChange(held.gamma, size * change.gamma) * gamma
  }

  /// The charge for the hedge of a change: what is traded at once, what gamma will ask for, and what the hedge pays to be
  /// held, which is received where it is short.
  func hedge(_ held: VolatilityInventory, adding change: QuotedExposure, times size: Double) -> Double {
    let traded = size * change.delta
    return trading * abs(traded)
      + rehedging * (abs(held.gamma + size * change.gamma) - abs(held.gamma)) - funding * traded
  }

  /// (x + d)² − x² without cancellation.
  private static func squareChange(_ held: Double, _ change: Double) -> Double { change * (2 * held + change) }
}
