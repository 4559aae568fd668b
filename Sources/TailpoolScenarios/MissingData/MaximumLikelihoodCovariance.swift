import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics

/// The covariance that makes the observed returns likeliest if they are jointly normal, by expectation–maximization.
///
/// Each step fills a missing return with its regression on those of the same row, adds the variance that the regression
/// leaves, and estimates mean and covariance anew, with divisor n. What is missing is never filled in the panel. Two steps
/// and their difference show where the steps lead, and the iteration goes on from there if that makes the returns no less
/// likely; a step decides when it ends.
///
/// The effective observations told are the returns of the factor that has fewest.
///
/// - Source: A. Dempster, N. Laird, D. Rubin, J. Royal Statistical Society B 39 (1977) 1; for the acceleration R. Varadhan,
///   C. Roland, Scandinavian J. Statistics 35 (2008) 335.
public struct MaximumLikelihoodCovariance: IncompleteCovarianceEstimator, Hashable {
  /// The largest change of a step, relative to the deviations, at which the iteration stops.
  public let tolerance: Double
  /// The largest number of steps.
  public let mostSteps: Int

  /// Creates the estimator.
  ///
  /// - Parameters:
  ///   - tolerance: Largest change of an element over √(sᵢᵢ sⱼⱼ), and of a mean over √sᵢᵢ, in the last step.
  ///   - mostSteps: Steps after which the estimate is an error.
  public init(tolerance: Double = 1e-10, mostSteps: Int = 20_000) {
    self.tolerance = tolerance
    self.mostSteps = mostSteps
  }

  /// The covariance of a panel in which every two factors have two returns in common; see the protocol.
  ///
  /// - Throws: `CovarianceError.insufficientOverlap` or `.nonFiniteReturn`; `.notPositiveDefinite` when returns are
  ///   combinations of each other, so that the likelihood has no maximum; `.noConvergence`.
  /// - Complexity: A step is O(patterns × factors³), with as many patterns as there are different sets of missing
  ///   factors, and so is the likelihood that is looked at every third; the rows are read once.
  public func covariance(of panel: IncompletePanel) throws(CovarianceError) -> Covariance {
    let observed = try ObservedReturns(panel, atLeast: 2)
    guard observed.dimension > 0 else {
      return try observed.covariance(Matrix(rows: 0, columns: 0), of: panel)
    }
    let patterns = MissingPattern.all(observed)
    var steps = 0
    /// One step, and how far it went.
    func step(from estimate: NormalEstimate) throws(CovarianceError) -> (to: NormalEstimate, change: Double) {
      guard steps < mostSteps else { throw .noConvergence }
      steps += 1
      let next = try estimate.improved(observed, patterns)
      return (next, next.change(from: estimate))
    }
    var start = NormalEstimate(observed)
    while true {
      let first = try step(from: start)
      if first.change <= tolerance { return try observed.covariance(first.to.covariance, of: panel) }
      guard first.change.isFinite else { throw .noConvergence }
      let second = try step(from: first.to)
      if second.change <= tolerance { return try observed.covariance(second.to.covariance, of: panel) }
      // What the steps lead to is kept if it is a covariance that makes the returns no less likely, and a step from it is
      // shorter than the second one was; else the iteration goes on from the plain steps, which always lead upward.
      guard let beyond = NormalEstimate(extrapolating: start, first.to, second.to),
        beyond.isAsLikely(as: second.to, patterns), let third = try? step(from: beyond), third.change < second.change
      else {
        start = second.to
        continue
      }
      start = third.to
    }
  }
}

/// Rows with the same factors missing, and all that the iteration needs of them.
struct MissingPattern {
  let observed: [Int]
  let missing: [Int]
  let rows: Int
  /// The means of the observed factors over these rows.
  let means: [Double]
  /// Their centered products, summed over these rows.
  let products: Matrix

  private init(_ mask: [Bool], _ rows: [Int], of returns: ObservedReturns) {
    observed = mask.indices.filter { mask[$0] }
    missing = mask.indices.filter { !mask[$0] }
    self.rows = rows.count
    let block = returns.values.part(rows: rows, columns: observed)
    means = (0..<block.columns).map { CompensatedSum(block.column($0)).value / Double(rows.count) }
    products = block.gram(centeredAt: means)
  }

  static func all(_ returns: ObservedReturns) -> [MissingPattern] {
    let groups = Dictionary(grouping: 0..<returns.rows) { returns.isObserved[$0] }
    return groups.sorted { $0.value[0] < $1.value[0] }.map { MissingPattern($0.key, $0.value, of: returns) }
  }
}

/// The regression of some factors on others that a covariance implies.
struct Regression {
  /// Known × wanted factors.
  let coefficients: Matrix
  /// The covariance that the regression leaves, wanted × wanted.
  let residual: Matrix

  /// - Throws: `CovarianceError.notPositiveDefinite` when the known factors are combinations of each other.
  init(
    _ covariance: Matrix, of wanted: [Int], on known: [Int], factor: (Int) -> RiskFactor
  ) throws(CovarianceError) {
    let cross = covariance.part(rows: known, columns: wanted)
    let own = covariance.part(rows: wanted, columns: wanted)
    guard !known.isEmpty else {
      (coefficients, residual) = (cross, own)
      return
    }
    // On the correlation of the known, so that small variances do not disturb.
    let scales = known.map { 1 / covariance[$0, $0].squareRoot() }
    var correlation = covariance.part(rows: known, columns: known)
    var scaled = cross
    for i in known.indices {
      for j in known.indices { correlation[i, j] *= scales[i] * scales[j] }
      for j in wanted.indices { scaled[i, j] *= scales[i] }
    }
    let root: CholeskyFactor
    do { root = try CholeskyFactor(of: correlation) } catch {
      guard case .notPositiveDefinite(let minor) = error else { throw .noConvergence }
      throw .notPositiveDefinite(leadingMinor: known[minor - 1] + 1, factor: factor(known[minor - 1]))
    }
    let solved = root.solve(scaled)
    residual = own.subtracting(scaled.transposedMultiplied(by: solved))
    var coefficients = solved
    for i in known.indices {
      for j in wanted.indices { coefficients[i, j] *= scales[i] }
    }
    self.coefficients = coefficients
  }
}
