/// A symmetric positive definite band matrix that is filled, factored and solved in place.
///
/// Row i holds the elements (i, i − width) … (i, i); the factor takes their place.
package struct BandedCholesky {
  private let order: Int
  private let width: Int
  private var rows: [Double]

  /// Creates a matrix of zeros.
  ///
  /// - Parameters:
  ///   - order: Number of rows, ≥ 0.
  ///   - width: Number of diagonals below the main one, ≥ 0.
  package init(order: Int, width: Int) {
    precondition(order >= 0 && width >= 0, "a band matrix of order \(order) and width \(width)")
    self.order = order
    self.width = width
    rows = [Double](repeating: 0, count: order * (width + 1))
  }

  /// The element (row, column) of the lower triangle, within the band.
  package subscript(row: Int, column: Int) -> Double {
    get { rows[row * (width + 1) + column - row + width] }
    set { rows[row * (width + 1) + column - row + width] = newValue }
  }

  /// Factors the matrix.
  ///
  /// - Returns: Whether it was positive definite; if not, the content is of no use.
  /// - Complexity: O(order · width²).
  package mutating func factor() -> Bool {
    for i in 0..<order {
      let first = max(0, i - width)
      for j in first...i {
        var sum = self[i, j]
        var k = max(first, j - width)
        while k < j {
          sum -= self[i, k] * self[j, k]
          k += 1
        }
        if j < i {
          self[i, j] = sum / self[j, j]
        } else {
          guard sum > 0, sum < .infinity else { return false }
          self[i, i] = sum.squareRoot()
        }
      }
    }
    return true
  }

  /// Solves with the factor.
  ///
  /// - Parameter right: The right-hand side, as long as the order.
  /// - Complexity: O(order · width).
  package func solve(_ right: [Double]) -> [Double] {
    precondition(right.count == order, "a right-hand side of \(right.count) for order \(order)")
    var x = right
    for i in 0..<order {
      for k in max(0, i - width)..<i { x[i] -= self[i, k] * x[k] }
      x[i] /= self[i, i]
    }
    for i in stride(from: order - 1, through: 0, by: -1) {
      x[i] /= self[i, i]
      for k in max(0, i - width)..<i { x[k] -= self[i, k] * x[i] }
    }
    return x
  }
}
