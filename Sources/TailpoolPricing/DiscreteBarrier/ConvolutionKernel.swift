import TailpoolLibc
import TailpoolNumerics

/// The integral of a function on x > 0 against a normal density of variance 1 about x plus a drift, on panels of one width.
///
/// The weights between two panels depend on how far apart they are alone, so that they are computed once.
struct ConvolutionKernel {
  /// The nodes of all panels, ascending.
  let places: [Double]
  private let weights: [Double]
  private let nodes: Int
  private let panels: Int
  private let width, drift: Double
  private let lowest: Int
  /// For each offset of panels, a matrix from the values of a panel to what they add to another, by rows.
  private let matrices: [[Double]]

  /// How many deviations of the density count: beyond 8.6 it is below 1e-16.
  private static let reach = 8.6

  init(rule: GaussLegendre, width: Double, drift: Double, panels: Int, nodes: Int) {
    let ordered = (rule.nodes.map { (-$0.x, $0.weight) } + rule.nodes.reversed().map { ($0.x, $0.weight) })
      .map { (place: 0.5 * width * (1 + $0.0), weight: 0.5 * width * $0.1) }
    (self.width, self.drift, self.panels, self.nodes) = (width, drift, panels, nodes)
    weights = ordered.map(\.weight)
    places = (0..<panels).flatMap { panel in ordered.map { Double(panel) * width + $0.place } }
    // Panel p + offset is reached from panel p where (offset ± 1) · width, less the drift, is within reach.
    lowest = Int(((drift - Self.reach) / width).rounded(.down)) - 1
    let highest = Int(((drift + Self.reach) / width).rounded(.up)) + 1
    matrices = (lowest...highest).map { offset in
      ordered.flatMap { from in
        ordered.map { to in
          to.weight * NormalDistribution.density(Double(offset) * width + to.place - from.place - drift)
        }
      }
    }
  }

  /// The integrals about every node.
  func convolved(_ values: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: values.count)
    for (index, matrix) in matrices.enumerated() {
      let offset = lowest + index
      let start = max(0, -offset)
      for panel in start..<max(start, min(panels, panels - offset)) {
        let (from, to) = (panel * nodes, (panel + offset) * nodes)
        var entry = 0
        for row in 0..<nodes {
          var sum = 0.0
          for column in 0..<nodes {
            sum += matrix[entry] * values[to + column]
            entry += 1
          }
          result[from + row] += sum
        }
      }
    }
    return result
  }

  /// The integral about any place.
  func convolved(_ values: [Double], at place: Double) -> Double {
    let center = place + drift
    let low = max(0, min(Double(panels), ((center - Self.reach) / width).rounded(.down)))
    let high = max(0, min(Double(panels), ((center + Self.reach) / width).rounded(.up)))
    guard low < high else { return 0 }
    var sum = 0.0
    for index in (Int(low) * nodes)..<(Int(high) * nodes) {
      sum += weights[index % nodes] * NormalDistribution.density(places[index] - center) * values[index]
    }
    return sum
  }
}
