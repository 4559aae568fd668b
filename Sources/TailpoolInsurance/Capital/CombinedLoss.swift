import TailpoolNumerics
import TailpoolRisk

/// What a pool may lose by claims and by its assets together, as one law.
///
///     Z = X + wₛ − profit and lossₛ,   s with probability πₛ
///
/// X are the claims that no scenario of the market decides, a law on a grid, independent of the scenario s. wₛ are the claims
/// that a scenario triggers: where the assets fall with the trigger, both stand in the same scenario. The law of Z is the exact
/// convolution of both, never a simulation of X.
public struct CombinedLoss: Hashable, Sendable {
  /// The claims that are independent of the scenarios.
  public let claims: LossDistribution
  /// The claims that each scenario triggers, in units of money.
  public let triggeredClaims: [Double]
  /// The profit and loss of the assets by scenario, in units of money.
  public let assets: ProfitAndLossDistribution
  /// The probability of each scenario; they sum to one.
  public let probabilities: [Double]
  let whole: ConvolvedLoss

  /// Creates the law of a loss.
  ///
  /// - Parameters:
  ///   - claims: The claims that are independent of the scenarios.
  ///   - assets: The profit and loss of the assets by scenario.
  ///   - triggeredClaims: The claims that each scenario triggers, finite and ≥ 0; nil for none.
  ///   - probabilities: The probability of each scenario, ≥ 0, summing to one within 1e-9; nil for equal ones.
  /// - Throws: `InsuranceError.countMismatch` for lists of another length than the scenarios, `.invalid` for a number out of its
  ///   range.
  /// - Complexity: O(losses + scenarios).
  public init(
    claims: LossDistribution, assets: ProfitAndLossDistribution, triggeredClaims: [Double]? = nil,
    probabilities: [Double]? = nil
  ) throws(InsuranceError) {
    let count = assets.count
    let triggered = triggeredClaims ?? [Double](repeating: 0, count: count)
    let weights = probabilities ?? [Double](repeating: 1 / Double(count), count: count)
    guard triggered.count == count else {
      throw .countMismatch("triggered claims", expected: count, actual: triggered.count)
    }
    guard weights.count == count else {
      throw .countMismatch("probabilities of scenarios", expected: count, actual: weights.count)
    }
    try InsuranceError.checkNonNegative("triggered claim", triggered)
    try InsuranceError.checkNonNegative("probability of scenario", weights)
    try InsuranceError.checkUnitSum("probabilities", CompensatedSum(weights).value)
    let amounts = zip(triggered, assets.profitAndLoss).map { $0 - $1 }
    for (index, amount) in amounts.enumerated() where !(2 * (abs(amount) + claims.greatest)).isFinite {
      throw .invalid("loss in scenario", index: index, value: amount, expected: "one that is finite with all claims")
    }
    self.claims = claims
    self.triggeredClaims = triggered
    self.assets = assets
    self.probabilities = weights
    whole = ConvolvedLoss(claims, amounts: amounts, probabilities: weights)
  }

  /// The mean of the loss.
  public var mean: Double { claims.mean + whole.mean(whole.amounts) }

  /// P(Z > loss).
  ///
  /// - Parameter loss: Any number; losses nearer than 1e-9 of a step are one.
  /// - Returns: NaN for NaN; at least `claims.beyond`.
  /// - Complexity: O(scenarios).
  public func exceedance(_ loss: Double) -> Double {
    guard loss.isFinite else { return loss.isNaN ? .nan : loss > 0 ? claims.beyond : 1 }
    return whole.exceedance(loss)
  }

  /// The least loss that is not exceeded with the probability of the level.
  ///
  /// - Parameter level: The confidence level.
  /// - Returns: The quantile, with the losses at which the probability of more, 1.96 standard errors of the scenarios up and
  ///   down, meets the level. For one scenario the ends are the value, and the standard error is NaN.
  /// - Throws: `InsuranceError.tooCoarse` when the quantile lies beyond the grid of the claims.
  /// - Accuracy: Exact for the scenarios but for rounding; losses nearer than 1e-9 of a step are one.
  /// - Complexity: O(scenarios), about 200 times.
  public func valueAtRisk(_ level: ConfidenceLevel) throws(InsuranceError) -> ValueAtRisk {
    try whole.valueAtRisk(level)
  }

  /// The mean of the worst 1 − level of the law, an atom at the quantile counted in part.
  ///
  /// - Parameter level: The confidence level.
  /// - Returns: The estimate; its standard error is that of the scenarios, NaN for one of them. What lies beyond the grid of the
  ///   claims counts as its greatest, so that it is a lower bound by `claims.beyond`.
  /// - Throws: As `valueAtRisk(_:)`.
  /// - Complexity: O(scenarios), about 60 times.
  public func expectedShortfall(_ level: ConfidenceLevel) throws(InsuranceError) -> ExpectedShortfall {
    try whole.tail(level).expectedShortfall
  }
}
