/// What amounts are counted in: dollars, the quote currency of the markets, or coins of an underlying.
public enum UnitOfAccount: Hashable, Sendable {
  /// The quote currency.
  case dollars
  /// Units of an underlying.
  case coin(Underlying)

  /// The unit of a name.
  ///
  /// - Parameter name: `USD` for dollars, else the ticker of an underlying; case matters.
  public init(_ name: String) { self = name == "USD" ? .dollars : .coin(Underlying(name)) }

  /// `USD`, or the ticker of the underlying.
  public var name: String {
    switch self {
    case .dollars: "USD"
    case .coin(let underlying): underlying.name
    }
  }

  /// The underlying whose units are counted; nil for dollars.
  public var underlying: Underlying? {
    if case .coin(let underlying) = self { underlying } else { nil }
  }

  /// What one unit is worth, in dollars: 1 for dollars, NaN for an underlying without a spot.
  public func price(at spots: [Underlying: Double]) -> Double { underlying.map { spots[$0] ?? .nan } ?? 1 }
}

extension UnitOfAccount: ExpressibleByStringLiteral {
  /// The unit of a literal name.
  public init(stringLiteral value: String) { self.init(value) }
}

extension UnitOfAccount: Comparable, CustomStringConvertible {
  /// Dollars sort first, then the tickers.
  public static func < (left: UnitOfAccount, right: UnitOfAccount) -> Bool {
    switch (left.underlying, right.underlying) {
    case (let left?, let right?): left < right
    case (nil, _?): true
    case (_, nil): false
    }
  }

  /// The name.
  public var description: String { name }
}
