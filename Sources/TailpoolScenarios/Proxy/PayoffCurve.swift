import CTailpoolKernels
import TailpoolLibc

/// The payoff of options that have expired: straight in the spot between their strikes.
struct PayoffCurve: Hashable, Sendable {
  /// Log strike over forward of each, increasing.
  private let kinks: [Double]
  /// Before the first kink, between each two, and after the last: slopes in exp(log spot) and levels.
  private let slopes: [Double]
  private let levels: [Double]

  init(_ instruments: [BookRevaluation.Instrument]) {
    let sorted = instruments.map { (kink: log($0.strike / $0.forward), option: $0) }.sorted { $0.kink < $1.kink }
    // Far to the left every put is in the money; at its kink a put leaves and a call comes: by the same amount.
    var (slope, level) = (0.0, 0.0)
    for (_, option) in sorted where option.sign < 0 {
      slope -= option.weight * option.forward
      level += option.weight * option.strike
    }
    var (slopes, levels) = ([slope], [level])
    for (_, option) in sorted {
      slope += option.weight * option.forward
      level -= option.weight * option.strike
      slopes.append(slope)
      levels.append(level)
    }
    kinks = sorted.map(\.kink)
    self.slopes = slopes
    self.levels = levels
  }

  /// Adds the payoff at the scenarios of a block.
  func addValues(under block: ScenarioBlock, _ columns: UnderlyingColumns, to values: inout [Double]) {
    guard !kinks.isEmpty else { return }
    let n = block.scenarios.count
    precondition(values.count == n, "\(values.count) values of \(n) scenarios")
    unsafe block.withColumns(columns) { spot, _ in
      unsafe tp_add_payoffs(n, spot, kinks.count, kinks, slopes, levels, &values)
    }
  }
}

extension PanelValues {
  /// Adds a function that is straight in exp(log spot).
  mutating func addLine(slope: Double, level: Double) {
    for panel in 0..<x.panels {
      for (node, point) in x.nodes(of: panel, PanelNodes.x).enumerated() {
        let value = slope * exp(point) + level
        let start = (panel * PanelNodes.x.count + node) * rows
        for row in 0..<rows { values[start + row] += value }
      }
    }
  }
}
