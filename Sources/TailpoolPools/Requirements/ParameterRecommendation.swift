import TailpoolNumerics
import TailpoolRisk

/// The value of a parameter that earns most in simulation while the pool's tail stays within its budget.
package struct ParameterRecommendation: Hashable, Sendable {
  /// What a value of the parameter does on every simulated path.
  package struct Candidate: Hashable, Sendable {
    /// The value.
    package let value: Int
    /// Fees earned on each path.
    package let fees: [Double]
    /// Profit and loss of the pool on each path, loss negative.
    package let profitAndLoss: [Double]

    /// Creates a candidate; see the properties for the meaning of each argument.
    package init(value: Int, fees: [Double], profitAndLoss: [Double]) {
      self.value = value
      self.fees = fees
      self.profitAndLoss = profitAndLoss
    }
  }

  /// How one candidate did.
  package struct Outcome: Hashable, Sendable {
    /// The value.
    package let value: Int
    /// Mean fees.
    package let meanFees: Double
    /// Half the width of the 95 % confidence interval of the mean fees.
    package let feesHalfWidth: Double
    /// Expected shortfall of the pool with its sampling error.
    package let expectedShortfall: ExpectedShortfall
    /// Whether the expected shortfall is within the budget.
    package let isAffordable: Bool
  }

  /// Every candidate, in the order given.
  package let outcomes: [Outcome]
  /// The affordable candidate with the greatest mean fees, the least value among equals; nil when none is affordable.
  package let best: Outcome?

  /// Compares candidates.
  ///
  /// - Parameters:
  ///   - candidates: At least one, each with the same number of paths, at least two.
  ///   - budget: The greatest expected shortfall, finite.
  ///   - level: The confidence level of the expected shortfall.
  /// - Throws: `ControlError.invalid` when there is no candidate, the paths differ in number, or a number is not finite;
  ///   `.duplicate` for a value that stands twice.
  package init(_ candidates: [Candidate], budget: Double, level: ConfidenceLevel = .percent99) throws(ControlError) {
    guard budget.isFinite else { throw .invalid("budget") }
    guard let paths = candidates.first?.fees.count, paths >= 2 else { throw .invalid("number of paths") }
    var values = Set<Int>()
    var outcomes: [Outcome] = []
    for candidate in candidates {
      guard values.insert(candidate.value).inserted else { throw .duplicate("\(candidate.value)") }
      guard candidate.fees.count == paths, candidate.profitAndLoss.count == paths else {
        throw .invalid("number of paths")
      }
      guard candidate.fees.allSatisfy(\.isFinite) else { throw .invalid("fees") }
      let distribution: ProfitAndLossDistribution
      do { distribution = try ProfitAndLossDistribution(candidate.profitAndLoss) } catch {
        throw .invalid("profit and loss")
      }
      let mean = CompensatedSum(candidate.fees).value / Double(paths)
      let squares = CompensatedSum(candidate.fees.map { ($0 - mean) * ($0 - mean) }).value
      let deviation = (squares / Double(paths - 1)).squareRoot()
      let shortfall = distribution.expectedShortfall(level)
      outcomes.append(
        Outcome(
          value: candidate.value, meanFees: mean,
          feesHalfWidth: 1.959963984540054 * deviation / Double(paths).squareRoot(),
          expectedShortfall: shortfall, isAffordable: shortfall.value <= budget))
    }
    self.outcomes = outcomes
    best = outcomes.filter(\.isAffordable).max { ($0.meanFees, $1.value) < ($1.meanFees, $0.value) }
  }
}
