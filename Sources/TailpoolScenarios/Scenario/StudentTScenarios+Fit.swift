import TailpoolLibc
import TailpoolLinearAlgebra
import TailpoolNumerics

extension StudentTScenarios {
  /// The degrees of freedom with the greatest likelihood of a panel, its covariance given.
  ///
  ///     ν = argmax Σ log t_ν(r − mean; 0, (ν − 2) / ν · covariance)
  ///
  /// - Parameters:
  ///   - panel: Returns, of one day or with the span told; its factors must be the covariance's.
  ///   - covariance: Positive definite but for factors that do not move, which are left out.
  /// - Returns: A number from 2.05 to 200; near 200 a normal distribution fits as well.
  /// - Throws: `ScenarioError.tooFewObservations`, `.nonFiniteReturn`, `.invalidGroups` for a factor that only one of
  ///   the arguments has, or `.notPositiveDefinite`.
  /// - Complexity: O(observations × factors² + factors³).
  public static func degreesOfFreedom(
    of panel: ReturnPanel, covariance: Covariance
  ) throws(ScenarioError) -> Double {
    guard panel.observations >= 2 else { throw .tooFewObservations(found: panel.observations, required: 2) }
    if panel.factors != covariance.factors {
      let odd = Set(panel.factors).symmetricDifference(covariance.factors).map(\.description).min()
      throw .invalidGroups(factor: .spot(odd ?? "the order of the factors"))
    }
    try panel.checkFiniteReturns()
    let lower: Matrix
    do {
      lower = try covariance.choleskyFactor()
    } catch {
      guard case .notPositiveDefinite(let minor, let factor) = error else {
        throw .notPositiveDefinite(leadingMinor: 1, factor: covariance.factors[0])
      }
      throw .notPositiveDefinite(leadingMinor: minor, factor: factor)
    }
    let span = Double(panel.convention.span)
    let distances = squaredDistances(of: panel.returns, lower).map { $0 / span }
    // A factor that does not move says nothing.
    let (p, n) = (Double(covariance.movingIndexes.count), Double(panel.observations))
    let minusLogLikelihood: (Double) -> Double = { logDegrees in
      let nu = exp(logDegrees)
      var sum = CompensatedSum()
      for distance in distances { sum.add(log1p(distance / (nu - 2))) }
      let constant =
        GammaFunction.logarithm(0.5 * (nu + p)) - GammaFunction.logarithm(0.5 * nu) - 0.5 * p * log(nu - 2)
      return 0.5 * (nu + p) * sum.value - n * constant
    }
    return exp(GoldenSection.search(log(2.05)...log(200), to: 1e-6, isBetter: <=, minusLogLikelihood).middle)
  }

  /// (r − mean)ᵀ covariance⁻¹ (r − mean) of each row.
  private static func squaredDistances(of returns: Matrix, _ lower: Matrix) -> [Double] {
    let means = (0..<returns.columns).map { CompensatedSum(returns.column($0)).value / Double(returns.rows) }
    return (0..<returns.rows).map { row in
      var (solution, square) = (means, 0.0)
      for i in means.indices where lower[i, i] > 0 {
        solution[i] = returns[row, i] - means[i]
        for k in 0..<i { solution[i] -= lower[i, k] * solution[k] }
        solution[i] /= lower[i, i]
        square += solution[i] * solution[i]
      }
      return square
    }
  }
}

extension ReturnPanel {
  /// Checks that every return is finite.
  func checkFiniteReturns() throws(ScenarioError) {
    for (column, factor) in factors.enumerated() {
      for (row, value) in returns.column(column).enumerated() where !value.isFinite {
        throw .nonFiniteReturn(row: row, factor: factor)
      }
    }
  }
}
