import TailpoolLibc

/// The roots of a Chebyshev polynomial on [−1, 1], with the transforms from values at them to series and powers.
struct ChebyshevNodes: Sendable {
  /// Number of nodes.
  let count: Int
  /// The nodes, increasing.
  let nodes: [Double]
  /// Weights of the barycentric form.
  private let weights: [Double]
  /// T_m at node k, at m · count + k.
  let polynomials: [Double]
  /// Coefficient of t^p in T_m, at m · count + p.
  let powers: [Double]

  init(_ count: Int) {
    self.count = count
    let angles = (0..<count).map { Double.pi * (2 * Double($0) + 1) / (2 * Double(count)) }
    nodes = angles.map { -cos($0) }
    weights = angles.enumerated().map { ($0.offset % 2 == 0 ? 1 : -1) * sin($0.element) }
    polynomials = (0..<count).flatMap { m in
      angles.map { (m % 2 == 0 ? 1 : -1) * cos(Double(m) * $0) }
    }
    var rows = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    rows[0][0] = 1
    if count > 1 { rows[1][1] = 1 }
    for m in stride(from: 2, to: count, by: 1) {
      for p in 0..<count { rows[m][p] = (p > 0 ? 2 * rows[m - 1][p - 1] : 0) - rows[m - 2][p] }
    }
    powers = rows.flatMap(\.self)
  }

  /// The factor of T_m in the series of values at the nodes: 1 / count for the constant, else 2 / count.
  func scale(_ m: Int) -> Double { (m == 0 ? 1 : 2) / Double(count) }

  /// What the values at the nodes weigh in the interpolant at t, in [−1, 1].
  func interpolation(at t: Double) -> [Double] {
    if let node = nodes.firstIndex(of: t) { return nodes.indices.map { $0 == node ? 1 : 0 } }
    let terms = zip(weights, nodes).map { $0 / (t - $1) }
    let sum = terms.reduce(0, +)
    return terms.map { $0 / sum }
  }
}

/// The two sets of nodes of a panel.
enum PanelNodes {
  /// In log spot: degree 11.
  static let x = ChebyshevNodes(12)
  /// In log volatility: degree 8.
  static let y = ChebyshevNodes(9)
}

/// Equal panels on an interval.
struct PanelAxis: Hashable, Sendable {
  let low: Double
  let high: Double
  let panels: Int

  var width: Double { (high - low) / Double(panels) }
  func start(of panel: Int) -> Double { low + Double(panel) * width }

  /// The nodes of one panel.
  func nodes(of panel: Int, _ nodes: ChebyshevNodes) -> [Double] {
    nodes.nodes.map { start(of: panel) + 0.5 * (1 + $0) * width }
  }

  /// The panel of a point within the interval, and where it lies in it, from −1 to 1.
  func place(of point: Double) -> (panel: Int, t: Double) {
    let position = (point - low) / width
    let panel = min(max(Int(position), 0), panels - 1)
    return (panel, min(max(2 * (position - Double(panel)) - 1, -1), 1))
  }
}
