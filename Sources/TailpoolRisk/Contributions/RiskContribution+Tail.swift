import TailpoolMarket

extension RiskContribution {
  /// The expected shortfall of a book by underlying: each one's mean loss in the tail of the whole.
  ///
  ///     contribution(u) = sum over the tail of weight(s) · loss(u, s)
  ///
  /// The contributions add up to the expected shortfall of the book, because the profits and losses by underlying add up
  /// to the book's in every scenario.
  ///
  /// - Parameters:
  ///   - tail: The scenarios of the book's tail with their weights.
  ///   - byUnderlying: Scenarios of each underlying's part of the profit and loss, loss negative, in the order of the
  ///     book's vector.
  /// - Returns: One contribution an underlying, sorted by name; the shares are zero when the sum is.
  /// - Precondition: Every index of the tail is one of every vector.
  /// - Complexity: O(underlyings × tail).
  /// - Source: D. Tasche, "Risk contributions and performance measurement" (1999).
  public static func contributions(
    tail: [TailScenario], byUnderlying: [Underlying: [Double]]
  ) -> [RiskContribution] {
    let losses = byUnderlying.sorted { $0.key < $1.key }.map { underlying, profitAndLoss in
      (underlying: underlying, loss: tail.meanLoss(of: profitAndLoss))
    }
    let total = losses.reduce(0) { $0 + $1.loss }
    return losses.map {
      RiskContribution(underlying: $0.underlying, expectedShortfall: $0.loss, share: total == 0 ? 0 : $0.loss / total)
    }
  }
}
