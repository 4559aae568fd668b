/// Newton's method on the dual of the nearest-correlation problem.
///
/// The dual function of y, with C = A + diag(y) and C₊ its positive semidefinite part, is
///
///     θ(y) = ½ ‖C₊‖² − Σ y,   ∇θ = diag(C₊) − 1
///
/// and C₊ is the nearest correlation matrix where the gradient is zero. The generalized Hessian is applied to a vector
/// by two products of matrices and inverted by conjugate gradients.
struct DualNewton {
  private let matrix: Matrix
  private let tolerance: Double

  private static let mostSteps = 100
  private static let mostHalvings = 30
  private static let mostGradientSteps = 200

  init(_ matrix: Matrix, tolerance: Double) {
    self.matrix = matrix
    self.tolerance = tolerance
  }

  func solve() throws(LinearAlgebraError) -> (matrix: Matrix, iterations: Int) {
    var point = try DualPoint(matrix, multipliers: matrix.diagonal.map { 1 - $0 })
    for step in 0..<DualNewton.mostSteps {
      if point.residual <= tolerance { return (point.positivePart, step + 1) }
      let direction = descent(at: point)
      guard let next = try search(from: point, along: direction) else {
        throw .iterationLimit(iterations: step, residual: point.residual)
      }
      point = next
    }
    throw .iterationLimit(iterations: DualNewton.mostSteps, residual: point.residual)
  }

  /// The first point along a direction, from a full step by halves, that is low enough; nil when there is none.
  private func search(from point: DualPoint, along direction: [Double]) throws(LinearAlgebraError) -> DualPoint? {
    let slope = zip(point.gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
    var length = 1.0
    for _ in 0..<DualNewton.mostHalvings {
      let multipliers = zip(point.multipliers, direction).map { $0 + length * $1 }
      let next = try DualPoint(matrix, multipliers: multipliers)
      // Close to the solution the decrease drowns in the rounding of θ, and the gradient alone tells.
      if next.value <= point.value + 1e-4 * length * slope || next.residual <= 0.5 * point.residual { return next }
      length /= 2
    }
    return nil
  }

  /// Minus the inverse Hessian times the gradient, by conjugate gradients with the Hessian's diagonal.
  private func descent(at point: DualPoint) -> [Double] {
    let norm = point.gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let hessian = DualHessian(point, regularization: min(1e-3, 0.1 * norm))
    let accuracy = min(1e-2, norm) * norm
    var solution = [Double](repeating: 0, count: point.gradient.count)
    var rest = point.gradient.map { -$0 }
    var conditioned = zip(rest, hessian.diagonal).map(/)
    var direction = conditioned
    var product = dot(rest, conditioned)
    for _ in 0..<DualNewton.mostGradientSteps {
      let image = hessian.applied(to: direction)
      let curvature = dot(direction, image)
      guard curvature > 0 else { break }
      let length = product / curvature
      for i in solution.indices {
        solution[i] += length * direction[i]
        rest[i] -= length * image[i]
      }
      if dot(rest, rest).squareRoot() <= accuracy { break }
      conditioned = zip(rest, hessian.diagonal).map(/)
      let next = dot(rest, conditioned)
      for i in direction.indices { direction[i] = conditioned[i] + next / product * direction[i] }
      product = next
    }
    return solution
  }
}

/// The dual function and its gradient at one point.
struct DualPoint {
  let multipliers: [Double]
  let value: Double
  let gradient: [Double]
  let system: SymmetricEigensystem
  /// The first eigenvalue above zero.
  let firstPositive: Int
  private let shifted: Matrix

  init(_ matrix: Matrix, multipliers: [Double]) throws(LinearAlgebraError) {
    var shifted = matrix
    for (i, multiplier) in multipliers.enumerated() { shifted[i, i] += multiplier }
    let system = try SymmetricEigensystem(of: shifted)
    let first = system.values.firstIndex { $0 > 0 } ?? system.values.count
    let positive = first..<system.values.count
    var diagonal = [Double](repeating: 0, count: matrix.rows)
    for k in positive {
      for (i, element) in system.vectors.column(k).enumerated() { diagonal[i] += system.values[k] * element * element }
    }
    self.multipliers = multipliers
    self.shifted = shifted
    self.system = system
    firstPositive = first
    gradient = diagonal.map { $0 - 1 }
    value = 0.5 * positive.reduce(0) { $0 + system.values[$1] * system.values[$1] } - multipliers.reduce(0, +)
  }

