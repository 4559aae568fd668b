/// A symmetric positive definite band matrix that is factored and solved in place by LAPACK (dpbtrf, dpbtrs).
///
/// Row i holds the elements (i, i − width) … (i, i); the factor takes their place.
package struct BandedCholesky {
  private let order: Int
  private let width: Int
  private var rows: [Double]

  /// Creates a matrix.
  ///
  /// - Parameters:
  ///   - order: Number of rows, ≥ 0.
  ///   - width: Number of diagonals below the main one, ≥ 0.
  ///   - rows: The rows in turn, width + 1 elements each; elements left of the first column are not read.
  package init(order: Int, width: Int, rows: [Double]) {
    precondition(order >= 0 && width >= 0, "a band matrix of order \(order) and width \(width)")
    precondition(rows.count == order * (width + 1), "\(rows.count) elements of \(order) rows and \(width) diagonals")
    self.order = order
    self.width = width
    self.rows = rows
  }

  /// Factors the matrix.
  ///
  /// - Returns: Whether it was positive definite; if not, the content is of no use.
  /// - Complexity: O(order · width²).
  package mutating func factor() -> Bool {
    LAPACK.bandedCholesky(order: order, width: width, &rows) == 0 && rows.allSatisfy(\.isFinite)
  }

  /// Solves with the factor.
  ///
  /// - Parameter right: The right-hand side, as long as the order.
  /// - Complexity: O(order · width).
  package func solve(_ right: [Double]) -> [Double] {
    precondition(right.count == order, "a right-hand side of \(right.count) for order \(order)")
    var x = right
    LAPACK.solve(order: order, width: width, factor: rows, &x)
    return x
  }
}
