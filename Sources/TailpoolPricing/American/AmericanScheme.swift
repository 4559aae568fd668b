import CTailpoolKernels
import TailpoolLibc

/// The nodes and rules of an accuracy, with the matrices that carry values at nodes to the points of the rules.
@safe struct AmericanScheme: Sendable {
  /// Nodes after the first, which stands at expiry.
  let nodes: Int
  /// Chebyshev nodes in root of the share of time, from 0 to 1.
  let times: [Double]
  private let points: Int
  private let premiumPoints: Int
  private let starts: Int
  private let steps: Int
  /// All tables of the kernel's scheme, one after the other.
  private let tables: [Double]

  /// The scheme of each accuracy.
  static let fast = AmericanScheme(
    nodes: 8, rule: .doubleExponential(12, range: 2.3), premium: .doubleExponential(24, range: 2.4), starts: 3, steps: 2
  )
  static let standard = AmericanScheme(
    nodes: 12, rule: .doubleExponential(20, range: 2.6), premium: .doubleExponential(40, range: 2.6), starts: 4,
    steps: 2)
  static let high = AmericanScheme(
    nodes: 60, rule: .doubleExponential(64, range: 3), premium: .doubleExponential(160, range: 3), starts: 4, steps: 5)

  /// Derivatives need more points than prices.
  static let standardGreeks = AmericanScheme(
    nodes: 24, rule: .doubleExponential(32, range: 2.8), premium: .doubleExponential(80, range: 2.8), starts: 4,
    steps: 3)

  static func of(_ accuracy: AmericanAccuracy) -> AmericanScheme {
    switch accuracy {
    case .fast: fast
    case .standard: standard
    case .high: high
    }
  }

  init(nodes: Int, rule: QuadratureRule, premium: QuadratureRule, starts: Int, steps: Int) {
    self.nodes = nodes
    self.starts = starts
    self.steps = steps
    points = rule.points.count
    premiumPoints = premium.points.count
    // (1 − cos πi/n) / 2 = sin² πi/2n.
    let times = (0...nodes).map { index in
      let sine = sin(0.5 * Double.pi * Double(index) / Double(nodes))
      return sine * sine
    }
    func row(_ root: Double) -> ArraySlice<Double> { Self.interpolation(times, at: root).dropFirst() }
    var tables = times + rule.points + rule.weights
    for time in times.dropFirst() {
      for point in rule.points { tables += row(time * ((1 - point) * (1 + point)).squareRoot()) }
    }
    tables += premium.points + premium.weights
    for point in premium.points { tables += row(((1 - point) * (1 + point)).squareRoot()) }
    self.times = times
    self.tables = tables
  }

  /// What each node's value weighs in the polynomial through all of them, at a point (barycentric form).
  static func interpolation(_ times: [Double], at point: Double) -> [Double] {
    let last = times.count - 1
    var weights = times.indices.map { index -> Double in
      let sign = index % 2 == 0 ? 1.0 : -1.0
      return (index == 0 || index == last ? 0.5 * sign : sign) / (point - times[index])
    }
    if let hit = times.firstIndex(where: { abs(point - $0) < 1e-15 }) {
      return times.indices.map { $0 == hit ? 1 : 0 }
    }
    let sum = weights.reduce(0, +)
    for index in weights.indices { weights[index] /= sum }
    return weights
  }

  /// Hands the kernel's form over, valid while the closure runs.
  func withKernel<Result>(_ body: (UnsafePointer<tp_american_scheme>) -> Result) -> Result {
    unsafe tables.withUnsafeBufferPointer { buffer in
      var next = 0
      func table(_ count: Int) -> UnsafePointer<Double>? {
        defer { next += count }
        return unsafe buffer.baseAddress.map { unsafe $0 + next }
      }
      var scheme = unsafe tp_american_scheme(
        nodes: nodes, points: points, premium_points: premiumPoints, starts: starts, steps: steps,
        z: table(nodes + 1), g: table(points), weights: table(points), interpolation: table(nodes * points * nodes),
        premium_g: table(premiumPoints), premium_weights: table(premiumPoints),
        premium_interpolation: table(premiumPoints * nodes))
      return unsafe withUnsafePointer(to: &scheme) { unsafe body($0) }
    }
  }
}
