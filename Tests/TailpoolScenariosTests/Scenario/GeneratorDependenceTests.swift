import Foundation
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolNumerics
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

/// Rank correlations and joint tails of drawn moves against the closed forms of their distributions.
@Suite("Dependence of drawn moves")
struct GeneratorDependenceTests {
  /// Those made of a covariance by an elliptical distribution.
  static let elliptical: [GeneratorCase] = [
    .gaussian, .antithetic, .sobol, .pivoted, .studentT, .studentTSobol, .momentMatched,
  ]
  private static let places = [0, 1, 3]

  private static func correlation(_ i: Int, _ j: Int) -> Double {
    GeneratorCase.matrix[i, j] / (GeneratorCase.matrix[i, i] * GeneratorCase.matrix[j, j]).squareRoot()
  }

  @Test("Kendall's τ is 2/π asin ρ within 5 standard errors", arguments: elliptical + [.groupedT])
  func ranks(_ kind: GeneratorCase) throws {
    let (moves, n) = (columns(try kind.source()), 1_500)
    let drawn = ReturnPanel(
      factors: GeneratorCase.factors, dates: (0..<n).map { CalendarDate(daysSinceEpoch: $0) },
      returns: Matrix(rows: n, columns: 3, storage: Self.places.flatMap { moves[$0].prefix(n) })
    ).kendallCorrelation()
    // The closed form holds within a group; mirrored pairs are half as many independent scenarios.
    for (i, j) in kind == .groupedT ? [(2, 1)] : [(1, 0), (2, 0), (2, 1)] {
      let expected = 2 / Double.pi * asin(Self.correlation(i, j))
      let error = (2 * (1 - expected * expected) / Double(kind == .antithetic ? n / 2 : n)).squareRoot()
      #expect(abs(drawn[i, j] - expected) < 5 * error, "(\(i), \(j)): \(drawn[i, j]), \(expected)")
    }
  }

  @Test("The 2 % tails come together as the copula says, within 5 standard errors", arguments: elliptical)
  func tails(_ kind: GeneratorCase) throws {
    let moves = columns(try kind.source())
    let isT = [.studentT, .studentTSobol].contains(kind)
    let quantile =
      isT
      ? (3.0 / 5).squareRoot() * StudentTDistribution(degreesOfFreedom: 5).quantile(0.02)
      : NormalDistribution.quantile(0.02)
    let bounds = (0..<3).map { GeneratorCase.matrix[$0, $0].squareRoot() * quantile }
    let count = Double(GeneratorCase.count)
    for (i, j) in [(1, 0), (2, 1)] {
      let (x, y) = (moves[Self.places[i]], moves[Self.places[j]])
      // The tail that the sign of the correlation brings together.
      let sign = Self.correlation(i, j) < 0 ? -1.0 : 1
      let both = Double(zip(x, y).count { $0 < bounds[i] && sign * $1 < bounds[j] }) / count
      let copula = BivariateCopula(
        correlation: sign * Self.correlation(i, j), degreesOfFreedom: isT ? 5 : .infinity)
      let expected = copula.cumulative(0.02, 0.02)
      #expect(abs(both - expected) < 5 * (expected / count).squareRoot(), "(\(i), \(j)): \(both), \(expected)")
    }
  }

  @Test("Copula moves have the moments of the margins of the past, within 5 standard errors")
  func margins() throws {
    let panel = GeneratorCase.panel()
    for kind in [GeneratorCase.gaussianCopula, .studentTCopula, .fittedMargins] {
      let moves = columns(try kind.source())
      for (column, place) in Self.places.enumerated() {
        let past = Array(panel.returns.column(column))
        let (mean, square) = (past.mean, product(past, past))
        let fourth = past.map { $0 * $0 * $0 * $0 }.mean
        let error = (square / Double(GeneratorCase.count)).squareRoot()
        #expect(abs(moves[place].mean - mean) < 5 * error, "\(kind), \(column)")
        // A fitted margin has not the past's variance exactly: the past itself is a sample of 400.
        let count = kind == .fittedMargins ? 400 : Double(GeneratorCase.count)
        let spread = ((fourth - square * square) / count).squareRoot()
        #expect(abs(product(moves[place], moves[place]) - square) < 5 * spread, "\(kind), \(column)")
      }
    }
  }

  @Test("Filtered paths have the second moment of the GARCH recursion, within 5 standard errors")
  func filtered() throws {
    let panel = GeneratorCase.panel()
    let scenarios = try FilteredHistoricalScenarios(
      panel: panel, count: GeneratorCase.count, seed: 5, horizonInDays: 5)
    let moves = columns(scenarios)
    for (column, place) in Self.places.enumerated() {
      let returns = Array(panel.returns.column(column))
      let model = try GARCHModel.Fit(to: returns, factor: panel.factors[column]).model
      let variances = model.variances(of: returns)
      let residuals = zip(returns, variances).map { $0 / $1.squareRoot() }
      let (first, second) = (residuals.mean, product(residuals, residuals))
      var (variance, sum, roots) = (variances[returns.count], 0.0, 0.0)
      for _ in 0..<5 {
        sum += variance * second
        roots += variance.squareRoot()
        variance = model.omega + (model.alpha * second + model.beta) * variance
      }
      let squares = moves[place].map { $0 * $0 }
      let spread = (product(squares, squares) - squares.mean * squares.mean) / Double(GeneratorCase.count)
      // Residuals have a small mean, whose products over the days are not in the recursion.
      let rest = first * first * roots * roots
      #expect(abs(squares.mean - sum) < 5 * spread.squareRoot() + rest, "\(column): \(squares.mean), \(sum)")
    }
  }
}
