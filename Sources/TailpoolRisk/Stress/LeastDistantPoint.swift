import TailpoolLibc
import TailpoolNumerics

/// Points nearest to the origin at which a function reaches given values.
///
///     minimize |u|   subject to   f(u) ≥ target
///
/// Rays in many directions find where each target is first reached; they serve all targets. From the nearest rays the
/// direction is turned toward the gradient while the point comes nearer, the radius along each new direction found by
/// root search. The function is asked for many points at once.
///
/// - Source: R. Rackwitz and B. Fiessler, Computers & Structures 9 (1978) 489, for the turn toward the gradient.
struct LeastDistantPoint<Failure: Error> {
  /// The values at some points.
  private let function: (_ points: [[Double]]) throws(Failure) -> [Double]
  private let directions: [[Double]]
  private let radii: [Double]
  /// Directions × radii.
  private let values: [Double]

  /// Directions besides the axes that are tried, as a multiple of the dimension.
  private static var raysByDimension: Int { 6 }
  /// Rays from which a search starts.
  private static var startCount: Int { 3 }
  private static var mostSteps: Int { 40 }
  /// Points along a ray: radii grow by a tenth each, from a hundredth of the farthest.
  private static var radiusCount: Int { 49 }

  /// Looks along the rays.
  ///
  /// - Parameters:
  ///   - dimension: Length of the points, > 0.
  ///   - mostDistant: The farthest that is looked, > 0.
  ///   - hints: Points whose directions are looked along, too.
  ///   - function: The values at some points.
  /// - Throws: What the function throws.
  init(
    dimension: Int, mostDistant: Double, hints: [[Double]],
    function: @escaping (_ points: [[Double]]) throws(Failure) -> [Double]
  ) throws(Failure) {
    let directions = hints.compactMap(Self.unit) + Self.axes(dimension) + Self.rays(dimension)
    let last = Double(Self.radiusCount - 1)
    let radii = (0..<Self.radiusCount).map { mostDistant * pow(10, -2 * (1 - Double($0) / last)) }
    var points: [[Double]] = []
    points.reserveCapacity(directions.count * radii.count)
    for direction in directions { for radius in radii { points.append(direction.map { $0 * radius }) } }
    values = try function(points)
    (self.directions, self.radii, self.function) = (directions, radii, function)
  }

  /// The nearest point found at which the function reaches a target that it does not reach at the origin.
  ///
  /// - Returns: nil when no ray reaches the target.
  func point(reaching target: Double) throws(Failure) -> [Double]? {
    var starts: [(radius: Double, direction: [Double])] = []
    for (index, direction) in directions.enumerated() {
      let ray = values[(index * radii.count)..<((index + 1) * radii.count)]
      if let first = ray.firstIndex(where: { $0 >= target }) {
        starts.append((radii[first - ray.startIndex], direction))
      }
    }
    starts.sort { $0.radius < $1.radius }
    var best: (radius: Double, direction: [Double])?
    for start in starts.prefix(Self.startCount) {
      let found = try refine(start, target: target, tolerance: 1e-5)
      if found.radius < best?.radius ?? .infinity { best = found }
    }
    guard let best else { return nil }
    let (radius, direction) = try refine(best, target: target, tolerance: 1e-12)
    return direction.map { $0 * radius }
  }

