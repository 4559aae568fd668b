import TailpoolNumerics

/// How the value at risk and the expected shortfall of a whole divide among its parts, in three ways.
///
/// Components add up to the measure; the marginal of a part is its component by unit of its size; the incremental measure
/// is the whole's less that of the rest.
///
/// - Source: D. Tasche, "Risk contributions and performance measurement" (1999).
package struct RiskDecomposition: Hashable, Sendable {
  /// A part whose profits and losses, with those of the others, add up to the whole: a position, an underlying, an expiry,
  /// a participant.
  package struct Part: Hashable, Sendable {
    /// The name.
    package let name: String
    /// Size of the part, in whatever unit the marginals are wanted by.
    package let size: Double
    /// Profit and loss by scenario, loss negative.
    package let profitAndLoss: [Double]

    /// Creates a part; see the properties for the meaning of each argument.
    package init(name: String, size: Double = 1, profitAndLoss: [Double]) {
      self.name = name
      self.size = size
      self.profitAndLoss = profitAndLoss
    }
  }

  /// One measure of one part.
  package struct Share: Hashable, Sendable {
    /// The name of the part.
    package let name: String
    /// Its component; the components add up to the total.
    package let component: Double
    /// The component by unit of size; NaN for a size of zero.
    package let marginal: Double
    /// The total less the measure of the rest.
    package let incremental: Double
  }

  /// The level.
  package let level: ConfidenceLevel
  /// The Harrell–Davis estimate of the value at risk, to which the components add up.
  package let valueAtRisk: Double
  /// The expected shortfall.
  package let expectedShortfall: Double
  /// The parts' shares of the value at risk, in their order; increments are those of the Harrell–Davis estimate.
  package let valueAtRiskShares: [Share]
  /// The parts' shares of the expected shortfall.
  package let expectedShortfallShares: [Share]

  /// Divides the risk of a sum of parts.
  ///
  /// - Parameters:
  ///   - level: The level.
  ///   - parts: The parts, with the same scenarios.
  /// - Throws: `RiskError.empty` without a part or a scenario, `.nonFinite` for a sum that is not finite.
  /// - Precondition: Every part has the same number of scenarios.
  /// - Complexity: O(parts × n log n) for n scenarios.
  package init(_ level: ConfidenceLevel, parts: [Part]) throws(RiskError) {
    guard let first = parts.first else { throw .empty }
    var sums = [CompensatedSum](repeating: .init(), count: first.profitAndLoss.count)
    for part in parts {
      precondition(
        part.profitAndLoss.count == sums.count,
        "\(part.name) has \(part.profitAndLoss.count) of \(sums.count) scenarios")
      for (index, value) in part.profitAndLoss.enumerated() { sums[index].add(value) }
    }
    let whole = try ProfitAndLossDistribution(sums.map(\.value))
    let vectors = parts.map(\.profitAndLoss)
    self.level = level
    valueAtRisk = whole.harrellDavis(level).value
    expectedShortfall = whole.expectedShortfall(level).value
    var rests: [(valueAtRisk: Double, expectedShortfall: Double)] = []
    for part in vectors {
      let rest = try ProfitAndLossDistribution(zip(whole.profitAndLoss, part).map { $0 - $1 })
      rests.append((rest.harrellDavis(level).value, rest.expectedShortfall(level).value))
    }
    func shares(_ components: [Double], _ total: Double, _ rest: [Double]) -> [Share] {
      parts.indices.map { index in
        Share(
          name: parts[index].name, component: components[index],
          marginal: parts[index].size == 0 ? .nan : components[index] / parts[index].size,
          incremental: total - rest[index])
      }
    }
    valueAtRiskShares = shares(
      whole.valueAtRiskComponents(level, parts: vectors), valueAtRisk, rests.map(\.valueAtRisk))
    expectedShortfallShares = shares(
      whole.expectedShortfallComponents(level, parts: vectors), expectedShortfall, rests.map(\.expectedShortfall))
  }
}
