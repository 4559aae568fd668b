import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPricing

/// A curve of bounded linear range orders: a price that rises evenly as options are sold.
///
///     price = lower + (upper − lower) sold / liquidity,   liquidity = rate (upper − lower) / 0.001
///
/// within a range; a trade that reaches its end goes on in the next, and one beyond all ranges is refused. The price is normalized to
/// (0, 1]: times one unit of the underlying for a call that settles in it, times the strike for a put that settles in cash, which is also the
/// collateral. A trade pays the integral of the price, so that it costs what its parts cost.
///
/// What is remembered of a contract until it expires is how many of its options were sold, from the lowest price up, and the average of its
/// price over time. Marks are at that average, which a trade cannot move at the moment it is made: else who trades, brings liquidity in
/// at the marks, and trades back would take from the other owners.
///
/// - Source: Premia, v3 contracts, `Pricing.sol`; there a range's price is kept and a quote is the mean of the prices before and
///   after within it, which is the same integral.
public struct RangeOrderCurve: OptionCurve {
  /// `range-orders`.
  public static var kind: String { "range-orders" }

  /// The parameters; `averageSeconds` has a usual value.
  public static var fields: [VenueField] { RangeOrderTerms.fields }

  /// What trades have moved of a contract.
  struct Position: Hashable, Sendable {
    var sold: FixedDecimal
    var average: GeometricTimeAverage
    let expiry: Timestamp
  }

  let terms: RangeOrderTerms
  /// Options sold at the ends of the ranges.
  private let ends: [FixedDecimal]
  private let start: FixedDecimal
  private(set) var positions: [String: Position] = [:]
  private(set) var lastTime: Timestamp?

  /// A curve before its first trade.
  ///
  /// - Parameter parameters: Those of `fields`, in any order.
  /// - Throws: `EventFormatError` naming a parameter that is missing, unknown, or out of its range.
  public init(parameters: [EventField]) throws(EventFormatError) {
    terms = try RangeOrderTerms(.fields(parameters))
    guard let ends = terms.ends, let start = terms.sold(at: terms.price) else { throw .invalid(field: "ranges") }
    (self.ends, self.start) = (ends, start)
  }

  /// The parameters.
  public var parameters: [EventField] { Self.fields(of: terms) }

  /// What a trade would cost; `before` and `after` are prices between 0.001 and 1.
  ///
  /// - Parameters:
  ///   - trade: What is traded.
  ///   - market: What is known of market and pool.
  /// - Throws: `CurveRefusal`: `.notQuoted`, `.outsideOfTerm`, `.timeRunsBack`, `.invalid`; `.notFilled` beyond the ranges; `.overflow`.
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
    var (quote, position) = try step(trade, in: market)
    position.average.observe(quote.after, at: market.time, keeping: terms.averageSeconds)
    positions = positions.filter { $0.value.expiry > market.time }
    positions[trade.contract.id] = position
    lastTime = market.time
    return quote
  }

  /// What one option is worth: the average of its price, with the sensitivities at the volatility that it implies, or at the oracle's
  /// where no volatility gives it.
  ///
  /// - Parameters:
  ///   - contract: A call that settles in coin or a put that settles in cash, not expired.
  ///   - market: What is known of market and pool.
  /// - Returns: Delta is that of the option in the currency of the strike, also where it settles in coin.
  /// - Throws: `CurveRefusal`: `.notQuoted`, `.outsideOfTerm`, `.timeRunsBack` or `.invalid`.
  public func mark(_ contract: PoolContract, in market: CurveMarket) throws(CurveRefusal) -> CurveMark {
    let (option, unit) = try option(contract, in: market)
    let value = average(of: contract, at: market.time) * unit
    let implied = ImpliedVolatility.blackScholesMerton(
      option.type, price: value / option.unit, spot: option.spot, strike: option.strike, years: option.years,
      rate: option.rate, dividendYield: 0)
    let mark: CurveMark
    if case .value(let volatility) = implied {
      mark = try option.mark(volatility)
    } else {
      mark = try option.mark(market.oracleVolatility())
    }
    return try CurveMark.checked(value: value, delta: mark.delta, vega: mark.vega)
  }

  /// The time of the last trade, and of each contract how many options were sold from the lowest price up, and the observations of its
  /// average, in the order of names.
  public var stateValue: EventValue {
    .fields([
      EventField("time", lastTime.map(\.eventValue) ?? .text("")),
      EventField(
        "positions",
        EventValue.list(
          positions.sorted { $0.key < $1.key }.map { id, position in
            .fields([
              EventField("contract", id), EventField("expiry", position.expiry), EventField("sold", position.sold),
              EventField("observations", position.average.eventValue),
            ])
          })),
    ])
  }
}

