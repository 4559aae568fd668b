import Foundation
import Tailpool

/// Ten thousand liquidity positions against as many European options, each of its own terms, in the same scenarios by one thread.
struct PositionRevaluation {
  private static let asOf = Timestamp(secondsSinceEpoch: 1_767_225_600)
  private static let count = 10_000
  private let snapshot: MarketSnapshot
  private let options, liquidity: BookRevaluation

  init() throws {
    let expiry = Self.asOf.advanced(bySeconds: 60 * 86_400)
    let contracts = try (0..<Self.count).map { index in
      try OptionContract(
        underlying: "X", type: index.isMultiple(of: 2) ? .call : .put, strike: 60 + 0.01 * Double(index),
        expiry: expiry,
        settlement: .cash)
    }
    let market = ExpiryMarket(
      expiry: expiry, years: 60 / 365.0, forward: 100, discountFactor: 1, forwardSource: .quoted,
      quotes: contracts.map {
        OptionQuote(contract: $0, bid: nil, ask: nil, mark: nil, markVolatility: 0.6, openInterest: 0)
      })
    let snapshot = MarketSnapshot(
      asOf: Self.asOf, markets: [UnderlyingMarket(underlying: "X", spot: 100, expiries: [market])])
    self.snapshot = snapshot
    func revaluation(_ contracts: [Contract]) throws -> BookRevaluation {
      let book = try Book(
        positions: contracts.enumerated().map { Position(id: "\($0)", contract: $1, quantity: -1) })
      return try BookRevaluation(book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks()))
    }
    options = try revaluation(contracts.map { Contract($0) })
    liquidity = try revaluation(
      (0..<Self.count).map { index in
        let middle = 60 + 0.008 * Double(index)
        return Contract(
          try LiquidityPositionContract(
            base: "X", lower: middle * (1 - 2e-4 * Double(index % 997 + 1)), upper: middle * 1.1,
            liquidity: 1 + Double(index)))
      })
  }

  /// Prints ns a position and scenario of both, the least of interleaved runs, and their ratio.
  func report() async throws {
    let covariance = try Covariance(
      factors: [.spot("X"), .volatility("X")], matrix: Matrix(rows: [[1.6e-3, 0], [0, 2.5e-3]]), observations: 500)
    let scenarios = try GaussianScenarios(covariance: covariance, count: 1_000, seed: 1, horizonInDays: 1)
    var (least, sums) = ([Double.infinity, .infinity], [0.0, 0])
    for _ in 0..<7 {
      for (index, revaluation) in [options, liquidity].enumerated() {
        let start = ContinuousClock.now
        let values = try await revaluation.profitAndLoss(over: scenarios, threads: 1)
        let time = (ContinuousClock.now - start) / .nanoseconds(1)
        least[index] = min(least[index], time / Double(Self.count * scenarios.count))
        sums[index] = values.reduce(0, +)
      }
    }
    let text = least.map { String(format: "%.2f", $0) }
    print("revalued_option ns \(text[0]) mean_pnl \(sums[0] / 1_000)")
    print(
      "revalued_position ns \(text[1]) of_option \(String(format: "%.2f", least[1] / least[0])) mean_pnl \(sums[1] / 1_000)"
    )
  }
}
