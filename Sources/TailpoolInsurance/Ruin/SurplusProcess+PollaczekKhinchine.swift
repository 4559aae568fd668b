import TailpoolNumerics

/// Between which numbers a probability of ruin lies.
public struct RuinBounds: Hashable, Sendable {
  /// The initial surplus.
  public let surplus: Double
  /// The probability is at least this.
  public let lower: Double
  /// The probability is at most this.
  public let upper: Double

  /// The middle of the bounds, whose error is of second order in the step where each bound's is of first.
  public var middle: Double { 0.5 * (lower + upper) }
}

/// Ruin of any claims with a mean, heavy-tailed ones too.
extension SurplusProcess {
  /// ψ(u) of equidistant surpluses from zero, each between bounds.
  ///
  /// Ruin is the event that a geometric number of ladder steps, each by the equilibrium law of the claims, passes the
  /// surplus. The steps are rounded down to the grid for the lower bound and up for the upper, and
  ///
  ///     ψ(u) = ρ P(H > u) + ρ Σ P(H = x) ψ(u − x)
  ///
  /// is solved from zero upward for each: terms are positive, so that small probabilities keep their digits.
  ///
  /// - Parameters:
  ///   - surplus: The greatest surplus, finite and > 0.
  ///   - cells: Steps from zero to it, 1 … 65,536.
  /// - Returns: `cells + 1` bounds, the first exact, ρ; one and one everywhere without net profit.
  /// - Throws: `InsuranceError.invalid` for another argument; `.tooCoarse` when the surplus lies beyond a grid
  ///   that leaves out a part of the claims' law.
  /// - Accuracy: The bounds hold but for rounding; their distance is of first order in the step.
  /// - Complexity: O(cells²).
  /// - Source: S. Asmussen, H. Albrecher, Ruin Probabilities, 2nd ed. (2010), IV.2; the two roundings after F. Dufresne,
  ///   H. Gerber, Insurance: Mathematics and Economics 8 (1989) 71.
  public func ruinBounds(to surplus: Double, cells: Int) throws(InsuranceError) -> [RuinBounds] {
    try InsuranceError.checkPositive("initial surplus", surplus)
    try InsuranceError.check("count of cells", cells, in: 1...65_536)
    let step = surplus / Double(cells)
    if case .grid(let grid) = claims, grid.law.beyond > 0, surplus > grid.law.greatest {
      throw .tooCoarse("a grid of claims that ends below the surplus", error: grid.law.beyond, bound: 0)
    }
    let surpluses = (0...cells).map { Double($0) * step }
    guard hasNetProfit else { return surpluses.map { RuinBounds(surplus: $0, lower: 1, upper: 1) } }
    let tails = surpluses.map(equilibriumExceedance)
    let masses = (0..<cells).map { max(tails[$0] - tails[$0 + 1], 0) }
    // Ladder steps have a density: the lower bound is of reaching the surplus, the upper of passing it.
    let lower = ladder(tails: Array(tails.dropFirst()), masses: masses)
    let upper = ladder(tails: tails, masses: [0] + masses)
    return (0...cells).map { index in
      guard index > 0 else { return RuinBounds(surplus: 0, lower: lossRatio, upper: lossRatio) }
      return RuinBounds(surplus: surpluses[index], lower: lower[index - 1], upper: upper[index])
    }
  }

  /// P(sum of a geometric number of steps > index) for steps with P(H > index) and P(H = index).
  private func ladder(tails: [Double], masses: [Double]) -> [Double] {
    var probabilities: [Double] = []
    probabilities.reserveCapacity(tails.count)
    let scale = lossRatio / (1 - lossRatio * masses[0])
    for index in tails.indices {
      var sum = tails[index]
      for step in stride(from: 1, through: index, by: 1) { sum += masses[step] * probabilities[index - step] }
      probabilities.append(scale * sum)
    }
    return probabilities
  }
}
