/// The normal equations of a least-squares problem whose residuals each touch a short range of parameters.
package struct BandedNormalEquations {
  @usableFromInline let order: Int
  @usableFromInline let width: Int
  /// Half of the problem's cost is least where the gradient vanishes; the cost itself has no factor.
  package var cost = 0.0
  /// Row i holds the elements (i, i − width) … (i, i).
  @usableFromInline var rows: [Double]
  /// Half the gradient of the cost.
  @usableFromInline var right: [Double]

  package init(order: Int, width: Int) {
    self.order = order
    self.width = width
    rows = [Double](repeating: 0, count: order * (width + 1))
    right = [Double](repeating: 0, count: order)
  }

  @inlinable
  package mutating func reset() {
    cost = 0
    for i in rows.indices { rows[i] = 0 }
    for i in right.indices { right[i] = 0 }
  }

  /// Adds a residual with its gradient against the parameters from `offset` on.
  ///
  /// - Parameters:
  ///   - gradient: The gradient; its first `count` elements count.
  ///   - count: Number of parameters that it touches, at most width + 1.
  ///   - offset: The first of them.
  ///   - force: What the gradient of the cost gets, a multiple of `gradient`.
  ///   - curvature: What the matrix gets, a multiple of `gradient` times its transpose.
  /// - Precondition: All of that holds.
  package mutating func add(_ gradient: [Double], count: Int, at offset: Int, force: Double, curvature: Double) {
    precondition(
      count >= 0 && count <= min(gradient.count, width + 1) && offset >= 0 && offset + count <= order,
      "\(count) elements of \(gradient.count) from \(offset) in \(order) equations \(width) wide")
    let width = width
    // The bounds are checked once, not at every element: this is where calibrations spend their time.
    unsafe gradient.withUnsafeBufferPointer { gradient in
      unsafe right.withUnsafeMutableBufferPointer { right in
        unsafe rows.withUnsafeMutableBufferPointer { rows in
          for i in 0..<count {
            let element = unsafe gradient[i]
            if element == 0 { continue }
            unsafe right[offset + i] += force * element
            let scaled = curvature * element
            let start = (offset + i) * (width + 1) + width - i
            for j in 0...i { unsafe rows[start + j] += scaled * gradient[j] }
          }
        }
      }
    }
  }

  /// Adds a residual of one parameter.
  @inlinable
  package mutating func addDiagonal(_ index: Int, force: Double, curvature: Double) {
    right[index] += force
    rows[index * (width + 1) + width] += curvature
  }

  /// The step that solves the equations with the diagonal raised; nil when they are not positive definite.
  package func step(damping: Double) -> [Double]? {
    var damped = rows
    for i in 0..<order {
      let diagonal = i * (width + 1) + width
      damped[diagonal] += damping * (rows[diagonal] + BandedNormalEquations.leastDiagonal)
    }
    var matrix = BandedCholesky(order: order, width: width, rows: damped)
    guard matrix.factor() else { return nil }
    return matrix.solve(right)
  }

  private static let leastDiagonal = 1e-3
}

/// A least-squares problem of banded normal equations.
package protocol BandedLeastSquares {
  /// Number of parameters.
  var order: Int { get }
  /// Number of diagonals below the main one.
  var width: Int { get }
  /// Adds cost, gradient and matrix to empty equations.
  mutating func evaluate(_ parameters: [Double], into equations: inout BandedNormalEquations)
  /// A parameter after a step, within its bounds.
  func bounded(_ value: Double, parameter: Int) -> Double
}

/// Levenberg–Marquardt steps on banded normal equations.
package struct LevenbergMarquardt {
  /// The most steps.
  package var steps: Int
  /// A gain below this part of the cost counts as small; several in a row are the end.
  package var tolerance: Double
  /// Small gains in a row that are the end.
  package var smallGains: Int
  /// The damping to begin with.
  package var damping: Double
  /// The longest step of one parameter.
  package var stepLimit: Double

  /// Creates a search; see the properties.
  package init(
    steps: Int, tolerance: Double = 1e-5, smallGains: Int = 3, damping: Double = 1e-2, stepLimit: Double = 1
  ) {
    self.steps = steps
    self.tolerance = tolerance
    self.smallGains = smallGains
    self.damping = damping
    self.stepLimit = stepLimit
  }

  /// Minimizes a problem from given parameters.
  ///
  /// - Returns: The cost reached.
  @discardableResult
  @inlinable
  package func minimize(_ problem: inout some BandedLeastSquares, _ parameters: inout [Double]) -> Double {
    var current = BandedNormalEquations(order: problem.order, width: problem.width)
    var trial = current
    problem.evaluate(parameters, into: &current)
    var damping = self.damping
    var small = 0
    for _ in 0..<steps {
      guard let move = current.step(damping: damping), let moved = moved(parameters, move, problem) else {
        damping *= 8
        if damping > LevenbergMarquardt.largestDamping { break }
        continue
      }
      trial.reset()
      problem.evaluate(moved, into: &trial)
      guard trial.cost < current.cost else {
        damping *= 6
        if damping > LevenbergMarquardt.largestDamping { break }
        continue
      }
      small = current.cost - trial.cost <= tolerance * current.cost ? small + 1 : 0
      parameters = moved
      swap(&current, &trial)
      if small == smallGains { break }
      damping = max(damping * 0.2, 1e-9)
    }
    return current.cost
  }

  @inlinable
  func moved(_ parameters: [Double], _ move: [Double], _ problem: some BandedLeastSquares) -> [Double]? {
    var result = parameters
    for i in result.indices {
      let limited = min(max(move[i], -stepLimit), stepLimit)
      guard limited.isFinite else { return nil }
      result[i] = problem.bounded(result[i] - limited, parameter: i)
    }
    return result
  }

  @inlinable static var largestDamping: Double { 1e8 }
}
