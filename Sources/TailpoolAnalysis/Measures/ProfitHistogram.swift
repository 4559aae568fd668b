/// Counts of profit-and-loss outcomes in bins of equal width.
///
/// The bins cover all but the farthest 0.1 % of the outcomes on either side, so that one extreme outcome does not
/// flatten the rest; the outcomes outside are counted in `below` and `above`.
public struct ProfitHistogram: Hashable, Sendable {
  /// Left edge of the first bin, in dollars; a whole multiple of the width.
  public let start: Double
  /// Width of a bin, in dollars, > 0: 1, 2, 2.5 or 5 times a power of ten.
  public let width: Double
  /// Number of outcomes in each bin, left edge included.
  public let counts: [Int]
  /// Outcomes left of the first bin.
  public let below: Int
  /// Outcomes at or right of the end of the last bin.
  public let above: Int

  /// Right edge of the last bin, in dollars.
  public var end: Double { edge(counts.count) }

  /// Left edge of a bin, in dollars: a whole multiple of the width, so that the edge at zero is zero.
  package func edge(_ bin: Int) -> Double { ((start / width).rounded() + Double(bin)) * width }

  /// Number of outcomes, inside the bins and outside.
  public var total: Int { counts.reduce(below + above, +) }

  /// Counts outcomes.
  ///
  /// - Parameters:
  ///   - outcomes: Profit and loss in dollars; values that are not finite are left out.
  ///   - weights: How much each outcome counts, ≥ 0, with a mean near 1: a bin's sum is rounded to a whole number, and
  ///     the outcomes left out at either side are those of the least and the greatest values. Nil counts all alike.
  ///   - binCount: Number of bins wanted, 2 to 500 (clamped); the number made differs, since edges are round numbers.
  /// - Precondition: As many weights as outcomes.
  /// - Complexity: O(n log n).
  public init(of outcomes: [Double], weights: [Double]? = nil, binCount: Int = 60) {
    precondition(
      weights?.count ?? outcomes.count == outcomes.count, "\(weights?.count ?? 0) weights of \(outcomes.count) outcomes"
    )
    let order = outcomes.indices.filter { outcomes[$0].isFinite }.sorted { outcomes[$0] < outcomes[$1] }
    let margin = order.count / 1_000
    guard let low = order.dropFirst(margin).first.map({ outcomes[$0] }),
      let high = order.dropLast(margin).last.map({ outcomes[$0] })
    else {
      self.init(start: 0, width: 1, counts: [], below: 0, above: 0)
      return
    }
    let wanted = Double(min(max(binCount, 2), 500))
    let width = high > low ? RoundStep.step(span: high - low, count: wanted) : Swift.max(1, abs(low) * 1e-3)
    let start = (low / width).rounded(.down) * width
    let bins = Int(exactly: Swift.min(((high - start) / width).rounded(.down) + 1, 5_000)) ?? 1
    // One place before the bins and one after them.
    var sums = [Double](repeating: 0, count: bins + 2)
    for index in order {
      let position = ((outcomes[index] - start) / width).rounded(.down)
      let place = position < 0 ? 0 : min((Int(exactly: position) ?? bins) + 1, bins + 1)
      sums[place] += weights?[index] ?? 1
    }
    let counts = sums.map { Int(exactly: $0.rounded()) ?? 0 }
    self.init(
      start: start, width: width, counts: Array(counts.dropFirst().dropLast()), below: counts[0],
      above: counts[bins + 1])
  }

  private init(start: Double, width: Double, counts: [Int], below: Int, above: Int) {
    self.start = start
    self.width = width
    self.counts = counts
    self.below = below
    self.above = above
  }
}
