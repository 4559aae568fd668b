import TailpoolLinearAlgebra

extension Covariance {
  /// A correlation that a stress moves toward.
  public enum CorrelationTarget: Hashable, Sendable {
    /// The same correlation of every two factors, from −1 / (factors − 1) to 1.
    case constant(Double)
    /// A correlation matrix, factors × factors.
    case matrix(Matrix)
  }
}

extension Covariance {
  /// The covariance with the same variances and correlations moved toward a target.
  ///
  ///     C' = (1 − weight) C + weight T
  ///
  /// A mean of two positive semidefinite matrices is one, so that a stress of any size can be drawn from. A factor
  /// without variance stays as it is.
  ///
  /// - Parameters:
  ///   - target: The correlation at weight 1.
  ///   - weight: From 0 (nothing changes) to 1.
  /// - Returns: A covariance that is positive definite if this one is and the weight is below 1.
  /// - Throws: `ScenarioError.invalidWeight`, or `.invalidCorrelation` when the target is no correlation matrix of the
  ///   factors or the blend is not finite.
  /// - Complexity: O(factors³), for the eigenvalues.
  public func blendingCorrelation(toward target: Covariance.CorrelationTarget, weight: Double) throws(ScenarioError)
    -> Covariance
  {
    guard weight >= 0, weight <= 1 else { throw .invalidWeight(weight) }
    let order = factors.count
    let correlation = try target.matrix(order: order)
    let deviations = matrix.diagonal.map { max($0, 0).squareRoot() }
    var blended = matrix
    for j in 0..<order {
      for i in 0..<order where i != j {
        blended[i, j] =
          (1 - weight) * matrix[i, j] + weight * correlation[max(i, j), min(i, j)] * (deviations[i] * deviations[j])
      }
    }
    do {
      return try Covariance(
        factors: factors, matrix: blended, observations: observations,
        effectiveObservations: effectiveObservations, shrinkage: shrinkage, convention: convention)
    } catch {
      throw .invalidCorrelation
    }
  }
}

extension Covariance.CorrelationTarget {
  /// The matrix of the target, known to be a correlation.
  fileprivate func matrix(order: Int) throws(ScenarioError) -> Matrix {
    switch self {
    case .constant(let value):
      let least = order > 1 ? -1 / Double(order - 1) : -1
      guard value >= least, value <= 1 else { throw .invalidCorrelation }
      var matrix = Matrix(rows: order, columns: order, repeating: value)
      for i in 0..<order { matrix[i, i] = 1 }
      return matrix
    case .matrix(let matrix):
      try matrix.checkCorrelation(order: order)
      return matrix
    }
  }
}

extension Matrix {
  /// Checks that the matrix is a correlation: of the order told, symmetric, ones on its diagonal, semidefinite.
  func checkCorrelation(order: Int) throws(ScenarioError) {
    guard rows == order, columns == order else { throw .invalidCorrelation }
    for j in 0..<columns {
      for i in 0...j where self[i, j] != self[j, i] || (i == j && self[i, j] != 1) { throw .invalidCorrelation }
    }
    let smallest = (try? symmetricEigenvalues())?.first ?? -1
    guard order == 0 || smallest >= -Double(4 * order) * .ulpOfOne * Double(order) else { throw .invalidCorrelation }
  }
}
