/// Counts of scenarios in bins of equal width.
public struct Histogram: Hashable, Sendable {
  /// Edges of the bins, strictly increasing, one more than there are bins.
  public let edges: [Double]
  /// Scenarios in each bin; the last bin holds its upper edge too.
  public let counts: [Int]

  /// Creates a histogram; see the properties for the meaning of each argument.
  public init(edges: [Double], counts: [Int]) {
    self.edges = edges
    self.counts = counts
  }
}

extension ProfitAndLossDistribution {
  /// The histogram of the profit and loss between its least and its greatest entry.
  ///
  /// A distribution with a single value, or whose values are too close together to be told apart by the number of bins,
  /// has one bin around them.
  ///
  /// - Parameter bins: Number of bins of equal width.
  /// - Returns: The histogram; its counts sum to the number of scenarios.
  /// - Precondition: At least one bin.
  /// - Complexity: O(n + bins).
  public func histogram(bins: Int) -> Histogram {
    precondition(bins > 0, "\(bins) bins")
    let width = maximum / Double(bins) - minimum / Double(bins)
    // Counted from the nearer end, so that the greatest finite numbers do not overflow.
    let edges = (0...bins).map {
      2 * $0 < bins ? minimum + Double($0) * width : maximum - Double(bins - $0) * width
    }
    guard zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else { return singleBin }
    var counts = [Int](repeating: 0, count: bins)
    for entry in profitAndLoss {
      let position = ((entry / 2 - minimum / 2) / (width / 2)).rounded(.down)
      counts[position < Double(bins) ? max(Int(position), 0) : bins - 1] += 1
    }
    return Histogram(edges: edges, counts: counts)
  }

  private var singleBin: Histogram {
    let margin = max(abs(minimum) / 2, 0.5)
    let low = max(minimum - margin, -.greatestFiniteMagnitude)
    let high = min(maximum + margin, .greatestFiniteMagnitude)
    return Histogram(edges: [low, high], counts: [count])
  }
}
