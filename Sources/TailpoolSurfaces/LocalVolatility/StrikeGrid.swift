import TailpoolLibc

/// Strikes in units of the forward on which prices are found by differences.
///
/// With u even, log x = narrow · sinh u: close together within the first expiry's deviation of the money, in proportion to the
/// distance beyond. The middle strike is the forward itself, where the payoff has its kink.
struct StrikeGrid: Hashable, Sendable {
  /// Strikes over the forward, ascending.
  let strikes: [Double]
  /// Their logarithms.
  let logMoneyness: [Double]

  /// - Parameters:
  ///   - narrow: Log-moneyness within which the strikes are closest, > 0.
  ///   - reach: Largest log-moneyness, > narrow.
  ///   - step: Distance of neighbors in u: the closest strikes are `step · narrow` apart.
  init(narrow: Double, reach: Double, step: Double) {
    let end = asinh(reach / narrow)
    let half = max(Int(min((end / step).rounded(.up), 5_000)), 8)
    logMoneyness = (-half...half).map { $0 == 0 ? 0 : narrow * sinh(end * Double($0) / Double(half)) }
    strikes = logMoneyness.map { exp($0) }
  }

  /// The payoff of a call.
  var payoff: [Double] { strikes.map { max(1 - $0, 0) } }

  /// The second derivative in the strike by the three-point formula; zero at both ends.
  func curvature(_ values: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: strikes.count)
    for i in 1..<(strikes.count - 1) {
      let (left, right) = (strikes[i] - strikes[i - 1], strikes[i + 1] - strikes[i])
      let bend = (values[i + 1] - values[i]) / right - (values[i] - values[i - 1]) / left
      result[i] = 2 * bend / (left + right)
    }
    return result
  }

  /// The cell that holds a strike, as the index of its left end and the share of its right one; nil beyond the grid.
  func cell(of strike: Double) -> (left: Int, share: Double)? {
    let last = strikes.count - 1
    guard strike >= strikes[0], strike <= strikes[last] else { return nil }
    var (low, high) = (0, last)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if strikes[middle] <= strike { low = middle } else { high = middle }
    }
    return (low, (strike - strikes[low]) / (strikes[low + 1] - strikes[low]))
  }
}

/// The matrix 1 − θ ∂²/∂x² of one implicit step, factored.
///
/// Its off-diagonal elements are ≤ 0 and its rows add up to 1, so that no pivot is needed and the inverse has no negative
/// element: prices that are convex before the step are convex, and not lower, after it.
struct ImplicitStep {
  private let multipliers: [Double]
  private let diagonal: [Double]
  private let above: [Double]

  /// - Parameters:
  ///   - grid: The strikes.
  ///   - theta: Half the local variance times the strike's square times the time, ≥ 0, at each strike; ends are not read.
  init(_ grid: StrikeGrid, theta: [Double]) {
    let count = grid.strikes.count
    var multipliers = [Double](repeating: 0, count: count)
    var diagonal = [Double](repeating: 1, count: count)
    var above = [Double](repeating: 0, count: count)
    for i in 1..<(count - 1) {
      let (left, right) = (grid.strikes[i] - grid.strikes[i - 1], grid.strikes[i + 1] - grid.strikes[i])
      let below = -2 * theta[i] / (left * (left + right))
      above[i] = -2 * theta[i] / (right * (left + right))
      multipliers[i] = below / diagonal[i - 1]
      diagonal[i] = 1 - below - above[i] - multipliers[i] * above[i - 1]
    }
    self.multipliers = multipliers
    self.diagonal = diagonal
    self.above = above
  }

  /// Solves with the matrix.
  func solve(_ right: [Double]) -> [Double] {
    var x = right
    let last = x.count - 1
    for i in 1...last { x[i] -= multipliers[i] * x[i - 1] }
    x[last] /= diagonal[last]
    for i in stride(from: last - 1, through: 0, by: -1) { x[i] = (x[i] - above[i] * x[i + 1]) / diagonal[i] }
    return x
  }

  /// Solves with the transposed matrix.
  func solveTransposed(_ right: [Double]) -> [Double] {
    var x = right
    let last = x.count - 1
    x[0] /= diagonal[0]
    for i in 1...last { x[i] = (x[i] - above[i - 1] * x[i - 1]) / diagonal[i] }
    for i in stride(from: last - 1, through: 0, by: -1) { x[i] -= multipliers[i + 1] * x[i + 1] }
    return x
  }
}
