import TailpoolLedger
import TailpoolMarket

/// A trade that any venue of two tokens can be asked for: so much of token 0, whatever it costs.
public struct TokenTrade: Hashable, Sendable {
  /// When.
  public let time: Timestamp
  /// Who.
  public let trader: String
  /// Whether the trader buys token 0; else it sells.
  public let isPurchase: Bool
  /// Units of token 0, > 0.
  public let amount0: UInt128

  /// Creates a trade; see the properties for the meaning of each argument.
  public init(at time: Timestamp, trader: String, isPurchase: Bool, amount0: UInt128) {
    self.time = time
    self.trader = trader
    self.isPurchase = isPurchase
    self.amount0 = amount0
  }
}

/// A venue where one token is traded for the other.
public protocol ExchangeVenue: TradingVenue {
  /// The order that asks for a trade without a bound on what it costs.
  static func order(_ trade: TokenTrade) -> Order
  /// The order by which the protocol says an index price; nil where the venue has none.
  ///
  /// - Parameters:
  ///   - price: Whole tokens 1 for a whole token 0, finite and > 0.
  ///   - scale: Decimals of the tokens.
  ///   - time: When.
  static func indexOrder(_ price: Double, scale: TokenScale, at time: Timestamp) -> Order?
}

extension ExchangeVenue {
  /// The venue makes its price alone.
  public static func indexOrder(_ price: Double, scale: TokenScale, at time: Timestamp) -> Order? { nil }

  /// What a trade would pay or be paid in token 1; the venue stays what it is.
  ///
  /// - Throws: `VenueRefusal` as the trade would.
  /// - Complexity: That of the trade and of a copy of the venue.
  public func quote(_ trade: TokenTrade) throws(VenueRefusal) -> UInt256 {
    var copy = self
    return try copy.cost(trade)
  }

  /// Takes a trade, and says what it paid or was paid in token 1.
  private mutating func cost(_ trade: TokenTrade) throws(VenueRefusal) -> UInt256 {
    let flow = try take(Self.order(trade)).flow
    return trade.isPurchase ? flow.in1 : flow.out1
  }

  /// How much worse than the venue's price a trade is, its fee included.
  ///
  ///     ±(paid or received / (amount0 · price) − 1),   + for a purchase
  ///
  /// - Returns: A part, ≥ 0 but for rounding and for what a venue pays to be brought into balance; nil without a price.
  /// - Throws: `VenueRefusal` as the trade would.
  public func slippage(of trade: TokenTrade) throws(VenueRefusal) -> Double? {
    guard let price = priceOfUnits else { return nil }
    let part = try quote(trade).approximation / (trade.amount0.approximation * price) - 1
    return trade.isPurchase ? part : -part
  }

  /// What a trade gains by being made in equal parts, one right after the other.
  ///
  ///     ±(whole − Σ parts) / whole,   + for a purchase, which pays so much less
  ///
  /// - Parameters:
  ///   - trade: The trade.
  ///   - parts: How many, from 1 to 10,000; the last takes what the division leaves.
  /// - Returns: A part of what the whole costs.
  /// - Throws: `VenueRefusal` as a trade would; `.nothingToMove` for no part, or less than a unit each.
  /// - Complexity: O(parts) trades.
  public func gainOfSplitting(_ trade: TokenTrade, into parts: Int) throws(VenueRefusal) -> Double {
    guard (1...10_000).contains(parts), trade.amount0 >= UInt128(parts) else { throw .nothingToMove }
    let whole = try quote(trade)
    var (copy, sum) = (self, UInt256.zero)
    let each = trade.amount0 / UInt128(parts)
    for index in 1...parts {
      let amount0 = index == parts ? trade.amount0 - each * UInt128(parts - 1) : each
      sum =
        sum
        &+ (try copy.cost(
          TokenTrade(at: trade.time, trader: trade.trader, isPurchase: trade.isPurchase, amount0: amount0)))
    }
    let difference = whole >= sum ? (whole &- sum).approximation : -(sum &- whole).approximation
    return (trade.isPurchase ? difference : -difference) / whole.approximation
  }
}

extension ConstantProductPool: ExchangeVenue {
  /// A sale of token 0 paid in, or a purchase of token 0 received.
  public static func order(_ trade: TokenTrade) -> ConstantProductEvent {
    ConstantProductEvent(
      at: trade.time,
      trade.isPurchase
        ? .buy(trader: trade.trader, zeroForOne: false, received: trade.amount0, most: .max)
        : .sell(trader: trade.trader, zeroForOne: true, paidIn: trade.amount0, least: 0))
  }
}

extension ConcentratedPool: ExchangeVenue {
  /// A swap of exactly so much token 0, to whatever price.
  public static func order(_ trade: TokenTrade) -> ConcentratedPoolEvent {
    let amount = UInt256(trade.amount0)
    return ConcentratedPoolEvent(
      at: trade.time,
      .swap(
        trader: trade.trader,
        LiquiditySwap(
          zeroForOne: !trade.isPurchase, amount: trade.isPurchase ? .exactOutput(amount) : .exactInput(amount)),
        allowed: trade.isPurchase ? .max : .zero))
  }
}

extension ImbalancePool: ExchangeVenue {
  /// A sale or a purchase of token 0.
  public static func order(_ trade: TokenTrade) -> ImbalancePoolEvent {
    ImbalancePoolEvent(
      at: trade.time,
      trade.isPurchase
        ? .buy(trader: trade.trader, amount0: trade.amount0, most: .max)
        : .sell(trader: trade.trader, amount0: trade.amount0, least: 0))
  }

  /// The price on both sides; nil for one out of the index's range.
  public static func indexOrder(_ price: Double, scale: TokenScale, at time: Timestamp) -> ImbalancePoolEvent? {
    let index = (scale.priceOfUnits(price) * priceUnit.approximation).rounded()
    guard index >= 1, index < 0x1p120 else { return nil }
    let units = UInt256(UInt128(index))
    return ImbalancePoolEvent(at: time, .index(low: units, high: units))
  }
}
