import TailpoolLinearAlgebra
import TailpoolNumerics

/// The linear shrinkage of Ledoit and Wolf toward a one-factor model.
///
///     Σ = (1 − δ) S + δ F,   F_ii = s_ii,   F_ij = b_i b_j / v
///
/// The factor is the mean of the returns with equal weights; b_i is the covariance of a return with it and v its
/// variance. Divisor n throughout, the convention of PyPortfolioOpt.
///
/// - Source: O. Ledoit, M. Wolf, J. Empirical Finance 10 (2003) 603.
public struct SingleFactorShrinkage: CovarianceEstimator, Hashable {
  /// Creates the estimator.
  public init() {}

  /// True: a factor of large returns decides how far the others are shrunk.
  public var dependsOnUnits: Bool { true }

  /// The covariance of a panel of at least two observations; see the protocol.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    let centered = try CenteredReturns(panel)
    let sample = centered.biased
    let market = Market(sample)
    let target = market.target(sample)
    let difference = sample.subtracting(target)
    let numerator = covarianceSum(centered, sample, market)
    let weight = intensity(numerator / Double(centered.observations), over: difference.dot(difference))
    return try Covariance(panel, sample.shrunk(toward: target, weight: weight), shrinkage: weight)
  }

  /// π − ρ: the sum of the asymptotic variances of the sample's elements less that of their covariances with the
  /// target's. On the diagonal both are equal, so that only the pairs i ≠ j remain.
  private func covarianceSum(_ centered: CenteredReturns, _ sample: Matrix, _ market: Market) -> Double {
    guard market.variance > 0 else { return 0 }
    let p = Double(centered.dimension)
    // Each sum over pairs is the sum over all i and j less the sum over i = j.
    let pi = centered.mean { row in
      let (square, fourth) = row.reduce((0.0, 0.0)) { ($0.0 + $1 * $1, $0.1 + $1 * $1 * $1 * $1) }
      return square * square - fourth
    }
    let first = centered.mean { row in
      let mean = row.reduce(0, +) / p
      let (square, loaded, both) = zip(row, market.betas).reduce((0.0, 0.0, 0.0)) { sums, term in
        let (x, b) = term
        return (sums.0 + x * x, sums.1 + b * x, sums.2 + b * x * x * x)
      }
      return mean * (square * loaded - both)
    }
    let second = centered.mean { row in
      let mean = row.reduce(0, +) / p
      let (loaded, both) = zip(row, market.betas).reduce((0.0, 0.0)) { sums, term in
        let loading = term.0 * term.1
        return (sums.0 + loading, sums.1 + loading * loading)
      }
      return mean * mean * (loaded * loaded - both)
    }
    var (squares, products) = (CompensatedSum(), CompensatedSum())
    for j in 0..<sample.columns {
      for i in 0..<sample.rows where i != j {
        squares.add(sample[i, j] * sample[i, j])
        products.add(market.betas[i] * market.betas[j] * sample[i, j])
      }
    }
    let scaled = market.variance * products.value
    return (pi - squares.value) - (2 * (first - scaled) - (second - scaled))
  }

  /// The equally weighted mean of the returns.
  private struct Market {
    /// Covariances with the market over its variance; they have no unit, so that no product of them underflows.
    let betas: [Double]
    let variance: Double

    init(_ sample: Matrix) {
      let p = Double(sample.columns)
      let covariances = (0..<sample.columns).map { CompensatedSum(sample.column($0)).value / p }
      let variance = CompensatedSum(covariances).value / p
      betas = covariances.map { variance > 0 ? $0 / variance : 0 }
      self.variance = variance
    }

    func target(_ sample: Matrix) -> Matrix {
      var target = sample
      for j in 0..<sample.columns {
        for i in 0..<sample.rows where i != j {
          target[i, j] = betas[i] * betas[j] * variance
        }
      }
      return target
    }
  }
}
