/// An exact amount of an asset: a whole number of its base units, of either sign.
///
/// Amounts of different assets do not add, and no operation rounds without saying where to.
public struct Amount: Hashable, Sendable {
  /// Base units.
  public let units: Int128
  /// What is counted.
  public let asset: Asset

  /// Creates an amount from base units.
  ///
  /// - Parameters:
  ///   - units: Base units, any sign.
  ///   - asset: What is counted.
  @inlinable
  public init(units: Int128, of asset: Asset) {
    self.units = units
    self.asset = asset
  }

  /// Nothing of an asset.
  ///
  /// - Parameter asset: What is counted.
  public static func zero(_ asset: Asset) -> Amount { Amount(units: 0, of: asset) }

  /// The sum.
  ///
  /// - Parameter other: An amount of the same asset.
  /// - Throws: `LedgerError.assetMismatch` or `.overflow`.
  public func adding(_ other: Amount) throws(LedgerError) -> Amount {
    try expect(other.asset)
    return Amount(units: try checkedSum(units, other.units), of: asset)
  }

  /// The difference.
  ///
  /// - Parameter other: An amount of the same asset.
  /// - Throws: `LedgerError.assetMismatch` or `.overflow`.
  public func subtracting(_ other: Amount) throws(LedgerError) -> Amount {
    try expect(other.asset)
    return Amount(units: try checkedDifference(units, other.units), of: asset)
  }

  /// The amount with the other sign.
  ///
  /// - Throws: `LedgerError.overflow` for the least number.
  public func negated() throws(LedgerError) -> Amount { try Amount.zero(asset).subtracting(self) }

  /// A fraction of the amount.
  ///
  /// - Parameters:
  ///   - numerator: Numerator of the fraction, any sign.
  ///   - denominator: Denominator, not zero.
  ///   - rounding: Where a quotient that does not come out even goes.
  /// - Returns: `round(units * numerator / denominator)` base units.
  /// - Throws: `LedgerError.divisionByZero` or `.overflow`.
  public func scaled(by numerator: Int128, over denominator: Int128, rounding: Rounding) throws(LedgerError) -> Amount {
    Amount(units: try mulDiv(units, numerator, denominator, rounding: rounding), of: asset)
  }

  /// The amount parted by weights; see `largestRemainderSplit(_:by:)`.
  ///
  /// - Parameter weights: One weight for each part, ≥ 0, with a positive sum.
  /// - Returns: Parts that sum to the amount exactly; those of a negative amount are the negated parts of its magnitude.
  /// - Throws: `LedgerError.divisionByZero` or `.overflow`.
  public func split(by weights: [UInt128]) throws(LedgerError) -> [Amount] {
    let parts = try largestRemainderSplit(units.magnitude, by: weights)
    var amounts: [Amount] = []
    for part in parts {
      amounts.append(Amount(units: try Int128(magnitude: part, isNegative: units < 0), of: asset))
    }
    return amounts
  }

  /// Whether the amount is below another of the same asset.
  ///
  /// - Parameter other: An amount of the same asset.
  /// - Throws: `LedgerError.assetMismatch`.
  public func isLess(than other: Amount) throws(LedgerError) -> Bool {
    try expect(other.asset)
    return units < other.units
  }

  private func expect(_ other: Asset) throws(LedgerError) {
    if other != asset { throw .assetMismatch(expected: asset, found: other) }
  }
}
