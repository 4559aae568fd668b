import Foundation
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolScenarios
import Testing

@testable import TailpoolRisk

@Suite("Delta-gamma books")
struct DeltaGammaBookTests {
  /// Three underlyings, not in their order; the covariance has no volatility of C.
  private static func book(bend: Double) -> DeltaGammaBook {
    DeltaGammaBook(parts: [
      .init(underlying: "C", dollarDelta: 150, dollarGamma: -150 + 900 * bend, dollarVega: -70, theta: 90),
      .init(underlying: "A", dollarDelta: -400, dollarGamma: 400 - 500 * bend, dollarVega: 60, theta: -700),
      .init(underlying: "B", dollarDelta: 250, dollarGamma: -250 - 300 * bend, dollarVega: 110, theta: 30),
    ])
  }

  private static func covariance() throws -> Covariance {
    try Covariance(
      factors: [.volatility("A"), .spot("C"), .spot("A"), .spot("B"), .volatility("B")],
      matrix: Matrix(rows: [
        [0.0025, -0.0002, -0.0006, -0.0003, 0.001], [-0.0002, 0.0036, 0.0005, 0.0007, -0.0004],
        [-0.0006, 0.0005, 0.0016, 0.001, -0.0003], [-0.0003, 0.0007, 0.001, 0.0025, -0.0007],
        [0.001, -0.0004, -0.0003, -0.0007, 0.0049],
      ]), observations: 500)
  }

  /// Slopes in the order of the covariance, and the variance of a day with 5 % for the volatility of C.
  private static let slopes = [60.0, 150, -400, 250, 110]

  private static func variance(assumed: Double = 0.05) throws -> Double {
    let matrix = try covariance().matrix
    var sum = 70 * 70 * assumed * assumed
    for i in 0..<5 { for j in 0..<5 { sum += slopes[i] * matrix[i, j] * slopes[j] } }
    return sum
  }

  @Test("Without curvature: theta and variance for the days of the horizon")
  func linear() throws {
    let (variance, assumed) = (try Self.variance(), try Self.variance(assumed: 0.2))
    for days in [1.0, 4] {
      let loss = try Self.book(bend: 0).loss(covariance: Self.covariance(), horizonInDays: days)
      let decay = -580 * days / 365
      let deviation = (days * variance).squareRoot()
      #expect(abs(loss.theta - decay) < 1e-12 && abs(loss.linearStandardDeviation - deviation) < 1e-9, "\(loss)")
      // Normal quantile, and density over tail, by SciPy 1.17.1.
      let (risk, shortfall) = (2.3263478740408408 * deviation - decay, 2.665214220345808 * deviation - decay)
      #expect(abs(loss.deltaNormalValueAtRisk(.percent99) - risk) < 1e-9, "\(loss)")
      #expect(abs(loss.deltaNormalExpectedShortfall(.percent99) - shortfall) < 1e-9, "\(loss)")
      #expect(abs(loss.gammaNormalValueAtRisk(.percent99) - risk) < 1e-9, "\(loss)")
      #expect(try abs(loss.exact(.percent99).valueAtRisk - risk) < 1e-6, "\(loss)")
      let worst = try Self.book(bend: 0).plausibleWorstCase(
        covariance: Self.covariance(), radius: 3, horizonInDays: days)
      #expect(abs(worst.profitAndLoss + 3 * deviation) < 1e-7 && abs(worst.distance - 3) < 1e-9, "\(worst)")
    }
    let wide = try Self.book(bend: 0).loss(covariance: Self.covariance(), assumedVolatilityDeviation: 0.2)
    #expect(abs(wide.linearStandardDeviation - assumed.squareRoot()) < 1e-9)
  }

