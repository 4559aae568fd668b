import TailpoolLinearAlgebra
import TailpoolNumerics

/// The linear shrinkage of Ledoit and Wolf toward a constant correlation.
///
///     Σ = (1 − δ) S + δ F,   F_ii = s_ii,   F_ij = r̄ √(s_ii s_jj)
///
/// r̄ is the mean correlation of the pairs. S has divisor n − 1 and the moments divisor n, the convention of
/// PyPortfolioOpt. A factor without variance takes no part in r̄ and stays as it is.
///
/// - Source: O. Ledoit, M. Wolf, "Honey, I shrunk the sample covariance matrix", J. Portfolio Management 30 (2004) 110.
public struct ConstantCorrelationShrinkage: CovarianceEstimator, Hashable {
  /// Creates the estimator.
  public init() {}

  /// True: a factor of large returns decides how far the others are shrunk.
  public var dependsOnUnits: Bool { true }

  /// The covariance of a panel of at least two observations; see the protocol.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    let centered = try CenteredReturns(panel)
    let (sample, biased) = (centered.unbiased, centered.biased)
    let deviations = sample.diagonal.map { $0.squareRoot() }
    let correlation = meanCorrelation(sample, deviations)
    let target = constantCorrelation(sample, deviations, correlation)
    let difference = sample.subtracting(target)
    let variances = momentSums(centered, sample, biased, deviations)
    let numerator = variances.pi - variances.diagonal - correlation * variances.theta
    let weight = intensity(numerator / Double(centered.observations), over: difference.dot(difference))
    return try Covariance(panel, sample.shrunk(toward: target, weight: weight), shrinkage: weight)
  }

  private func meanCorrelation(_ sample: Matrix, _ deviations: [Double]) -> Double {
    var (sum, pairs) = (CompensatedSum(), 0)
    for j in 0..<sample.columns {
      for i in 0..<j where deviations[i] > 0 && deviations[j] > 0 {
        sum.add(sample[i, j] / (deviations[i] * deviations[j]))
        pairs += 1
      }
    }
    return pairs > 0 ? sum.value / Double(pairs) : 0
  }

  private func constantCorrelation(_ sample: Matrix, _ deviations: [Double], _ correlation: Double) -> Matrix {
    var target = sample
    for j in 0..<sample.columns {
      for i in 0..<sample.rows where i != j { target[i, j] = correlation * (deviations[i] * deviations[j]) }
    }
    return target
  }

  /// π, the sum of the asymptotic variances of the sample's elements; its diagonal part; and the covariances of the
  /// elements with the target's, Σ_{i≠j} √(s_jj/s_ii) θ_ij, with θ_ij the asymptotic covariance of s_ii and s_ij.
  private func momentSums(
    _ centered: CenteredReturns, _ sample: Matrix, _ biased: Matrix, _ deviations: [Double]
  ) -> (pi: Double, diagonal: Double, theta: Double) {
    let p = centered.dimension
    let inverse = deviations.map { $0 > 0 ? 1 / $0 : 0 }
    let pi = centered.meanFourthPower - 2 * biased.dot(sample) + sample.dot(sample)
    var diagonal = CompensatedSum()
    for (i, power) in centered.fourthPowers.enumerated() {
      diagonal.add(power - 2 * biased[i, i] * sample[i, i] + sample[i, i] * sample[i, i])
    }
    // Σ_t (Σ_i x³_i/σ_i)(Σ_j σ_j x_j) less its diagonal Σ_i x⁴_i gives the third-power terms of all pairs at once.
    let cubes = centered.mean { row in
      var (left, right, both) = (0.0, 0.0, 0.0)
      for (value, (deviation, inverse)) in zip(row, zip(deviations, inverse)) {
        let cube = value * value * value
        left += cube * inverse
        right += value * deviation
        both += deviation > 0 ? cube * value : 0
      }
      return left * right - both
    }
    var rest = CompensatedSum()
    for j in 0..<p {
      for i in 0..<p where i != j {
        let theta = sample[i, i] * sample[i, j] - biased[i, i] * sample[i, j] - biased[i, j] * sample[i, i]
        rest.add(deviations[j] * inverse[i] * theta)
      }
    }
    return (pi, diagonal.value, cubes + rest.value)
  }
}
