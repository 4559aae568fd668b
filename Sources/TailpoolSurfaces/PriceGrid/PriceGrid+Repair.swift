import TailpoolNumerics

/// A price grid without arbitrage, with how far each price was moved and the proof that no smaller move would do.
package struct PriceGridRepair: Hashable, Sendable {
  /// The grid without arbitrage.
  package let grid: PriceGrid
  /// New price less old one, by expiry and strike, in units of the forward.
  package let moves: [[Double]]
  /// What was wrong before.
  package let violations: [PriceGrid.Violation]
  /// How well the repair fulfills the conditions of an optimum.
  package let optimality: Optimality

  /// The conditions of Karush, Kuhn and Tucker, which are sufficient here since the problem is strictly convex.
  package struct Optimality: Hashable, Sendable {
    /// Largest failure of a rule that is left, ≥ 0.
    package let violation: Double
    /// Largest |w move − Σ multiplier · coefficient| of a price, over the largest weight.
    package let stationarity: Double
    /// Largest multiplier times the slack of its rule, over the largest weight.
    package let complementarity: Double
    /// Rules that hold the prices where they are.
    package let active: Int
  }

  /// The largest |move|, in units of the forward.
  package var largestMove: Double { moves.reduce(0) { $1.reduce($0) { max($0, abs($1)) } } }
  /// Number of prices that were moved.
  package var moved: Int { moves.reduce(0) { $0 + $1.count { $0 != 0 } } }
}

extension PriceGrid {
  /// The grid without arbitrage that is nearest to this one.
  ///
  ///     minimize Σ w (new − old)²   subject to every `Rule`
  ///
  /// A strictly convex quadratic program, solved exactly by a dual active-set method.
  ///
  /// - Parameter weights: Weight of each price's squared move, > 0, by expiry and strike: for prices with bid and ask 1 / spread²
  ///   is a choice. nil for 1.
  /// - Returns: The repaired grid, what was wrong, and how far each price moved; a grid without violations is returned as it is.
  /// - Throws: `PriceGridError.countMismatch` or `.invalidWeight` for weights; `.notConverged` where rounding kept the method
  ///   from ending, which no test has seen.
  /// - Accuracy: What is left of violations is below 1e-12 of the forward.
  /// - Complexity: O(n q) for each of some 2 q steps, with n prices and q active rules.
  package func repaired(weights: [[Double]]? = nil) throws(PriceGridError) -> PriceGridRepair {
    let flat = try checked(weights)
    let found = violations(tolerance: Self.tolerance)
    let old = expiries.flatMap(\.prices)
    guard !found.isEmpty else {
      return PriceGridRepair(
        grid: self, moves: expiries.map { $0.prices.map { _ in 0 } }, violations: [],
        optimality: .init(violation: 0, stationarity: 0, complementarity: 0, active: 0))
    }
    let conditions = conditions.map(\.formula)
    guard
      let nearest = NearestPoint(
        to: old, weights: flat, conditions: conditions, tolerance: 0.1 * Self.tolerance,
        mostSteps: 100 + 20 * conditions.count)
    else { throw .notConverged }
    var repaired = self
    var moves: [[Double]] = []
    var offset = 0
    for index in expiries.indices {
      let range = offset..<(offset + expiries[index].prices.count)
      repaired.expiries[index].prices = Array(nearest.point[range])
      moves.append(range.map { nearest.point[$0] - old[$0] })
      offset = range.upperBound
    }
    return PriceGridRepair(
      grid: repaired, moves: moves, violations: found,
      optimality: Self.optimality(nearest, from: old, weights: flat, conditions))
  }

  private func checked(_ weights: [[Double]]?) throws(PriceGridError) -> [Double] {
    guard let weights else { return expiries.flatMap { $0.prices.map { _ in 1 } } }
    guard weights.count == expiries.count else {
      throw .countMismatch(expiry: expiries.count, strikes: expiries.count, found: weights.count)
    }
    for (number, expiry) in expiries.enumerated() {
      guard weights[number].count == expiry.strikes.count else {
        throw .countMismatch(expiry: number, strikes: expiry.strikes.count, found: weights[number].count)
      }
      for (index, weight) in weights[number].enumerated() where !(weight > 0 && weight < .infinity) {
        throw .invalidWeight(expiry: number, index: index, value: weight)
      }
    }
    return weights.flatMap(\.self)
  }

  private static func optimality(
    _ nearest: NearestPoint, from old: [Double], weights: [Double], _ conditions: [NearestPoint.Condition]
  ) -> PriceGridRepair.Optimality {
    let scale = weights.max() ?? 1
    var gradient = zip(zip(nearest.point, old), weights).map { ($0.0 - $0.1) * $1 }
    var violation = 0.0
    var complementarity = 0.0
    for (condition, multiplier) in zip(conditions, nearest.multipliers) {
      let slack = condition.slack(nearest.point)
      violation = max(violation, -slack)
      complementarity = max(complementarity, abs(multiplier * slack) / scale)
      for term in condition.terms { gradient[term.index] -= multiplier * term.coefficient }
    }
    return PriceGridRepair.Optimality(
      violation: violation, stationarity: gradient.reduce(0) { max($0, abs($1)) } / scale,
      complementarity: complementarity, active: nearest.multipliers.count { $0 > 0 })
  }

  /// A failure of a rule that counts, in units of the forward.
  private static let tolerance = 1e-12
}
