import TailpoolLedger

/// Amounts of a venue's two tokens, in base units.
public struct TokenAmounts: Hashable, Sendable {
  /// Units of token 0.
  public var amount0: UInt256
  /// Units of token 1.
  public var amount1: UInt256

  /// Nothing of either.
  public static let zero = TokenAmounts(.zero, .zero)

  /// Creates amounts.
  ///
  /// - Parameters:
  ///   - amount0: Units of token 0.
  ///   - amount1: Units of token 1.
  public init(_ amount0: UInt256, _ amount1: UInt256) { (self.amount0, self.amount1) = (amount0, amount1) }

  /// The sums, token by token; 2²⁵⁶ − 1 where a sum passes it, which no supply of a token does.
  public static func + (a: TokenAmounts, b: TokenAmounts) -> TokenAmounts {
    TokenAmounts(
      (try? a.amount0.adding(b.amount0)) ?? .max, (try? a.amount1.adding(b.amount1)) ?? .max)
  }

  /// Adds amounts, as `+`.
  public static func += (a: inout TokenAmounts, b: TokenAmounts) { a = a + b }
}

/// How many base units a whole token of each kind is, and what that makes of amounts and prices.
///
/// Only for showing: whole tokens are numbers of double precision, with an error of 1e-15 of themselves.
public struct TokenScale: Hashable, Sendable {
  /// Decimals of token 0: a whole token is 10^decimals base units.
  public let decimals0: Int
  /// The same of token 1.
  public let decimals1: Int
  /// Base units of a whole token 0.
  private let units0: Double
  /// The same of token 1.
  private let units1: Double

  /// Creates a scale.
  ///
  /// - Parameters:
  ///   - decimals0: 0 to 36.
  ///   - decimals1: 0 to 36.
  /// - Throws: `VenueRefusal.invalidTerms` naming `decimals0` or `decimals1`.
  public init(decimals0: Int = 18, decimals1: Int = 18) throws(VenueRefusal) {
    guard 0...36 ~= decimals0, let units0 = Double("1e\(decimals0)") else { throw .invalidTerms(field: "decimals0") }
    guard 0...36 ~= decimals1, let units1 = Double("1e\(decimals1)") else { throw .invalidTerms(field: "decimals1") }
    (self.decimals0, self.decimals1, self.units0, self.units1) = (decimals0, decimals1, units0, units1)
  }

  /// Whole tokens 0 of so many base units.
  public func tokens0(_ units: UInt256) -> Double { units.approximation / units0 }

  /// Base units of so many whole tokens 0, rounded; nil where there is not one, or more than 2¹²⁰.
  public func units0(_ tokens: Double) -> UInt128? {
    let units = (tokens * units0).rounded()
    return units >= 1 && units <= 0x1p120 ? UInt128(units) : nil
  }

  /// Whole tokens 1 of so many base units.
  public func tokens1(_ units: UInt256) -> Double { units.approximation / units1 }

  /// Liquidity of whole tokens, of liquidity of base units: both are roots of products of an amount of each.
  func liquidity(_ units: UInt128) -> Double { units.approximation / (units0.squareRoot() * units1.squareRoot()) }

  /// The price of a whole token 0 in whole tokens 1, of the price of a base unit in base units.
  public func price(ofUnits price: Double) -> Double { price * (units0 / units1) }

  /// The price of a base unit of token 0 in base units of token 1, of the price in whole tokens.
  public func priceOfUnits(_ price: Double) -> Double { price * (units1 / units0) }

  /// What amounts are worth in whole tokens 1.
  ///
  ///     amount0 price + amount1
  ///
  /// - Parameters:
  ///   - amounts: Base units.
  ///   - price: Whole tokens 1 for a whole token 0.
  public func value(_ amounts: TokenAmounts, at price: Double) -> Double {
    tokens0(amounts.amount0) * price + tokens1(amounts.amount1)
  }

  /// How much more amounts are worth than others, in whole tokens 1; the difference of each token is taken in whole units.
  ///
  /// - Parameters:
  ///   - amounts: Base units.
  ///   - others: Base units that are taken off.
  ///   - price: Whole tokens 1 for a whole token 0.
  public func value(_ amounts: TokenAmounts, less others: TokenAmounts, at price: Double) -> Double {
    difference(amounts.amount0, others.amount0) / units0 * price + difference(amounts.amount1, others.amount1) / units1
  }

  private func difference(_ a: UInt256, _ b: UInt256) -> Double {
    a >= b ? (a &- b).approximation : -(b &- a).approximation
  }
}
