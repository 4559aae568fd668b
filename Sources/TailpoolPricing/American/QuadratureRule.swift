import TailpoolLibc

/// Points in (0, 1), with weights that add up to 2.
struct QuadratureRule: Sendable {
  /// The points, rising.
  let points: [Double]
  /// Their weights.
  let weights: [Double]

  /// The Gauss–Legendre rule of some points; by Newton's method on the polynomial.
  static func legendre(_ count: Int) -> QuadratureRule {
    var points: [Double] = []
    var weights: [Double] = []
    for index in 0..<count {
      var x = -cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<8 {
        var (last, value) = (1.0, x)
        for degree in stride(from: 2, through: count, by: 1) {
          let k = Double(degree)
          (last, value) = (value, ((2 * k - 1) * x * value - (k - 1) * last) / k)
        }
        slope = Double(count) * (x * value - last) / (x * x - 1)
        x -= value / slope
      }
      points.append(0.5 * (1 + x))
      weights.append(2 / ((1 - x * x) * slope * slope))
    }
    return QuadratureRule(points: points, weights: weights)
  }

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
