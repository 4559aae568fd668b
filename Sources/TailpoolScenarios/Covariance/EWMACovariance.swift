import TailpoolLibc
import TailpoolNumerics

/// The exponentially weighted covariance.
///
///     Σ = Σ_t w_t (r_t − m)(r_t − m)ᵀ,   w_t ∝ decay^(n − 1 − t)
///
/// - Source: J.P. Morgan/Reuters, RiskMetrics Technical Document (1996), with the weights of a finite sample.
public struct EWMACovariance: CovarianceEstimator, Hashable {
  /// What is weighted, and what the weights add up to.
  public enum Convention: String, Hashable, Sendable, CaseIterable {
    /// m = 0, weights that sum to one.
    case normalizedZeroMean
    /// m = 0, `Σ_t = decay Σ_(t−1) + (1 − decay) r_t r_tᵀ` begun with the first observation.
    case recursive
    /// m the mean with the same weights, which sum to one.
    case normalizedDemeaned
    /// The same divided by one less the sum of the squared weights: unbiased for independent returns.
    case unbiased
  }

  /// The factor on the weight from one observation to the one before, in (0, 1].
  public let decay: Double
  /// What is weighted, and what the weights add up to.
  public let convention: Convention
  private let halfLife: Double?

  /// Creates the estimator.
  ///
  /// - Parameters:
  ///   - decay: In (0, 1]; 0.94 is usual for daily returns. Other values are an error when it is used.
  ///   - convention: What is weighted.
  public init(decay: Double, convention: Convention = .normalizedZeroMean) {
    self.decay = decay
    self.convention = convention
    halfLife = nil
  }

  /// Creates the estimator from the number of observations over which a weight halves.
  ///
  /// - Parameters:
  ///   - halfLife: Above 0; infinite weighs all alike. Other values are an error when it is used.
  ///   - convention: What is weighted.
  public init(halfLife: Double, convention: Convention = .normalizedZeroMean) {
    decay = exp2(-1 / halfLife)
    self.convention = convention
    self.halfLife = halfLife
  }

  /// The covariance of a panel of at least one observation, two where a mean is taken off; see the protocol.
  ///
  /// - Throws: `CovarianceError.invalidDecay` or `.invalidHalfLife`, too.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    if let halfLife, !(halfLife > 0) { throw .invalidHalfLife(halfLife) }
    guard decay > 0, decay <= 1 else {
      if let halfLife { throw .invalidHalfLife(halfLife) }
      throw .invalidDecay(decay)
    }
    let isDemeaned = convention == .normalizedDemeaned || convention == .unbiased
    _ = try panel.checkedMeans(atLeast: isDemeaned ? 2 : 1)
    let weights = weights(panel.observations)
    let squares = CompensatedSum(weights.lazy.map { $0 * $0 }).value
    // All the weight on one observation leaves nothing beside its mean.
    guard convention != .unbiased || squares < 1 else { throw .tooFewObservations(found: 1, required: 2) }
    let centers = panel.factors.indices.map { column -> Double in
      guard isDemeaned else { return 0 }
      return panel.constant(ofColumn: column)
        ?? CompensatedSum(zip(panel.returns.column(column), weights).lazy.map(*)).value
    }
    let matrix = panel.returns.gram(
      centeredAt: centers, rootWeights: weights.map { $0.squareRoot() },
      scale: convention == .unbiased ? 1 / (1 - squares) : 1)
    return try Covariance(panel, matrix, effectiveObservations: 1 / squares)
  }

  /// The weights of n observations, which sum to one, oldest first.
  private func weights(_ count: Int) -> [Double] {
    var weight = 1.0
    var weights = (0..<count).map { _ in
      defer { weight *= decay }
      return weight
    }
    weights.reverse()
    if convention == .recursive, count > 0 {
      return [weights[0]] + weights.dropFirst().map { (1 - decay) * $0 }
    }
    let sum = CompensatedSum(weights).value
    return weights.map { $0 / sum }
  }
}

/// Exponentially weighted volatilities and correlations with a half-life each.
///
///     Σ = D C D,   D from the shorter memory, as a rule, C from the longer
///
/// The observations that the result tells are those of the correlations.
///
/// - Source: J. Menchero, D. Orr, J. Wang, The Barra US Equity Model (USE4), methodology notes (2011).
public struct SplitEWMACovariance: CovarianceEstimator, Hashable {
  /// How the volatilities are estimated.
  public let volatility: EWMACovariance
  /// How the correlations are estimated.
  public let correlation: EWMACovariance

  /// Creates the estimator.
  ///
  /// - Parameters:
  ///   - volatilityHalfLife: Observations over which a weight halves for the volatilities, above 0.
  ///   - correlationHalfLife: The same for the correlations.
  ///   - convention: What is weighted.
  public init(
    volatilityHalfLife: Double, correlationHalfLife: Double,
    convention: EWMACovariance.Convention = .normalizedZeroMean
  ) {
    volatility = EWMACovariance(halfLife: volatilityHalfLife, convention: convention)
    correlation = EWMACovariance(halfLife: correlationHalfLife, convention: convention)
  }

  /// The covariance of a panel; see the protocol and `EWMACovariance`.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    let deviations = try volatility.covariance(of: panel).deviations
    return try correlation.covariance(of: panel).replacing(deviations: deviations)
  }
}
