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
  public var end: Double { start + width * Double(counts.count) }

  /// Number of outcomes, inside the bins and outside.
  public var total: Int { counts.reduce(below + above, +) }

  /// Counts outcomes.
  ///
  /// - Parameters:
  ///   - outcomes: Profit and loss in dollars; values that are not finite are left out.
  ///   - binCount: Number of bins wanted, 2 to 500 (clamped); the number made differs, since edges are round numbers.
  /// - Complexity: O(n log n).
  public init(of outcomes: [Double], binCount: Int = 60) {
    let sorted = outcomes.filter(\.isFinite).sorted()
    let margin = sorted.count / 1_000
    guard let low = sorted.dropFirst(margin).first, let high = sorted.dropLast(margin).last else {
      self.init(start: 0, width: 1, counts: [], below: 0, above: 0)
      return
    }
    let wanted = Double(min(max(binCount, 2), 500))
    let width = high > low ? Ticks.niceStep(span: high - low, count: wanted) : Swift.max(1, abs(low) * 1e-3)
    let start = (low / width).rounded(.down) * width
    let bins = Int(exactly: Swift.min(((high - start) / width).rounded(.down) + 1, 5_000)) ?? 1
    var counts = [Int](repeating: 0, count: bins)
    var below = 0
    var above = 0
    for value in sorted {
      let position = ((value - start) / width).rounded(.down)
      if position < 0 {
        below += 1
      } else if let bin = Int(exactly: position), bin < bins {
        counts[bin] += 1
      } else {
        above += 1
      }
    }
    self.init(start: start, width: width, counts: counts, below: below, above: above)
  }

  private init(start: Double, width: Double, counts: [Int], below: Int, above: Int) {
    self.start = start
    self.width = width
    self.counts = counts
    self.below = below
    self.above = above
  }
}