extension RangeOrderTerms {
  /// How many options are sold where the price is so high; nil beyond the ranges.
  func sold(at price: FixedDecimal) -> FixedDecimal? {
    guard let ends else { return nil }
    for (range, end) in zip(ranges, ends) where price >= range.lower && price <= range.upper {
      // A thousandth holds `rate` options, so that a price in units of 10⁻¹⁸ holds a thousandfold of it.
      guard
        let within = try? mulDiv(
          range.rate.units, price.units - range.lower.units, RangeOrder.tick.units, rounding: .down)
      else { return nil }
      return try? end.adding(FixedDecimal(units: within))
    }
    return nil
  }
}

extension RangeOrderCurve {
  /// What is remembered of a contract; nothing of one that had its name and has ended.
  private func position(of contract: PoolContract) -> Position? {
    positions[contract.id].flatMap { $0.expiry == contract.expiry ? $0 : nil }
  }

  private func average(of contract: PoolContract, at now: Timestamp) -> Double {
    guard let position = position(of: contract) else { return price(at: start) }
    return position.average.average(from: now.windowStart(of: terms.averageSeconds), to: now)
  }

  /// The option, and whole units of the pool's asset for a price of 1.
  private func option(
    _ contract: PoolContract, in market: CurveMarket
  ) throws(CurveRefusal) -> (option: QuotedOption, unit: Double) {
    let option = try QuotedOption(contract, in: market, term: 1...Int64.max)
    try market.check(since: lastTime)
    switch (option.type, option.settlement) {
    case (.call, .coin): return (option, 1)
    case (.put, .cash): return (option, option.strike)
    case (.call, .cash), (.put, .coin): throw .notQuoted(contract: contract.id)
    }
  }

  private func step(
    _ trade: CurveTrade, in market: CurveMarket
  ) throws(CurveRefusal) -> (quote: CurveQuote, position: Position) {
    let size = try trade.exactSize()
    let (option, unit) = try option(trade.contract, in: market)
    // Before its first trade a contract counts as having stood where it begins.
    var position =
      position(of: trade.contract)
      ?? Position(
        sold: start,
        average: GeometricTimeAverage(price(at: start), at: market.time.windowStart(of: terms.averageSeconds)),
        expiry: option.expiry)
    let before = position.sold
    let after = try counted { () throws(LedgerError) in try before.adding(size) }
    let last = ends.last ?? .zero
    guard after >= .zero, after <= last else {
      let available = size > .zero ? FixedDecimal(units: last.units - before.units) : before
      throw .notFilled(available: available.value, asked: size.magnitude.value)
    }
    let premium = integral(from: min(before, after), to: max(before, after)) * unit
    let quote = try CurveQuote(
      fair: price(at: before) * size.magnitude.value * unit,
      premium: againstTaker(premium, isSale: size > .zero), before: price(at: before), after: price(at: after)
    ).checked()
    position.sold = after
    return (quote, position)
  }

  /// The price where so many options are sold.
  private func price(at sold: FixedDecimal) -> Double {
    let index = min(max((ends.firstIndex { $0 > sold } ?? ends.count) - 1, 0), terms.ranges.count - 1)
    return terms.ranges[index].price(sold: FixedDecimal(units: sold.units - ends[index].units).value)
  }

  /// The sum of prices over options sold, range by range, by the middle of each part.
  private func integral(from lower: FixedDecimal, to upper: FixedDecimal) -> Double {
    var sum = 0.0
    for (index, range) in terms.ranges.enumerated() where ends[index] < upper && ends[index + 1] > lower {
      let low = FixedDecimal(units: max(lower, ends[index]).units - ends[index].units).value
      let high = FixedDecimal(units: min(upper, ends[index + 1]).units - ends[index].units).value
      let width = FixedDecimal(units: min(upper, ends[index + 1]).units - max(lower, ends[index]).units).value
      sum += width * range.price(sold: 0.5 * (low + high))
    }
    return sum
  }
}
