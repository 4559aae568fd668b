import TailpoolLibc
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolNumerics

extension CopulaScenarios {
  /// How the factors of a copula come together.
  public enum Copula: Hashable, Sendable {
    /// That of a normal distribution: extremes of different factors come one at a time.
    case gaussian
    /// That of Student's t: extremes come together. Nil degrees of freedom are fitted.
    case studentT(degreesOfFreedom: Double? = nil)
  }
}

/// Moves with the margins of the past, joined by a copula.
///
///     move = √horizon · F⁻¹(N(y)),   y = L z   (Gaussian)        or F⁻¹(T_ν(y √(ν / χ²)))   (t)
///
/// F is each factor's margin. The correlation L Lᵀ is sin(π τ / 2) of Kendall's τ unless it is given; ν has the greatest
/// likelihood of the ranks with it. A volatility without a factor is normal and independent.
///
/// - Source: S. Demarta, A. McNeil, "The t copula and related copulas", Int. Statistical Review 73 (2005) 111.
public struct CopulaScenarios: ScenarioSource, Hashable {
  /// Number of scenarios.
  public let count: Int
  /// The underlyings, in the order of the panel's spots.
  public let underlyings: [Underlying]
  /// The spots, then the levels of the volatilities.
  public var factors: [RiskFactor] { RiskFactor.spotsAndVolatilities(of: underlyings) }
  /// The seed.
  public let seed: UInt64
  /// The horizon, in observation periods of the panel (days).
  public let horizonInDays: Double
  /// Underlyings without a volatility factor in the panel.
  public let assumedVolatilities: [Underlying]
  /// Degrees of freedom of the t copula, > 0; nil for the Gaussian.
  public let degreesOfFreedom: Double?
  /// Days that a return of the panel spans.
  private let span: Int
  private let margins: [Margin]
  private let draws: FactorDraws

  /// Creates scenarios from past returns.
  ///
  /// - Parameters:
  ///   - panel: Returns of one day, or of several with the span told, at least 30; its spot factors are the underlyings.
  ///   - copula: How the factors come together.
  ///   - margins: How each factor is distributed.
  ///   - correlation: The copula's correlation, panel's factors × panel's factors; nil estimates it from the ranks.
  ///   - count: Number of scenarios, > 0.
  ///   - seed: Any value.
  ///   - horizonInDays: Length of the move in days, finite and > 0; moves grow with its root.
  ///   - assumedVolatilityDeviation: Standard deviation of the daily log change of a volatility without a factor of its
  ///     own, finite and > 0.
  ///   - sampling: Where the random numbers come from.
  /// - Throws: `ScenarioError.noAssets`, `.invalidScenarioCount`, `.invalidHorizon`, `.invalidStandardDeviation`,
  ///   `.tooFewObservations`, `.nonFiniteReturn`, `.constantFactor`, `.invalidCorrelation`, `.invalidDegreesOfFreedom`,
  ///   `.tooManyFactors`, or `.notPositiveDefinite` when the rank correlations are not those of a distribution: give a
  ///   repaired matrix then.
  /// - Complexity: O(observations² × factors²) for the ranks; a fit of ν takes some tens of quantiles a return.
  public init(
    panel: ReturnPanel, copula: CopulaScenarios.Copula = .studentT(), margins: CopulaScenarios.Margins = .empirical,
    correlation: Matrix? = nil, count: Int, seed: UInt64, horizonInDays: Double = 1,
    assumedVolatilityDeviation: Double = 0.05, sampling: ScenarioSampling = .random
  ) throws(ScenarioError) {
    guard count > 0 else { throw .invalidScenarioCount(count) }
    guard horizonInDays > 0, horizonInDays.isFinite else { throw .invalidHorizon(days: horizonInDays) }
    guard panel.observations >= 30 else { throw .tooFewObservations(found: panel.observations, required: 30) }
    try panel.checkFiniteReturns()
    if let correlation { try correlation.checkCorrelation(order: panel.factors.count) }
    let joint = try JointCovariance(
      copulaCovariance(panel.factors, correlation ?? panel.ellipticalCorrelation()),
      assumedDeviation: assumedVolatilityDeviation)
    let factors = (0..<(2 * joint.assets.count)).map(joint.factor)
    let columns = Dictionary(
      zip(panel.factors, panel.factors.indices), uniquingKeysWith: { first, _ in first })
    var described: [Margin] = []
    for factor in factors {
      guard let column = columns[factor] else {
        described.append(
          .normal(deviation: assumedVolatilityDeviation * Double(panel.convention.span).squareRoot()))
        continue
      }
      described.append(try Margin(margins, returns: panel.logReturns(ofColumn: column), factor: factor))
    }
    self.margins = described
    self.count = count
    self.seed = seed
    self.horizonInDays = horizonInDays
    span = panel.convention.span
    underlyings = joint.assets.map { Underlying($0) }
    assumedVolatilities = joint.assumed.map { Underlying($0) }
    let weights = try joint.weights(.cholesky, horizonInDays: 1).withRowsOfLengthOne()
    degreesOfFreedom = try panel.degrees(of: copula, joint: joint, weights: weights, columns: columns)
    draws = try FactorDraws(
      weights: weights, count: count, seed: seed, sampling: sampling, mixes: degreesOfFreedom != nil)
  }

