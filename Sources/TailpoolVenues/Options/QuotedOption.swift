import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPricing

/// A European option with its market, as curves that price by Black–Scholes see it.
struct QuotedOption {
  let type: OptionType
  let strike: Double
  /// The strike on a scale of 10⁸.
  let strikeUnits: UInt128
  let settlement: Settlement
  let expiry: Timestamp
  let secondsLeft: Int64
  let spot: Double
  let rate: Double

  /// Takes the option of a contract.
  ///
  /// - Throws: `CurveRefusal.notQuoted` for other contracts, `.outsideOfTerm` beyond `term`, `.invalid` naming `strike`,
  ///   `spot` or `rate`.
  init(
    _ contract: PoolContract, in market: CurveMarket, term: ClosedRange<Int64> = 0...Int64.max
  ) throws(CurveRefusal) {
    guard case .european(let type, let strikeUnits, let settlement) = contract.terms, let expiry = contract.expiry
    else {
      throw .notQuoted(contract: contract.id)
    }
    try market.check()
    (self.type, self.strikeUnits, self.settlement, self.expiry) = (type, strikeUnits, settlement, expiry)
    strike = strikeUnits.approximation / 1e8
    guard strike > 0 else { throw .invalid(field: "strike", value: strike) }
    secondsLeft = try contract.secondsLeft(at: market.time, term: term)
    (spot, rate) = (market.spot, market.rate)
  }

  /// A call of a strike and an expiry, which share their vega with the put; nil once it has expired.
  init?(callAt strikeUnits: UInt128, expiry: Timestamp, in market: CurveMarket) {
    let (seconds, overflow) = expiry.secondsSinceEpoch.subtractingReportingOverflow(market.time.secondsSinceEpoch)
    guard !overflow, seconds > 0 else { return nil }
    (type, self.strikeUnits, settlement, self.expiry) = (.call, strikeUnits, .cash, expiry)
    (strike, secondsLeft, spot, rate) = (strikeUnits.approximation / 1e8, seconds, market.spot, market.rate)
  }

  var years: Double { Double(secondsLeft) / Double(DayCount.secondsPerYear) }

  /// Whole units of the pool's asset for one of the currency that strikes are in: a pool that settles in coin counts in it.
  var unit: Double { settlement == .coin ? 1 / spot : 1 }

  /// The price of one, in the currency of the strike.
  func price(_ volatility: Double) -> Double {
    BlackScholesMerton.price(
      type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: 0)
  }

  /// The sensitivities of one, in the currency of the strike.
  func greeks(_ volatility: Double) -> BlackScholesMerton.Greeks {
    BlackScholesMerton.greeks(
      type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: 0)
  }

  /// What one is worth at a volatility, in the pool's asset.
  func mark(_ volatility: Double) throws(CurveRefusal) -> CurveMark {
    let greeks = greeks(volatility)
    return try CurveMark.checked(value: greeks.price * unit, delta: greeks.delta, vega: greeks.vega * unit)
  }
}

extension PoolContract {
  /// Seconds until expiry, where they are within a term.
  func secondsLeft(at now: Timestamp, term: ClosedRange<Int64>) throws(CurveRefusal) -> Int64 {
    guard let expiry else { throw .notQuoted(contract: id) }
    let (seconds, overflow) = expiry.secondsSinceEpoch.subtractingReportingOverflow(now.secondsSinceEpoch)
    guard !overflow, term.contains(seconds) else {
      throw .outsideOfTerm(
        seconds: overflow ? (expiry > now ? .max : .min) : seconds, least: term.lowerBound, most: term.upperBound)
    }
    return seconds
  }
}

extension CurveMarket {
  /// Refuses a spot that is no price and a rate that is no number.
  func check() throws(CurveRefusal) {
    guard spot > 0, spot < .infinity else { throw .invalid(field: "spot", value: spot) }
    guard rate.isFinite else { throw .invalid(field: "rate", value: rate) }
  }

  /// Refuses a market older than the last trade.
  func check(since last: Timestamp?) throws(CurveRefusal) {
    if let last, time < last { throw .timeRunsBack(time: time, last: last) }
  }

  /// What the oracle says, where it says a volatility.
  func oracleVolatility() throws(CurveRefusal) -> Double {
    guard let volatility, volatility > 0, volatility < .infinity else {
      throw .invalid(field: "volatility", value: volatility ?? .nan)
    }
    return volatility
  }
}

extension CurveMarket {
  /// The parts of the pool that are in use, before a trade and after it.
  ///
  /// - Throws: `CurveRefusal.utilization` of a sale that leaves more than `most` in use; a pool may buy back however much is. `.invalid`
  ///   naming `assets`, `locked` or `collateral`.
  func utilization(of trade: CurveTrade, most: Double) throws(CurveRefusal) -> (before: Double, after: Double) {
    guard assets > 0, assets < .infinity else { throw .invalid(field: "assets", value: assets) }
    guard locked >= 0, locked < .infinity else { throw .invalid(field: "locked", value: locked) }
    let collateral = trade.collateral
    guard collateral.isFinite, trade.size > 0 ? collateral >= 0 : collateral <= 0 else {
      throw .invalid(field: "collateral", value: collateral)
    }
    let (before, after) = (locked / assets, max(0, locked + collateral) / assets)
    guard trade.size < 0 || after <= most else { throw .utilization(after: after, most: most) }
    return (min(before, 1), min(after, 1))
  }
}

extension CurveTrade {
  /// The size to eighteen places, not zero.
  func exactSize() throws(CurveRefusal) -> FixedDecimal {
    guard let exact = FixedDecimal(size), !exact.isZero else { throw .invalid(field: "size", value: size) }
    return exact
  }
}

extension CurveMark {
  /// A mark of numbers that are finite, with a value that is not below zero.
  static func checked(value: Double, delta: Double, vega: Double) throws(CurveRefusal) -> CurveMark {
    guard value >= 0, value < .infinity else { throw .invalid(field: "mark", value: value) }
    guard delta.isFinite else { throw .invalid(field: "delta", value: delta) }
    guard vega.isFinite else { throw .invalid(field: "vega", value: vega) }
    return CurveMark(value: value, delta: delta, vega: vega)
  }
}

extension CurveQuote {
  /// The quote, where every number of it is finite and none is below zero.
  func checked() throws(CurveRefusal) -> CurveQuote {
    let numbers = [
      ("fair", fair), ("premium", premium), ("volatility", volatility ?? 0), ("before", before), ("after", after),
      ("fee", fee),
    ]
    for (name, value) in numbers + fees.map({ ($0.name, $0.amount) }) where !(value >= 0 && value < .infinity) {
      throw .invalid(field: name, value: value)
    }
    return self
  }
}

/// Money that is known to within an error, moved by it against the taker: who buys pays no less than the exact sum, and
/// who sells gets no more, so that no cycle of trades gains what was rounded.
func againstTaker(_ amount: Double, error: Double, isSale: Bool) -> Double {
  isSale ? amount + error : max(0, amount - error)
}

/// The same for an amount that is known but for a few roundings of double precision: moved by 8 of them.
func againstTaker(_ amount: Double, isSale: Bool) -> Double {
  againstTaker(amount, error: 0x1p-50 * amount, isSale: isSale)
}

/// What a step of integer arithmetic gives, where its numbers fit.
func counted<Value>(_ body: () throws(LedgerError) -> Value) throws(CurveRefusal) -> Value {
  do { return try body() } catch { throw .overflow }
}
