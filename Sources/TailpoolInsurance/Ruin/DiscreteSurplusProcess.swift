import TailpoolNumerics

/// The surplus of a pool at the ends of periods, in whole steps of money.
///
///     U(t) = U(t − 1) + premium − claims of the period,   ruin: U(t) < 0
///
/// The claims of periods are independent and of one law. A short period of a compound law is the grid of De Vylder and
/// Goovaerts for ruin in continuous time.
public struct DiscreteSurplusProcess: Hashable, Sendable {
  /// The premium of a period, a whole number of steps, ≥ 0.
  public let premium: Double
  /// The claims of a period together.
  public let claims: LossDistribution
  private let premiumSteps: Int

  /// Creates the process.
  ///
  /// - Parameters:
  ///   - premium: The premium of a period, a whole number of the law's steps, 0 … 10⁶ of them.
  ///   - claims: The law of the claims of a period.
  /// - Throws: `InsuranceError.invalid` for another premium.
  public init(premium: Double, claims: LossDistribution) throws(InsuranceError) {
    premiumSteps = try Self.steps(of: premium, by: claims.step, "premium")
    self.premium = premium
    self.claims = claims
  }

  /// The probability of ruin at the end of a period or before, for each period until a horizon.
  ///
  /// The law of the surplus that was never negative is carried from period to period; what falls below zero is ruined. What
  /// lies beyond the grid of the claims counts as ruin: each answer is too high by at most periods · `claims.beyond`.
  ///
  /// - Parameters:
  ///   - surplus: The initial surplus, a whole number of steps, 0 … 10⁶ of them.
  ///   - periods: 1 … 10⁶, and with the premium at most 10⁷ steps of surplus in the end.
  /// - Returns: One probability a period, never decreasing.
  /// - Throws: `InsuranceError.invalid` for an argument out of range.
  /// - Accuracy: 1e-14 over a dozen periods; all terms are positive.
  /// - Complexity: O(periods · (surplus + periods · premium) · losses), in steps.
  /// - Source: F. De Vylder, M. Goovaerts, Insurance: Mathematics and Economics 7 (1988) 1.
  public func ruinProbabilities(from surplus: Double, periods: Int) throws(InsuranceError) -> [Double] {
    let start = try Self.steps(of: surplus, by: claims.step, "initial surplus")
    try InsuranceError.check("count of periods", periods, in: 1...1_000_000)
    let end = start + periods * premiumSteps
    try InsuranceError.check("steps of surplus in the end", end, in: 0...10_000_000)
    let exceedances = claims.exceedances
    var alive = [Double](repeating: 0, count: start + 1)
    alive[start] = 1
    var (ruined, answers): (CompensatedSum, [Double]) = (CompensatedSum(), [])
    for _ in 0..<periods {
      var next = [Double](repeating: 0, count: alive.count + premiumSteps)
      for (steps, probability) in alive.enumerated() where probability > 0 {
        let most = steps + premiumSteps
        ruined.add(probability * (most < exceedances.count ? exceedances[most] : claims.beyond))
        for claim in 0...min(most, exceedances.count - 1) {
          next[most - claim] += probability * claims.probabilities[claim]
        }
      }
      alive = next
      answers.append(min(ruined.value, 1))
    }
    return answers
  }

  private static func steps(of amount: Double, by step: Double, _ name: String) throws(InsuranceError) -> Int {
    let steps = amount / step
    guard steps >= 0, steps <= 1e6, abs(steps - steps.rounded()) <= 1e-9 * max(steps, 1) else {
      throw .invalid(name, index: nil, value: amount, expected: "a whole number of steps of \(step), 0 … 1e6 of them")
    }
    return Int(steps.rounded())
  }
}