  @Test("With curvature: mean and variance of the quadratic form in logarithms")
  func curved() throws {
    let matrix = try Self.covariance().matrix
    // In a logarithm the second derivative is gamma and delta together.
    let bends = [0.0, 900, -500, -300, 0]
    let days = 2.5
    let loss = try Self.book(bend: 1).loss(covariance: Self.covariance(), horizonInDays: days)
    let mean = 580 * days / 365 - 0.5 * days * (0..<5).reduce(0) { $0 + bends[$1] * matrix[$1, $1] }
    var traces = 0.0
    for i in 0..<5 { for j in 0..<5 { traces += bends[i] * matrix[i, j] * bends[j] * matrix[j, i] } }
    let variance = try days * Self.variance() + 0.5 * days * days * traces
    #expect(abs(loss.form.mean - mean) < 1e-10, "\(loss.form.mean), \(mean)")
    #expect(abs(loss.form.secondCumulant / variance - 1) < 1e-10, "\(loss.form.secondCumulant), \(variance)")
    let risk = mean + 2.3263478740408408 * variance.squareRoot()
    #expect(abs(loss.gammaNormalValueAtRisk(.percent99) - risk) < 1e-8)
  }

  @Test("Profits under moves, linear and quadratic, in returns and in logarithms")
  func moves() {
    let book = Self.book(bend: 1)
    #expect(book.parts.map(\.underlying) == ["A", "B", "C"])
    #expect(book.linearProfitAndLoss(spotReturn: -0.2) == 0)
    let uneven = DeltaGammaBook(parts: Array(book.parts.prefix(2)))
    #expect(abs(uneven.linearProfitAndLoss(spotReturn: -0.2) - 30) < 1e-12)
    // Gammas of −100, −550 and 750.
    #expect(abs(uneven.quadraticProfitAndLoss(spotReturn: -0.2) - (30 - 0.02 * 650)) < 1e-12)
    let found = book.quadraticProfitAndLoss(logMoves: [0.1, -0.2, 0.3, 0.05, 0.07, -0.11])
    let spots = -400 * 0.1 - 500 * 0.005 - 250 * 0.2 - 300 * 0.02 + 150 * 0.3 + 900 * 0.045
    #expect(abs(found - (spots + 60 * 0.05 + 110 * 0.07 + 70 * 0.11)) < 1e-11, "\(found)")
  }

  @Test(
    "The derivatives of listed options are those of Black's formula, in dollars", arguments: VolatilityMoves.allCases)
  func listed(moves: VolatilityMoves) throws {
    let rows = [
      StressPosition(
        type: .call, strike: 110, days: 20, forward: 104, volatility: 0.55, quantity: -3, contractSize: 2,
        discountFactor: 0.97),
      StressPosition(
        type: .put, strike: 80, days: 200, forward: 107, volatility: 0.7, quantity: 5, discountFactor: 0.93),
    ]
    let part = DeltaGammaBook(try StressPosition.market(rows).valuation, volatilityMoves: moves).parts[0]
    var (delta, gamma, vega) = (0.0, 0.0, 0.0)
    for row in rows {
      let s = row.volatility * row.years.squareRoot()
      let d1 = log(row.forward / row.strike) / s + 0.5 * s
      let density = exp(-0.5 * d1 * d1) / (2 * Double.pi).squareRoot()
      let units = row.quantity * row.contractSize * row.discountFactor
      delta += units * row.forward * (0.5 * erfc(-d1 / 2.0.squareRoot()) - (row.type == .put ? 1 : 0))
      gamma += units * row.forward * density / s
      // A tenor of thirty days moves by one; no other by more than half as much again.
      let weight = moves == .parallel ? 1 : min((30 / row.days).squareRoot(), 1.5)
      vega += units * row.forward * density * s * weight
    }
    #expect(abs(part.dollarDelta / delta - 1) < 1e-12, "\(part), \(delta)")
    #expect(abs(part.dollarGamma / gamma - 1) < 1e-12, "\(part), \(gamma)")
    #expect(abs(part.dollarVega / vega - 1) < 1e-12, "\(part), \(vega)")
  }
}