  /// The largest error of a diagonal element.
  var residual: Double { gradient.reduce(0) { $0.isNaN ? $0 : max($0, $1.isNaN ? .infinity : abs($1)) } }

  /// C₊, from the part of the spectrum with fewer eigenvalues.
  var positivePart: Matrix {
    let values = system.values
    if values.count - firstPositive <= firstPositive {
      return system.matrix(withEigenvalues: values, from: firstPositive..<values.count)
    }
    let negative = system.matrix(withEigenvalues: values.map { -$0 }, from: 0..<firstPositive)
    return Matrix(rows: shifted.rows, columns: shifted.columns, storage: zip(shifted.storage, negative.storage).map(+))
  }
}

/// The generalized Hessian of the dual function, `h ↦ diag(V (Ω ∘ (Vᵀ diag(h) V)) Vᵀ)`.
///
/// Ω is 1 where both eigenvalues are positive, 0 where neither is, λᵢ/(λᵢ − λⱼ) between. Only the columns of the
/// smaller part of the spectrum are used; for the negative part, of 1 − Ω.
struct DualHessian {
  private let vectors: Matrix
  private let part: Matrix
  /// Weights Ω (or 1 − Ω) of the part's columns, with those inside the part halved.
  private let weights: Matrix
  private let isComplement: Bool
  private let regularization: Double
  /// The diagonal of the Hessian, to condition with.
  let diagonal: [Double]

  init(_ point: DualPoint, regularization: Double) {
    let values = point.system.values
    let n = values.count
    isComplement = n - point.firstPositive > point.firstPositive
    let columns = isComplement ? 0..<point.firstPositive : point.firstPositive..<n
    vectors = point.system.vectors
    part = vectors.columns(columns)
    var weights = Matrix(rows: n, columns: columns.count, repeating: 0.5)
    for (l, column) in columns.enumerated() {
      for k in 0..<n where !columns.contains(k) {
        weights[k, l] = abs(values[column]) / (abs(values[column]) + abs(values[k]))
      }
    }
    self.weights = weights
    self.regularization = regularization
    let squares = vectors.squared.multiplied(by: weights)
    let raw = DualHessian.doubledRowSums(squares, part.squared)
    let isComplement = isComplement
    diagonal = raw.map { max(isComplement ? 1 - $0 : $0, 1e-8) + regularization }
  }

  func applied(to h: [Double]) -> [Double] {
    var scaled = part
    for l in 0..<scaled.columns {
      for (i, factor) in h.enumerated() { scaled[i, l] *= factor }
    }
    var inner = vectors.transposedMultiplied(by: scaled)
    for k in inner.storage.indices { inner.storage[k] *= weights.storage[k] }
    let sums = DualHessian.doubledRowSums(vectors.multiplied(by: inner), part)
    return h.indices.map { (isComplement ? h[$0] - sums[$0] : sums[$0]) + regularization * h[$0] }
  }

  private static func doubledRowSums(_ left: Matrix, _ right: Matrix) -> [Double] {
    var sums = [Double](repeating: 0, count: left.rows)
    for l in 0..<left.columns {
      for i in sums.indices { sums[i] += 2 * left[i, l] * right[i, l] }
    }
    return sums
  }
}

extension Matrix {
  /// Some neighboring columns.
  func columns(_ range: Range<Int>) -> Matrix {
    Matrix(
      rows: rows, columns: range.count,
      storage: Array(storage[(range.lowerBound * rows)..<(range.upperBound * rows)]))
  }

  /// Each element squared.
  fileprivate var squared: Matrix { Matrix(rows: rows, columns: columns, storage: storage.map { $0 * $0 }) }
}

extension SymmetricEigensystem {
  /// `Σ value_k v_k v_kᵀ` over some of the vectors, whose values are not negative.
  func matrix(withEigenvalues values: [Double], from range: Range<Int>) -> Matrix {
    vectors.columns(range).scalingColumns(by: values[range].map { max($0, 0).squareRoot() }).outerGram()
  }
}

/// The sum of the products of equal places.
func dot(_ left: [Double], _ right: [Double]) -> Double {
  zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
}
