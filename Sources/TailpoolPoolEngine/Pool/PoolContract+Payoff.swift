import TailpoolLedger
import TailpoolMarket

/// What a payoff is found from: settlement prices, and whether a barrier was hit.
public struct PoolFixing: Hashable, Sendable {
  /// The settlement price of the underlying on a scale of 10⁸, > 0.
  public let price: UInt128
  /// The settlement price of what an exchange option delivers, on the same scale; nil where there is none.
  public let deliveredPrice: UInt128?
  /// Whether the barrier was hit; nil for a contract without one.
  public let isBarrierHit: Bool?

  /// Creates a fixing; see the properties for the meaning of each argument.
  public init(price: UInt128, deliveredPrice: UInt128? = nil, isBarrierHit: Bool? = nil) {
    self.price = price
    self.deliveredPrice = deliveredPrice
    self.isBarrierHit = isBarrierHit
  }
}

extension PoolContract {
  /// What so many contracts pay at expiry, in base units, with one rounding of the whole.
  ///
  /// | terms | pays |
  /// |---|---|
  /// | European | size · n · max(±(S − K), 0) / 10⁸, over S instead of 10⁸ where it settles in coin |
  /// | digital | size · n where S is beyond K, times S / 10⁸ for an asset digital |
  /// | barrier | the European payoff while it lives, the rebate of a knock-in that never came to life, nothing for a knock-out that was hit: its rebate was paid then |
  /// | exchange | size · n · max(10⁸ S − ratio · S′, 0) / 10¹⁶ |
  ///
  /// - Parameters:
  ///   - quantity: How many contracts, n.
  ///   - fixing: The settlement prices and the state of the barrier.
  ///   - rounding: Where a part of a base unit of the sum goes.
  /// - Returns: The sum, ≥ 0; nil where the terms give no payoff, or the fixing lacks what they look at.
  /// - Throws: `LedgerError.overflow`, or `.divisionByZero` for a price of zero.
  /// - Complexity: O(1).
  public func payoff(
    of quantity: UInt128, at fixing: PoolFixing, rounding: Rounding
  ) throws(LedgerError) -> UInt128? {
    let price = fixing.price
    switch terms {
    case .european(let type, let strike, let settlement):
      return try spread(
        quantity, type, strike, at: price, over: settlement == .coin ? price : Self.scale, rounding: rounding)
    case .digital(let payoff, let type, let strike):
      guard type == .call ? price > strike : price < strike else { return 0 }
      let units = try checkedProduct(size, quantity)
      return payoff == .cash ? units : try mulDiv(units, price, Self.scale, rounding: rounding)
    case .barrier(let kind, let type, let strike, _, let rebate):
      guard let isHit = fixing.isBarrierHit else { return nil }
      if isHit == kind.isKnockIn {
        return try spread(quantity, type, strike, at: price, over: Self.scale, rounding: rounding)
      }
      return kind.isKnockIn ? try amount(rebate, of: quantity, rounding: rounding) : 0
    case .exchange(_, let ratio):
      guard let delivered = fixing.deliveredPrice else { return nil }
      let (received, given) = (try checkedProduct(price, Self.scale), try checkedProduct(ratio, delivered))
      guard received > given else { return 0 }
      return try mulDiv(
        checkedProduct(size, quantity), received - given, Self.scale * Self.scale, rounding: rounding)
    case .everlasting, .power, .perpetualAmerican, .valued: return nil
    }
  }

  /// What so many contracts pay of an amount a unit, such as a rebate.
  func amount(_ scaled: UInt128, of quantity: UInt128, rounding: Rounding) throws(LedgerError) -> UInt128 {
    try mulDiv(checkedProduct(size, quantity), scaled, Self.scale, rounding: rounding)
  }

  /// size · n · max(±(S − K), 0) over a divisor.
  private func spread(
    _ quantity: UInt128, _ type: OptionType, _ strike: UInt128, at price: UInt128, over divisor: UInt128,
    rounding: Rounding
  ) throws(LedgerError) -> UInt128 {
    let (high, low) = type == .call ? (price, strike) : (strike, price)
    guard high > low else { return 0 }
    return try mulDiv(checkedProduct(size, quantity), high - low, divisor, rounding: rounding)
  }

  /// The scale of prices, strikes, rebates and ratios.
  package static let scale: UInt128 = 100_000_000
}
