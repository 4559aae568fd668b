import TailpoolLedger
import TailpoolMarket

extension PoolRisk {
  /// Proposes to bring the hedge of an underlying to the target that the pool's own terms and marks give it.
  ///
  /// - Parameters:
  ///   - underlying: The underlying.
  ///   - pool: The pool, with marks of now.
  /// - Returns: The event; nil where the hedge is within its band.
  /// - Throws: As `hedge(_:to:in:)`.
  /// - Complexity: O(underlyings).
  public func hedge(_ underlying: String, in pool: MutualPool) throws(PoolBridgeError) -> PoolAction? {
    try hedge(underlying, to: pool.hedgeTarget(of: underlying), in: pool)
  }

  /// Proposes to bring the hedge of an underlying to a size, as the underlying itself at this market's spot.
  ///
  ///     cash = −change · spot · (1 ± half spread)
  ///
  /// What is paid is rounded up and what is received down: both in favor of the other party.
  ///
  /// - Parameters:
  ///   - underlying: The underlying.
  ///   - target: The hedge after it, in millionths of the underlying.
  ///   - pool: The pool.
  /// - Returns: The event; nil where the hedge is the target.
  /// - Throws: `PoolBridgeError.noSpot`, `.hedgedByFutures`, `.hedgeInCoin`, `.amount`.
  /// - Complexity: O(underlyings).
  public func hedge(
    _ underlying: String, to target: Int128, in pool: MutualPool
  ) throws(PoolBridgeError) -> PoolAction? {
    if inputs.hedgeEntries[underlying] != nil { throw .hedgedByFutures(underlying: underlying) }
    guard let trade = try hedgeTrade(underlying, to: target, in: pool) else { return nil }
    let cash = try hedgeCash(-trade.units * trade.spot * trade.side, underlying, in: pool)
    return try hedgeAction(trade, underlying, to: target, cash: cash, entry: 0, in: pool)
  }

  /// Proposes to bring a hedge by perpetual futures to a size.
  ///
  ///     price = spot · (1 ± half spread)
  ///     cash  = −closed · (price − entry)
  ///     entry = (held · entry + opened · price) / (held + opened)
  ///
  /// A change away from zero opens at the price and moves the entry; one toward zero closes and pays what the closed part has
  /// gained since its entry; one through zero does both. The pool books funding of contracts, not of hedges: what a hedge
  /// pays for funding stands in its entry, higher by what the holder of a unit has paid, until the hedge is closed.
  ///
  /// - Parameters:
  ///   - underlying: The underlying; `inputs.hedgeEntries` has its entry where the pool holds a hedge in it.
  ///   - target: The hedge after it, in millionths of the underlying.
  ///   - pool: The pool.
  /// - Returns: The event and the entry of what is held after it; nil where the hedge is the target.
  /// - Throws: `PoolBridgeError.noSpot`, `.noHedgeEntry`, `.hedgeInCoin`, `.amount`.
  /// - Complexity: O(underlyings).
  public func futuresHedge(
    _ underlying: String, to target: Int128, in pool: MutualPool
  ) throws(PoolBridgeError) -> (action: PoolAction, entry: Double)? {
    guard let trade = try hedgeTrade(underlying, to: target, in: pool) else { return nil }
    let held = trade.held
    guard let before = held == 0 ? 0 : inputs.hedgeEntries[underlying] else {
      throw .noHedgeEntry(underlying: underlying)
    }
    let closed = held > 0 ? max(min(trade.units, 0), -held) : min(max(trade.units, 0), -held)
    let (kept, opened) = (held + closed, trade.units - closed)
    let entry = kept + opened == 0 ? 0 : (kept * before + opened * trade.price) / (kept + opened)
    let cash = try hedgeCash(-closed * (trade.price - before), underlying, in: pool)
    return (try hedgeAction(trade, underlying, to: target, cash: cash, entry: entry, in: pool), entry)
  }

  /// The change to a target, at the side of the spot that it is traded at.
  private struct HedgeTrade {
    let change: Int128
    /// Units of the underlying held before it.
    let held: Double
    let spot: Double
    /// Price over spot.
    let side: Double
    var price: Double { spot * side }
    /// The change in units of the underlying.
    var units: Double { Double(change) / 1_000_000 }
  }

  private func hedgeTrade(
    _ underlying: String, to target: Int128, in pool: MutualPool
  ) throws(PoolBridgeError) -> HedgeTrade? {
    let before = pool.hedges[underlying]?.millionths ?? 0
    guard target.magnitude < PoolBounds.units else { throw .amount(of: underlying, .overflow) }
    guard target != before else { return nil }
    guard let spot = snapshot[Underlying(underlying)]?.spot else { throw .noSpot(underlying: underlying) }
    let change = target - before
    return HedgeTrade(
      change: change, held: Double(before) / 1_000_000, spot: spot,
      side: 1 + (change > 0 ? spread.spot : -spread.spot))
  }

  /// What a hedge pays, below zero, or receives, rounded in favor of the other party.
  private func hedgeCash(_ value: Double, _ underlying: String, in pool: MutualPool) throws(PoolBridgeError) -> Int128 {
    let units = Int128(
      try money(
        abs(value), of: pool.terms.asset, moving: value < 0 ? .outOfPool : .intoPool, favoring: .counterparty,
        underlying))
    return value < 0 ? -units : units
  }

  private func hedgeAction(
    _ trade: HedgeTrade, _ underlying: String, to target: Int128, cash: Int128, entry: Double, in pool: MutualPool
  ) throws(PoolBridgeError) -> PoolAction {
    .hedge(
      underlying: underlying, changeMillionths: trade.change, cash: cash,
      after: target == 0
        ? HedgeMark(underlying: underlying, low: 0, high: 0)
        : try pool.hedgeMark(underlying, target, spot: trade.spot, entry: entry, spread: spread))
  }
}
