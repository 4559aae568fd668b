/// The extent of the moves of one underlying in a sample of scenarios.
struct ScenarioBox: Hashable, Sendable {
  /// Log returns of the spot.
  let x: ClosedRange<Double>
  /// Log changes of the volatility.
  let y: ClosedRange<Double>

  /// Scenarios that are looked at to find the extent.
  static let sampleSize = 2_048
  /// How much of its extent is added on each side when the sample is not the whole.
  private static let margin = 0.25
  /// Least extent, so that a panel has a width.
  private static let leastExtent = 1e-6

  /// Evenly spaced scenarios of a source, all of them when there are few.
  static func sample(of count: Int) -> [Int] {
    count <= sampleSize ? Array(0..<count) : (0..<sampleSize).map { $0 * count / sampleSize }
  }

  /// The extent of one underlying's moves in a block; moves that are not finite are left out.
  init(_ block: ScenarioBlock, _ columns: UnderlyingColumns) {
    x = Self.extent(block.column(columns.spot))
    y = Self.extent(block.column(columns.volatility))
  }

  private init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    self.x = x
    self.y = y
  }

  /// The box that panels cover: with margins when there are more scenarios than the sample.
  func covering(whole: Bool) -> ScenarioBox {
    ScenarioBox(x: Self.widened(x, whole ? 0 : Self.margin), y: Self.widened(y, whole ? 0 : Self.margin))
  }

  private static func extent(_ values: ArraySlice<Double>) -> ClosedRange<Double> {
    let finite = values.filter { abs($0) <= 700 }
    guard let least = finite.min(), let greatest = finite.max() else { return 0...0 }
    return least...greatest
  }

  private static func widened(_ range: ClosedRange<Double>, _ margin: Double) -> ClosedRange<Double> {
    let extent = range.upperBound - range.lowerBound
    // A little more than the range, so that its ends are inside after rounding.
    let more = max(extent * (margin + 1e-9), leastExtent)
    return (range.lowerBound - more)...(range.upperBound + more)
  }
}

/// Scenarios that tell the extent of a source.
struct ScenarioSample: Sendable {
  /// Evenly spaced scenarios.
  let block: ScenarioBlock
  /// Whether they are all there are.
  let isWhole: Bool
  /// Number of scenarios of the source.
  let count: Int

  /// Draws the sample of a source.
  init(_ source: some ScenarioSource) {
    let indexes = ScenarioBox.sample(of: source.count)
    block = source.block(of: indexes)
    isWhole = indexes.count == source.count
    count = source.count
  }
}
