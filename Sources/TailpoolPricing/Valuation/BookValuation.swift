import TailpoolMarket

/// Value and sensitivities of a group of positions, in quote currency (US dollars).
///
/// Greeks are derivatives of the dollar value with respect to spot, volatility and calendar time:
/// `delta = dV/dS`, `gamma = d2V/dS2`, `vega = dV/dσ` per 1.00 of volatility, `theta = −dV/dT` per year.
public struct NetGreeks: Hashable, Sendable {
  /// Dollar value, signed.
  public var value = 0.0
  /// Units of the underlying.
  public var delta = 0.0
  /// Units of the underlying per dollar.
  public var gamma = 0.0
  /// Dollars per 1.00 of volatility.
  public var vega = 0.0
  /// Dollars per year of calendar time.
  public var theta = 0.0

  /// Creates zero sensitivities.
  public init() {}

  /// Adds another group of the same underlying.
  public static func += (left: inout NetGreeks, right: NetGreeks) {
    left.value += right.value
    left.delta += right.delta
    left.gamma += right.gamma
    left.vega += right.vega
    left.theta += right.theta
  }
}

/// One position with its value.
public struct PositionValuation: Hashable, Sendable {
  /// The position.
  public let position: Position
  /// The annual volatility it is valued at.
  public let volatility: Double
  /// Where that volatility came from.
  public let volatilitySource: VolatilitySource
  /// Price of one unit in the settlement currency, unsigned.
  public let price: Double
  /// Value in the settlement currency: coin for coin-settled options, dollars otherwise.
  public let settlementValue: Double
  /// Dollar value and Greeks of the whole position (quantity × contract size).
  public let greeks: NetGreeks

  /// Creates a valuation; see the properties for the meaning of each argument.
  public init(
    position: Position, volatility: Double, volatilitySource: VolatilitySource, price: Double,
    settlementValue: Double, greeks: NetGreeks
  ) {
    self.position = position
    self.volatility = volatility
    self.volatilitySource = volatilitySource
    self.price = price
    self.settlementValue = settlementValue
    self.greeks = greeks
  }
}

/// Net sensitivities of one underlying and expiry.
public struct ExpiryGreeks: Hashable, Sendable {
  /// The underlying.
  public let underlying: Underlying
  /// The expiry.
  public let expiry: Timestamp
  /// The sums over the positions.
  public let greeks: NetGreeks

  /// Creates a row; see the properties for the meaning of each argument.
  public init(underlying: Underlying, expiry: Timestamp, greeks: NetGreeks) {
    self.underlying = underlying
    self.expiry = expiry
    self.greeks = greeks
  }
}

/// A book valued in a snapshot.
public struct BookValuation: Hashable, Sendable {
  /// The snapshot's time.
  public let asOf: Timestamp
  /// The positions in the order of the book.
  public let positions: [PositionValuation]
  /// Net sensitivities by underlying and expiry, sorted.
  public let byExpiry: [ExpiryGreeks]
  /// Net sensitivities by underlying.
  public let byUnderlying: [Underlying: NetGreeks]
  /// Dollar value of the book, signed: negative when the pool owes more than it holds.
  public let value: Double

  /// Creates a valuation; see the properties for the meaning of each argument.
  public init(
    asOf: Timestamp, positions: [PositionValuation], byExpiry: [ExpiryGreeks],
    byUnderlying: [Underlying: NetGreeks], value: Double
  ) {
    self.asOf = asOf
    self.positions = positions
    self.byExpiry = byExpiry
    self.byUnderlying = byUnderlying
    self.value = value
  }
}
