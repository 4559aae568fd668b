import TailpoolLibc
import TailpoolNumerics

/// A probability of ruin by simulation.
public struct RuinEstimate: Hashable, Sendable {
  /// The estimate.
  public let probability: Double
  /// The standard error of the estimate.
  public let standardError: Double
  /// Paths that were simulated.
  public let paths: Int
  /// R, by which the claims were tilted; 0 for paths as they are.
  public let tilt: Double
}

/// Ruin by paths of the surplus at the times of its claims.
///
/// A path's numbers depend on the seed, on its index and on the claim's alone: they do not depend on how many paths there are.
extension SurplusProcess {
  /// The probability of ruin, at any time or until a horizon, by paths of the process under which ruin is certain.
  ///
  /// Claims are tilted by the adjustment coefficient: their rate is λ E[exp(R X)] and their law is of density proportional
  /// to exp(R x). Then
  ///
  ///     ψ(u) = E*[ exp(R U(τ)) ; τ ≤ horizon ] · exp(−R u),   U(τ) < 0 the surplus at ruin
  ///
  /// where each path counts nearly the same, however rare ruin is.
  ///
  /// - Parameters:
  ///   - surplus: u, finite and ≥ 0.
  ///   - horizon: Units of time, > 0; infinite for ruin at any time.
  ///   - paths: 2 … 10⁸.
  ///   - seed: Any value.
  /// - Throws: `InsuranceError.noAdjustmentCoefficient`, or `.invalid` for an argument out of range, and for a surplus that
  ///   takes more than 10⁷ claims a path in the mean.
  /// - Accuracy: The relative error is bounded in u for ruin at any time; for a horizon it is small where ruin, if it
  ///   comes, comes by then.
  /// - Complexity: O(paths · claims until ruin · log losses), one thread.
  /// - Source: S. Asmussen, H. Albrecher, Ruin Probabilities, 2nd ed. (2010), XV.3, after D. Siegmund.
  public func importanceSampledRuinProbability(
    from surplus: Double, within horizon: Double = .infinity, paths: Int, seed: UInt64
  ) throws(InsuranceError) -> RuinEstimate {
    let tilt = try adjustmentCoefficient()
    let law = ClaimDraws(claims, tilt: tilt)
    // λ* = λ E[exp(R X)] = λ + c R.
    let rate = claimRate + premiumRate * tilt
    let drift = rate * law.mean - premiumRate
    let walk = SurplusWalk(premiumRate: premiumRate, claimRate: rate, claims: law, tilt: tilt)
    return try walk.estimate(
      from: surplus, within: horizon, paths: paths, seed: seed, claims: rate * (surplus + law.mean) / drift)
  }

  /// The probability of ruin until a horizon, by paths as they are.
  ///
  /// - Parameters:
  ///   - surplus: u, finite and ≥ 0.
  ///   - horizon: Units of time, finite and > 0.
  ///   - paths: 2 … 10⁸.
  ///   - seed: Any value.
  /// - Throws: `InsuranceError.invalid` for an argument out of range, and for a horizon of more than 10⁷ claims in the mean;
  ///   `.tooCoarse` for claims on a grid that leaves out a part of their law.
  /// - Accuracy: The relative error is 1 / √(paths · probability), near enough, where the probability is small.
  /// - Complexity: O(paths · claims until the horizon · log losses), one thread.
  public func simulatedRuinProbability(
    from surplus: Double, within horizon: Double, paths: Int, seed: UInt64
  ) throws(InsuranceError) -> RuinEstimate {
    try InsuranceError.checkPositive("horizon", horizon)
    if case .grid(let grid) = claims, grid.law.beyond > 0 {
      throw .tooCoarse("a grid of claims to draw from", error: grid.law.beyond, bound: 0)
    }
    let walk = SurplusWalk(premiumRate: premiumRate, claimRate: claimRate, claims: ClaimDraws(claims, tilt: 0), tilt: 0)
    return try walk.estimate(from: surplus, within: horizon, paths: paths, seed: seed, claims: claimRate * horizon)
  }
}

/// Claims of a law, or of a tilted one, by uniform numbers.
private enum ClaimDraws {
  case mixture(ExponentialMixture)
  /// P(X ≤ index · step), and the step.
  case grid([Double], step: Double, mean: Double)

  init(_ claims: SurplusClaims, tilt: Double) {
    switch claims {
    case .mixture(let mixture): self = .mixture(tilt == 0 ? mixture : mixture.tilted(by: tilt))
    case .grid(let grid):
      let step = grid.law.step
      var (sum, first) = (CompensatedSum(), CompensatedSum())
      var cumulative: [Double] = []
      cumulative.reserveCapacity(grid.law.probabilities.count)
      for (index, probability) in grid.law.probabilities.enumerated() {
        let mass = probability > 0 ? exp(tilt * Double(index) * step + log(probability)) : 0
        sum.add(mass)
        first.add(mass * Double(index))
        cumulative.append(sum.value)
      }
      let total = sum.value
      self = .grid(cumulative.map { $0 / total }, step: step, mean: step * first.value / total)
    }
  }

  var mean: Double {
    switch self {
    case .mixture(let mixture): mixture.mean
    case .grid(_, _, let mean): mean
    }
  }

  func draw(_ uniform: Double) -> Double {
    switch self {
    case .mixture(let mixture): return mixture.draw(uniform)
    case .grid(let cumulative, let step, _):
      var (low, high) = (0, cumulative.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if cumulative[middle] >= uniform { high = middle } else { low = middle + 1 }
      }
      return Double(low) * step
    }
  }
}

private struct SurplusWalk {
  let premiumRate: Double
  let claimRate: Double
  let claims: ClaimDraws
  let tilt: Double

  func estimate(
    from surplus: Double, within horizon: Double, paths: Int, seed: UInt64, claims expected: Double
  ) throws(InsuranceError) -> RuinEstimate {
    try InsuranceError.checkNonNegative("initial surplus", surplus)
    guard horizon > 0 else { throw .invalid("horizon", index: nil, value: horizon, expected: "a number > 0") }
    try InsuranceError.check("count of paths", paths, in: 2...100_000_000)
    guard expected <= 1e7 else { throw .invalid("claims a path", index: nil, value: expected, expected: "≤ 1e7") }
    let field = RandomField(seed: seed, purpose: .surplusPaths)
    var (sum, squares) = (CompensatedSum(), CompensatedSum())
    // Weights are exp(−R · deficit) ≤ 1; the factor exp(−R u) comes last, so that squares do not underflow.
    for path in 0..<paths {
      let weight = weight(ofPath: path, in: field, from: surplus, within: horizon)
      sum.add(weight)
      squares.add(weight * weight)
    }
    let count = Double(paths)
    let mean = sum.value / count
    let variance = max(squares.value - count * mean * mean, 0) / (count - 1)
    let scale = exp(-tilt * surplus)
    return RuinEstimate(
      probability: scale * mean, standardError: scale * (variance / count).squareRoot(), paths: paths, tilt: tilt)
  }

  /// exp(−tilt · deficit) of a path that is ruined in time, zero of another.
  private func weight(
    ofPath path: Int, in field: RandomField, from surplus: Double, within horizon: Double
  ) -> Double {
    var (time, left, claim) = (0.0, surplus, 0)
    while true {
      let wait = -log(field.uniform(scenario: path, factor: 2 * claim)) / claimRate
      time += wait
      if time > horizon { return 0 }
      left += premiumRate * wait - claims.draw(field.uniform(scenario: path, factor: 2 * claim + 1))
      if left < 0 { return exp(tilt * left) }
      claim += 1
    }
  }
}
