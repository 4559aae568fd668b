import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolPricing
import TailpoolScenarios

@testable import TailpoolRisk

/// One position of a made-up book, with its market and its quotes.
struct StressPosition {
  var underlying: Underlying = "A"
  var type: OptionType = .call
  var strike = 100.0
  var days = 30.0
  var forward = 100.0
  var spot = 100.0
  var volatility = 0.6
  var quantity = -1.0
  var contractSize = 1.0
  var discountFactor = 1.0
  var settlement: Settlement = .cash
  var bid: Double?
  var ask: Double?

  static let asOf = Timestamp(secondsSinceEpoch: 1_778_844_451)

  var years: Double { days / 365 }
  var expiry: Timestamp { Self.asOf.advanced(bySeconds: Int64((days * 86_400).rounded())) }
  /// Undiscounted price.
  var black: Double {
    Black76.price(type, forward: forward, strike: strike, years: years, volatility: volatility)
  }

  static func market(_ rows: [StressPosition]) throws -> (snapshot: MarketSnapshot, valuation: PricedBook) {
    let markets = try Dictionary(grouping: rows, by: \.underlying).map { underlying, rows in
      UnderlyingMarket(
        underlying: underlying, spot: rows[0].spot,
        expiries: try Dictionary(grouping: rows, by: \.expiry).sorted { $0.key < $1.key }.map { expiry, rows in
          ExpiryMarket(
            expiry: expiry, years: rows[0].years, forward: rows[0].forward, discountFactor: rows[0].discountFactor,
            forwardSource: .quoted, quotes: try rows.map { try $0.quote() })
        })
    }
    let snapshot = MarketSnapshot(asOf: asOf, markets: markets)
    let book = try Book(
      positions: rows.enumerated().map { index, row in
        Position(id: "\(index)", contract: try row.contract(), quantity: row.quantity)
      })
    return (snapshot, try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks()))
  }

  private func contract() throws -> OptionContract {
    try OptionContract(
      underlying: underlying, type: type, strike: strike, expiry: expiry, settlement: settlement,
      contractSize: contractSize)
  }

  private func quote() throws -> OptionQuote {
    let price = settlement == .coin ? black / forward : discountFactor * black
    return OptionQuote(
      contract: try contract(), bid: bid, ask: ask, mark: price, markVolatility: volatility, openInterest: 1)
  }

  /// A made-up book on two underlyings, long and short, some options short-dated.
  static let made: [StressPosition] = (0..<24).map { index in
    let isFirst = index % 2 == 0
    let forward = isFirst ? 100.0 : 40
    return StressPosition(
      underlying: isFirst ? "A" : "B", type: index % 3 == 0 ? .put : .call,
      strike: forward * (0.7 + 0.03 * Double(index)), days: [2, 30, 180][index % 3], forward: forward, spot: forward,
      volatility: 0.4 + 0.02 * Double(index % 7), quantity: index % 5 == 0 ? 3 : -2)
  }

  static func covariance() throws -> Covariance {
    try Covariance(
      factors: [.spot("A"), .spot("B"), .volatility("A"), .volatility("B")],
      matrix: Matrix(rows: [
        [0.0016, 0.001, -0.0006, -0.0003], [0.001, 0.0025, -0.0004, -0.0007],
        [-0.0006, -0.0004, 0.0025, 0.001], [-0.0003, -0.0007, 0.001, 0.0036],
      ]), observations: 500)
  }
}
