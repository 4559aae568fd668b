import TailpoolEvents
import TailpoolMarket
import TailpoolPoolEngine

/// How an options venue makes a price of its own: a curve along which trades move, with what it remembers of them.
///
/// A curve is a value. It knows nothing of money in base units: the venue rounds, keeps the books and holds the limits of the
/// pool; the curve says what a trade costs, of what parts, and where it stands afterward.
public protocol OptionCurve: Hashable, Sendable {
  /// What venues of this kind are called in files: `volatility-impact`.
  static var kind: String { get }
  /// The parameters, as a venue's description names them.
  static var fields: [VenueField] { get }

  /// The parameters as fields, in the order of `fields`; those that are not set are left out.
  var parameters: [EventField] { get }
  /// A curve before its first trade.
  ///
  /// - Parameter parameters: Its parameters, in any order; no field beyond those of `fields`.
  /// - Throws: `EventFormatError` naming a parameter that is missing or out of its range.
  init(parameters: [EventField]) throws(EventFormatError)

  /// What a trade would cost. The curve is left as it is.
  ///
  /// - Parameters:
  ///   - trade: What is traded.
  ///   - market: What is known of market and pool.
  /// - Throws: `CurveRefusal` naming the bound.
  func quote(_ trade: CurveTrade, in market: CurveMarket) throws(CurveRefusal) -> CurveQuote
  /// Takes a trade: the quote, after which the curve stands where the trade has moved it.
  ///
  /// - Throws: As `quote`; the curve is then what it was.
  mutating func take(_ trade: CurveTrade, in market: CurveMarket) throws(CurveRefusal) -> CurveQuote
  /// What one unit of an option is worth to the curve, without a trade.
  ///
  /// - Throws: `CurveRefusal`.
  func mark(_ contract: PoolContract, in market: CurveMarket) throws(CurveRefusal) -> CurveMark

  /// What the holder of a contract without expiry pays to hold it, as a part of the contract a year, in kind.
  ///
  /// - Returns: A rate, continuously compounded, below zero where the holder is paid; nil for contracts that nobody pays to hold.
  /// - Throws: `CurveRefusal`.
  func fundingRate(_ contract: PoolContract, in market: CurveMarket) throws(CurveRefusal) -> Double?

  /// What the curve remembers, for programs.
  var stateValue: EventValue { get }
}

extension OptionCurve {
  /// Nobody pays to hold a contract.
  public func fundingRate(_ contract: PoolContract, in market: CurveMarket) -> Double? { nil }
}

/// What a curve is told of the market and of the pool that stands behind it.
///
/// Money is in whole units of the pool's asset.
public struct CurveMarket: Hashable, Sendable {
  /// Now.
  public var time: Timestamp
  /// Price of the underlying, finite and > 0.
  public var spot: Double
  /// Continuously compounded rate of the currency that strikes are in, a year.
  public var rate: Double
  /// What an oracle says of the volatility a year; nil where the venue has none.
  public var volatility: Double?
  /// What the pool holds.
  public var assets: Double
  /// What of it is locked as collateral.
  public var locked: Double
  /// The pool's value for its shares, ≤ 0 where there is none.
  public var netAssetValue: Double

  /// Creates a market; see the properties for the meaning of each argument.
  public init(
    time: Timestamp, spot: Double, rate: Double = 0, volatility: Double? = nil, assets: Double = 0, locked: Double = 0,
    netAssetValue: Double = 0
  ) {
    self.time = time
    self.spot = spot
    self.rate = rate
    self.volatility = volatility
    self.assets = assets
    self.locked = locked
    self.netAssetValue = netAssetValue
  }
}

/// What a taker asks of a curve.
public struct CurveTrade: Hashable, Sendable {
  /// What is traded; its strike is on a scale of 10⁸.
  public let contract: PoolContract
  /// Units of the underlying's options, finite and not zero: above zero where the pool sells, below where it buys.
  public let size: Double
  /// What of the pool's assets the trade locks, in whole units; below zero where it frees some.
  public let collateral: Double
  /// Whether the venue makes the trade itself, to close what a trader has too little collateral for: the bounds of what is traded, on
  /// volatility, delta, time to expiry and utilization, do not hold it up.
  public let isForced: Bool

