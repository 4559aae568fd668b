import TailpoolLibc

/// Points in (0, 1), with weights that add up to 2.
struct QuadratureRule: Sendable {
  /// The points, rising.
  let points: [Double]
  /// Their weights.
  let weights: [Double]

  /// The tanh–sinh rule: y = tanh(π/2 sinh t) at equal steps of t from −range to range.
  static func doubleExponential(_ count: Int, range: Double) -> QuadratureRule {
    let step = 2 * range / Double(count - 1)
    let grid = (0..<count).map { -range + step * Double($0) }
    // (1 + tanh u) / 2 = 1 / (1 + exp(−2u)).
    return QuadratureRule(
      points: grid.map { 1 / (1 + exp(-Double.pi * sinh($0))) },
      weights: grid.map { t in
        let size = cosh(0.5 * Double.pi * sinh(t))
        return step * 0.5 * Double.pi * cosh(t) / (size * size)
      })
  }
}
