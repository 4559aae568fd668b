import CTailpoolKernels
import TailpoolLibc
import TailpoolNumerics

/// The density of a law whose logarithm is made of log y, its square and a power of y, with y = (x − origin) / scale:
///
///     log f(x) = constant + (slope − curvature log y) log y − rate (y^power − 1)
///
/// Lognormal, gamma, Weibull, exponential and Pareto laws are of this kind. What a cell holds is the integral of the density
/// over it, by a Gauss–Legendre rule: all terms are positive, so that nothing cancels however far out the cell lies.
struct LogDensity: Hashable, Sendable {
  var origin = 0.0
  /// Not zero; below zero where y falls as x grows.
  var scale: Double
  var constant: Double
  var slope = 0.0
  var curvature = 0.0
  var rate = 0.0
  var power = 1.0

  /// A rule of quadrature over (0, 1), and the cells for which it reaches double precision.
  private struct Rule {
    let nodes: [Double]
    let weights: [Double]
    /// The least distance to where y = 0, where the density may be singular, in cells.
    let leastDistance: Double
    /// The greatest change of the logarithm over a cell.
    let greatestChange: Double

    init(_ rule: GaussLegendre, leastDistance: Double, greatestChange: Double) {
      nodes = rule.nodes.flatMap { [0.5 + 0.5 * $0.x, 0.5 - 0.5 * $0.x] }
      weights = rule.nodes.flatMap { [0.5 * $0.weight, 0.5 * $0.weight] }
      (self.leastDistance, self.greatestChange) = (leastDistance, greatestChange)
    }
  }

  /// The error of m nodes for exp(−c t) is cᵐ² (m!)⁴ / ((2m + 1) (2m)!³), and for a singularity d cells away about
  /// (4d + 2)⁻²ᵐ: both stay below 1e-15 of a mass. A moment by two nodes is off by 2e-12 of itself, and the next one by the
  /// same, so that what moment matching makes of the two is not.
  private static let rules = [
    Rule(.two, leastDistance: 4096, greatestChange: 1e-3), Rule(.four, leastDistance: 48, greatestChange: 0.15),
    Rule(.six, leastDistance: 12, greatestChange: 0.8), Rule(.twelve, leastDistance: 2, greatestChange: 5),
    Rule(.twenty, leastDistance: 1, greatestChange: 14),
  ]
  /// Fewer cells are not divided to find a better rule for a part of them.
  private static let fewCells = 64

  /// Adds cells of a grid, each by the cheapest rule that is good enough, or by differences where none is.
  func set(_ range: Range<Int>, of cells: inout SeverityCells, on grid: SeverityGrid, law: some ClaimSeverity) {
    guard !range.isEmpty else { return }
    set(range, rule(for: range, on: grid), of: &cells, on: grid, law: law)
  }

  /// Halves the cells while that finds a cheaper rule for a half.
  private func set(
    _ range: Range<Int>, _ rule: Int?, of cells: inout SeverityCells, on grid: SeverityGrid, law: some ClaimSeverity
  ) {
    if rule != 0, range.count > (rule == nil ? 1 : Self.fewCells) {
      let middle = range.lowerBound + range.count / 2
      let (low, high) = (range.lowerBound..<middle, middle..<range.upperBound)
      let (lowRule, highRule) = (self.rule(for: low, on: grid), self.rule(for: high, on: grid))
      if rule == nil || lowRule != rule || highRule != rule {
        set(low, lowRule, of: &cells, on: grid, law: law)
        set(high, highRule, of: &cells, on: grid, law: law)
        return
      }
    }
    if let rule {
      integrate(range, of: &cells, on: grid, by: Self.rules[rule])
    } else {
      for index in range { cells.addDirectly(to: index, of: law, on: grid, hasAtoms: false) }
    }
  }

  /// The place of the cheapest rule for cells; nil where none is good enough.
  private func rule(for range: Range<Int>, on grid: SeverityGrid) -> Int? {
    let first = (grid.lowerEnd(range.lowerBound) - origin) / scale
    let last = (grid.lowerEnd(range.upperBound) - origin) / scale
    let (least, step) = (min(first, last), abs(grid.step / scale))
    guard least > 0 else { return nil }
    let change = step * max(greatestSlope(first), greatestSlope(last))
    for (place, rule) in Self.rules.enumerated()
    where least >= rule.leastDistance * step && change <= rule.greatestChange { return place }
    return nil
  }

  /// How fast the logarithm changes at y; where it turns, the change within a step counts.
  private func greatestSlope(_ y: Double) -> Double {
    let logarithm = log(y)
    let raised = rate == 0 ? 0 : rate * power * (power == 1 ? y : exp(power * logarithm))
    let first = (slope - 2 * curvature * logarithm - raised) / y
    let second = -(slope - 2 * curvature * logarithm + 2 * curvature + (power - 1) * raised) / (y * y)
    return max(abs(first), 1.5 * abs(second).squareRoot())
  }

  private func integrate(_ range: Range<Int>, of cells: inout SeverityCells, on grid: SeverityGrid, by rule: Rule) {
    var law = tp_log_density(
      constant: constant + log(grid.step), slope: slope, curvature: curvature, rate: rate, power: power)
    let start = (grid.lowerEnd(range.lowerBound) - origin) / scale
    let status = unsafe cells.masses.withUnsafeMutableBufferPointer { masses in
      unsafe cells.moments.withUnsafeMutableBufferPointer { moments in
        unsafe tp_density_cells(
          tp_best_instruction_set(), range.count, start, grid.step / scale, &law, rule.nodes.count, rule.nodes,
          rule.weights, masses.baseAddress.map { unsafe $0 + range.lowerBound },
          moments.baseAddress.map { unsafe $0 + range.lowerBound })
      }
    }
    precondition(status == 0, "the kernel refused the machine's own instruction set")
  }
}