  /// Creates a trade; see the properties for the meaning of each argument.
  public init(_ contract: PoolContract, size: Double, collateral: Double = 0, isForced: Bool = false) {
    self.contract = contract
    self.size = size
    self.collateral = collateral
    self.isForced = isForced
  }
}

/// One part of what a taker pays besides the premium, or of what it is not paid.
public struct CurveFee: Hashable, Sendable {
  /// What it is for, by its name in reports: `option price`, `vega utilization`.
  public let name: String
  /// Whole units of the pool's asset, ≥ 0.
  public let amount: Double

  /// Creates a fee.
  public init(_ name: String, _ amount: Double) { (self.name, self.amount) = (name, amount) }
}

/// What a trade costs, of its parts.
public struct CurveQuote: Hashable, Sendable {
  /// What the options are worth by the curve's model before its spread, ≥ 0, in whole units of the pool's asset: where a trade moves
  /// the price, at the price before it.
  public var fair: Double
  /// What they cost before fees, ≥ 0: paid by a taker who buys, paid to one who sells.
  public var premium: Double
  /// Fees, in the order in which they are found.
  public var fees: [CurveFee]
  /// The volatility that the premium is of, where there is one; the mean where the trade moves it.
  public var volatility: Double?
  /// The curve's own coordinate before and after: a volatility, a level, a price.
  public var before: Double
  /// The coordinate after the trade.
  public var after: Double

  /// Creates a quote; see the properties for the meaning of each argument.
  public init(
    fair: Double, premium: Double, fees: [CurveFee] = [], volatility: Double? = nil, before: Double, after: Double
  ) {
    self.fair = fair
    self.premium = premium
    self.fees = fees
    self.volatility = volatility
    self.before = before
    self.after = after
  }

  /// All fees.
  public var fee: Double { fees.reduce(0) { $0 + $1.amount } }
}

/// What one unit of an option is worth to a curve.
public struct CurveMark: Hashable, Sendable {
  /// The value, ≥ 0, in whole units of the pool's asset.
  public let value: Double
  /// Units of the underlying for one.
  public let delta: Double
  /// Whole units per 1.00 of volatility.
  public let vega: Double

  /// Creates a mark; see the properties for the meaning of each argument.
  public init(value: Double, delta: Double, vega: Double) {
    (self.value, self.delta, self.vega) = (value, delta, vega)
  }
}

/// Why a curve does not quote; it stays what it was.
@nonexhaustive
public enum CurveRefusal: Error, Hashable, Sendable {
  /// A number that is out of its range: not finite, zero, or of the wrong sign.
  case invalid(field: String, value: Double)
  /// The curve does not quote contracts of this kind.
  case notQuoted(contract: String)
  /// The contract has expired, or expires too soon or too late to be traded.
  case outsideOfTerm(seconds: Int64, least: Int64, most: Int64)
  /// The market is older than the last trade.
  case timeRunsBack(time: Timestamp, last: Timestamp)
  /// The volatility would fall to zero or below, or pass its bound.
  case volatility(after: Double, least: Double, most: Double)
  /// The skew would leave its bounds.
  case skew(after: Double, least: Double, most: Double)
  /// The delta is out of the bounds within which the curve trades.
  case delta(Double, least: Double, most: Double)
  /// More of the pool would be in use than it has, or than may be.
  case utilization(after: Double, most: Double)
  /// Less than was asked for can be had.
  case notFilled(available: Double, asked: Double)
  /// The pool has no value to hold a fee against.
  case noValue
  /// The strike is not within the bounds about the spot.
  case strike(Double, least: Double, most: Double)
  /// A number passes what the curve counts in.
  case overflow
}
