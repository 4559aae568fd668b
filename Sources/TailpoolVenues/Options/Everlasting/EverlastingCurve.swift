import TailpoolEvents
import TailpoolLedger
import TailpoolLibc
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPricing

/// What an everlasting curve is set to.
struct EverlastingTerms: Hashable, Sendable {
  var impact = FixedDecimal.zero
  var mostPosition = FixedDecimal.one

  static let fields = [
    VenueField("impact", "by what part of the mark a contract more moves the price, 0 or more"),
    VenueField("mostPosition", "contracts that may be sold or bought on balance, above 0; times the impact below 1"),
  ]
}

extension EverlastingTerms: EventRecord {
  static var blank: EverlastingTerms { EverlastingTerms() }

  static func coded<Coder: EventFieldCoder>(
    _ terms: EverlastingTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> EverlastingTerms {
    var read = terms
    let impact = try coder.field("impact", terms.impact)
    read.impact = try coder.made("impact", impact) { impact >= .zero ? impact : nil }
    let most = try coder.positive("mostPosition", coder.field("mostPosition", terms.mostPosition))
    // The price must stay above zero however much the pool has bought.
    read.mostPosition = try coder.made("mostPosition", most) {
      guard let move = try? impact.multiplied(by: most) else { return nil }
      return move < .one ? most : nil
    }
    return read
  }
}

/// A curve of everlasting options and power perpetuals: the model's mark, moved by the pool's position.
///
///     price = mark (1 + impact × contracts sold on balance)
///
/// A trade pays the integral of the price over what it sells, which for a line is the price in the middle: it costs what its parts
/// cost. The mark is that of `EverlastingOption` or `PowerPerpetual` at the oracle's volatility; `market.rate` is the drift of the spot for the former
/// and the rate for the latter. What holders pay in funding is the price less the payoff, once a period.
public struct EverlastingCurve: OptionCurve {
  /// `everlasting`.
  public static var kind: String { "everlasting" }

  /// The parameters, all of which must be set.
  public static var fields: [VenueField] { EverlastingTerms.fields }

  let terms: EverlastingTerms
  /// By contract; none of them ends, so that none is forgotten.
  private(set) var sold: [String: FixedDecimal] = [:]
  private(set) var lastTime: Timestamp?

  /// A curve before its first trade.
  ///
  /// - Parameter parameters: Those of `fields`, in any order.
  /// - Throws: `EventFormatError` naming a parameter that is missing, unknown, or out of its range.
  public init(parameters: [EventField]) throws(EventFormatError) {
    terms = try EverlastingTerms(.fields(parameters))
  }

  /// The parameters.
  public var parameters: [EventField] { Self.fields(of: terms) }

  /// What a trade would cost; `before` and `after` are prices.
  ///
  /// - Parameters:
  ///   - trade: What is traded.
  ///   - market: What is known of market and pool, the oracle's volatility among it.
  /// - Throws: `CurveRefusal`: `.notQuoted`, `.timeRunsBack`, `.invalid`; `.notFilled` beyond the greatest position; `.overflow`.
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
    let (quote, after) = try step(trade, in: market)
    sold[trade.contract.id] = after
    lastTime = market.time
    return quote
  }

  /// What one contract is worth to the model, the pool's position left out.
  ///
  /// - Parameters:
  ///   - contract: An everlasting option or a power perpetual.
  ///   - market: What is known of market and pool.
  /// - Throws: `CurveRefusal`: `.notQuoted`, `.timeRunsBack`; `.invalid` also where funding cannot hold the contract and it has no price.
  public func mark(_ contract: PoolContract, in market: CurveMarket) throws(CurveRefusal) -> CurveMark {
    try market.check()
    try market.check(since: lastTime)
    let volatility = try market.oracleVolatility()
    switch contract.terms {
    case .everlasting(let type, let strike, let seconds, let funding):
      let greeks = EverlastingOption.greeks(
        type, spot: market.spot, strike: strike.approximation / 1e8, drift: market.rate, volatility: volatility,
        fundingPeriod: years(seconds), funding: funding)
      return try CurveMark.checked(value: greeks.price, delta: greeks.delta, vega: greeks.vega)
    case .power(let power, let seconds, let funding):
      let greeks = PowerPerpetual.greeks(
        spot: market.spot, power: Double(power) / 1e8, rate: market.rate, volatility: volatility,
        fundingPeriod: years(seconds), funding: funding)
      return try CurveMark.checked(value: greeks.price, delta: greeks.delta, vega: greeks.vega)
    case .european, .digital, .barrier, .exchange, .perpetualAmerican, .valued:
      throw .notQuoted(contract: contract.id)
    }
  }

