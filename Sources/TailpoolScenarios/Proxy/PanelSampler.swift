import TailpoolLibc

/// Adds the values of lines at the nodes of panels, each line by Black-76 only where it differs from a straight line.
struct PanelSampler {
  /// Beyond this many standard deviations from the strike the time value is below 1e-13 of the forward's deviation.
  private static let reach = 7.2

  /// Lines sorted by log strike over forward.
  private let lines: BookLines
  private let logStrikes: [Double]
  private let greatestDeviation: Double
  /// Sums over the lines before an index: slopes in exp(x) and levels of the calls, in the money far to the right.
  private let calls: [(slope: Double, level: Double)]
  /// Sums over the lines before an index of the puts' parts.
  private let puts: [(slope: Double, level: Double)]

  /// Sorts the lines of a book.
  init(_ unsorted: BookLines) {
    let numbers = unsorted.numbers
    let size = BookLines.size
    // log moneyness is the third number of a line, log forward over strike.
    let order = Array(0..<unsorted.count).sorted { (left: Int, right: Int) -> Bool in
      let (a, b) = (numbers[left * size + 2], numbers[right * size + 2])
      return a != b ? a > b : left < right
    }
    var lines = BookLines(capacity: unsorted.count, volatilityWeight: unsorted.volatilityWeight)
    var (logStrikes, calls, puts) = ([Double](), [(0.0, 0.0)], [(0.0, 0.0)])
    var greatest = 0.0
    for index in order {
      let line = Array(numbers[(index * size)..<((index + 1) * size)])
      lines.append(
        forward: line[0], strike: line[1], logMoneyness: line[2], deviation: line[3], sign: line[5], weight: line[6])
      logStrikes.append(-line[2])
      greatest = max(greatest, line[3])
      let (lastCall, lastPut) = (calls[calls.count - 1], puts[puts.count - 1])
      let (slope, level) = (line[5] * line[6] * line[0], -line[5] * line[6] * line[1])
      calls.append(line[5] > 0 ? (lastCall.0 + slope, lastCall.1 + level) : lastCall)
      puts.append(line[5] > 0 ? lastPut : (lastPut.0 + slope, lastPut.1 + level))
    }
    self.lines = lines
    self.logStrikes = logStrikes
    self.calls = calls.map { (slope: $0.0, level: $0.1) }
    self.puts = puts.map { (slope: $0.0, level: $0.1) }
    greatestDeviation = greatest
  }

  /// Adds the values of all lines at all nodes.
  func add(to target: inout PanelValues) {
    let (nx, ny, rows) = (PanelNodes.x.count, PanelNodes.y.count, target.rows)
    for yPanel in 0..<target.y.panels {
      let yNodes = target.y.nodes(of: yPanel, PanelNodes.y)
      let reach =
        Self.reach * greatestDeviation
        * exp(lines.volatilityWeight * (target.y.start(of: yPanel) + target.y.width))
      for xPanel in 0..<target.x.panels {
        let xNodes = target.x.nodes(of: xPanel, PanelNodes.x)
        let start = target.x.start(of: xPanel)
        let first = logStrikes.lowerBound(start - reach)
        let last = max(first, logStrikes.lowerBound(start + target.x.width + reach))
        // Calls far in the money on the left, puts far in the money on the right.
        let slope = calls[first].slope + puts[puts.count - 1].slope - puts[last].slope
        let level = calls[first].level + puts[puts.count - 1].level - puts[last].level
        var values = xNodes.flatMap { node in [Double](repeating: slope * exp(node) + level, count: ny) }
        lines.addValues(
          of: first..<last, logSpots: xNodes.flatMap { [Double](repeating: $0, count: ny) },
          logVolatilities: xNodes.flatMap { _ in yNodes }, to: &values)
        for i in 0..<nx {
          for j in 0..<ny { target.values[(xPanel * nx + i) * rows + yPanel * ny + j] += values[i * ny + j] }
        }
      }
    }
  }
}

extension [Double] {
  /// Index of the first of the increasing elements that is not less than a number.
  fileprivate func lowerBound(_ number: Double) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
