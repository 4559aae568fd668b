/// The nearest correlation matrix by projections with Dykstra's correction and Anderson's acceleration.
///
///     R = Y − ΔS,   X = R₊,   ΔS ← X − R,   Y ← X with unit diagonal
///
/// A fixed point of (Y, ΔS) is the answer. Acceleration combines the last steps so that the residual is smallest.
struct AlternatingProjections {
  private let matrix: Matrix
  private let tolerance: Double

  private static let mostSteps = 1_000
  /// How many earlier steps are combined.
  private static let memory = 2

  init(_ matrix: Matrix, tolerance: Double) {
    self.matrix = matrix
    self.tolerance = tolerance
  }

  func solve() throws(LinearAlgebraError) -> (matrix: Matrix, iterations: Int) {
    // Y and ΔS, one after the other.
    var state = matrix.storage + [Double](repeating: 0, count: matrix.storage.count)
    var history: [(image: [Double], residual: [Double])] = []
    var distance = Double.infinity
    for step in 1...AlternatingProjections.mostSteps {
      let (image, projected) = try mapped(state)
      let residual = zip(image, state).map(-)
      distance = relativeDistance(image, projected)
      if distance <= tolerance { return (projected, step) }
      history.append((image, residual))
      if history.count > AlternatingProjections.memory + 1 { history.removeFirst() }
      state = accelerated(history)
    }
    throw .iterationLimit(iterations: AlternatingProjections.mostSteps, residual: distance)
  }

  /// One round of projections: the new state, and X.
  private func mapped(_ state: [Double]) throws(LinearAlgebraError) -> (image: [Double], projected: Matrix) {
    let n = matrix.rows
    let half = n * n
    var corrected = Matrix(rows: n, columns: n)
    for k in 0..<half { corrected.storage[k] = state[k] - state[half + k] }
    let projected = try DualPoint(corrected, multipliers: [Double](repeating: 0, count: n)).positivePart
    var image = projected.storage + zip(projected.storage, corrected.storage).map(-)
    for i in 0..<n { image[i + i * n] = 1 }
    return (image, projected)
  }

  private func relativeDistance(_ image: [Double], _ projected: Matrix) -> Double {
    var (difference, size) = (0.0, 0.0)
    for (left, right) in zip(image, projected.storage) {
      difference += (left - right) * (left - right)
      size += left * left
    }
    return (difference / size).squareRoot()
  }

  /// The last image less the combination of differences that makes the residual smallest.
  private func accelerated(_ history: [(image: [Double], residual: [Double])]) -> [Double] {
    guard let last = history.last, history.count > 1 else { return history.last?.image ?? [] }
    let steps = zip(history, history.dropFirst()).map { earlier, later in
      (image: zip(later.image, earlier.image).map(-), residual: zip(later.residual, earlier.residual).map(-))
    }
    var normal = Matrix(rows: steps.count, columns: steps.count)
    for i in steps.indices {
      for j in steps.indices { normal[i, j] = dot(steps[i].residual, steps[j].residual) }
    }
    let right = Matrix(rows: steps.count, columns: 1, storage: steps.map { dot($0.residual, last.residual) })
    // Nearly parallel differences say nothing new: a plain step then.
    guard let factor = try? CholeskyFactor(of: normal) else { return last.image }
    let weights = factor.solve(right).storage
    guard weights.allSatisfy({ abs($0) < 1e6 }) else { return last.image }
    var next = last.image
    for (weight, step) in zip(weights, steps) {
      for k in next.indices { next[k] -= weight * step.image[k] }
    }
    return next
  }
}
