/// An exact price: so many whole units of one asset for one whole unit of another.
///
///     price = mantissa / 10^scale  (quote per base)
///
/// An amount of the base turns into one of the quote and back; any other asset is refused, and the decimals of both
/// sides are accounted for here and nowhere else.
public struct Price: Hashable, Sendable {
  /// What is priced.
  public let base: Asset
  /// What it is priced in.
  public let quote: Asset
  /// The price in units of 10^-scale, > 0.
  public let mantissa: Int128
  /// Digits after the point of the mantissa, 0 to 18.
  public let scale: Int

  /// Creates a price; see the properties for the meaning of each argument.
  ///
  /// - Throws: `LedgerError.invalidPrice` when it is not positive, the scale is not in 0 to 18, or both assets are one.
  public init(_ mantissa: Int128, scale: Int, of base: Asset, in quote: Asset) throws(LedgerError) {
    guard mantissa > 0, (0...18).contains(scale), base != quote else { throw .invalidPrice }
    self.base = base
    self.quote = quote
    self.mantissa = mantissa
    self.scale = scale
  }

  /// What an amount of the base is worth in the quote.
  ///
  /// - Parameters:
  ///   - amount: An amount of `base`.
  ///   - rounding: Where a part of a base unit goes.
  /// - Throws: `LedgerError.assetMismatch` for any other asset, `.overflow` when the value does not fit.
  public func value(of amount: Amount, rounding: Rounding) throws(LedgerError) -> Amount {
    guard amount.asset == base else { throw .assetMismatch(expected: base, found: amount.asset) }
    let (numerator, denominator) = try factors()
    return Amount(units: try mulDiv(amount.units, numerator, denominator, rounding: rounding), of: quote)
  }

  /// How much of the base an amount of the quote is worth.
  ///
  /// - Parameters:
  ///   - value: An amount of `quote`.
  ///   - rounding: Where a part of a base unit goes.
  /// - Throws: `LedgerError.assetMismatch` for any other asset, `.overflow` when the amount does not fit.
  public func amount(worth value: Amount, rounding: Rounding) throws(LedgerError) -> Amount {
    guard value.asset == quote else { throw .assetMismatch(expected: quote, found: value.asset) }
    let (numerator, denominator) = try factors()
    return Amount(units: try mulDiv(value.units, denominator, numerator, rounding: rounding), of: base)
  }

  /// Base units of the quote for one base unit of the base, as a fraction.
  private func factors() throws(LedgerError) -> (numerator: Int128, denominator: Int128) {
    let exponent = quote.decimals - base.decimals - scale
    let numerator = try checkedProduct(mantissa.magnitude, powerOfTen(max(exponent, 0)))
    let denominator = try powerOfTen(max(-exponent, 0))
    return (
      try Int128(magnitude: numerator, isNegative: false), try Int128(magnitude: denominator, isNegative: false)
    )
  }
}