  /// What the holder of one contract pays in a funding period, below zero where it is paid.
  ///
  ///     price − payoff,  with payoff max(±(S − K), 0) or Sᵖ
  ///
  /// - Parameters:
  ///   - contract: An everlasting option or a power perpetual.
  ///   - market: What is known of market and pool.
  /// - Throws: `CurveRefusal`, as `mark`.
  public func funding(of contract: PoolContract, in market: CurveMarket) throws(CurveRefusal) -> Double {
    let value = try mark(contract, in: market).value
    let funding = value * factor(at: sold[contract.id] ?? .zero) - payoff(of: contract, spot: market.spot)
    guard funding.isFinite else { throw .invalid(field: "funding", value: funding) }
    return funding
  }

  /// What the holder of a contract pays to hold it, in kind: the price less the payoff, as a part of the price, once a period.
  ///
  ///     (price − payoff) / (price × period)   for an everlasting option,   ln(price / payoff) / period   for a power perpetual
  ///
  /// with the price of a power perpetual held to 0.8 to 1.4 times the payoff, as its source does.
  ///
  /// - Parameters:
  ///   - contract: An everlasting option or a power perpetual.
  ///   - market: What is known of market and pool.
  /// - Throws: `CurveRefusal`, as `mark`.
  public func fundingRate(_ contract: PoolContract, in market: CurveMarket) throws(CurveRefusal) -> Double? {
    let price = try mark(contract, in: market).value * factor(at: sold[contract.id] ?? .zero)
    let payoff = payoff(of: contract, spot: market.spot)
    let rate: Double
    switch contract.terms {
    case .everlasting(_, _, let seconds, _): rate = (1 - payoff / price) / years(seconds)
    case .power(_, let seconds, _):
      let period = Double(seconds)
      let factor = PowerPerpetual.normalization(
        factor: 1, index: payoff, mark: price, elapsedSeconds: period, periodSeconds: period)
      rate = -log(factor) / years(seconds)
    case .european, .digital, .barrier, .exchange, .perpetualAmerican, .valued: return nil
    }
    guard rate.isFinite else { throw .invalid(field: "fundingRate", value: rate) }
    return rate
  }

  /// The time of the last trade, and of each contract how many were sold on balance, in the order of names.
  public var stateValue: EventValue {
    .fields([
      EventField("time", lastTime.map(\.eventValue) ?? .text("")),
      EventField(
        "sold",
        EventValue.list(
          sold.sorted { $0.key < $1.key }.map {
            .fields([EventField("contract", $0.key), EventField("sold", $0.value)])
          })),
    ])
  }
}

extension EverlastingCurve {
  private func step(
    _ trade: CurveTrade, in market: CurveMarket
  ) throws(CurveRefusal) -> (quote: CurveQuote, sold: FixedDecimal) {
    let size = try trade.exactSize()
    let value = try mark(trade.contract, in: market).value
    let before = sold[trade.contract.id] ?? .zero
    let after = try counted { () throws(LedgerError) in try before.adding(size) }
    guard after.magnitude <= terms.mostPosition else {
      let room = terms.mostPosition.value - (size > .zero ? before.value : -before.value)
      throw .notFilled(available: room, asked: size.magnitude.value)
    }
    let units = size.magnitude.value
    // Half of each, so that the sum cannot pass what the ledger counts in.
    let middle = FixedDecimal(units: before.units / 2 + after.units / 2)
    let quote = try CurveQuote(
      fair: value * units * factor(at: before),
      premium: againstTaker(value * units * factor(at: middle), isSale: size > .zero),
      volatility: market.volatility, before: value * factor(at: before), after: value * factor(at: after)
    ).checked()
    return (quote, after)
  }

  private func factor(at sold: FixedDecimal) -> Double { 1 + terms.impact.value * sold.value }

  private func payoff(of contract: PoolContract, spot: Double) -> Double {
    switch contract.terms {
    case .everlasting(let type, let strike, _, _): max(type.sign * (spot - strike.approximation / 1e8), 0)
    case .power(let power, _, _): pow(spot, Double(power) / 1e8)
    case .european, .digital, .barrier, .exchange, .perpetualAmerican, .valued: 0
    }
  }

  private func years(_ seconds: Int64) -> Double { Double(seconds) / Double(DayCount.secondsPerYear) }
}
