import TailpoolLedger

/// An asset that a pool takes as collateral, with the price and the haircut at which it counts.
package struct AcceptedCollateral: Hashable, Sendable {
  /// The asset, unique in a schedule.
  package let asset: String
  /// Base units of the pool's unit for `assetUnits` base units of the asset, ≥ 0.
  package let priceUnits: Int128
  /// The number of base units of the asset that `priceUnits` is for, > 0.
  package let assetUnits: Int128
  /// What is taken off the value, in basis points, 0 … 10 000.
  package let haircutBasisPoints: Int
  /// The greatest value after the haircut that counts, in the pool's base units; nil when there is no cap.
  package let cap: Int128?

  /// Creates an accepted asset.
  ///
  /// - Parameters:
  ///   - asset: The asset.
  ///   - priceUnits: Base units of the pool's unit for `assetUnits` of the asset, ≥ 0.
  ///   - assetUnits: Base units of the asset, > 0.
  ///   - haircutBasisPoints: What is taken off the value, 0 … 10 000.
  ///   - cap: The greatest value that counts, ≥ 0, or nil.
  /// - Throws: `CollateralError.invalidFraction`, or `.amount` for a negative amount and a divisor of zero.
  package init(
    asset: String, priceUnits: Int128, assetUnits: Int128, haircutBasisPoints: Int, cap: Int128? = nil
  ) throws(CollateralError) {
    guard (0...10_000).contains(haircutBasisPoints) else { throw .invalidFraction(haircutBasisPoints) }
    guard assetUnits > 0 else { throw .amount(.divisionByZero) }
    for units in [priceUnits, cap ?? 0] where units < 0 { throw .amount(.negative(units)) }
    self.asset = asset
    self.priceUnits = priceUnits
    self.assetUnits = assetUnits
    self.haircutBasisPoints = haircutBasisPoints
    self.cap = cap
  }

  /// What an amount of the asset counts for, rounded down against who posts it.
  ///
  ///     value = min(cap, ⌊⌊units · price⌋ · (10 000 − haircut) / 10 000⌋)
  ///
  /// - Parameter units: Base units of the asset, ≥ 0.
  /// - Throws: `CollateralError.amount` for a negative amount or an overflow.
  package func value(of units: Int128) throws(CollateralError) -> Int128 {
    try CollateralError.wrapping { () throws(LedgerError) in
      let gross = try mulDiv(checkedAmount(units), priceUnits, assetUnits, rounding: .down)
      let net = try mulDiv(gross, Int128(10_000 - haircutBasisPoints), 10_000, rounding: .down)
      return cap.map { min($0, net) } ?? net
    }
  }
}

/// The assets that a pool takes as collateral.
package struct CollateralSchedule: Hashable, Sendable {
  /// The accepted assets.
  package let assets: [AcceptedCollateral]

  /// Creates a schedule.
  ///
  /// - Parameter assets: The accepted assets, each once.
  /// - Throws: `CollateralError.duplicate` for an asset that stands twice.
  package init(_ assets: [AcceptedCollateral]) throws(CollateralError) {
    var names = Set<String>()
    for asset in assets {
      guard names.insert(asset.asset).inserted else { throw .duplicate(asset.asset) }
    }
    self.assets = assets
  }

  /// What holdings in several assets count for together, each after its own haircut.
  ///
  /// - Parameter holdings: Base units by asset, ≥ 0.
  /// - Returns: Base units of the pool's unit.
  /// - Throws: `CollateralError.unacceptedAsset` for an asset with a holding that is not in the schedule, `.amount` for a
  ///   negative amount or an overflow.
  package func value(of holdings: [String: Int128]) throws(CollateralError) -> Int128 {
    var total: Int128 = 0
    for (name, units) in holdings.sorted(by: { $0.key < $1.key }) where units != 0 {
      guard let asset = assets.first(where: { $0.asset == name }) else { throw .unacceptedAsset(name) }
      let value = try asset.value(of: units)
      total = try CollateralError.wrapping { () throws(LedgerError) in try checkedSum(total, value) }
    }
    return total
  }
}
