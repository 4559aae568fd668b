import TailpoolMarket
import TailpoolNumerics

extension StudentTScenarios {
  /// Factors that share their degrees of freedom.
  public struct Group: Hashable, Sendable {
    /// The factors.
    public let factors: [RiskFactor]
    /// Degrees of freedom, > 2.
    public let degreesOfFreedom: Double

    /// Creates a group; see the properties for the meaning of each argument.
    public init(factors: [RiskFactor], degreesOfFreedom: Double) {
      self.factors = factors
      self.degreesOfFreedom = degreesOfFreedom
    }
  }
}

/// Joint moves with heavy tails that come together: multivariate Student t, or grouped t.
///
///     move = √horizon · √((ν − 2) / χ²) · W z,   W Wᵀ = covariance
///
/// The covariance is that given, whatever ν is. All factors of a scenario have the same probability of χ², so that their
/// large moves come together; a group has the quantile of its own ν. There is no drift, and moves grow with the root of
/// the horizon as if it were one period.
///
/// - Source: S. Daul, E. De Giorgi, F. Lindskog, A. McNeil, "The grouped t-copula with an application to credit risk",
///   Risk 16 (2003) 73.
public struct StudentTScenarios: ScenarioSource, Hashable {
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
  /// Underlyings without a volatility factor in the covariance.
  public let assumedVolatilities: [Underlying]
  /// Degrees of freedom of the groups.
  public let degreesOfFreedom: [Double]
  /// The group of each spot and then of each volatility.
  private let groups: [Int]
  private let draws: FactorDraws

  /// Creates scenarios that all have the same degrees of freedom.
  ///
  /// - Parameters:
  ///   - covariance: Covariance of one day's log returns.
  ///   - degreesOfFreedom: ν > 2, finite; `degreesOfFreedom(of:covariance:)` estimates it.
  ///   - count: Number of scenarios, > 0.
  ///   - seed: Any value.
  ///   - horizonInDays: Length of the move in days, finite and > 0.
  ///   - assumedVolatilityDeviation: Standard deviation of the daily log change of a volatility without a factor of its
  ///     own, finite and > 0.
  ///   - sampling: Where the random numbers come from.
  ///   - factorization: How the covariance is split; nil as for `GaussianScenarios`.
  /// - Throws: `ScenarioError.invalidDegreesOfFreedom`, and what `GaussianScenarios` throws.
  public init(
    covariance: Covariance, degreesOfFreedom: Double, count: Int, seed: UInt64, horizonInDays: Double = 1,
    assumedVolatilityDeviation: Double = 0.05, sampling: ScenarioSampling = .random,
    factorization: ScenarioSampling.Factorization? = nil
  ) throws(ScenarioError) {
    try self.init(
      covariance: covariance,
      groups: [StudentTScenarios.Group(factors: covariance.factors, degreesOfFreedom: degreesOfFreedom)], count: count,
      seed: seed, horizonInDays: horizonInDays, assumedVolatilityDeviation: assumedVolatilityDeviation,
      sampling: sampling, factorization: factorization)
  }

  /// Creates scenarios of groups with different degrees of freedom.
  ///
  /// - Parameters:
  ///   - covariance: Covariance of one day's log returns.
  ///   - groups: Each factor of the covariance in one group. A volatility without a factor of its own joins its spot's.
  ///   - count: Number of scenarios, > 0.
  ///   - seed: Any value.
  ///   - horizonInDays: Length of the move in days, finite and > 0.
  ///   - assumedVolatilityDeviation: Standard deviation of the daily log change of a volatility without a factor of its
  ///     own, finite and > 0.
  ///   - sampling: Where the random numbers come from.
  ///   - factorization: How the covariance is split; nil as for `GaussianScenarios`.
  /// - Throws: `ScenarioError.invalidGroups`, `.invalidDegreesOfFreedom`, and what `GaussianScenarios` throws.
  public init(
    covariance: Covariance, groups: [StudentTScenarios.Group], count: Int, seed: UInt64, horizonInDays: Double = 1,
    assumedVolatilityDeviation: Double = 0.05, sampling: ScenarioSampling = .random,
    factorization: ScenarioSampling.Factorization? = nil
  ) throws(ScenarioError) {
    guard count > 0 else { throw .invalidScenarioCount(count) }
    let joint = try JointCovariance(covariance, assumedDeviation: assumedVolatilityDeviation)
    let places = try groupPlaces(groups, of: covariance.factors)
    self.groups = (joint.assets.map(RiskFactor.spot) + joint.assets.map(RiskFactor.volatility)).map { factor in
      places[factor] ?? places[.spot(factor.asset)] ?? 0
    }
    self.count = count
    self.seed = seed
    self.horizonInDays = horizonInDays
    self.sampling = sampling
    degreesOfFreedom = groups.map(\.degreesOfFreedom)
    underlyings = joint.assets.map { Underlying($0) }
    assumedVolatilities = joint.assumed.map { Underlying($0) }
    draws = try FactorDraws(
      weights: joint.weights(factorization ?? sampling.factorization, horizonInDays: horizonInDays), count: count,
      seed: seed, sampling: sampling, mixes: true)
  }

  /// Draws the moves of the block's scenarios; see the protocol.
  ///
  /// - Complexity: O(scenarios × factors × rank), and a quantile of χ² a scenario and group.
  public func fill(_ block: inout ScenarioBlock) {
    draws.fill(&block)
    let stride = block.scenarios.count
    for (i, scenario) in block.scenarios.enumerated() {
      let probability = draws.mixingNumber(of: scenario)
      let scales = degreesOfFreedom.map { degrees in
        ((0.5 * degrees - 1) / GammaDistribution.quantile(probability, shape: 0.5 * degrees)).squareRoot()
      }
      for u in underlyings.indices {
        block.values[i + u * stride] *= scales[groups[u]]
        block.values[i + (underlyings.count + u) * stride] *= scales[groups[underlyings.count + u]]
      }
    }
  }
}

/// The index of each factor's group.
private func groupPlaces(
  _ groups: [StudentTScenarios.Group], of factors: [RiskFactor]
) throws(ScenarioError) -> [RiskFactor: Int] {
  let known = Set(factors)
  var places: [RiskFactor: Int] = [:]
  for (index, group) in groups.enumerated() {
    let degrees = group.degreesOfFreedom
    guard degrees > 2, degrees.isFinite else { throw .invalidDegreesOfFreedom(degrees) }
    for factor in group.factors {
      guard known.contains(factor), places.updateValue(index, forKey: factor) == nil else {
        throw .invalidGroups(factor: factor)
      }
    }
  }
  if let missing = factors.first(where: { places[$0] == nil }) { throw .invalidGroups(factor: missing) }
  return places
}
