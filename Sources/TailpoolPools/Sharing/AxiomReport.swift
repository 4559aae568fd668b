import TailpoolNumerics

/// Which promises a sharing rule keeps for given losses, and by how much it breaks the others.
///
/// Each violation is the greatest over participants and scenarios, in the unit of the losses, and zero or rounding when the
/// promise is kept.
package struct AxiomReport: Hashable, Sendable {
  /// A promise that a rule may keep.
  package enum Axiom: String, CaseIterable, Hashable, Sendable {
    /// The parts add up to the loss: |Σ h(i) − s|.
    case fullAllocation
    /// Nobody pays more than the most that it can lose alone: h(i) − max X(i).
    case noRipOff
    /// Everybody pays on average what it loses on average: |E h(i) − E X(i)|.
    case fairnessInMean
    /// A greater loss of the pool is nobody's advantage: the greatest fall of h(i) as the total grows.
    case comonotonicity
    /// Nobody is paid out of a loss, nor charged in a gain: −h(i) where s ≥ 0, h(i) where s ≤ 0.
    case noReversal
  }

  /// By how much each promise is broken, ≥ 0.
  package let violations: [Axiom: Double]
  /// What a violation must exceed to count: 1e-9 of the greatest loss of the pool or of a participant.
  package let tolerance: Double

  /// Whether a promise is kept, to rounding.
  package func holds(_ axiom: Axiom) -> Bool { violations[axiom].map { $0 <= tolerance } ?? false }

  /// Checks a rule in every scenario.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - losses: What the participants may lose; scenarios of probability zero are not looked at.
  /// - Throws: `SharingError.countMismatch` when the rule is for another number of participants, or what the rule throws.
  /// - Complexity: O(scenarios × (participants + log scenarios)) besides the rule's.
  package init(_ rule: some LossSharingRule, losses: JointLosses) throws(SharingError) {
    guard rule.participantCount == losses.participantCount else {
      throw .countMismatch(expected: losses.participantCount, actual: rule.participantCount)
    }
    let possible = losses.totals.indices.filter { losses.probabilities[$0] > 0 }
    let order = possible.sorted { (losses.totals[$0], $0) < (losses.totals[$1], $1) }
    try self.init(
      rule, totals: order.map { losses.totals[$0] }, probabilities: order.map { losses.probabilities[$0] },
      means: losses.means,
      greatest: losses.losses.map { row in possible.reduce(-Double.infinity) { max($0, row[$1]) } },
      scale: (losses.losses + [losses.totals]).reduce(0) { $1.reduce($0) { max($0, abs($1)) } })
  }

  /// Checks a rule at totals of known probabilities.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - totals: The totals that may occur, never falling.
  ///   - probabilities: As many.
  ///   - means: What each participant loses on average.
  ///   - greatest: The most that each participant can lose alone.
  ///   - scale: The greatest loss, to which the tolerance is relative.
  /// - Throws: `SharingError.countMismatch` when the numbers of participants or of totals differ, or what the rule throws.
  package init(
    _ rule: some LossSharingRule, totals: [Double], probabilities: [Double], means expected: [Double],
    greatest: [Double],
    scale: Double
  ) throws(SharingError) {
    for count in [expected.count, greatest.count] where count != rule.participantCount {
      throw .countMismatch(expected: rule.participantCount, actual: count)
    }
    guard probabilities.count == totals.count else {
      throw .countMismatch(expected: totals.count, actual: probabilities.count)
    }
    var means = [CompensatedSum](repeating: CompensatedSum(), count: expected.count)
    var violations = Dictionary(uniqueKeysWithValues: Axiom.allCases.map { ($0, 0.0) })
    func note(_ axiom: Axiom, _ amount: Double) { violations[axiom] = max(violations[axiom] ?? 0, amount) }
    var previous: [Double]?
    for (total, probability) in zip(totals, probabilities) {
      let parts = try rule.shares(of: total)
      note(.fullAllocation, abs(CompensatedSum(parts).value - total))
      for (index, part) in parts.enumerated() {
        means[index].add(probability * part)
        note(.noRipOff, part - greatest[index])
        if let previous { note(.comonotonicity, previous[index] - part) }
        if total >= 0 { note(.noReversal, -part) }
        if total <= 0 { note(.noReversal, part) }
      }
      previous = parts
    }
    for (mean, expected) in zip(means, expected) { note(.fairnessInMean, abs(mean.value - expected)) }
    self.violations = violations
    tolerance = 1e-9 * scale
  }
}
