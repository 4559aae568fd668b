import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// An option on a basket as a function of all normal variables but one, along which it is integrated in closed form.
struct BasketIntegral {
  /// The columns of the other variables: what each adds to the logarithm of each asset; the most important first.
  let outer: [[Double]]
  /// How many numbers a node has.
  let outputs: Int
  private let terms: BasketTerms
  private let inner: [Double]
  private let sums: ExponentialSum
  private let sign: Double
  private let hasDerivatives: Bool

  /// - Parameters:
  ///   - terms: The arguments.
  ///   - type: Call or put.
  ///   - hasDerivatives: Whether a node has derivatives beside the value.
  init(_ terms: BasketTerms, _ type: OptionType, hasDerivatives: Bool) {
    self.terms = terms
    self.hasDerivatives = hasDerivatives
    sign = type.sign
    let n = terms.weights.count
    outputs = hasDerivatives ? 2 + n + n * (n + 1) / 2 : 1
    let factor = zip(terms.market.correlations.factor, terms.deviations).map { row, s in row.map { $0 * s } }
    let gradient = zip(terms.weights, terms.presents).map { $0 * $1 / terms.scale }
    let direction = Self.steepest(factor, gradient)
    inner = factor.map { zip($0, direction).reduce(0) { $0 + $1.0 * $1.1 } }
    outer = Self.others(factor, direction, inner, gradient)
    sums = ExponentialSum(coefficients: zip(terms.weights, terms.presents).map { $0 * $1 }, exponents: inner)
  }

  /// The unit vector along which the basket's forward changes most; where it does not change at all, where the assets do.
  private static func steepest(_ factor: [[Double]], _ gradient: [Double]) -> [Double] {
    let n = gradient.count
    var direction = (0..<n).map { j in (0..<n).reduce(0.0) { $0 + factor[$1][j] * gradient[$1] } }
    var length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let largest = factor.flatMap { $0 }.map(abs).max() ?? 0
    if length <= 1e-14 * largest * (gradient.map(abs).max() ?? 0) || length == 0 {
      direction = (0..<n).map { j in (0..<n).reduce(0.0) { $0 + factor[$1][j] * abs(gradient[$1]) } }
      length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    guard length > 0 else { return (0..<n).map { $0 == 0 ? 1 : 0 } }
    return direction.map { $0 / length }
  }

  /// The other directions, by how much they move the weighted assets.
  private static func others(
    _ factor: [[Double]], _ direction: [Double], _ inner: [Double], _ gradient: [Double]
  ) -> [[Double]] {
    let n = gradient.count
    let rest = zip(factor, inner).map { row, first in zip(row, direction).map { $0 - first * $1 } }
    let squares = gradient.map { $0 * $0 }
    let matrix = (0..<n).map { i in
      (0..<n).map { j in (0..<n).reduce(0.0) { $0 + squares[$1] * rest[$1][i] * rest[$1][j] } }
    }
    let eigen = SymmetricEigen(matrix)
    let trace = (0..<n).reduce(0.0) { i, k in
      i + squares[k] * factor[k].reduce(0) { $0 + $1 * $1 }
    }
    return zip(eigen.values, eigen.vectors).filter { $0.0 > 1e-30 * trace }.map { _, vector in
      rest.map { zip($0, vector).reduce(0) { $0 + $1.0 * $1.1 } }
    }
  }

  /// The value at a node, and its derivatives by the present values, the strike and pairs of present values.
  func add(_ z: [Double], weight: Double, to total: inout [Double]) {
    let n = inner.count
    var growth = [Double](repeating: 0, count: n)
    for (column, x) in zip(outer, z) {
      for k in 0..<n { growth[k] += column[k] * (x - 0.5 * column[k]) }
    }
    for k in 0..<n { growth[k] = exp(growth[k]) }
    let roots = sums.roots(of: terms.strike, growth)
    for (low, high) in sums.pieces(roots, of: terms.strike, growth, sign) {
      var value = 0.0
      for k in 0..<n {
        let part = growth[k] * Self.probability(low - inner[k], high - inner[k])
        value += terms.weights[k] * terms.presents[k] * part
        if hasDerivatives { total[1 + k] += weight * sign * terms.weights[k] * part }
      }
      let whole = Self.probability(low, high)
      total[0] += weight * sign * (value - terms.strike * whole)
      if hasDerivatives { total[1 + n] -= weight * sign * whole }
    }
    guard hasDerivatives else { return }
    for root in roots { addBend(at: root, growth, weight, to: &total) }
  }

  private func addBend(at x: Double, _ growth: [Double], _ weight: Double, to total: inout [Double]) {
    let n = inner.count
    let units = (0..<n).map { terms.weights[$0] * growth[$0] * exp(inner[$0] * (x - 0.5 * inner[$0])) }
    let slope = (0..<n).reduce(0.0) { $0 + inner[$1] * units[$1] * terms.presents[$1] }
    guard slope != 0 else { return }
    let factor = weight * NormalDistribution.density(x) / abs(slope)
    for i in 0..<n { for j in 0...i { total[BasketTerms.place(i, j, n)] += factor * units[i] * units[j] } }
  }

  /// The probability between two numbers, from the tail on which both lie.
  private static func probability(_ low: Double, _ high: Double) -> Double {
    low > 0
      ? NormalDistribution.cumulative(-low) - NormalDistribution.cumulative(-high)
      : NormalDistribution.cumulative(high) - NormalDistribution.cumulative(low)
  }
}
