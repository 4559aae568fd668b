import TailpoolAnalysis
import TailpoolMarket
import TailpoolPricing

extension Book {
  /// What the profit or loss of the book between two markets came from, positions unchanged.
  ///
  /// - Parameters:
  ///   - start: The market at the start.
  ///   - end: The market at the end, not before the start.
  ///   - dynamics: What a volatility does when its spot moves: what it does by this rule counts to `delta` and `gamma`, what it
  ///     does besides to `vega` and `skew`.
  ///   - settlementSpots: Spots that contracts were settled at which expired on the way, by position; the spots of `end` for
  ///     those that are not named.
  /// - Returns: The parts, whose sum is the difference of the book's values. A contract that expires on the way ends at its
  ///   payoff; its `rest` is zero.
  /// - Throws: `HedgingError.pricing` with the instant at which a position cannot be valued, `.notFinite` for a value that is
  ///   no number.
  /// - Complexity: 18 revaluations a position, and two look-ups of a smile an input of it.
  public func attribution(
    from start: PricingMarket, to end: PricingMarket, dynamics: SmileDynamics = .stickyStrike,
    settlementSpots: [String: Double] = [:]
  ) throws(HedgingError) -> ProfitAttribution {
    guard start.snapshot.asOf <= end.snapshot.asOf else {
      throw .marketsOutOfOrder(at: end.snapshot.asOf, before: start.snapshot.asOf)
    }
    var sum = ProfitAttribution()
    for position in positions {
      let steps = try PositionSteps(
        position, from: start, to: end, dynamics: dynamics, settlementSpot: settlementSpots[position.id])
      let parts = steps.attribution
      guard parts.total.isFinite else {
        throw .notFinite(
          name: "profit or loss of \(position.id)", underlying: position.contract.underlying.name, at: end.snapshot.asOf
        )
      }
      sum += parts
    }
    return sum
  }
}
