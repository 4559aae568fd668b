import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("The worst of the plausible moves")
struct WorstCaseTests {
  private static let names = ["A", "B", "C"]

  /// A covariance of spots and volatilities, each with its own variance and nothing in common.
  private static func covariance(_ count: Int) throws -> Covariance {
    let names = names.prefix(count)
    let factors = names.map(RiskFactor.spot) + names.map(RiskFactor.volatility)
    var matrix = Matrix(rows: 2 * count, columns: 2 * count)
    for i in 0..<(2 * count) { matrix[i, i] = 1e-4 * Double(4 + 3 * i) }
    return try Covariance(factors: factors, matrix: matrix, observations: 500)
  }

  private static func book(_ count: Int) -> DeltaGammaBook {
    DeltaGammaBook(
      parts: names.prefix(count).enumerated().map { index, name in
        // No curvature in logarithms.
        let delta = 300.0 + 100 * Double(index)
        return .init(
          underlying: Underlying(name), dollarDelta: delta, dollarGamma: -delta, dollarVega: -80 - 50 * Double(index),
          theta: 0)
      })
  }

  /// Two factors an underlying: quantiles of chi-squared with 2, 4 and 6 degrees of freedom (SciPy 1.17.1).
  @Test(
    "Ninety-nine of a hundred joint moves of all spots and volatilities are nearer",
    arguments: [(1, 9.21034037197618), (2, 13.276704135987622), (3, 16.811893829770927)])
  func radius(count: Int, square: Double) throws {
    let book = Self.book(count)
    let contracts = book.parts.map { part in
      PricedPosition(holding: part.underlying, units: part.dollarDelta / 50, spot: 50)
    }
    let instant = try BookRevaluation(
      PricedBook(asOf: Timestamp(secondsSinceEpoch: 1_700_000_000), positions: contracts), horizonInDays: 0)
    for days in [1.0, 4] {
      let settings = AnalysisSettings(horizonInDays: days, record: .none)
      let moves = CorrelatedMoves(covariance: try Self.covariance(count), settings: settings)
      let row = try #require(try moves.worstCase(of: book, in: instant))
      #expect(abs(row.radius - square.squareRoot()) < 1e-9, "\(row)")
      var variance = 0.0
      for (index, part) in book.parts.enumerated() {
        variance += part.dollarDelta * part.dollarDelta * 1e-4 * Double(4 + 3 * index)
        variance += part.dollarVega * part.dollarVega * 1e-4 * Double(4 + 3 * (count + index))
      }
      #expect(abs(row.deltaGamma + (square * days * variance).squareRoot()) < 1e-6, "\(row)")
      // The spots alone, revalued in full: units times their own moves.
      let full = contracts.reduce(0.0) { sum, position in
        let name = position.position.contract.underlying
        return sum + position.units * 50 * (row.move[name].spotReturn ?? .nan)
      }
      #expect(abs(row.full - full) < 1e-9 * abs(full) && full < 0, "\(row), \(full)")
    }
  }

  @Test("A row's move is told by underlying, a volatility that stays as no change")
  func parts() {
    let move = MarketMove([
      "B": UnderlyingMove(spotReturn: -0.2, volatilityFactor: 1.5), "A": UnderlyingMove(spotReturn: 0.1),
    ])
    #expect(move.parts.map(\.underlying) == ["A", "B"] && move.parts.map(\.spotReturn) == [0.1, -0.2])
    #expect(move.parts.map(\.volatilityChange) == [0, 0.5])
  }
}
