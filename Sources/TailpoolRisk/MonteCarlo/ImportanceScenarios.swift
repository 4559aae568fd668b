import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics
import TailpoolScenarios

/// Gaussian scenarios drawn where the quadratic loss of a book is near its value at risk, with their likelihood ratios.
///
/// With the loss of the book's derivatives, Q = −Σ (b z + ½ λ z²) in independent standard normal numbers z, the numbers of
/// the drawn scenarios are normal with
///
///     variance = 1 / (1 + λ t),   mean = −t b / (1 + λ t),   ratio = exp(K(t) − t Q)
///
/// where K is the cumulant generating function of Q and t makes the mean of Q its value at risk. A share of the scenarios
/// stays as it was, which bounds the ratio by one over that share however wrong the derivatives are. The book is revalued
/// in full in each scenario; `WeightedTail` makes measures of the results and the ratios.
///
/// - Source: P. Glasserman, P. Heidelberger and P. Shahabuddin, Management Science 46 (2000) 1349; the mixture after
///   T. Hesterberg, Technometrics 37 (1995) 185.
public struct ImportanceScenarios: ScenarioSource, Hashable {
  /// Number of scenarios.
  public let count: Int
  /// The underlyings, in the order of the book's parts.
  public let underlyings: [Underlying]
  /// The spots, then the levels of the volatilities.
  public var factors: [RiskFactor] { RiskFactor.spotsAndVolatilities(of: underlyings) }
  /// The seed.
  public let seed: UInt64
  /// The parameter t by which the distribution is tilted; 0 where no tilt helps.
  public let tilt: Double
  /// The share of scenarios that are drawn without the tilt.
  public let plainShare: Double
  private let principal: PrincipalQuadratic
  private let means: [Double]
  private let deviations: [Double]
  private let cumulant: Double

  /// Creates scenarios.
  ///
  /// - Parameters:
  ///   - book: The derivatives of the book.
  ///   - covariance: Covariance of one day's log returns and log volatility changes; it names every spot of the book.
  ///   - level: The level whose tail is wanted; the draws serve levels near it as well.
  ///   - count: Number of scenarios, > 0.
  ///   - seed: Any value.
  ///   - horizonInDays: Length of the move in days, finite and > 0.
  ///   - assumedVolatilityDeviation: As of `DeltaGammaBook.loss`.
  ///   - plainShare: Share of scenarios drawn without the tilt, in (0, 1).
  /// - Throws: `RiskError.invalidParameter` for a count or a share out of range, or what `DeltaGammaBook.loss` and its
  ///   exact measures throw.
  /// - Complexity: O(factors³).
  public init(
    _ book: DeltaGammaBook, covariance: Covariance, level: ConfidenceLevel, count: Int, seed: UInt64,
    horizonInDays: Double = 1, assumedVolatilityDeviation: Double = 0.05, plainShare: Double = 0.1
  ) throws(RiskError) {
    guard count > 0 else { throw .invalidParameter(name: "count", value: Double(count)) }
    guard plainShare > 0, plainShare < 1 else { throw .invalidParameter(name: "plainShare", value: plainShare) }
    let loss = try book.loss(
      covariance: covariance, horizonInDays: horizonInDays, assumedVolatilityDeviation: assumedVolatilityDeviation)
    let principal = loss.principal
    // The shift of the loss by theta plays no part in the tilt.
    let target = try loss.exact(level).valueAtRisk + loss.theta
    let tilt = principal.tilt(toMeanLoss: target)
    self.count = count
    self.underlyings = book.parts.map(\.underlying)
    self.seed = seed
    self.tilt = tilt
    self.plainShare = plainShare
    self.principal = principal
    means = zip(principal.slopes, principal.curvatures).map { -tilt * $0 / (1 + tilt * $1) }
    deviations = principal.curvatures.map { 1 / (1 + tilt * $0).squareRoot() }
    cumulant = principal.cumulant(tilt)
  }

