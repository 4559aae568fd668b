/// The eigenvalues and eigenvectors of a symmetric matrix.
///
///     A V = V diag(values),   VᵀV = I
///
/// The sign of each vector is fixed: its element of largest magnitude is positive. Vectors of equal or nearly equal
/// eigenvalues are any basis of their space.
package struct SymmetricEigensystem: Hashable, Sendable {
  /// The eigenvalues, ascending.
  package let values: [Double]
  /// The eigenvectors, one a column, in the order of the values.
  package let vectors: Matrix

  /// Finds all eigenvalues and eigenvectors (LAPACK dsyevd; cyclic Jacobi rotations up to order 32).
  ///
  /// - Parameter matrix: Symmetric; only the lower triangle is read.
  /// - Throws: `LinearAlgebraError.notSquare`, `.nonFiniteElement`, or `.noConvergence`.
  /// - Accuracy: A few units of rounding times the largest magnitude, absolute.
  /// - Complexity: O(n³).
  package init(of matrix: Matrix) throws(LinearAlgebraError) {
    try matrix.checkSymmetricInput()
    let isPlain = matrix.rows <= Matrix.largestPlainOrder
    self = isPlain ? try SymmetricEigensystem.plain(matrix) : try SymmetricEigensystem.lapack(matrix)
  }

  /// Takes pairs in any order and brings them into ours.
  private init(unordered values: [Double], vectors: Matrix) {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var sorted = Matrix(rows: vectors.rows, columns: order.count)
    for (to, from) in order.enumerated() {
      let column = vectors.column(from)
      let largest = column.reduce(0.0) { abs($1) > abs($0) ? $1 : $0 }
      for (i, element) in column.enumerated() { sorted[i, to] = largest < 0 ? -element : element }
    }
    self.values = order.map { values[$0] }
    self.vectors = sorted
  }

  static func lapack(_ matrix: Matrix) throws(LinearAlgebraError) -> SymmetricEigensystem {
    var vectors = matrix
    let (values, unconverged) = LAPACK.eigenvectors(&vectors)
    guard unconverged == 0 else { throw .noConvergence(offDiagonals: unconverged) }
    return SymmetricEigensystem(unordered: values, vectors: vectors)
  }

  static func plain(_ matrix: Matrix) throws(LinearAlgebraError) -> SymmetricEigensystem {
    var rotation = JacobiRotation(matrix)
    try rotation.run()
    return SymmetricEigensystem(unordered: rotation.values, vectors: rotation.vectors)
  }

  /// The matrix with the same eigenvectors and other eigenvalues, `V diag(values) Vᵀ`.
  ///
  /// - Parameter values: One a vector, each ≥ 0.
  /// - Returns: Exactly symmetric, and positive semidefinite but for rounding.
  /// - Precondition: As many values as vectors.
  package func matrix(withEigenvalues values: [Double]) -> Matrix {
    precondition(values.count == vectors.columns, "\(values.count) values for \(vectors.columns) vectors")
    return vectors.scalingColumns(by: values.map { max($0, 0).squareRoot() }).outerGram()
  }
}

extension Matrix {
  /// The eigenvalues of a symmetric matrix, ascending (LAPACK dsyevd; cyclic Jacobi rotations up to order 32).
  ///
  /// - Returns: As many as there are rows. Only the lower triangle is read.
  /// - Throws: `LinearAlgebraError.notSquare`, `.nonFiniteElement`, or `.noConvergence`.
  /// - Accuracy: A few units of rounding times the largest magnitude, absolute; the smallest of an ill-conditioned
  ///   matrix has that absolute error, too.
  /// - Complexity: O(n³).
  public func symmetricEigenvalues() throws(LinearAlgebraError) -> [Double] {
    guard rows > Matrix.largestPlainOrder else { return try SymmetricEigensystem(of: self).values }
    try checkSymmetricInput()
    var copy = self
    let (values, unconverged) = LAPACK.eigenvalues(&copy)
    guard unconverged == 0 else { throw .noConvergence(offDiagonals: unconverged) }
    return values
  }
}

/// Diagonalizes a small symmetric matrix by plane rotations, one off-diagonal element after the other.
private struct JacobiRotation {
  private var elements: Matrix
  private(set) var vectors: Matrix
  private let scale: Double

  /// Sweeps after which the iteration is given up; about ten are usual.
  private static let mostSweeps = 60

  init(_ matrix: Matrix) {
    let largest = matrix.storage.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    // A power of two keeps the digits, and no square over- or underflows.
    scale = largest > 0 ? Double(sign: .plus, exponent: min(max(largest.exponent, -1_000), 1_000), significand: 1) : 1
    elements = matrix
    for j in 0..<matrix.columns {
      for i in j..<matrix.rows {
        elements[i, j] = matrix[i, j] / scale
        elements[j, i] = elements[i, j]
      }
    }
    vectors = .identity(matrix.rows)
  }

  var values: [Double] { elements.diagonal.map { $0 * scale } }

  mutating func run() throws(LinearAlgebraError) {
    let n = elements.rows
    var rotated = 0
    for _ in 0..<JacobiRotation.mostSweeps {
      rotated = 0
      for q in 0..<n {
        for p in 0..<q where isSignificant(p, q) {
          rotate(p, q)
          rotated += 1
        }
      }
      if rotated == 0 { return }
    }
    throw .noConvergence(offDiagonals: rotated)
  }

  /// Whether an element is more than rounding beside the diagonal elements that it mixes, or beside the matrix.
  private func isSignificant(_ p: Int, _ q: Int) -> Bool {
    let size = abs(elements[p, q])
    return size > 0x1p-54 * (abs(elements[p, p]) * abs(elements[q, q])).squareRoot() && size > 0x1p-80
  }

  private mutating func rotate(_ p: Int, _ q: Int) {
    let element = elements[p, q]
    let ratio = (elements[q, q] - elements[p, p]) / (2 * element)
    let tangent = (ratio < 0 ? -1 : 1) / (abs(ratio) + (ratio * ratio + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    for k in 0..<elements.rows where k != p && k != q {
      let (left, right) = (elements[k, p], elements[k, q])
      elements[k, p] = cosine * left - sine * right
      elements[k, q] = sine * left + cosine * right
      (elements[p, k], elements[q, k]) = (elements[k, p], elements[k, q])
    }
    elements[p, p] -= tangent * element
    elements[q, q] += tangent * element
    (elements[p, q], elements[q, p]) = (0, 0)
    for k in 0..<vectors.rows {
      let (left, right) = (vectors[k, p], vectors[k, q])
      vectors[k, p] = cosine * left - sine * right
      vectors[k, q] = sine * left + cosine * right
    }
  }
}
