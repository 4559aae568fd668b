import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics

/// A covariance matrix of returns over one observation period, not annualized.
public struct Covariance: Hashable, Sendable {
  /// The factors, one a row and column.
  public let factors: [RiskFactor]
  /// Factors × factors, exactly symmetric, finite.
  public let matrix: Matrix
  /// What the returns were; the matrix is of one period also where the returns spanned several.
  public let convention: ReturnConvention
  /// Number of observations it was estimated from; 0 for a matrix given by the user.
  public let observations: Int
  /// The number of equally weighted independent observations with the same information.
  public let effectiveObservations: Double
  /// Weight of the target in the estimate, 0 to 1; nil for an estimator that does not shrink.
  public let shrinkage: Double?

  /// The names of the factors: `BTC`, `BTC volatility`.
  public var names: [String] { factors.map(\.description) }

  /// The standard deviation of each factor.
  public var deviations: [Double] { matrix.diagonal.map { $0.squareRoot() } }

  /// Creates a covariance from a matrix.
  ///
  /// - Parameters:
  ///   - factors: The factors, one a row and column.
  ///   - matrix: Symmetric and finite, of one observation period.
  ///   - observations: Number of observations it was estimated from.
  ///   - effectiveObservations: Equally weighted observations of the same weight; `observations` when nil.
  ///   - shrinkage: Weight of the target, or nil.
  ///   - convention: What the returns were.
  /// - Precondition: The matrix is factors × factors.
  /// - Throws: `CovarianceError.nonFiniteElement`, `.notSymmetric`, or `.invalidVariance`. A matrix that is not
  ///   positive definite is accepted: its diagnostics say so, and whoever needs a factor of it reports it.
  /// - Complexity: O(factors²).
  public init(
    factors: [RiskFactor], matrix: Matrix, observations: Int, effectiveObservations: Double? = nil,
    shrinkage: Double? = nil, convention: ReturnConvention = .dailyLog
  ) throws(CovarianceError) {
    precondition(
      matrix.rows == factors.count && matrix.columns == factors.count,
      "a matrix of \(matrix.rows) × \(matrix.columns) for \(factors.count) factors")
    try matrix.checkCovariance(of: factors)
    self.factors = factors
    self.matrix = matrix
    self.convention = convention
    self.observations = observations
    self.effectiveObservations = effectiveObservations ?? Double(observations)
    self.shrinkage = shrinkage
  }

  /// The estimate of a panel: a matrix of its returns, brought to one period.
  init(
    _ panel: ReturnPanel, _ matrix: Matrix, effectiveObservations: Double? = nil, shrinkage: Double? = nil
  ) throws(CovarianceError) {
    let span = Double(panel.convention.span)
    let information = panel.convention.informationPerObservation
    try self.init(
      factors: panel.factors, matrix: span == 1 ? matrix : matrix.scaled(by: 1 / span),
      observations: panel.observations,
      effectiveObservations: (effectiveObservations ?? Double(panel.observations)) * information,
      shrinkage: shrinkage, convention: panel.convention)
  }
}

extension Matrix {
  /// Each element times a number.
  func scaled(by factor: Double) -> Matrix {
    Matrix(rows: rows, columns: columns, storage: storage.map { $0 * factor })
  }

  /// Whether a square matrix is finite and equal to its transpose, found in squares that stay in the nearest cache.
  private var isFiniteAndSymmetric: Bool {
    let elements = storage.span
    let (n, side) = (rows, 32)
    for left in stride(from: 0, to: n, by: side) {
      for top in stride(from: left, to: n, by: side) {
        // Not a number where an element is not finite; without a branch an element, which would take twice as long.
        var defect = 0.0
        for j in left..<min(left + side, n) {
          for i in top..<min(top + side, n) { defect += abs(elements[i + j * n] - elements[j + i * n]) }
        }
        if defect != 0 { return false }
      }
    }
    return true
  }

  /// Checks that the matrix may be a covariance: symmetric, finite, no variance below zero.
  fileprivate func checkCovariance(of factors: [RiskFactor]) throws(CovarianceError) {
    let elements = storage.span
    let n = rows
    let isSound = isFiniteAndSymmetric
    for j in 0..<n {
      for i in 0..<(isSound ? 0 : j) where elements[i + j * n] != elements[j + i * n] || !elements[i + j * n].isFinite {
        throw elements[i + j * n].isFinite && elements[j + i * n].isFinite
          ? .notSymmetric(row: i, column: j) : .nonFiniteElement(row: i, column: j)
      }
      let variance = elements[j + j * n]
      guard variance.isFinite else { throw .nonFiniteElement(row: j, column: j) }
      let isStill = variance == 0
      let isAlone = !isStill || (0..<n).allSatisfy { elements[$0 + j * n] == 0 }
      guard variance >= 0, isAlone else { throw .invalidVariance(factor: factors[j], value: variance) }
    }
  }
}

/// A way to estimate a covariance from returns.
public protocol CovarianceEstimator: Sendable {
  /// The covariance of one observation period.
  ///
  /// - Parameter panel: Observations × factors, in the order of time.
  /// - Throws: `CovarianceError` when there are too few observations or a return is not finite.
  func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance

  /// Whether the correlations depend on the units of the factors, as they do where all elements of a raw covariance
  /// are shrunk by one weight. `covariance(ofUnlike:)` standardizes the returns for such an estimator.
  var dependsOnUnits: Bool { get }

  /// The covariance of factors of different kinds, such as spots and volatilities, whose returns differ in size.
  ///
  /// An estimator that does not say otherwise standardizes the returns where it depends on units.
  ///
  /// - Parameter panel: Observations × factors, in the order of time.
  /// - Throws: As `covariance(of:)`.
  func covariance(ofUnlike panel: ReturnPanel) throws(CovarianceError) -> Covariance
}

extension CovarianceEstimator {
  /// False: multiplying the returns of one factor by a number multiplies its deviation alone.
  public var dependsOnUnits: Bool { false }
}
