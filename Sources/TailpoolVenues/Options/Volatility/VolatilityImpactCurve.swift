import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// A curve whose trades move a base volatility and a skew.
///
///     volatility = base volatility × skew,   both + where the pool sells, − where it buys
///
/// Each strike of each expiry has a skew of its own; its base volatility is the strike's too, or the whole expiry's (`reach`). What
/// a trade costs is the integral of the Black–Scholes price along the move (`ImpactPremium`, the usual `premium`), or the price
/// at the volatility after the trade, which is what the anchor charges and why splitting a trade pays there.
///
/// With the integral, no cycle of trades in one strike pays the taker, and none at all while each strike has its own base
/// volatility. Where a trade moves the base of a whole expiry, a cycle over two strikes can pay, for their vegas differ: fees must
/// cover that.
///
/// Fees: a part of the premium and of the spot, both growing with the time to expiry; one for vega in use; one for vega, skew and the
/// distance of the base volatility from its average. Who sells is charged no more than the premium.
///
/// Marks are at the averages over time of both, which a trade cannot move at the moment it is made.
///
/// - Source: Lyra, v1 contracts, `OptionMarketPricer.sol`, `OptionGreekCache.sol`, `GWAV.sol`.
public struct VolatilityImpactCurve: OptionCurve {
  /// `volatility-impact`.
  public static var kind: String { "volatility-impact" }

  /// The parameters: `standardSize`, and others that have usual values.
  public static var fields: [VenueField] { VolatilityImpactTerms.fields }

  /// A place that trades move: a strike of an expiry; strike 0 for all of an expiry.
  struct Place: Hashable, Comparable, Sendable {
    let expiry: Timestamp
    let strike: UInt128

    static func < (a: Place, b: Place) -> Bool { (a.expiry, a.strike) < (b.expiry, b.strike) }
  }

  /// A number that trades move: where it began, what was sold since, and its average.
  struct Coordinate: Hashable, Sendable {
    let start: FixedDecimal
    var sold: FixedDecimal
    var average: GeometricTimeAverage

    /// The number after a trade of a size.
    func moved(by size: FixedDecimal) throws(CurveRefusal) -> Coordinate {
      var moved = self
      moved.sold = try counted { () throws(LedgerError) in try sold.adding(size) }
      return moved
    }
  }

  let terms: VolatilityImpactTerms
  private(set) var bases: [Place: Coordinate] = [:]
  private(set) var skews: [Place: Coordinate] = [:]
  private(set) var lastTime: Timestamp?

  init(_ terms: VolatilityImpactTerms) { self.terms = terms }

  /// A curve before its first trade.
  ///
  /// - Parameter parameters: Those of `fields`, in any order.
  /// - Throws: `EventFormatError` naming a parameter that is missing, unknown, or out of its range.
  public init(parameters: [EventField]) throws(EventFormatError) {
    self.init(try VolatilityImpactTerms(.fields(parameters)))
  }

  /// The parameters that are set.
  public var parameters: [EventField] { Self.fields(of: terms) }

  /// What a trade would cost.
  ///
  /// - Parameters:
  ///   - trade: What is traded.
  ///   - market: What is known of market and pool.
  /// - Throws: `CurveRefusal`: `.notQuoted`, `.outsideOfTerm`, `.timeRunsBack`, `.invalid`; `.volatility`, `.skew` and `.delta` beyond their
  ///   bounds; `.noValue` where a vega fee needs the pool's value; `.overflow`.
  public func quote(_ trade: CurveTrade, in market: CurveMarket) throws(CurveRefusal) -> CurveQuote {
    try move(trade, in: market).quote
  }

  /// Takes a trade as `quote` says it, and moves the volatility.
  ///
  /// - Parameters:
  ///   - trade: What is traded.
  ///   - market: What is known of market and pool.
  /// - Throws: As `quote`.
  public mutating func take(_ trade: CurveTrade, in market: CurveMarket) throws(CurveRefusal) -> CurveQuote {
    let move = try move(trade, in: market)
    bases = bases.filter { $0.key.expiry > market.time }
    skews = skews.filter { $0.key.expiry > market.time }
    (bases[move.basePlace], skews[move.place]) = (move.base, move.skew)
    lastTime = market.time
    return move.quote
  }

  /// What one option is worth at the averages of its base volatility and skew.
  ///
  /// - Parameters:
  ///   - contract: A European option that has not expired.
  ///   - market: What is known of market and pool.
  /// - Returns: Delta is that of the option in the currency of the strike, also where it settles in coin.
  /// - Throws: `CurveRefusal`: `.notQuoted`, `.outsideOfTerm`, `.timeRunsBack` or `.invalid`.
  public func mark(_ contract: PoolContract, in market: CurveMarket) throws(CurveRefusal) -> CurveMark {
    let option = try QuotedOption(contract, in: market)
    try market.check(since: lastTime)
    return try option.mark(average(try state(of: option, in: market), at: market.time))
  }

  /// The volatility at which a pool closes a position that its owner did not ask to close.
  ///
  /// The base volatility counts as moved by the trade that the close is, the skew as before it.
  ///
  /// - Parameters:
  ///   - contract: A European option that has not expired.
  ///   - size: Options closed, > 0.
  ///   - position: Whose position it is.
  ///   - market: What is known of market and pool.
  ///   - factors: The factors.
  /// - Throws: `CurveRefusal` as `mark`, and `.volatility` where the base volatility would be below zero.
  public func forcedCloseVolatility(
    _ contract: PoolContract, size: Double, closing position: ForcedCloseVolatility.Position, in market: CurveMarket,
    factors: ForcedCloseVolatility = .init()
  ) throws(CurveRefusal) -> Double {
    guard size > 0 else { throw .invalid(field: "size", value: size) }
    let option = try QuotedOption(contract, in: market)
    try market.check(since: lastTime)
    let state = try state(of: option, in: market)
    let trade = CurveTrade(contract, size: position == .long ? -size : size)
    let base = try base(state.base.moved(by: trade.exactSize()))
    return factors.volatility(
      closing: position, average: average(state, at: market.time), traded: base.value * (try skew(state.skew)).value,
      isAfterCutoff: option.secondsLeft < terms.cutoffSeconds)
  }
}
