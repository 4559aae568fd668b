import TailpoolMarket
import TailpoolNumerics

/// Joint Gaussian moves of log spots and log volatility levels, drawn by a counter-based generator.
///
///     moves = √horizon · W z,   W Wᵀ = covariance of the factors,   z standard normal
///
/// The factors are the spots in the order of the covariance, then the volatility levels in the same order. A spot is
/// multiplied by exp(log return) and the volatilities of an underlying by exp(log change). There is no drift: the
/// median of each factor is 1. Scenario i and factor j always use the random number of counter (i, j), so that any
/// scenario can be drawn alone and has the same bits.
public struct GaussianScenarios: ScenarioSource, Hashable {
  /// Number of scenarios.
  public let count: Int
  /// The underlyings, in the order of the covariance's spots.
  public let underlyings: [Underlying]
  /// The spots, then the levels of the volatilities.
  public var factors: [RiskFactor] { RiskFactor.spotsAndVolatilities(of: underlyings) }
  /// The seed.
  public let seed: UInt64
  /// The horizon, in observation periods of the covariance (days).
  public let horizonInDays: Double
  /// Where the random numbers come from.
  public let sampling: ScenarioSampling
  /// Underlyings without a volatility factor in the covariance; theirs have the assumed standard deviation and no
  /// correlation.
  public let assumedVolatilities: [Underlying]
  /// Standard deviation of the daily log change of those volatilities.
  public let assumedVolatilityDeviation: Double
  private let draws: FactorDraws

  /// Creates scenarios from the covariance of one day's log returns.
  ///
  /// - Parameters:
  ///   - covariance: Covariance of one day. Its spot factors are the underlyings; its volatility factors of the same
  ///     assets move their volatilities.
  ///   - count: Number of scenarios, > 0.
  ///   - seed: Any value.
  ///   - horizonInDays: Length of the move in days, finite and > 0; the covariance grows in proportion.
  ///   - assumedVolatilityDeviation: Standard deviation of the daily log change of a volatility without a factor of its
  ///     own, finite and > 0.
  ///   - sampling: Where the random numbers come from.
  ///   - factorization: How the covariance is split; nil means by principal components for the Sobol sequence and the
  ///     triangular factor otherwise.
  /// - Throws: `ScenarioError.noAssets`, `.invalidScenarioCount`, `.invalidHorizon`, `.invalidStandardDeviation`,
  ///   `.invalidTolerance`, `.tooManyFactors` for the Sobol sequence, or `.notPositiveDefinite` with the first factor
  ///   that is a combination of those before it. A factor without variance is no error: it does not move.
  public init(
    covariance: Covariance, count: Int, seed: UInt64, horizonInDays: Double = 1,
    assumedVolatilityDeviation: Double = 0.05, sampling: ScenarioSampling = .random,
    factorization: ScenarioSampling.Factorization? = nil
  ) throws(ScenarioError) {
    guard count > 0 else { throw .invalidScenarioCount(count) }
    let joint = try JointCovariance(covariance, assumedDeviation: assumedVolatilityDeviation)
    self.count = count
    self.seed = seed
    self.horizonInDays = horizonInDays
    self.assumedVolatilityDeviation = assumedVolatilityDeviation
    self.sampling = sampling
    underlyings = joint.assets.map { Underlying($0) }
    assumedVolatilities = joint.assumed.map { Underlying($0) }
    draws = try FactorDraws(
      weights: joint.weights(factorization ?? sampling.factorization, horizonInDays: horizonInDays), count: count,
      seed: seed,
      sampling: sampling)
  }

  /// Draws the moves of the block's scenarios; see the protocol.
  ///
  /// - Complexity: O(scenarios × factors × rank); scratch of 32 × rank.
  public func fill(_ block: inout ScenarioBlock) {
    draws.fill(&block)
  }
}
