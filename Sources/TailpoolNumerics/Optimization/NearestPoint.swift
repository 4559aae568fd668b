/// The nearest point of a polyhedron, with the multipliers that prove it.
///
///     minimize ½ Σ wᵢ (xᵢ − cᵢ)²   subject to   aⱼ · x ≥ bⱼ
///
/// by the dual active-set method of Goldfarb and Idnani: from the unconstrained minimum the condition that fails most is added,
/// and conditions whose multipliers would turn negative are dropped on the way, so that each working set's solution is optimal
/// for it and the objective rises until nothing fails. The end is exact up to rounding, not the limit of a sequence.
///
/// Source: D. Goldfarb and A. Idnani, Mathematical Programming 27 (1983) 1.
package struct NearestPoint {
  /// A condition a · x ≥ b that touches a few variables.
  package struct Condition: Sendable {
    /// The variables and their coefficients, not all zero.
    package var terms: [Term]
    /// The bound b.
    package var bound: Double

    /// One variable with its coefficient.
    package struct Term: Sendable, Hashable {
      package var index: Int
      package var coefficient: Double

      package init(_ index: Int, _ coefficient: Double) {
        self.index = index
        self.coefficient = coefficient
      }
    }

    package init(_ terms: [Term], atLeast bound: Double) {
      self.terms = terms
      self.bound = bound
    }

    /// a · x − b, negative where the condition fails.
    package func slack(_ point: [Double]) -> Double {
      terms.reduce(-bound) { $0 + $1.coefficient * point[$1.index] }
    }
  }

  /// The point.
  package let point: [Double]
  /// The multiplier of each condition, ≥ 0 and zero where the condition is not active.
  package let multipliers: [Double]

  /// Finds the point.
  ///
  /// - Parameters:
  ///   - center: The point c, finite.
  ///   - weights: The weights w, > 0, as many.
  ///   - conditions: The conditions.
  ///   - tolerance: A condition that fails by no more than this holds.
  ///   - mostSteps: The most conditions added and dropped.
  /// - Returns: nil where no point fulfills the conditions or the steps did not suffice.
  /// - Complexity: O(n q) a step for n variables and q active conditions.
  package init?(
    to center: [Double], weights: [Double], conditions: [Condition], tolerance: Double, mostSteps: Int
  ) {
    precondition(weights.count == center.count, "\(weights.count) weights of \(center.count) variables")
    let scales = weights.map { $0.squareRoot() }
    var point = center
    var working = WorkingSet()
    var steps = 0
    while let worst = Self.worst(conditions, at: point, tolerance: tolerance, skipping: working.members) {
      var normal = [Double](repeating: 0, count: center.count)
      for term in conditions[worst].terms { normal[term.index] += term.coefficient / scales[term.index] }
      var multiplier = 0.0
      while true {
        steps += 1
        guard steps <= mostSteps else { return nil }
        let (direction, length, coordinates) = working.split(normal)
        let changes = working.solve(coordinates)
        let drop = working.firstToVanish(changes)
        let slack = conditions[worst].slack(point)
        let full = length > 0 ? max(-slack, 0) / length : .infinity
        let step = min(full, drop?.step ?? .infinity)
        guard step < .infinity else { return nil }
        for i in working.multipliers.indices { working.multipliers[i] -= step * changes[i] }
        multiplier += step
        if length > 0 { for i in point.indices { point[i] += step * direction[i] / scales[i] } }
        if let drop, drop.step < full {
          working.remove(drop.place)
        } else {
          working.append(worst, direction: direction, length: length, coordinates: coordinates, multiplier: multiplier)
          break
        }
      }
    }
    self.point = point
    var multipliers = [Double](repeating: 0, count: conditions.count)
    for (member, value) in zip(working.members, working.multipliers) { multipliers[member] = max(value, 0) }
    self.multipliers = multipliers
  }

  private static func worst(
    _ conditions: [Condition], at point: [Double], tolerance: Double, skipping members: [Int]
  ) -> Int? {
    var least = -tolerance
    var worst: Int?
    for (index, condition) in conditions.enumerated() {
      let slack = condition.slack(point)
      if slack < least, !members.contains(index) { (least, worst) = (slack, index) }
    }
    return worst
  }
}

/// The active conditions with the factors Q R of their normals.
private struct WorkingSet {
  var members: [Int] = []
  var multipliers: [Double] = []
  /// Orthonormal columns.
  private var columns: [[Double]] = []
  /// Columns of the upper triangle.
  private var triangle: [[Double]] = []

  /// A normal's part across the columns, the square of its length (zero where it is a combination of them), and its
  /// coordinates along them.
  func split(_ normal: [Double]) -> (across: [Double], square: Double, along: [Double]) {
    var across = normal
    var along = [Double](repeating: 0, count: columns.count)
    // Twice, since one pass leaves rounding errors along the columns when little lies across.
    for _ in 0..<2 {
      for (j, column) in columns.enumerated() {
        var dot = 0.0
        for i in column.indices { dot += column[i] * across[i] }
        along[j] += dot
        for i in column.indices { across[i] -= dot * column[i] }
      }
    }
    let whole = normal.reduce(0) { $0 + $1 * $1 }
    let square = across.reduce(0) { $0 + $1 * $1 }
    return square > WorkingSet.dependent * whole
      ? (across, square, along) : ([Double](repeating: 0, count: normal.count), 0, along)
  }

  /// R⁻¹ times coordinates.
  func solve(_ coordinates: [Double]) -> [Double] {
    var x = coordinates
    for j in stride(from: x.count - 1, through: 0, by: -1) {
      x[j] /= triangle[j][j]
      for i in 0..<j { x[i] -= triangle[j][i] * x[j] }
    }
    return x
  }

  /// The member whose multiplier vanishes first, and after which step; nil when none does.
  func firstToVanish(_ changes: [Double]) -> (place: Int, step: Double)? {
    var first: (place: Int, step: Double)?
    for (place, change) in changes.enumerated() where change > 0 {
      let step = max(multipliers[place], 0) / change
      if step < first?.step ?? .infinity { first = (place, step) }
    }
    return first
  }

  mutating func append(
    _ member: Int, direction: [Double], length square: Double, coordinates: [Double], multiplier: Double
  ) {
    let length = square.squareRoot()
    members.append(member)
    multipliers.append(multiplier)
    columns.append(direction.map { $0 / length })
    triangle.append(coordinates + [length])
  }

  /// Removes a member; plane rotations make the factor triangular again.
  mutating func remove(_ place: Int) {
    members.remove(at: place)
    multipliers.remove(at: place)
    triangle.remove(at: place)
    for k in place..<triangle.count {
      let (a, b) = (triangle[k][k], triangle[k][k + 1])
      let radius = (a * a + b * b).squareRoot()
      let (cosine, sine) = radius > 0 ? (a / radius, b / radius) : (1, 0)
      for j in k..<triangle.count {
        let (upper, lower) = (triangle[j][k], triangle[j][k + 1])
        triangle[j][k] = cosine * upper + sine * lower
        triangle[j][k + 1] = cosine * lower - sine * upper
      }
      for i in columns[k].indices {
        let (left, right) = (columns[k][i], columns[k + 1][i])
        columns[k][i] = cosine * left + sine * right
        columns[k + 1][i] = cosine * right - sine * left
      }
      triangle[k].removeLast(triangle[k].count - k - 1)
    }
    columns.removeLast()
  }

  /// Squared share of a normal across the others below which it counts as their combination.
  private static let dependent = 1e-20
}
