/// Liquidity in a pool of two tokens over a range of prices: what a liquidity provider owns.
///
/// With p the price of the base token in the quote token, held to the range, L units of liquidity are
///
///     L (1/√p − 1/√upper)  of the base token   and   L (√p − √lower)  of the quote token
///
/// so that below the range all is base, above it all is quote. A range from 0 without end is a pool of a constant product.
/// What the position earned and was not paid yet is its `ContractState.feesOwed`. It settles in cash and does not expire.
public struct LiquidityPositionContract: ContractTerms {
  /// The token whose price moves the position.
  public let base: Underlying
  /// The token that the pool's price is quoted in; nil for the quote currency itself.
  public let quote: Underlying?
  /// Where the range begins, finite and ≥ 0, quote for one base.
  public let lower: Double
  /// Where it ends, above its begin; +∞ for a range without end.
  public let upper: Double
  /// Units of liquidity L of one contract, finite and > 0: the root of base times quote amount of a range without ends.
  public let liquidity: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a range or a liquidity out of its limits, or when both tokens are the same (field
  ///   `quote`).
  public init(
    base: Underlying, quote: Underlying? = nil, lower: Double = 0, upper: Double = .infinity, liquidity: Double
  ) throws(MarketError) {
    (self.base, self.quote) = (base, quote)
    (self.lower, self.upper, self.liquidity) = (lower, upper, liquidity)
    try check(positive: [("liquidity", liquidity)])
    guard lower >= 0, lower.isFinite else { throw .invalidTerms(contract: name, field: "lower", value: lower) }
    guard upper > lower else { throw .invalidTerms(contract: name, field: "upper", value: upper) }
    guard quote != base else { throw .invalidTerms(contract: name, field: "quote", value: .nan) }
  }

  /// The base token, then the quote token where it is not the quote currency.
  public var underlyings: [Underlying] { [base] + (quote.map { [$0] } ?? []) }
  /// None.
  public var expiration: Timestamp? { nil }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// The liquidity.
  public var contractSize: Double { liquidity }
  /// `BTC-LIQUIDITY-60000-80000`, `ETH-LIQUIDITY-BTC-0d03-0d05`; without the range where it has no ends, with `inf` for one.
  public var name: String {
    let range = lower == 0 && upper == .infinity ? "" : "-\(venueText(lower))-\(venueText(upper))"
    return "\(base)-LIQUIDITY\(quote.map { "-\($0)" } ?? "")\(range)"
  }
}
