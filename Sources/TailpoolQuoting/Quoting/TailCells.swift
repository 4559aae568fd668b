import TailpoolMarket
import TailpoolScenarios

/// Scenarios that are not kept of a tail, in cells of alike moves of one underlying: what bounds the losses of a trade in
/// all of them by a few revaluations.
///
/// In each cell the scenarios stand by the book's loss, the greatest first, so that those which a bound cannot rule out are
/// the first so many.
struct TailCells: Sendable {
  /// The moves of each cell.
  let boxes: [MoveBox]
  /// The greatest loss of the book in each.
  let greatestLosses: [Double]
  /// The scenarios, cell after cell.
  private let order: [Int]
  /// The book's losses in them.
  private let losses: [Double]
  /// As many log returns of the spot and log changes of the volatility.
  private let logSpots: [Double]
  private let logVolatilities: [Double]
  /// Where each cell begins, and where the last ends.
  private let starts: [Int]

  /// Parts by the spot, and of each of those by the volatility: enough that a cell is narrow, and few beside a tail.
  private static let parts = (spot: 32, volatility: 8)

  /// Parts scenarios into cells of about as many each.
  ///
  /// - Parameters:
  ///   - outside: Indexes of scenarios.
  ///   - losses: What the book loses in each scenario of the source.
  ///   - logSpots: Log return of the underlying's spot in each.
  ///   - logVolatilities: As many log changes of its volatility.
  init(_ outside: [Int], losses: [Double], logSpots: [Double], logVolatilities: [Double]) {
    var boxes: [MoveBox] = []
    var (order, starts) = ([Int](), [0])
    for slice in Self.parted(outside, Self.parts.spot, by: logSpots) {
      for cell in Self.parted(slice, Self.parts.volatility, by: logVolatilities) {
        guard let spots = Self.range(of: cell, logSpots), let levels = Self.range(of: cell, logVolatilities) else {
          continue
        }
        boxes.append(MoveBox(logSpot: spots, logVolatility: levels))
        order += cell.sorted { (losses[$1], $0) < (losses[$0], $1) }
        starts.append(order.count)
      }
    }
    (self.boxes, self.starts, self.order) = (boxes, starts, order)
    self.losses = order.map { losses[$0] }
    greatestLosses = starts.dropLast().map { losses[order[$0]] }
    self.logSpots = order.map { logSpots[$0] }
    self.logVolatilities = order.map { logVolatilities[$0] }
  }

  private static func parted(_ scenarios: [Int], _ count: Int, by values: [Double]) -> [[Int]] {
    let sorted = scenarios.sorted { (values[$0], $0) < (values[$1], $1) }
    return (0..<count).map { part in
      Array(sorted[(part * sorted.count / count)..<((part + 1) * sorted.count / count)])
    }
  }

  private static func range(of cell: [Int], _ values: [Double]) -> ClosedRange<Double>? {
    guard let first = cell.first else { return nil }
    return cell.reduce(values[first]...values[first]) {
      min($0.lowerBound, values[$1])...max($0.upperBound, values[$1])
    }
  }

  /// The scenarios of each cell in which the book loses more than a number, as moves of the underlying, and those losses.
  ///
  /// - Parameters:
  ///   - least: One number a cell; +∞ for none of it.
  ///   - factors: The factors of the source, all of which but the underlying's two are left at zero.
  ///   - underlying: The underlying.
  func scenarios(
    losingMoreThan least: [Double], factors: [RiskFactor], of underlying: Underlying
  ) -> (losses: [Double], moves: ScenarioBlock) {
    var ranges: [Range<Int>] = []
    for (cell, bound) in least.enumerated() where bound < .infinity {
      let (start, end) = (starts[cell], starts[cell + 1])
      var (low, high) = (start, end)
      while low < high {
        let middle = (low + high) / 2
        if losses[middle] > bound { low = middle + 1 } else { high = middle }
      }
      if low > start { ranges.append(start..<low) }
    }
    let count = ranges.reduce(0) { $0 + $1.count }
    var block = ScenarioBlock(scenarios: ranges.flatMap { order[$0] }, factors: factors)
    func fill(_ factor: RiskFactor, _ moves: [Double]) {
      guard var place = factors.firstIndex(of: factor).map({ $0 * count }) else { return }
      for range in ranges {
        block.values.replaceSubrange(place..<(place + range.count), with: moves[range])
        place += range.count
      }
    }
    fill(.spot(underlying.name), logSpots)
    fill(.volatility(underlying.name), logVolatilities)
    return (losses: ranges.flatMap { losses[$0] }, moves: block)
  }
}
