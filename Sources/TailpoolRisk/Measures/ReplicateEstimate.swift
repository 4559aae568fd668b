import TailpoolNumerics

/// A number computed from several independent randomizations of one low-discrepancy sequence, with its error.
///
/// The scenarios of one scrambled sequence are not independent, so that the error of an estimate cannot be seen within it;
/// estimates of several scramblings are independent.
///
///     value = mean of the estimates,   standard error = their standard deviation / sqrt(replicates)
///
/// - Source: A. Owen, Monte Carlo theory, methods and examples (2013), chapter 17.
package struct ReplicateEstimate: Hashable, Sendable {
  /// The mean of the estimates.
  package let value: Double
  /// The standard error of the mean.
  package let standardError: Double
  /// Lower end of the 95 % interval, by Student's t with one degree of freedom fewer than replicates.
  package let low: Double
  /// Upper end of that interval.
  package let high: Double
  /// Number of replicates.
  package let replicates: Int

  /// Fewest replicates.
  package static let leastReplicateCount = 2

  /// Combines the estimates of the replicates.
  ///
  /// - Parameter estimates: One a replicate, finite.
  /// - Throws: `RiskError.tooFewScenarios` for fewer than two, or `.nonFinite`.
  /// - Complexity: O(replicates).
  package init(_ estimates: [Double]) throws(RiskError) {
    guard estimates.count >= Self.leastReplicateCount else {
      throw .tooFewScenarios(found: estimates.count, required: Self.leastReplicateCount)
    }
    if let problem = RiskError.firstProblem(in: estimates) { throw problem }
    let n = Double(estimates.count)
    let mean = CompensatedSum(estimates).value / n
    let squares = CompensatedSum(estimates.lazy.map { ($0 - mean) * ($0 - mean) }).value
    value = mean
    standardError = (squares / (n - 1) / n).squareRoot()
    let reach = StudentTDistribution(degreesOfFreedom: n - 1).quantile(upperTail: 0.025) * standardError
    low = mean - reach
    high = mean + reach
    replicates = estimates.count
  }

  /// Measures each replicate and combines the results.
  ///
  /// - Parameters:
  ///   - replicates: The profit and loss of each replicate.
  ///   - measure: The number wanted, such as the value at risk at a level.
  /// - Throws: As the other initializer.
  package init(
    of replicates: [ProfitAndLossDistribution], measure: (ProfitAndLossDistribution) -> Double
  ) throws(RiskError) {
    try self.init(replicates.map(measure))
  }
}
