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

/// Value and sensitivities in coin of positions that are settled in coin.
///
/// With c the value in coin and S the spot: derivatives of c with respect to spot, volatility and calendar time.
public struct CoinGreeks: Hashable, Sendable {
  /// Coins, signed.
  public var value = 0.0
  /// dc/dS, coins per dollar.
  public var delta = 0.0
  /// The premium-adjusted delta, S dc/dS = dV/dS − c: coins of hedge for someone who counts in coin.
  public var netDelta = 0.0
  /// d²c/dS².
  public var gamma = 0.0
  /// dc/dσ, per 1.00 of volatility.
  public var vega = 0.0
  /// −dc/dT, per year of calendar time.
  public var theta = 0.0

  /// Creates zero sensitivities.
  public init() {}

  /// Adds another group of the same underlying.
  public static func += (left: inout CoinGreeks, right: CoinGreeks) {
    left.value += right.value
    left.delta += right.delta
    left.netDelta += right.netDelta
    left.gamma += right.gamma
    left.vega += right.vega
    left.theta += right.theta
  }
}

/// One position with its value.
public struct PositionValuation: Hashable, Sendable {
  /// The position.
  public let position: Position
  /// The annual volatility it is valued at; 0 for a future, whose value has none.
  public let volatility: Double
  /// Where that volatility came from; nil where it stands in the contract or is not needed.
  public let volatilitySource: VolatilitySource?
  /// Price of one unit in the settlement currency, unsigned; of a future what it has gained since its entry, signed.
  public let price: Double
  /// Value in the settlement currency: coin for coin-settled contracts, dollars otherwise.
  public let settlementValue: Double
  /// Dollar value and Greeks of the whole position (quantity × contract size).
  public let greeks: NetGreeks
  /// Value and Greeks in coin of the whole position; nil for one that is settled in cash.
  public let coin: CoinGreeks?
  /// What a contract without expiry is priced from; nil for an option with one.
  public let pricer: PerpetualPricer?

  /// The units of the underlying that hedge the position for someone who counts the premium of coin-settled contracts in
  /// coin: the premium-adjusted delta of those, the delta of others.
  public var netDelta: Double { coin?.netDelta ?? greeks.delta }

  /// Creates a valuation; see the properties for the meaning of each argument.
  public init(
    position: Position, volatility: Double, volatilitySource: VolatilitySource?, price: Double,
    settlementValue: Double, greeks: NetGreeks, coin: CoinGreeks? = nil, pricer: PerpetualPricer? = nil
  ) {
    self.position = position
    self.volatility = volatility
    self.volatilitySource = volatilitySource
    self.price = price
    self.settlementValue = settlementValue
    self.greeks = greeks
    self.coin = coin
    self.pricer = pricer
  }
}

/// Net sensitivities of one underlying and expiry.
public struct ExpiryGreeks: Hashable, Sendable {
  /// The underlying.
  public let underlying: Underlying
  /// The expiry; nil for the contracts that do not expire.
  public let expiry: Timestamp?
  /// The sums over the positions.
  public let greeks: NetGreeks

  /// Creates a row; see the properties for the meaning of each argument.
  public init(underlying: Underlying, expiry: Timestamp?, greeks: NetGreeks) {
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
  /// Net sensitivities by underlying and expiry, sorted; the contracts of an underlying that do not expire come last.
  public let byExpiry: [ExpiryGreeks]
  /// Net sensitivities by underlying.
  public let byUnderlying: [Underlying: NetGreeks]
  /// Dollar value of the book, signed: negative when the pool owes more than it holds.
  public let value: Double

  /// Value and sensitivities in coin of the coin-settled positions, by underlying.
  ///
  /// - Complexity: O(positions).
  public var coinByUnderlying: [Underlying: CoinGreeks] {
    var sums: [Underlying: CoinGreeks] = [:]
    for position in positions {
      if let coin = position.coin { sums[position.position.contract.underlying, default: CoinGreeks()] += coin }
    }
    return sums
  }

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
