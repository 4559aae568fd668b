/// Why an amount could not be computed or posted.
@nonexhaustive
public enum LedgerError: Error, Hashable, Sendable {
  /// The exact result does not fit its type.
  case overflow
  /// A divisor is zero, or weights sum to zero.
  case divisionByZero
  /// An amount of one asset met an amount of another.
  case assetMismatch(expected: Asset, found: Asset)
  /// An amount of base units that must not be below zero is.
  case negative(Int128)
  /// A number that is to become money is NaN, infinite or negative.
  case invalidNumber(Double)
  /// A text is no decimal number, or has more digits after the point than the asset.
  case invalidText(String)
  /// An asset has no name, or more than 18 decimals.
  case invalidAsset(symbol: String, decimals: Int)
  /// A price is not positive, has more than 18 decimals, or has the same asset on both sides.
  case invalidPrice
  /// The postings of an entry do not sum to zero in this asset.
  case unbalanced(Asset)
  /// An entry has no posting.
  case emptyEntry
}
