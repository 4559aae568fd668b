import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// A curve that asks more the more of the pool is in use.
///
///     premium = fair × size × √(c(utilization before, 0) c(utilization after, hours since the last trade))
///
/// with fair the Black–Scholes price at the oracle's volatility, over the spot for options that settle in coin, whose pools count in the
/// underlying, and c of `UtilizationLevel`. A minting fee is a part of the collateral. What the premium is above fair is the spread,
/// which a pool locks until expiry (`SpreadRelease`).
///
/// The pool buys back only what it has sold of a contract, at
///
///     size × min(average premium received, fair)
///
/// so that it never pays more than it has got. Since the level is 1 or more no cycle of trades in one market pays the taker. One
/// trade does not cost what its parts cost: each part moves the level, and the twist of the level before a trade, which has
/// not decayed, stands.
///
/// Bounds: time to expiry and the magnitude of delta of what is sold, and a utilization of 1.
///
/// - Source: Premia, v3 contracts, `UnderwriterVault` and `OptionMath`.
public struct UtilizationCurve: OptionCurve {
  /// `utilization-level`.
  public static var kind: String { "utilization-level" }

  /// The parameters, each of which has a usual value.
  public static var fields: [VenueField] { UtilizationTerms.fields }

  /// What was sold of a contract, and what was received for one on average.
  struct Position: Hashable, Sendable {
    var sold: FixedDecimal
    var averagePremium: Double
    let expiry: Timestamp
  }

  let terms: UtilizationTerms
  private(set) var positions: [String: Position] = [:]
  private(set) var lastTime: Timestamp?

  /// A curve before its first trade.
  ///
  /// - Parameter parameters: Those of `fields`, in any order.
  /// - Throws: `EventFormatError` naming a parameter that is unknown or out of its range.
  public init(parameters: [EventField]) throws(EventFormatError) {
    terms = try UtilizationTerms(.fields(parameters))
  }

  /// The parameters that are set.
  public var parameters: [EventField] { Self.fields(of: terms) }

  /// What a trade would cost; `before` and `after` are levels.
  ///
  /// - Parameters:
  ///   - trade: What is traded, with the collateral that it locks or frees.
  ///   - market: What is known of market and pool, the oracle's volatility among it.
  /// - Throws: `CurveRefusal`: `.notQuoted`, `.outsideOfTerm`, `.timeRunsBack`, `.invalid`, `.delta`; `.utilization` above 1; `.notFilled` where
  ///   more is sold back than the pool has sold; `.overflow`.
  public func quote(_ trade: CurveTrade, in market: CurveMarket) throws(CurveRefusal) -> CurveQuote {
    try step(trade, in: market).quote
  }

  /// Takes a trade as `quote` says it.
  ///
  /// - Parameters:
  ///   - trade: What is traded.
  ///   - market: What is known of market and pool.
  /// - Throws: As `quote`.
  public mutating func take(_ trade: CurveTrade, in market: CurveMarket) throws(CurveRefusal) -> CurveQuote {
    let (quote, position) = try step(trade, in: market)
    positions = positions.filter { $0.value.expiry > market.time }
    positions[trade.contract.id] = position.sold.isZero ? nil : position
    lastTime = market.time
    return quote
  }

  /// What one option is worth at the oracle's volatility.
  ///
  /// - Parameters:
  ///   - contract: A European option that has not expired.
  ///   - market: What is known of market and pool.
  /// - Returns: Delta is that of the option in the currency of the strike, also where it settles in coin.
  /// - Throws: `CurveRefusal`: `.notQuoted`, `.outsideOfTerm`, `.timeRunsBack` or `.invalid`.
  public func mark(_ contract: PoolContract, in market: CurveMarket) throws(CurveRefusal) -> CurveMark {
    let option = try QuotedOption(contract, in: market)
    try market.check(since: lastTime)
    return try option.mark(market.oracleVolatility())
  }

