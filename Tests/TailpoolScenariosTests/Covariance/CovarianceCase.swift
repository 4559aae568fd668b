import Foundation
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

/// A case of the covariance references in the shared folder: a panel and the answers of independent tools.
struct CovarianceCase {
  let tag: String
  let panel: ReturnPanel
  private let entry: [String: Any]

  func number(_ key: String) throws -> Double { try #require(entry[key] as? Double, "\(tag): \(key)") }
  func matrix(_ key: String) throws -> Matrix {
    Matrix(rows: try #require(entry[key] as? [[Double]], "\(tag): \(key)"))
  }
  func numbers(_ key: String) throws -> [Double] { try #require(entry[key] as? [Double], "\(tag): \(key)") }

  /// The cases of a file with real returns.
  static func real(_ name: String) throws -> [CovarianceCase] {
    try cases(References.sharedCases("reference/risk/\(name)"))
  }

  /// The cases of a file with made-up returns.
  static func madeUp(_ name: String) throws -> [CovarianceCase] { try cases(References.madeUpCases(name)) }

  static func cases(_ cases: [[String: Any]]) throws -> [CovarianceCase] {
    try cases.map { entry in
      CovarianceCase(
        tag: try #require(entry["tag"] as? String),
        panel: madePanel(try #require(entry["returns"] as? [[Double]])), entry: entry)
    }
  }
}

/// A panel of made-up names and dates.
func madePanel(_ rows: [[Double]]) -> ReturnPanel {
  ReturnPanel(
    factors: (0..<(rows.first?.count ?? 0)).map { .spot("A\($0)") },
    dates: rows.indices.map { CalendarDate(daysSinceEpoch: 20_000 + $0) }, returns: Matrix(rows: rows))
}

/// Elements that differ by more than a fraction of the geometric mean of their variances.
func mismatches(_ tag: String, _ actual: Matrix, _ expected: Matrix, relative: Double) -> [String] {
  var failures: [String] = []
  for i in 0..<expected.rows {
    for j in 0..<expected.columns {
      let scale = (expected[i, i] * expected[j, j]).squareRoot()
      if let failure = mismatch(
        "\(tag) (\(i), \(j))", actual[i, j], expected[i, j], within: .absolute(relative * scale), inputs: "")
      {
        failures.append(failure)
      }
    }
  }
  return failures
}

/// Rows of returns with a common factor, so that correlations are as of assets.
func randomRows(observations: Int, factors: Int, seed: UInt64, scale: Double = 0.03) -> [[Double]] {
  var generator = SeededGenerator(seed: seed)
  return (0..<observations).map { _ in
    let market = generator.uniform(-1, 1)
    return (0..<factors).map { _ in scale * (0.6 * market + generator.uniform(-1, 1)) }
  }
}

/// A panel of such rows.
func randomPanel(observations: Int, factors: Int, seed: UInt64) -> ReturnPanel {
  madePanel(randomRows(observations: observations, factors: factors, seed: seed))
}
