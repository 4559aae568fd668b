import TailpoolNumerics

/// The distribution of a profit and loss over equally likely scenarios.
public struct ProfitAndLossDistribution: Hashable, Sendable {
  /// Profit and loss by scenario, loss negative; at least one entry, all finite.
  public let profitAndLoss: [Double]
  /// The mean.
  public let mean: Double
  /// The standard deviation, by n − 1; NaN for one scenario.
  public let standardDeviation: Double
  /// The least entry: the worst scenario.
  public let minimum: Double
  /// The greatest entry: the best scenario.
  public let maximum: Double

  /// Creates a distribution.
  ///
  /// - Parameter profitAndLoss: One entry a scenario, loss negative, in any order.
  /// - Throws: `RiskError.empty` without an entry; `.nonFinite` when entries are NaN or infinite.
  /// - Complexity: O(n), no copy of the entries.
  public init(_ profitAndLoss: [Double]) throws(RiskError) {
    if let problem = RiskError.firstProblem(in: profitAndLoss) { throw problem }
    self.profitAndLoss = profitAndLoss
    var sum = CompensatedSum()
    var least = profitAndLoss[0]
    var greatest = least
    for entry in profitAndLoss {
      sum.add(entry)
      least = min(least, entry)
      greatest = max(greatest, entry)
    }
    let mean = sum.value / Double(profitAndLoss.count)
    var squares = CompensatedSum()
    for entry in profitAndLoss { squares.add((entry - mean) * (entry - mean)) }
    self.mean = mean
    standardDeviation = (squares.value / Double(profitAndLoss.count - 1)).squareRoot()
    minimum = least
    maximum = greatest
  }

  /// Number of scenarios, > 0.
  public var count: Int { profitAndLoss.count }
}
