/// Why numbers are no correlation matrix.
public enum CorrelationProblem: Error, Hashable, Sendable {
  /// No row, or a row with another number of entries than there are rows.
  case notSquare(rows: Int, row: Int, entries: Int)
  /// An entry outside of [−1, 1], or NaN.
  case entry(row: Int, column: Int, value: Double)
  /// A diagonal entry that is not 1.
  case diagonal(row: Int, value: Double)
  /// Two entries across the diagonal that differ.
  case asymmetric(row: Int, column: Int, value: Double, other: Double)
  /// A negative eigenvalue: no random variables have these correlations.
  case notPositiveSemidefinite(leastEigenvalue: Double)
}

/// The correlations of the log returns of several assets, checked to be a correlation matrix and never repaired.
public struct AssetCorrelations: Hashable, Sendable {
  /// The matrix, by rows.
  public let rows: [[Double]]
  /// A matrix whose product with its transpose is the correlation matrix, by rows.
  let factor: [[Double]]

  /// Eigenvalues down to minus this times the number of assets are zero but for the rounding of the entries.
  private static let rounding = 1e-14

  /// Checks a matrix.
  ///
  /// - Parameter rows: The matrix by rows: 1 on its diagonal, symmetric, entries in [−1, 1], positive semidefinite up to 1e-14 times
  ///   the number of assets.
  /// - Throws: `CorrelationProblem`, what is wrong and where.
  /// - Complexity: O(n³).
  public init(_ rows: [[Double]]) throws(CorrelationProblem) {
    let count = rows.count
    guard count > 0 else { throw .notSquare(rows: 0, row: 0, entries: 0) }
    for (i, row) in rows.enumerated() {
      guard row.count == count else { throw .notSquare(rows: count, row: i, entries: row.count) }
      for (j, value) in row.enumerated() {
        guard value >= -1, value <= 1 else { throw .entry(row: i, column: j, value: value) }
      }
      guard row[i] == 1 else { throw .diagonal(row: i, value: row[i]) }
      for j in 0..<i where row[j] != rows[j][i] {
        throw .asymmetric(row: i, column: j, value: row[j], other: rows[j][i])
      }
    }
    let eigen = SymmetricEigen(rows)
    guard let least = eigen.values.last, least >= -Self.rounding * Double(count) else {
      throw .notPositiveSemidefinite(leastEigenvalue: eigen.values.last ?? .nan)
    }
    self.rows = rows
    let roots = eigen.values.map { max($0, 0).squareRoot() }
    factor = (0..<count).map { i in (0..<count).map { eigen.vectors[$0][i] * roots[$0] } }
  }

  /// One correlation for every pair.
  ///
  /// - Parameters:
  ///   - correlation: The correlation, in [−1/(count − 1), 1].
  ///   - count: The number of assets, > 0.
  /// - Throws: As of `init(_:)`.
  public init(uniform correlation: Double, count: Int) throws(CorrelationProblem) {
    try self.init((0..<max(count, 0)).map { i in (0..<max(count, 0)).map { $0 == i ? 1 : correlation } })
  }

  /// The number of assets.
  public var count: Int { rows.count }
}
