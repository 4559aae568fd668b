import TailpoolLibc
import TailpoolLinearAlgebra
import TailpoolNumerics

/// The analytical nonlinear shrinkage of Ledoit and Wolf: each eigenvalue moves by itself.
///
///     Σ = U diag(d) Uᵀ,   d_i = λ_i / ((π c λ_i f(λ_i))² + (1 − c − π c λ_i H(λ_i))²),   c = p / n
///
/// U and λ are of the sample covariance with divisor n = observations − 1; f is the Epanechnikov kernel's estimate of
/// the density of the eigenvalues with bandwidth λ n^(−1/3), H its Hilbert transform. With more factors than n the
/// p − n zero eigenvalues get one common value. A factor that does not move stays as it is.
///
/// - Source: O. Ledoit, M. Wolf, Annals of Statistics 48 (2020) 3043, and its supplement.
public struct NonlinearShrinkage: CovarianceEstimator, Hashable {
  /// Creates the estimator.
  public init() {}

  /// True: a factor of large returns decides how far the others are shrunk.
  public var dependsOnUnits: Bool { true }

  /// The covariance of a panel of at least two observations; see the protocol.
  ///
  /// - Throws: `CovarianceError.tooFewObservations` with fewer than 13 observations and more factors than n, where the
  ///   formula is not defined; `.rankDeficient` when returns are combinations of each other, so that fewer than
  ///   min(p, n) eigenvalues are above rounding.
  /// - Complexity: One eigensystem and p² logarithms.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    let sample = try CenteredReturns(panel).unbiased
    let moving = (0..<sample.rows).filter { sample[$0, $0] > 0 }
    guard !moving.isEmpty else { return try Covariance(panel, sample) }
    let (n, p) = (panel.observations - 1, moving.count)
    guard p <= n || n >= NonlinearShrinkage.fewestDegreesWhenSingular else {
      throw .tooFewObservations(
        found: panel.observations, required: NonlinearShrinkage.fewestDegreesWhenSingular + 1)
    }
    let system: SymmetricEigensystem
    do { system = try SymmetricEigensystem(of: sample.submatrix(moving)) } catch {
      if case .nonFiniteElement(let row, let column) = error { throw .nonFiniteElement(row: row, column: column) }
      throw .noConvergence
    }
    let values = try shrunk(system.values, degrees: n)
    let reduced = system.matrix(withEigenvalues: values)
    var matrix = Matrix(rows: sample.rows, columns: sample.columns)
    for (j, column) in moving.enumerated() {
      for (i, row) in moving.enumerated() { matrix[row, column] = reduced[i, j] }
    }
    return try Covariance(panel, matrix)
  }

  /// With more factors than degrees of freedom n the formula needs √5 n^(−1/3) < 1.
  private static let fewestDegreesWhenSingular = 12

  /// The shrunk eigenvalues, in the order of the sample's.
  private func shrunk(_ all: [Double], degrees n: Int) throws(CovarianceError) -> [Double] {
    let p = all.count
    let rank = min(p, n)
    let positive = Array(all.suffix(rank))
    let rounding = 4 * Double(p) * 0x1p-52 * (all.last ?? 0)
    guard let smallest = positive.first, smallest > rounding else {
      throw .rankDeficient(rank: all.count { $0 > rounding }, required: rank)
    }
    let bandwidth = pow(Double(n), -1.0 / 3)
    let kernel = EigenvalueKernel(positive, bandwidth: bandwidth)
    let ratio = Double(p) / Double(n)
    let regular = positive.map { value -> Double in
      let (density, transform) = kernel.estimate(at: value)
      if p <= n {
        let imaginary = .pi * ratio * value * density
        let real = 1 - ratio - .pi * ratio * value * transform
        return value / (imaginary * imaginary + real * real)
      }
      return 1 / (.pi * .pi * value * (density * density + transform * transform))
    }
    guard p > n else { return regular }
    let root = 5.0.squareRoot() * bandwidth
    let inverseMean = CompensatedSum(positive.lazy.map { 1 / $0 }).value / Double(rank)
    let square = bandwidth * bandwidth
    let shape = 0.3 / square + 0.75 / root * (1 - 0.2 / square) * log((1 + root) / (1 - root))
    let transformAtZero = shape / .pi * inverseMean
    let null = 1 / (.pi * (ratio - 1) * transformAtZero)
    return [Double](repeating: null, count: p - n) + regular
  }
}

/// A kernel estimate of the density of eigenvalues, each with a bandwidth in proportion to it.
private struct EigenvalueKernel {
  private let values: [Double]
  private let bandwidth: Double

  init(_ values: [Double], bandwidth: Double) {
    self.values = values
    self.bandwidth = bandwidth
  }

  /// The density and its Hilbert transform.
  func estimate(at value: Double) -> (density: Double, transform: Double) {
    var (density, transform) = (0.0, 0.0)
    for center in values {
      let width = bandwidth * center
      let x = (value - center) / width
      let parabola = 1 - x * x / 5
      density += max(parabola, 0) / width
      transform += transformOfParabola(x) / width
    }
    let count = Double(values.count)
    return (0.75 / 5.0.squareRoot() * density / count, transform / (.pi * count))
  }

  /// The Hilbert transform of the kernel, times π: −0.3 x + 0.75/√5 (1 − x²/5) log |(√5 − x)/(√5 + x)|.
  private func transformOfParabola(_ x: Double) -> Double {
    let root = 5.0.squareRoot()
    // At |x| = √5 the parabola's zero wins over the logarithm's pole.
    if abs(x) == root { return -0.3 * x }
    guard abs(x) > 2 * root else {
      return -0.3 * x + 0.75 / root * (1 - x * x / 5) * log(abs((root - x) / (root + x)))
    }
    // Far out both terms are of size x and cancel to one of size 1/x; in u = √5/x all terms have one sign.
    let u = root / x
    let square = u * u
    var (power, sum, odd) = (u, 0.0, 1.0)
    while abs(power) > 0x1p-56 * abs(sum) {
      sum += power * 2 / (odd * (odd + 2))
      power *= square
      odd += 2
    }
    return -0.3 * root * sum
  }
}
