import TailpoolNumerics
import TailpoolPools

/// What members pay in beforehand, and what a sharing rule makes of the difference once the loss is known.
///
///     result(i) = contribution(i) − part(i) of the loss:   a surplus that is paid back, or a deficit that is called
public struct SharedResult<Rule: LossSharingRule>: Sendable {
  /// The rule.
  public let rule: Rule
  /// What each member has paid in.
  public let contributions: [Double]

  /// Creates what members make of a loss.
  ///
  /// - Parameters:
  ///   - contributions: What each member pays in, finite.
  ///   - rule: The rule by which a loss is shared.
  /// - Throws: `SharingError.countMismatch` for a rule of another number of members, `.invalid` for a contribution that is not finite.
  public init(contributions: [Double], rule: Rule) throws(SharingError) {
    guard contributions.count == rule.participantCount else {
      throw .countMismatch(expected: rule.participantCount, actual: contributions.count)
    }
    if let index = contributions.firstIndex(where: { !$0.isFinite }) { throw .invalid("contribution", index: index) }
    self.contributions = contributions
    self.rule = rule
  }

  /// Each member's surplus, or deficit below zero, after a loss of the pool; they sum to the contributions less the loss.
  ///
  /// - Parameter loss: The loss of the pool, finite.
  /// - Throws: As the rule does.
  public func results(of loss: Double) throws(SharingError) -> [Double] {
    zip(contributions, try rule.shares(of: loss)).map { $0 - $1 }
  }

  /// Each member's mean surplus E[result⁺] and mean deficit E[(−result)⁺] over a law of the pool's loss.
  ///
  /// What lies beyond the law's grid counts as its greatest loss.
  ///
  /// - Parameter law: The law of the pool's loss.
  /// - Throws: As the rule does.
  /// - Complexity: O(losses × members).
  public func expected(over law: LossDistribution) throws(SharingError) -> (surpluses: [Double], deficits: [Double]) {
    var surpluses = [CompensatedSum](repeating: CompensatedSum(), count: contributions.count)
    var deficits = surpluses
    for place in law.probabilities.indices {
      let probability = law.probabilities[place] + (place == law.probabilities.count - 1 ? law.beyond : 0)
      guard probability > 0 else { continue }
      for (member, result) in try results(of: Double(place) * law.step).enumerated() {
        if result > 0 {
          surpluses[member].add(probability * result)
        } else {
          deficits[member].add(-probability * result)
        }
      }
    }
    return (surpluses.map(\.value), deficits.map(\.value))
  }
}

extension AxiomReport {
  /// Checks a rule at every loss of a law of the pool's loss that may occur.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - law: The law of the pool's loss; what lies beyond its grid is not looked at.
  ///   - means: What each member loses on average.
  ///   - greatest: The most that each member can lose alone, infinite where there is no such amount.
  /// - Throws: `SharingError.countMismatch` when the numbers of members differ, or what the rule throws.
  package init(
    _ rule: some LossSharingRule, over law: LossDistribution, means: [Double], greatest: [Double]
  ) throws(SharingError) {
    let possible = law.probabilities.indices.filter { law.probabilities[$0] > 0 }
    try self.init(
      rule, totals: possible.map { Double($0) * law.step }, probabilities: possible.map { law.probabilities[$0] },
      means: means,
      greatest: greatest, scale: law.greatest)
  }
}
