import TailpoolNumerics

extension ProfitAndLossDistribution {
  /// The Euler contributions of parts to the expected shortfall: each one's mean loss in the tail of the whole.
  ///
  /// A part is anything whose profits and losses add up to the whole: a position, an underlying, an expiry, a participant.
  ///
  /// - Parameters:
  ///   - level: The level.
  ///   - parts: The profit and loss of each part by scenario, in the order of the whole's vector.
  /// - Returns: One loss a part; they add up to the expected shortfall.
  /// - Precondition: Every part has the whole's number of scenarios.
  /// - Complexity: O(n + parts × tail).
  /// - Source: D. Tasche, "Risk contributions and performance measurement" (1999).
  public func expectedShortfallComponents(_ level: ConfidenceLevel, parts: [[Double]]) -> [Double] {
    let tail = tailScenarios(level)
    return parts.map { part in
      check(part)
      return tail.meanLoss(of: part)
    }
  }

  /// The contributions of parts to the Harrell–Davis estimate of the value at risk.
  ///
  /// The part's loss in the scenario of each rank, with the estimate's weights: a mean over the scenarios near the
  /// quantile, where the scenario of the quantile alone would be nearly noise.
  ///
  /// - Parameters:
  ///   - level: The level.
  ///   - parts: The profit and loss of each part by scenario.
  /// - Returns: One loss a part; they add up to the estimate.
  /// - Precondition: Every part has the whole's number of scenarios.
  /// - Complexity: O(n log n + parts × sqrt(n)).
  public func valueAtRiskComponents(_ level: ConfidenceLevel, parts: [[Double]]) -> [Double] {
    let order = profitAndLoss.indices.sorted { (-profitAndLoss[$0], $0) < (-profitAndLoss[$1], $1) }
    let weights = HarrellDavisWeights(
      count: count, a: level.fraction * Double(count + 1), b: (1 - level.fraction) * Double(count + 1))
    return parts.map { part in
      check(part)
      return CompensatedSum(
        weights.values.enumerated().lazy.map { -$0.element * part[order[weights.first + $0.offset]] }
      ).value
    }
  }

  /// What the value at risk and the expected shortfall would fall by without a part.
  ///
  /// - Parameters:
  ///   - level: The level.
  ///   - part: The profit and loss of the part by scenario.
  /// - Returns: The measures of the whole less those of the rest.
  /// - Throws: `RiskError.nonFinite` when the rest is not finite.
  /// - Precondition: The part has the whole's number of scenarios.
  public func incrementalRisk(
    _ level: ConfidenceLevel, part: [Double]
  ) throws(RiskError) -> (valueAtRisk: Double, expectedShortfall: Double) {
    check(part)
    let rest = try ProfitAndLossDistribution(zip(profitAndLoss, part).map { $0 - $1 })
    return (
      valueAtRisk(level).value - rest.valueAtRisk(level).value,
      expectedShortfall(level).value - rest.expectedShortfall(level).value
    )
  }

  private func check(_ part: [Double]) {
    precondition(part.count == count, "a part of \(part.count) scenarios of a whole of \(count)")
  }
}
