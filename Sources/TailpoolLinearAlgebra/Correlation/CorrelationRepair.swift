/// A correlation matrix made from a matrix that was none, and how far it moved.
public struct CorrelationRepair: Hashable, Sendable {
  /// How a matrix was repaired.
  public enum Method: Hashable, Sendable {
    /// It was a correlation matrix with the smallest eigenvalue asked for: nothing was done.
    case unchanged
    /// The nearest correlation matrix, by Newton's method on the dual problem.
    case newton
    /// The nearest correlation matrix, by alternating projections.
    case alternatingProjections
    /// Shrinking toward a target, with the weight that the target got.
    case shrinking(weight: Double)
  }

  /// The repaired matrix: exactly symmetric, ones on the diagonal.
  public let matrix: Matrix
  /// How it was made.
  public let method: Method
  /// How far the matrix moved: the Frobenius norm of the difference, of the diagonal too.
  public let distance: Double
  /// The largest change of a single element.
  public let largestChange: Double
  /// Smallest eigenvalue of the matrix that was given.
  public let smallestEigenvalueBefore: Double
  /// Smallest eigenvalue of the repaired matrix.
  public let smallestEigenvalueAfter: Double
  /// Steps of the iteration; factorizations when shrinking.
  public let iterations: Int

  init(
    _ matrix: Matrix, from original: Matrix, method: Method, smallestBefore: Double, iterations: Int
  ) throws(LinearAlgebraError) {
    let difference = matrix.subtracting(original)
    self.matrix = matrix
    self.method = method
    self.iterations = iterations
    distance = difference.frobeniusNorm
    largestChange = difference.storage.reduce(0) { max($0, abs($1)) }
    smallestEigenvalueBefore = smallestBefore
    smallestEigenvalueAfter = method == .unchanged ? smallestBefore : try matrix.symmetricEigenvalues().first ?? 0
  }

  /// Rounding of an eigenvalue of a correlation matrix: a matrix whose smallest is no more than this below the one
  /// asked for is left as it is.
  static func rounding(order: Int) -> Double { 4 * Double(max(order, 1)) * 0x1p-52 }

  /// Checks the arguments that all repairs have in common.
  static func check(_ matrix: Matrix, minimumEigenvalue: Double) throws(LinearAlgebraError) {
    guard minimumEigenvalue >= 0, minimumEigenvalue < 1 else { throw .invalidMinimumEigenvalue(minimumEigenvalue) }
    try matrix.checkExactlySymmetric()
  }
}

extension Matrix {
  /// The difference of two matrices of the same shape.
  ///
  /// - Precondition: The shapes are equal.
  public func subtracting(_ other: Matrix) -> Matrix {
    precondition(rows == other.rows && columns == other.columns, "a difference of unequal shapes")
    return Matrix(rows: rows, columns: columns, storage: zip(storage, other.storage).map(-))
  }

  /// Whether all elements of the diagonal are exactly 1.
  var hasUnitDiagonal: Bool { (0..<rows).allSatisfy { self[$0, $0] == 1 } }

  /// The matrix with rows and columns scaled so that the diagonal is 1; elements beyond ±1 by rounding are cut.
  func scaledToUnitDiagonal() -> Matrix {
    let roots = diagonal.map { $0 > 0 ? $0.squareRoot() : 1 }
    var result = self
    for j in 0..<columns {
      for i in 0..<rows {
        result[i, j] = i == j ? 1 : min(max(self[i, j] / (roots[i] * roots[j]), -1), 1)
      }
    }
    result.mirrorLower()
    return result
  }
}
