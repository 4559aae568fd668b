import TailpoolLedger
import TailpoolMarket

/// What came of one order of a replay.
public struct VenueRecord: Hashable, Sendable {
  /// How an order ended.
  public enum Outcome: Hashable, Sendable {
    /// The venue took it.
    case taken(VenueFill)
    /// The venue refused it and stayed what it was.
    case refused(VenueRefusal)
  }

  /// In which list an order stood.
  public enum Source: String, Hashable, Sendable {
    /// The orders of the venue.
    case order
    /// Trades that any venue is asked for.
    case trade
    /// A market's prices, which the venue is told or traded to.
    case price
  }

  /// The place among all that the venue was asked for, from 1.
  public let index: Int
  /// The list that it stood in; that of the orders where there is no other.
  public let source: Source
  /// The place in that list, from 1.
  public let row: Int
  /// When it was asked for.
  public let time: Timestamp
  /// What was asked for, by its name in the format of events.
  public let action: String
  /// Who asked.
  public let party: VenueParty
  /// How it ended.
  public let outcome: Outcome
  /// Whole tokens 1 for a whole token 0 afterward; nil where there is no price.
  public let price: Double?
  /// What the venue held afterward.
  public let inventory: TokenAmounts
  /// What of it was not owed to traders.
  public let worth: TokenAmounts
  /// What had come together by then.
  public let totals: VenueTotals

  /// What moved; nil for an order that was refused.
  public var fill: VenueFill? {
    if case .taken(let fill) = outcome { return fill }
    return nil
  }

  /// Why it was refused; nil for an order that was taken.
  public var refusal: VenueRefusal? {
    if case .refused(let refusal) = outcome { return refusal }
    return nil
  }
}

/// What comes together along a replay.
public struct VenueTotals: Hashable, Sendable {
  /// Orders taken.
  public internal(set) var taken = 0
  /// Orders refused.
  public internal(set) var refused = 0
  /// Trades among the orders taken.
  public internal(set) var trades = 0
  /// What owners brought in, in base units.
  public internal(set) var brought = TokenAmounts.zero
  /// What owners and the protocol were paid, in base units.
  public internal(set) var paid = TokenAmounts.zero
  /// What traders were paid when their contracts ended, in base units.
  public internal(set) var payoffs = TokenAmounts.zero
  /// Fees of all trades, the protocol's part included, in base units.
  public internal(set) var fees = TokenAmounts.zero
  /// The same fees in whole tokens 1, each at the price after its trade.
  public internal(set) var feesValue = 0.0
  /// The pool's result against rebalancing at its own prices, in whole tokens 1.
  ///
  ///     Σ over trades of  (paid in − fee) − received,  each token 0 at the price after the trade
  ///
  /// One who holds what the pool holds and trades the same amounts at the price after each trade, without a fee, does better
  /// by this. Where trades make the price none adds more than zero to it, but for roundings to whole units: the pool
  /// sells on the way up to that price, and buys on the way down to it. The price is the venue's own, not a market's.
  public internal(set) var rebalancingResult = 0.0

  /// Nothing yet.
  public init() {}

  /// Adds a trade after which the price is so.
  mutating func add(trade fill: VenueFill, at price: Double?, scale: TokenScale, exchangesTokens: Bool) {
    trades += 1
    fees += fill.fee
    guard let price else { return }
    feesValue += scale.value(fill.fee, at: price)
    if exchangesTokens { rebalancingResult += fill.result(at: price, scale: scale) }
  }
}