  /// Draws the moves of the block's scenarios; see the protocol.
  ///
  /// - Complexity: O(scenarios × factors × rank).
  public func fill(_ block: inout ScenarioBlock) {
    let rows = block.scenarios.count
    let numbers = self.numbers(of: block.scenarios)
    for j in 0..<principal.rank {
      for u in underlyings.indices {
        let (spot, volatility) = (principal.axes[u, j], principal.axes[underlyings.count + u, j])
        for i in 0..<rows {
          block.values[u * rows + i] += spot * numbers[j * rows + i]
          block.values[(underlyings.count + u) * rows + i] += volatility * numbers[j * rows + i]
        }
      }
    }
  }

  /// The ratio of the likelihood of each scenario without the tilt to that under which it was drawn.
  ///
  ///     ratio = 1 / (plainShare + (1 − plainShare) exp(t Q − K(t)))
  ///
  /// - Returns: One a scenario, in (0, 1 / plainShare]; their mean is one but for sampling.
  /// - Complexity: O(count × rank).
  public func likelihoodRatios() -> [Double] {
    var ratios: [Double] = []
    ratios.reserveCapacity(count)
    for start in stride(from: 0, to: count, by: 1_024) {
      let scenarios = Array(start..<min(start + 1_024, count))
      let rows = scenarios.count
      let numbers = self.numbers(of: scenarios)
      var losses = [Double](repeating: 0, count: rows)
      for j in 0..<principal.rank {
        let (slope, curvature) = (principal.slopes[j], principal.curvatures[j])
        for i in 0..<rows {
          let z = numbers[j * rows + i]
          losses[i] -= (slope + 0.5 * curvature * z) * z
        }
      }
      for loss in losses { ratios.append(1 / (plainShare + (1 - plainShare) * exp(tilt * loss - cumulant))) }
    }
    return ratios
  }

  /// The independent numbers of some scenarios, one column an axis.
  private func numbers(of scenarios: [Int]) -> [Double] {
    let rows = scenarios.count
    var numbers = [Double](repeating: 0, count: rows * principal.rank)
    NormalSource.random(RandomField(seed: seed, purpose: .marketScenarios)).fill(
      &numbers, scenarios: scenarios[...], factors: 0..<principal.rank, stride: rows)
    let mixing = RandomField(seed: seed, purpose: .mixing)
    for (i, scenario) in scenarios.enumerated() where mixing.uniform(scenario: scenario, factor: 0) >= plainShare {
      for j in 0..<principal.rank {
        numbers[j * rows + i] = means[j] + deviations[j] * numbers[j * rows + i]
      }
    }
    return numbers
  }
}

extension PrincipalQuadratic {
  /// The logarithm of the mean of exp(t Q) for the loss Q = −Σ (slope u + ½ curvature u²).
  func cumulant(_ t: Double) -> Double {
    CompensatedSum(
      zip(slopes, curvatures).lazy.map { slope, curvature in
        0.5 * (t * t * slope * slope / (1 + t * curvature) - log1p(t * curvature))
      }
    ).value
  }

  /// The mean of Q under the tilt t.
  private func meanLoss(_ t: Double) -> Double {
    CompensatedSum(
      zip(slopes, curvatures).lazy.map { slope, curvature in
        let scale = 1 + t * curvature
        let mean = -t * slope / scale
        return -slope * mean - 0.5 * curvature * (mean * mean + 1 / scale)
      }
    ).value
  }

  /// The tilt under which the mean loss is the one given; 0 for a loss that needs no tilt or that no tilt reaches.
  func tilt(toMeanLoss target: Double) -> Double {
    guard target > meanLoss(0) else { return 0 }
    let least = curvatures.min() ?? 0
    // With negative curvature the variance of the tilted numbers grows without bound at the pole.
    var high = least < 0 ? -(1 - 1e-9) / least : 1.0
    if least >= 0 {
      let scale = max(CompensatedSum(slopes.lazy.map { $0 * $0 }).value.squareRoot(), 1e-300)
      high = 1 / scale
      for _ in 0..<60 where meanLoss(high) < target { high *= 2 }
    }
    guard meanLoss(high) >= target else { return 0 }
    return Bisection.search(0...high) { !(meanLoss($0) < target) }.low
  }
}
