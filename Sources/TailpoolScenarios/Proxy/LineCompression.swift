import CTailpoolKernels
import TailpoolLibc

/// Replaces many lines by fewer with the same value, where they lie so densely that interpolation between strikes and
/// deviations loses nothing.
///
/// A call is as smooth in its log strike and log deviation as in log spot and log volatility. The quantity of each line
/// goes to the nodes of its panel of strikes and deviations by the weights of interpolation; puts go as calls and a
/// forward. Each line keeps its own volatility by that.
struct LineCompression {
  /// What is left: unit-forward calls, and a part that is straight in exp(log spot).
  private(set) var lines: BookLines
  private(set) var slope = 0.0
  private(set) var level = 0.0

  /// Extent of a panel in log deviation.
  private static let deviationExtent = 0.4

  /// Compresses lines where that pays, and keeps the others.
  ///
  /// - Parameters:
  ///   - source: Lines with positive deviations.
  ///   - lowestFactor: Least factor on the deviations at which the values must be right.
  ///   - width: Extent of a panel of strikes, in deviations at the lowest factor.
  init(_ source: BookLines, lowestFactor: Double, width: Double) {
    lines = BookLines(volatilityWeight: source.volatilityWeight)
    let size = BookLines.size
    var buckets: [Int: [Int]] = [:]
    for index in 0..<source.count {
      let logDeviation = log(source.numbers[index * size + 3])
      buckets[Int((logDeviation / Self.deviationExtent).rounded(.down)), default: []].append(index)
    }
    for (bucket, indexes) in buckets.sorted(by: { $0.key < $1.key }) {
      let logDeviations = PanelAxis(
        low: Double(bucket) * Self.deviationExtent, high: Double(bucket + 1) * Self.deviationExtent, panels: 1)
      compress(indexes, of: source, logDeviations, width: width * lowestFactor * exp(logDeviations.low))
    }
  }

  private mutating func compress(_ indexes: [Int], of source: BookLines, _ deviations: PanelAxis, width: Double) {
    let size = BookLines.size
    let nodes = PanelNodes.x.count * PanelNodes.y.count
    var (low, high) = (Double.infinity, -Double.infinity)
    for index in indexes {
      let logStrike = -source.numbers[index * size + 2]
      low = min(low, logStrike)
      high = max(high, logStrike)
    }
    let panels = max(((high - low) / width).rounded(.up), 1)
    guard 2 * panels * Double(nodes) < Double(indexes.count) else {
      for index in indexes {
        let line = Array(source.numbers[(index * size)..<((index + 1) * size)])
        lines.append(
          forward: line[0], strike: line[1], logMoneyness: line[2], deviation: line[3], sign: line[5], weight: line[6])
      }
      return
    }
    let strikes = PanelAxis(low: low, high: max(high, low + 1e-12), panels: Int(panels))
    var cells = [Cell](repeating: Cell(), count: strikes.panels)
    for index in indexes {
      let start = index * size
      let weight = source.numbers[start + 6] * source.numbers[start]
      if source.numbers[start + 5] < 0 {
        // put = call − forward + strike
        slope -= weight
        level += source.numbers[start + 6] * source.numbers[start + 1]
      }
      let place = strikes.place(of: -source.numbers[start + 2])
      cells[place.panel].add(
        t: place.t, u: deviations.place(of: log(source.numbers[start + 3])).t, weight: weight)
    }
    for (panel, cell) in cells.enumerated() where !cell.t.isEmpty {
      let weights = cell.nodeWeights()
      let logStrikes = strikes.nodes(of: panel, PanelNodes.x)
      let nodeDeviations = deviations.nodes(of: 0, PanelNodes.y).map { exp($0) }
      for (i, logStrike) in logStrikes.enumerated() {
        for (j, deviation) in nodeDeviations.enumerated() {
          lines.append(
            forward: 1, strike: exp(logStrike), logMoneyness: -logStrike, deviation: deviation, sign: 1,
            weight: weights[i * PanelNodes.y.count + j])
        }
      }
    }
  }

  /// The lines of one panel of strikes.
  private struct Cell {
    var t: [Double] = []
    var u: [Double] = []
    var weights: [Double] = []

    mutating func add(t: Double, u: Double, weight: Double) {
      self.t.append(t)
      self.u.append(u)
      weights.append(weight)
    }

    /// The quantities at the nodes of the panel, at i · 9 + j.
    func nodeWeights() -> [Double] {
      let (x, y) = (PanelNodes.x, PanelNodes.y)
      var moments = [Double](repeating: 0, count: x.count * y.count)
      _ = unsafe tp_proxy_moments(
        tp_best_instruction_set(), t.count, t, u, weights, x.count, y.count, &moments)
      var result = [Double](repeating: 0, count: moments.count)
      for i in 0..<x.count {
        for j in 0..<y.count {
          var sum = 0.0
          for m in 0..<x.count {
            var inner = 0.0
            for n in 0..<y.count {
              inner += y.scale(n) * y.polynomials[n * y.count + j] * moments[m * y.count + n]
            }
            sum += x.scale(m) * x.polynomials[m * x.count + i] * inner
          }
          result[i * y.count + j] = sum
        }
      }
      return result
    }
  }
}
