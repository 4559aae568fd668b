import Foundation
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics
import Testing

@testable import TailpoolScenarios

@Suite("Dynamic correlation beside a second implementation")
struct DynamicCorrelationTests {
  private static let rows = 60

  private static func value(_ row: Int, _ column: Int) -> Double {
    let common: Double = sin(1.9 * Double(row)) + 0.3 * cos(0.8 * Double(row))
    let loading: Double = [1, -0.7, 0.4][column]
    let own: Double = [0.5, 0.8, 1.1][column] * cos(Double((2 * column + 3) * row) + 0.4)
    return loading * common + own
  }

  private static var residuals: Matrix {
    Matrix(rows: (0..<rows).map { row in (0..<3).map { value(row, $0) } })
  }

  private static func square(_ element: (Int, Int) -> Double) -> [[Double]] {
    (0..<3).map { i in (0..<3).map { j in element(i, j) } }
  }

  /// The logarithm of the density of z with a correlation over that without, by the adjugate of three by three.
  private static func logDensity(_ z: [Double], _ r: [[Double]]) -> Double {
    let (x, y, w) = (r[0][1], r[0][2], r[1][2])
    let squares: Double = x * x + y * y + w * w
    let determinant: Double = 1 + 2 * x * y * w - squares
    var form: Double = (1 - w * w) * z[0] * z[0]
    form += (1 - y * y) * z[1] * z[1]
    form += (1 - x * x) * z[2] * z[2]
    form += 2 * (y * w - x) * z[0] * z[1]
    form += 2 * (x * w - y) * z[0] * z[2]
    form += 2 * (x * y - w) * z[1] * z[2]
    let plain: Double = z[0] * z[0] + z[1] * z[1] + z[2] * z[2]
    return -0.5 * (log(determinant) + form / determinant - plain)
  }

  /// The correlation before each day and after the last, and the likelihood, element by element.
  private static func walk(_ a: Double, _ b: Double) -> (correlations: [[[Double]]], logLikelihood: Double) {
    let days: [[Double]] = (0..<rows).map { row in (0..<3).map { value(row, $0) } }
    let mean = square { i, j in
      var sum = 0.0
      for day in days { sum += day[i] * day[j] }
      return sum / Double(rows)
    }
    var (q, likelihood) = (mean, 0.0)
    var correlations: [[[Double]]] = []
    func correlation() -> [[Double]] {
      let own = q
      return square { i, j in i == j ? 1 : own[i][j] / (own[i][i] * own[j][j]).squareRoot() }
    }
    for z in days {
      correlations.append(correlation())
      likelihood += logDensity(z, correlations[correlations.count - 1])
      let before = q
      q = square { i, j in
        let target: Double = (1 - a - b) * mean[i][j]
        let shock: Double = a * z[i] * z[j]
        return target + shock + b * before[i][j]
      }
    }
    correlations.append(correlation())
    return (correlations, likelihood)
  }

  @Test(
    "The last day's correlation, the next one's, and the likelihood", arguments: [(0.07, 0.85), (0.3, 0.2), (0, 0)])
  func recursion(a: Double, b: Double) throws {
    let found = try DynamicCorrelation(residuals: Self.residuals, reaction: a, persistence: b)
    let (correlations, likelihood) = Self.walk(a, b)
    for i in 0..<3 {
      for j in 0..<3 {
        #expect(abs(found.last[i, j] - correlations[Self.rows - 1][i][j]) < 1e-13, "\(i), \(j): \(found.last)")
        #expect(abs(found.next[i, j] - correlations[Self.rows][i][j]) < 1e-13, "\(i), \(j): \(found.next)")
      }
    }
    #expect(abs(found.logLikelihood - likelihood) < 1e-10, "\(found.logLikelihood), \(likelihood)")
    if a > 0 { #expect(abs(found.last[0, 1] - found.next[0, 1]) > 1e-3) }
  }

  @Test("A fit is no less likely than its neighbors")
  func fit() throws {
    let fit = try DynamicCorrelation(fittedTo: Self.residuals)
    let (a, b) = (fit.reaction, fit.persistence)
    #expect(a >= 0 && b >= 0 && a + b < 1)
    for (x, y) in [(a + 0.01, b), (max(a - 0.01, 0), b), (a, max(b - 0.02, 0)), (0.05, 0.9), (0.2, 0.5)] where x + y < 1
    {
      let other = try DynamicCorrelation(residuals: Self.residuals, reaction: x, persistence: y)
      #expect(other.logLikelihood <= fit.logLikelihood + 1e-6, "\(x), \(y): \(other.logLikelihood), \(fit)")
    }
  }

  @Test("A covariance has the variances and the correlation of the day to come")
  func covariance() throws {
    // The first two move together at first, and against each other then.
    let field = RandomField(seed: 12, purpose: .marketScenarios)
    var returns = Matrix(rows: Self.rows, columns: 3)
    for row in 0..<Self.rows {
      let normals = (0..<3).map { field.normal(scenario: row, factor: $0) }
      let loading: Double = row < 35 ? 0.95 : -0.95
      returns[row, 0] = 0.02 * normals[0]
      returns[row, 1] = 0.05 * (loading * normals[0] + 0.3 * normals[1])
      returns[row, 2] = 0.03 * (0.4 * normals[0] + normals[2])
    }
    let factors: [RiskFactor] = [.spot("A"), .volatility("A"), .spot("B")]
    let panel = ReturnPanel(
      factors: factors, dates: (0..<Self.rows).map { CalendarDate(daysSinceEpoch: $0) }, returns: returns)
    let found = try DynamicCovariance().covariance(of: panel).matrix
    var (residuals, next): ([Double], [Double]) = ([], [])
    for (column, factor) in factors.enumerated() {
      let own = Array(returns.column(column))
      let model = try GARCHModel.Fit(to: own, factor: factor).model
      let variances = model.variances(of: own)
      residuals += zip(own, variances).map { $0 / $1.squareRoot() }
      next.append(model.next(after: variances[Self.rows - 1], return: own[Self.rows - 1]))
    }
    let correlation = try DynamicCorrelation(fittedTo: Matrix(rows: Self.rows, columns: 3, storage: residuals))
    #expect(abs(correlation.next[1, 0] - correlation.last[1, 0]) > 1e-6, "\(correlation)")
    for i in 0..<3 {
      for j in 0..<3 {
        let expected = correlation.next[i, j] * (next[i] * next[j]).squareRoot()
        #expect(abs(found[i, j] - expected) < 1e-14, "\(i), \(j): \(found[i, j]), \(expected)")
      }
    }
  }
}
