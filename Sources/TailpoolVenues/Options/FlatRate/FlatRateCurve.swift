import TailpoolEvents
import TailpoolMarket
import TailpoolNumerics
import TailpoolPoolEngine

/// What a flat-rate curve is set to.
struct FlatRateTerms: Hashable, Sendable {
  var rate = FixedDecimal.one
  var reserve = FixedDecimal(units: 200_000_000_000_000_000)
  var strikeTolerance = FixedDecimal(units: 20_000_000_000_000_000)
  var leastSeconds: Int64 = 86_400
  var mostSeconds: Int64 = 7_776_000

  static let fields = [
    VenueField("rate", "what an option at the money costs for a year, as a fraction of the spot, above 0"),
    VenueField("reserve", "the part of the pool that is never in use, from 0 to below 1"),
    VenueField("strikeTolerance", "how far a strike may be from the spot, as a fraction of it"),
    VenueField("leastSeconds", "the least time to expiry, in seconds"),
    VenueField("mostSeconds", "the greatest time to expiry, in seconds"),
  ]
}

extension FlatRateTerms: EventRecord {
  static var blank: FlatRateTerms { FlatRateTerms() }

  static func coded<Coder: EventFieldCoder>(
    _ terms: FlatRateTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> FlatRateTerms {
    var read = terms
    read.rate = try coder.positive("rate", coder.field("rate", terms.rate))
    let reserve = try coder.amount("reserve", terms.reserve)
    read.reserve = try coder.made("reserve", reserve) { reserve < .one ? reserve : nil }
    let tolerance = try coder.amount("strikeTolerance", terms.strikeTolerance)
    read.strikeTolerance = try coder.made("strikeTolerance", tolerance) { tolerance < .one ? tolerance : nil }
    (read.leastSeconds, read.mostSeconds) = try coder.terms(
      "leastSeconds", "mostSeconds", (terms.leastSeconds, terms.mostSeconds))
    return read
  }
}

/// A curve with one rate for options at the money.
///
///     premium = rate × size × √(years to expiry) × spot
///
/// over the spot for options that settle in coin. Strikes are at the spot, within a tolerance; a reserve of the pool is never in use; the
/// pool sells and does not buy. Neither the market's volatility nor the pool's use changes the price: this is our reading of the
/// pools that were run so, and what they were drained by.
///
/// A mark is Black–Scholes at the volatility at which an option at the money costs the rate: 2 N⁻¹((1 + rate √years) / 2) / √years.
public struct FlatRateCurve: OptionCurve {
  /// `flat-rate`.
  public static var kind: String { "flat-rate" }

  /// The parameters, all of which must be set.
  public static var fields: [VenueField] { FlatRateTerms.fields }

  let terms: FlatRateTerms
  private(set) var lastTime: Timestamp?

  /// A curve before its first trade.
  ///
  /// - Parameter parameters: Those of `fields`, in any order.
  /// - Throws: `EventFormatError` naming a parameter that is missing, unknown, or out of its range.
  public init(parameters: [EventField]) throws(EventFormatError) {
    terms = try FlatRateTerms(.fields(parameters))
  }

  /// The parameters that are set.
  public var parameters: [EventField] { Self.fields(of: terms) }

  /// What a trade would cost; `before` and `after` are parts of the pool in use.
  ///
  /// - Parameters:
  ///   - trade: What is traded, with the collateral that it locks.
  ///   - market: What is known of market and pool.
  /// - Throws: `CurveRefusal`: `.notQuoted`, `.outsideOfTerm`, `.timeRunsBack`, `.invalid`; `.strike` away from the spot; `.utilization` within the
  ///   reserve; `.notFilled` of what is sold to the pool; `.overflow`.
  public func quote(_ trade: CurveTrade, in market: CurveMarket) throws(CurveRefusal) -> CurveQuote {
    let size = try trade.exactSize()
    let option = try QuotedOption(
      trade.contract, in: market, term: max(terms.leastSeconds, 1)...max(terms.mostSeconds, 1))
    try market.check(since: lastTime)
    guard size > .zero else { throw .notFilled(available: 0, asked: size.magnitude.value) }
    let tolerance = terms.strikeTolerance.value
    let (least, most) = (option.spot * (1 - tolerance), option.spot * (1 + tolerance))
    guard option.strike >= least, option.strike <= most else { throw .strike(option.strike, least: least, most: most) }
    let use = try market.utilization(of: trade, most: 1 - terms.reserve.value)
    let amount = terms.rate.value * size.value * option.years.squareRoot() * option.spot * option.unit
    return try CurveQuote(
      fair: amount, premium: againstTaker(amount, isSale: true), volatility: volatility(option.years),
      before: use.before,
      after: use.after
    ).checked()
  }

  /// Takes a trade as `quote` says it.
  ///
  /// - Parameters:
  ///   - trade: What is traded.
  ///   - market: What is known of market and pool.
  /// - Throws: As `quote`.
  public mutating func take(_ trade: CurveTrade, in market: CurveMarket) throws(CurveRefusal) -> CurveQuote {
    let quote = try quote(trade, in: market)
    lastTime = market.time
    return quote
  }

  /// What one option is worth at the volatility that the rate implies.
  ///
  /// - Parameters:
  ///   - contract: A European option that has not expired.
  ///   - market: What is known of market and pool.
  /// - Returns: Delta is that of the option in the currency of the strike, also where it settles in coin.
  /// - Throws: `CurveRefusal`: `.notQuoted`, `.outsideOfTerm`, `.timeRunsBack` or `.invalid`; `.volatility` where the rate is more than
  ///   an option can cost.
  public func mark(_ contract: PoolContract, in market: CurveMarket) throws(CurveRefusal) -> CurveMark {
    let option = try QuotedOption(contract, in: market)
    try market.check(since: lastTime)
    guard option.years > 0 else { return try option.mark(0) }
    guard let volatility = volatility(option.years) else {
      throw .volatility(after: .infinity, least: 0, most: .infinity)
    }
    return try option.mark(volatility)
  }

  /// The volatility at which an option at the money costs the rate; nil where no option costs so much.
  private func volatility(_ years: Double) -> Double? {
    let part = terms.rate.value * years.squareRoot()
    return part < 1 ? 2 * NormalDistribution.quantile(0.5 * (1 + part)) / years.squareRoot() : nil
  }

  /// The time of the last trade.
  public var stateValue: EventValue {
    .fields([EventField("time", lastTime.map(\.eventValue) ?? .text(""))])
  }
}
