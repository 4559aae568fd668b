import TailpoolNumerics

extension LossPortfolio {
  /// Creates a portfolio of policies whose claims have laws of any amounts, each put on a grid so that its mean stays.
  ///
  /// - Parameters:
  ///   - policies: At least one: the law of the number of claims and the law of a claim.
  ///   - step: The step of the grid, finite and > 0.
  ///   - points: How many losses it has, 1 … 2²⁴.
  ///   - shocks: Events that strike several policies, in the same step.
  ///   - threads: The most threads; the bits do not depend on it.
  /// - Throws: `InsuranceError` as `ClaimSeverity.discretized` and `init(_:shocks:)`; of several policies that cannot be put on the
  ///   grid, for the first.
  /// - Complexity: O(policies × points).
  public init(
    _ policies: [(count: any ClaimCount, claim: any ClaimSeverity)], step: Double, points: Int,
    shocks: [CommonShock] = [],
    threads: Int = 1
  ) throws(InsuranceError) {
    let blocks = mapBlocks(AggregateTerms.blocks, workers: threads) { block in
      AggregateTerms.place(of: block, among: policies.count).map { index in
        Result { () throws(InsuranceError) in
          CompoundLoss(
            count: policies[index].count,
            severity: try policies[index].claim.discretized(step: step, points: points).law)
        }
      }
    }
    var compounds: [CompoundLoss] = []
    for compound in blocks.joined() { compounds.append(try compound.get()) }
    try self.init(compounds, shocks: shocks)
  }
}
