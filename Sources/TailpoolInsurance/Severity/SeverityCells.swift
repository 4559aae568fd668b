/// What each cell of a grid holds of a law.
public struct SeverityCells: Hashable, Sendable {
  /// The probability of a cell.
  public internal(set) var masses: [Double]
  /// The mean of the place within a cell, from 0 at its lower end to 1 at its upper, times the cell's probability.
  public internal(set) var moments: [Double]
  /// The probability of the very upper end of a cell, which its mass holds; empty for a law without such amounts.
  public internal(set) var endMasses: [Double]
  /// The probability of more than the upper end of the last cell.
  public internal(set) var above: Double

  /// Creates the cells of a law.
  ///
  /// - Parameters:
  ///   - masses: The probability of each cell, finite and ≥ 0.
  ///   - moments: As many moments, each 0 … the mass.
  ///   - endMasses: As many probabilities of the upper ends, each 0 … the mass; or none.
  ///   - above: The probability of more than the upper end of the last cell, 0 … 1.
  /// - Throws: `InsuranceError.countMismatch` or `.invalid`, with the place.
  public init(masses: [Double], moments: [Double], endMasses: [Double] = [], above: Double) throws(InsuranceError) {
    for (what, list) in [("moments of cells", moments), ("end masses of cells", endMasses)]
    where list.count != masses.count && !(list.isEmpty && what == "end masses of cells") {
      throw .countMismatch(what, expected: masses.count, actual: list.count)
    }
    for (index, mass) in masses.enumerated() {
      try InsuranceError.checkNonNegative("mass of cell", mass, index: index)
      guard moments[index] >= 0, moments[index] <= mass else {
        throw .invalid("moment of cell", index: index, value: moments[index], expected: "0 … \(mass)")
      }
      guard endMasses.isEmpty || (endMasses[index] >= 0 && endMasses[index] <= mass) else {
        throw .invalid("end mass of cell", index: index, value: endMasses[index], expected: "0 … \(mass)")
      }
    }
    try InsuranceError.checkProbability("mass above the cells", above)
    (self.masses, self.moments, self.endMasses, self.above) = (masses, moments, endMasses, above)
  }

  /// Creates empty cells.
  init(count: Int, above: Double) {
    masses = [Double](repeating: 0, count: count)
    moments = masses
    endMasses = []
    self.above = above
  }

  /// Adds what lies above `low` and at most at `high`, which lie in one cell.
  ///
  /// By differences of survivals and of layers: the error is some units in the last place of the smaller one of the tail
  /// above and the probability below.
  ///
  /// - Parameter hasAtoms: Whether single amounts may have probabilities.
  mutating func addDirectly(
    to index: Int, from low: Double, to high: Double, of law: some ClaimSeverity, on grid: SeverityGrid,
    hasAtoms: Bool = true
  ) {
    let start = grid.lowerEnd(index)
    let isEnd = high == grid.lowerEnd(index + 1)
    guard high > low, high >= 0 else { return }
    let (above, survival) = (law.survival(low), law.survival(high))
    let mass = max(above < 0.5 ? above - survival : law.cumulative(high) - law.cumulative(low), 0)
    let layer = law.layerMean(from: max(low, 0), to: high) + max(-low, 0)
    let moment = (layer - (high - low) * survival + (low - start) * mass) / grid.step
    masses[index] += mass
    moments[index] += min(max(moment, 0), mass)
    if hasAtoms, isEnd {
      addEndMass(min(max(law.survival(high.nextDown) - survival, 0), mass), index)
    }
  }

  /// Adds the probability of one amount, which must lie within the grid or is left out.
  mutating func add(_ probability: Double, at amount: Double, on grid: SeverityGrid) {
    guard probability > 0, let cell = grid.cell(of: amount) else { return }
    masses[cell] += probability
    moments[cell] += probability * min(max((amount - grid.lowerEnd(cell)) / grid.step, 0), 1)
    if amount == grid.lowerEnd(cell + 1) { addEndMass(probability, cell) }
  }

  private mutating func addEndMass(_ probability: Double, _ index: Int) {
    guard probability > 0 else { return }
    if endMasses.isEmpty { endMasses = [Double](repeating: 0, count: masses.count) }
    endMasses[index] += probability
  }

  /// Adds what cells of another law hold, from a cell on, times a weight.
  mutating func add(_ other: SeverityCells, times weight: Double, at first: Int = 0) {
    Self.add(other.masses, times: weight, to: &masses, at: first)
    Self.add(other.moments, times: weight, to: &moments, at: first)
    guard !other.endMasses.isEmpty else { return }
    if endMasses.isEmpty { endMasses = [Double](repeating: 0, count: masses.count) }
    Self.add(other.endMasses, times: weight, to: &endMasses, at: first)
  }

  private static func add(_ values: [Double], times weight: Double, to sums: inout [Double], at first: Int) {
    let count = min(values.count, sums.count - first)
    guard count > 0 else { return }
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      unsafe values.withUnsafeBufferPointer { values in
        for index in 0..<count { unsafe sums[first + index] += weight * values[index] }
      }
    }
  }
}

extension SeverityCells {
  /// Adds a whole cell by differences.
  mutating func addDirectly(to index: Int, of law: some ClaimSeverity, on grid: SeverityGrid, hasAtoms: Bool = true) {
    addDirectly(
      to: index, from: grid.lowerEnd(index), to: grid.lowerEnd(index + 1), of: law, on: grid, hasAtoms: hasAtoms)
  }
}
