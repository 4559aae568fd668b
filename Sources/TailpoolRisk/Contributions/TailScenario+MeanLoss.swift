import TailpoolNumerics

extension [TailScenario] {
  /// The mean loss of a part in the tail of a whole: its Euler contribution to the expected shortfall.
  ///
  ///     contribution = sum over the tail of weight(s) · loss(s)
  ///
  /// - Parameter profitAndLoss: The part's profit and loss by scenario, loss negative, in the order of the whole's vector.
  /// - Precondition: Every index of the tail is one of the vector.
  /// - Complexity: O(tail).
  /// - Source: D. Tasche, "Risk contributions and performance measurement" (1999).
  package func meanLoss(of profitAndLoss: [Double]) -> Double {
    var sum = CompensatedSum()
    for scenario in self {
      precondition(
        profitAndLoss.indices.contains(scenario.index),
        "tail scenario \(scenario.index) of \(profitAndLoss.count) scenarios")
      sum.add(-scenario.weight * profitAndLoss[scenario.index])
    }
    return sum.value
  }
}
