import TailpoolEvents
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPricing

@testable import TailpoolVenues

/// A curve that never moves: Black–Scholes at one volatility, a spread to both sides, and a fee of the premium; for tests of the venue.
struct FixedVolatilityCurve: OptionCurve {
  static let kind = "fixed-volatility"
  static let fields = [
    VenueField("volatilityPercent", "a whole number from 1 to 1,000"),
    VenueField("spreadPercent", "a whole number from 0 to 99", isOptional: true),
  ]

  var volatilityPercent: Int
  var spreadPercent: Int
  /// Units of options that trades have moved, for the state.
  var sold = 0.0

  init(volatilityPercent: Int, spreadPercent: Int) {
    (self.volatilityPercent, self.spreadPercent) = (volatilityPercent, spreadPercent)
  }

  init(parameters: [EventField]) throws(EventFormatError) {
    func number(_ name: String, _ range: ClosedRange<Int>, default usual: Int?) throws(EventFormatError) -> Int {
      guard let field = parameters.first(where: { $0.name == name }) else {
        if let usual { return usual }
        throw .missing(field: name)
      }
      guard case .text(let text) = field.value, let value = Int(text), range.contains(value) else {
        throw .invalid(field: name)
      }
      return value
    }
    volatilityPercent = try number("volatilityPercent", 1...1_000, default: nil)
    spreadPercent = try number("spreadPercent", 0...99, default: 0)
  }

  var parameters: [EventField] {
    [
      EventField("volatilityPercent", .text("\(volatilityPercent)")),
      EventField("spreadPercent", .text("\(spreadPercent)")),
    ]
  }

  func quote(_ trade: CurveTrade, in market: CurveMarket) throws(CurveRefusal) -> CurveQuote {
    let fair = abs(trade.size) * (try value(trade.contract, in: market))
    let part = Double(spreadPercent) / 100
    return CurveQuote(
      fair: fair, premium: fair * (trade.size > 0 ? 1 + part : 1 - part), fees: [CurveFee("fee", 0.01 * fair)],
      volatility: Double(volatilityPercent) / 100, before: sold, after: sold + trade.size)
  }

  mutating func take(_ trade: CurveTrade, in market: CurveMarket) throws(CurveRefusal) -> CurveQuote {
    let quote = try quote(trade, in: market)
    sold = quote.after
    return quote
  }

  func mark(_ contract: PoolContract, in market: CurveMarket) throws(CurveRefusal) -> CurveMark {
    CurveMark(value: try value(contract, in: market), delta: 0.5, vega: 1)
  }

  var stateValue: EventValue { .fields([EventField("sold", .text("\(sold)"))]) }

  private func value(_ contract: PoolContract, in market: CurveMarket) throws(CurveRefusal) -> Double {
    guard case .european(let type, let strike, let settlement) = contract.terms, let expiry = contract.expiry else {
      throw .notQuoted(contract: contract.id)
    }
    let seconds = expiry.secondsSinceEpoch - market.time.secondsSinceEpoch
    guard seconds > 0 else { throw .outsideOfTerm(seconds: seconds, least: 1, most: .max) }
    let price = BlackScholesMerton.price(
      type, spot: market.spot, strike: Double(strike) / 1e8, years: Double(seconds) / 31_536_000,
      volatility: Double(volatilityPercent) / 100, rate: market.rate, dividendYield: 0)
    return settlement == .coin ? price / market.spot : price
  }
}