  /// Turns a direction toward the gradient while the point comes nearer.
  ///
  /// - Parameter start: A direction, and a radius at which the function is at the target or past it.
  private func refine(
    _ start: (radius: Double, direction: [Double]), target: Double, tolerance: Double
  ) throws(Failure) -> (radius: Double, direction: [Double]) {
    var direction = start.direction
    var radius = try crossing(direction, within: start.radius, target: target, tolerance: tolerance)
    var turn = 1.0
    for _ in 0..<Self.mostSteps {
      guard let uphill = Self.unit(try gradient(at: direction.map { $0 * radius })) else { break }
      var next: [Double]?
      while next == nil, turn > 1e-4 {
        // The nearest point of the tangent plane lies along the gradient.
        guard let trial = Self.unit(zip(direction, uphill).map { $0 + turn * ($1 - $0) }) else { break }
        // A point as near that is past the target has a nearer one on its ray.
        if try function([trial.map { $0 * radius }])[0] > target { next = trial } else { turn *= 0.5 }
      }
      guard let next else { break }
      let nearer = try crossing(next, within: radius, target: target, tolerance: tolerance)
      guard nearer < radius else { break }
      let isDone = nearer > radius * (1 - tolerance)
      (direction, radius) = (next, nearer)
      if isDone { break }
      turn = min(1, 2 * turn)
    }
    return (radius, direction)
  }

  /// The radius up to a far one, where the target is reached, at which a ray meets the target.
  private func crossing(
    _ direction: [Double], within far: Double, target: Double, tolerance: Double
  ) throws(Failure) -> Double {
    func at(_ radii: [Double]) throws(Failure) -> [Double] {
      try function(radii.map { radius in direction.map { $0 * radius } })
    }
    // Denser toward the far end, which is near the crossing in all steps but the first.
    let trials = [0.5, 0.75, 0.875, 0.9375, 0.97, 0.985, 0.995, 1].map { $0 * far }
    let gaps = try at(trials).map { $0 - target }
    guard let reached = gaps.firstIndex(where: { $0 >= 0 }) else { return far }
    var (low, high) = (reached == 0 ? 0 : trials[reached - 1], trials[reached])
    var above = gaps[reached]
    // False position; the weight of an end that stays twice is halved (Illinois). The high end is always past the target.
    var (lowWeight, highWeight) = (reached == 0 ? try at([0])[0] - target : gaps[reached - 1], above)
    var sawLow: Bool?
    for _ in 0..<100 {
      guard above > tolerance * abs(target), high - low > 4 * high.ulp else { break }
      // A value without a bound says nothing of where between the ends the target is.
      let isStraight = lowWeight < 0 && lowWeight.isFinite && highWeight > lowWeight && highWeight.isFinite
      let step = isStraight ? -lowWeight / (highWeight - lowWeight) : 0.5
      let middle = low + (high - low) * min(max(step, 1e-3), 1 - 1e-3)
      let gap = try at([middle])[0] - target
      if gap < 0 {
        if sawLow == true { highWeight *= 0.5 }
        (low, lowWeight, sawLow) = (middle, gap, true)
      } else {
        if sawLow == false { lowWeight *= 0.5 }
        (high, above, highWeight, sawLow) = (middle, gap, gap, false)
      }
    }
    return high
  }

  private func gradient(at point: [Double]) throws(Failure) -> [Double] {
    let step = 1e-4
    var points: [[Double]] = []
    for i in point.indices {
      for sign in [1.0, -1] {
        var moved = point
        moved[i] += sign * step
        points.append(moved)
      }
    }
    let values = try function(points)
    return point.indices.map { (values[2 * $0] - values[2 * $0 + 1]) / (2 * step) }
  }

  private static func axes(_ dimension: Int) -> [[Double]] {
    (0..<dimension).flatMap { axis in
      [1.0, -1].map { sign in (0..<dimension).map { $0 == axis ? sign : 0 } }
    }
  }

  private static func rays(_ dimension: Int) -> [[Double]] {
    let field = RandomField(seed: 1, purpose: .directions)
    return (0..<(raysByDimension * dimension)).compactMap { ray in
      unit((0..<dimension).map { field.normal(scenario: ray, factor: $0) })
    }
  }

  private static func unit(_ vector: [Double]) -> [Double]? {
    let length = CompensatedSum(vector.lazy.map { $0 * $0 }).value.squareRoot()
    return length > 0 && length.isFinite ? vector.map { $0 / length } : nil
  }
}
