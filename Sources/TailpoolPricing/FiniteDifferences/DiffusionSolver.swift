import TailpoolLibc

/// Solves the backward equation of a diffusion on a grid of log prices.
///
///     ∂V/∂τ = ½ v(x, τ) (∂²V/∂x² − ∂V/∂x) + (r − q) ∂V/∂x − rV
///
/// with τ the time to expiry. Steps are TR-BDF2 (a trapezoidal part of 2 − √2 of the step, then the second-order backward difference), which damps what is
/// rough; the first two are four half steps of the implicit Euler method (Rannacher). Steps grow from expiry, τ = T (j/M)². Both ends have values that are given.
///
/// Sources: R. Bank et al., IEEE Transactions on Electron Devices 32 (1985) 1992; R. Rannacher, Numerische Mathematik 43 (1984) 309.
struct DiffusionSolver {
  let grid: LogPriceGrid
  let rate: Double
  let carry: Double
  let years: Double
  /// The variance a year at a log price and a time to expiry.
  let variance: (_ x: Double, _ timeToExpiry: Double) -> Double
  /// Whether the variance is one number.
  let isFlat: Bool
  /// The values at the first and last node.
  let ends: (_ timeToExpiry: Double) -> (low: Double, high: Double)
  /// What may be had at once at each node; nil without early exercise.
  let exercise: [Double]?

  private static let part = 2 - 2.0.squareRoot()

  /// The values now.
  ///
  /// - Parameters:
  ///   - payoff: The values at expiry.
  ///   - steps: Number of time steps, ≥ 4.
  func solve(payoff: [Double], steps: Int) -> [Double] {
    var values = payoff
    var isExercised = [Bool](repeating: false, count: payoff.count)
    var operators = Operator(grid)
    var time = 0.0
    for step in 1...steps {
      let share = Double(step) / Double(steps)
      let next = years * share * share
      let size = next - time
      if step == 1 || !isFlat { operators.set(grid, rate, carry) { variance($0, time + 0.5 * size) } }
      if step <= 2 {
        for half in 1...2 {
          advance(&values, right: values, operators, 0.5 * size, time + 0.5 * size * Double(half), &isExercised)
        }
      } else {
        step2(&values, operators, size, time, &isExercised)
      }
      time = next
    }
    return values
  }

  private func step2(
    _ values: inout [Double], _ operators: Operator, _ size: Double, _ time: Double, _ isExercised: inout [Bool]
  ) {
    let part = Self.part
    let old = values
    let right = operators.applied(old, size: 0.5 * part * size)
    advance(&values, right: right, operators, 0.5 * part * size, time + part * size, &isExercised)
    let (first, second) = (1 / (part * (2 - part)), (1 - part) * (1 - part) / (part * (2 - part)))
    var mixed = values
    for i in mixed.indices { mixed[i] = first * values[i] - second * old[i] }
    advance(&values, right: mixed, operators, (1 - part) / (2 - part) * size, time + size, &isExercised)
  }

  /// One implicit part: (1 − size · L) values = right, not below what exercise gives.
  private func advance(
    _ values: inout [Double], right: [Double], _ operators: Operator, _ size: Double, _ time: Double,
    _ isExercised: inout [Bool]
  ) {
    let ends = ends(time)
    guard let exercise else {
      values = operators.solved(right, size: size, ends: ends, exercised: nil, exercise: [])
      return
    }
    // Policy iteration: where it is exercised the value is given, and elsewhere the equation; the two are changed until they agree.
    for _ in 0..<50 {
      values = operators.solved(right, size: size, ends: ends, exercised: isExercised, exercise: exercise)
      var hasChanged = false
      let residual = operators.residual(values, right, size: size)
      for i in 1..<(values.count - 1) {
        let isBetter = isExercised[i] ? residual[i] >= 0 : values[i] < exercise[i]
        if isBetter != isExercised[i] {
          isExercised[i] = isBetter
          hasChanged = true
        }
      }
      if !hasChanged { break }
    }
    for i in values.indices { values[i] = max(values[i], exercise[i]) }
  }
}

/// The generator of the diffusion as three diagonals.
private struct Operator {
  private var below: [Double]
  private var middle: [Double]
  private var above: [Double]

  init(_ grid: LogPriceGrid) {
    below = [Double](repeating: 0, count: grid.nodes.count)
    (middle, above) = (below, below)
  }

  mutating func set(_ grid: LogPriceGrid, _ rate: Double, _ carry: Double, _ variance: (Double) -> Double) {
    for i in 1..<(grid.nodes.count - 1) {
      let half = 0.5 * variance(grid.nodes[i])
      let drift = carry - half
      below[i] = half * grid.bendBelow[i] + drift * grid.slopeBelow[i]
      above[i] = half * grid.bendAbove[i] + drift * grid.slopeAbove[i]
      middle[i] = -rate - below[i] - above[i]
    }
  }

  /// (1 + size · L) values inside.
  func applied(_ values: [Double], size: Double) -> [Double] {
    var result = values
    for i in 1..<(values.count - 1) {
      result[i] += size * (below[i] * values[i - 1] + middle[i] * values[i] + above[i] * values[i + 1])
    }
    return result
  }

  /// (1 − size · L) values − right inside: ≥ 0 where holding is worth no more than what is had.
  func residual(_ values: [Double], _ right: [Double], size: Double) -> [Double] {
    var result = [Double](repeating: 0, count: values.count)
    for i in 1..<(values.count - 1) {
      result[i] =
        values[i] - right[i] - size * (below[i] * values[i - 1] + middle[i] * values[i] + above[i] * values[i + 1])
    }
    return result
  }

  /// The solution of (1 − size · L) x = right with given ends, and given values where it is exercised.
  func solved(
    _ right: [Double], size: Double, ends: (low: Double, high: Double), exercised: [Bool]?, exercise: [Double]
  ) -> [Double] {
    var x = right
    let last = x.count - 1
    x[0] = ends.low
    var factors = [Double](repeating: 0, count: x.count)
    for i in 1..<last {
      if let exercised, exercised[i] {
        x[i] = exercise[i]
        continue
      }
      let lower = -size * below[i]
      let pivot = 1 - size * middle[i] - lower * factors[i - 1]
      factors[i] = -size * above[i] / pivot
      x[i] = (right[i] - lower * x[i - 1]) / pivot
    }
    x[last] = ends.high
    for i in stride(from: last - 1, through: 1, by: -1) { x[i] -= factors[i] * x[i + 1] }
    return x
  }
}
