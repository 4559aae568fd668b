/// Demand and supply of an auction at a price at which one of them changes.
public struct AuctionLevel: Hashable, Sendable {
  /// The price.
  public let price: UInt64
  /// Units to buy at this price or above.
  public internal(set) var demand: UInt128
  /// Units to sell at this price or below.
  public let supply: UInt128
}

extension CallAuction {
  /// Demand and supply of orders, at each price at which one of them changes.
  ///
  /// Between two levels demand is that of the higher one, and supply that of the lower.
  ///
  /// - Parameters:
  ///   - orders: The orders.
  ///   - excluded: Those that take no part, by their place, as an outcome has them; their limits are still among the prices.
  ///   - reference: The price of pegged orders, > 0.
  ///   - guarded: The prices outside of which nothing trades; nil for no guard.
  /// - Returns: Levels by rising prices; none without orders.
  /// - Throws: As `clear`.
  /// - Complexity: O(n log n).
  public func levels(
    _ orders: [AuctionOrder], without excluded: [Int: AuctionOutcome.Exclusion] = [:], reference: UInt64,
    guarded: ClosedRange<UInt64>? = nil
  ) throws(AuctionRefusal) -> [AuctionLevel] {
    let prices = try EffectivePrices(orders, of: self, reference: reference, guarded: guarded)
    return PriceLadder(AuctionSides(orders, prices, without: excluded), orders).levels
  }
}