  /// The time of the last trade, and of each contract what was sold and received for one, in the order of names.
  public var stateValue: EventValue {
    .fields([
      EventField("time", lastTime.map(\.eventValue) ?? .text("")),
      EventField(
        "positions",
        EventValue.list(
          positions.sorted { $0.key < $1.key }.map { id, position in
            .fields([
              EventField("contract", id), EventField("expiry", position.expiry), EventField("sold", position.sold),
              EventField("averagePremium", "\(position.averagePremium)"),
            ])
          })),
    ])
  }
}

extension UtilizationCurve {
  private func step(
    _ trade: CurveTrade, in market: CurveMarket
  ) throws(CurveRefusal) -> (quote: CurveQuote, position: Position) {
    let size = try trade.exactSize()
    let isBound = size > .zero && !trade.isForced
    let term = isBound ? max(terms.leastSeconds, 1)...max(terms.mostSeconds, 1) : 1...Int64.max
    let option = try QuotedOption(trade.contract, in: market, term: term)
    try market.check(since: lastTime)
    let volatility = try market.oracleVolatility()
    let use = try market.utilization(of: trade, most: trade.isForced ? .infinity : 1)
    let hours = lastTime.map { Double(market.time.secondsSinceEpoch) - Double($0.secondsSinceEpoch) } ?? 0
    let level = terms.level.multiplier(before: use.before, after: use.after, hours: hours / 3_600)
    // A contract may have the name of one that has ended.
    let position =
      positions[trade.contract.id].flatMap { $0.expiry == option.expiry ? $0 : nil }
      ?? Position(sold: .zero, averagePremium: 0, expiry: option.expiry)
    let unit = option.price(volatility) * option.unit
    if isBound { try check(deltaOf: option, at: volatility) }
    return size > .zero
      ? try sale(size, for: unit, level, volatility, position, collateral: trade.collateral)
      : try buyBack(size.magnitude, for: unit, level, volatility, position)
  }

  private func check(deltaOf option: QuotedOption, at volatility: Double) throws(CurveRefusal) {
    let delta = abs(option.greeks(volatility).delta)
    let (least, most) = (terms.leastDelta.value, terms.mostDelta.value)
    guard delta >= least, delta <= most else { throw .delta(delta, least: least, most: most) }
  }

  private func sale(
    _ size: FixedDecimal, for unit: Double,
    _ level: (value: Double, before: Double, after: Double),
    _ volatility: Double, _ position: Position, collateral: Double
  ) throws(CurveRefusal) -> (quote: CurveQuote, position: Position) {
    let fair = unit * size.value
    let quote = try CurveQuote(
      fair: fair, premium: againstTaker(fair * level.value, isSale: true),
      fees: terms.mintingFee.isZero ? [] : [CurveFee("minting", terms.mintingFee.value * collateral)],
      volatility: volatility, before: level.before, after: level.after
    ).checked()
    var moved = position
    moved.sold = try counted { () throws(LedgerError) in try position.sold.adding(size) }
    moved.averagePremium =
      (position.averagePremium * position.sold.value + quote.premium) / moved.sold.value
    return (quote, moved)
  }

  private func buyBack(
    _ size: FixedDecimal, for unit: Double, _ level: (value: Double, before: Double, after: Double),
    _ volatility: Double,
    _ position: Position
  ) throws(CurveRefusal) -> (quote: CurveQuote, position: Position) {
    guard size <= position.sold else {
      throw .notFilled(available: position.sold.value, asked: size.value)
    }
    let quote = try CurveQuote(
      fair: unit * size.value,
      premium: againstTaker(min(position.averagePremium, unit) * size.value, isSale: false), volatility: volatility,
      before: level.before, after: level.after
    ).checked()
    var moved = position
    moved.sold = try counted { () throws(LedgerError) in try position.sold.subtracting(size) }
    return (quote, moved)
  }
}
