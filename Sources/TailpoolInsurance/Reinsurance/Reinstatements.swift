/// A layer that is restored after claims a limited number of times, for a premium pro rata of what was used.
///
///     paid        = min(A, (count + 1) · limit)
///     reinstated  = min(A, count · limit)
///     premium     = initial · (1 + rate · reinstated / limit)
///
/// where A is what all claims of the period bring into the layer.
///
/// - Source: B. Sundt, ASTIN Bulletin 21 (1991) 73.
public struct Reinstatements: Hashable, Sendable {
  /// The size of the layer for one claim, in units of money, > 0.
  public let limit: Double
  /// How many times it is restored, ≥ 0.
  public let count: Int
  /// What restoring the whole limit costs, as a part of the initial premium, ≥ 0.
  public let rate: Double

  /// Creates the terms; see the properties for the meaning of each argument.
  ///
  /// - Throws: `InsuranceError.invalid` for a number out of its range; at most 10⁶ reinstatements.
  public init(limit: Double, count: Int, rate: Double) throws(InsuranceError) {
    try InsuranceError.checkPositive("limit", limit)
    try InsuranceError.check("count of reinstatements", count, in: 0...1_000_000)
    try InsuranceError.checkNonNegative("reinstatement rate", rate)
    self.limit = limit
    self.count = count
    self.rate = rate
  }

  /// What the layer pays in the mean: E[min(A, (count + 1) · limit)].
  ///
  /// - Parameter aggregate: The law of A.
  /// - Complexity: O(losses).
  public func expectedRecovery(of aggregate: LossDistribution) -> Double {
    mean(of: aggregate, upTo: Double(count + 1) * limit)
  }

  /// The initial premium that with the premiums of reinstatement is worth a total in the mean.
  ///
  ///     initial = total / (1 + rate · E[min(A, count · limit)] / limit)
  ///
  /// - Parameters:
  ///   - total: What both together shall be worth: the expected recovery for a pure premium.
  ///   - aggregate: The law of A.
  /// - Complexity: O(losses).
  public func initialPremium(worth total: Double, of aggregate: LossDistribution) -> Double {
    total / (1 + rate * mean(of: aggregate, upTo: Double(count) * limit) / limit)
  }

  private func mean(of aggregate: LossDistribution, upTo cap: Double) -> Double {
    aggregate.moment { min(Double($0) * aggregate.step, cap) }
  }
}