  /// Draws the moves of the block's scenarios; see the protocol.
  ///
  /// - Complexity: O(scenarios × factors × factors), and a probability and a quantile a move.
  public func fill(_ block: inout ScenarioBlock) {
    draws.fill(&block)
    let (stride, root) = (block.scenarios.count, (horizonInDays / Double(span)).squareRoot())
    let distribution = degreesOfFreedom.map { StudentTDistribution(degreesOfFreedom: $0) }
    for (i, scenario) in block.scenarios.enumerated() {
      let scale = degreesOfFreedom.map { degrees in
        let quantile = GammaDistribution.quantile(draws.mixingNumber(of: scenario), shape: 0.5 * degrees)
        return (0.5 * degrees / quantile).squareRoot()
      }
      func move(_ normal: Double, _ margin: Margin) -> Double {
        guard let distribution, let scale else {
          return root * margin.quantile(NormalDistribution.cumulative(normal))
        }
        return root * margin.quantile(distribution.cumulative(scale * normal))
      }
      for u in underlyings.indices {
        let (spot, volatility) = (i + u * stride, i + (underlyings.count + u) * stride)
        block.values[spot] = move(block.values[spot], margins[u])
        block.values[volatility] = move(block.values[volatility], margins[underlyings.count + u])
      }
    }
  }
}

/// A correlation as the covariance of unit variables.
private func copulaCovariance(_ factors: [RiskFactor], _ correlation: Matrix) throws(ScenarioError) -> Covariance {
  do {
    return try Covariance(factors: factors, matrix: correlation, observations: 0)
  } catch {
    throw .invalidCorrelation
  }
}

extension Matrix {
  /// The weights of variables with variance 1.
  fileprivate func withRowsOfLengthOne() -> Matrix {
    let lengths = (0..<rows).map { row in
      (0..<columns).reduce(0) { $0 + self[row, $1] * self[row, $1] }.squareRoot()
    }
    var result = self
    for j in 0..<columns {
      for i in 0..<rows { result[i, j] = self[i, j] / lengths[i] }
    }
    return result
  }
}

extension ReturnPanel {
  /// The degrees of freedom asked for, or with the greatest likelihood of the ranks; nil for the Gaussian copula.
  fileprivate func degrees(
    of copula: CopulaScenarios.Copula, joint: JointCovariance, weights: Matrix, columns: [RiskFactor: Int]
  ) throws(ScenarioError) -> Double? {
    guard case .studentT(let given) = copula else { return nil }
    if let given {
      guard given > 0, given.isFinite else { throw .invalidDegreesOfFreedom(given) }
      return given
    }
    let uniform = pseudoObservations()
    let used = (0..<weights.rows).compactMap { row in columns[joint.factor(row)].map { (row: row, column: $0) } }
    // The copula's likelihood of pseudo-observations: the joint density over the margins'.
    let minusLogLikelihood: (Double) -> Double = { logDegrees in
      let nu = exp(logDegrees)
      let distribution = StudentTDistribution(degreesOfFreedom: nu)
      let scores = used.map { place in uniform[place.column].map { distribution.quantile($0) } }
      var sum = CompensatedSum()
      for row in 0..<self.observations {
        var (solution, square, margins) = ([Double](repeating: 0, count: used.count), 0.0, 0.0)
        for (i, place) in used.enumerated() {
          var value = scores[i][row]
          margins += log1p(value * value / nu)
          for (k, other) in used[..<i].enumerated() { value -= weights[place.row, other.row] * solution[k] }
          solution[i] = value / weights[place.row, place.row]
          square += solution[i] * solution[i]
        }
        let p = Double(used.count)
        sum.add(0.5 * (nu + p) * log1p(square / nu) - 0.5 * (nu + 1) * margins)
      }
      let p = Double(used.count)
      let constant =
        GammaFunction.logarithm(0.5 * (nu + p)) + (p - 1) * GammaFunction.logarithm(0.5 * nu)
        - p * GammaFunction.logarithm(0.5 * (nu + 1))
      return sum.value - Double(self.observations) * constant
    }
    return exp(GoldenSection.search(log(1.05)...log(200), to: 1e-3, isBetter: <=, minusLogLikelihood).middle)
  }
}
