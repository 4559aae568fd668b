import TailpoolLibc

/// What it takes to move a time-weighted average price, so that it can be held against what moving it would win.
package enum ManipulationCost {
  /// How far spot must be moved to move a geometric average by a factor.
  ///
  ///     spot factor = factor^(n/k)
  ///
  /// - Parameters:
  ///   - factor: The factor of the average, > 0.
  ///   - blocks: Blocks in the average, n ≥ 1.
  ///   - controlled: Blocks in which the price is held away, k in 1 … n.
  /// - Returns: The factor of spot; infinite when k is 0, NaN for other arguments out of their range.
  package static func spotFactor(moving factor: Double, blocks: Int, controlled: Int) -> Double {
    guard factor > 0, blocks >= 1, (0...blocks).contains(controlled) else { return .nan }
    return controlled == 0 ? (factor == 1 ? 1 : .infinity) : pow(factor, Double(blocks) / Double(controlled))
  }

  /// The quote capital that moves a constant-product pool's price by a factor upward.
  ///
  ///     capital = quote reserve · (√factor − 1)
  ///
  /// - Parameters:
  ///   - factor: The factor of spot, ≥ 1.
  ///   - quoteReserve: What the pool holds in quote, ≥ 0.
  /// - Returns: The capital; NaN for arguments out of their range.
  package static func capital(moving factor: Double, quoteReserve: Double) -> Double {
    guard factor >= 1, quoteReserve >= 0 else { return .nan }
    return quoteReserve == 0 ? 0 : quoteReserve * (factor.squareRoot() - 1)
  }

  /// Whether an average is safe to settle on: moving it by a factor takes more capital than it wins.
  ///
  /// - Parameters:
  ///   - factor: The factor of the average, ≥ 1.
  ///   - blocks: Blocks in the average.
  ///   - controlled: Blocks in which an attacker can hold the price.
  ///   - quoteReserve: What the pool holds in quote.
  ///   - extractable: What an attacker would win, in quote.
  /// - Returns: False when any number is out of its range.
  package static func deters(
    moving factor: Double, blocks: Int, controlled: Int, quoteReserve: Double, extractable: Double
  ) -> Bool {
    capital(moving: spotFactor(moving: factor, blocks: blocks, controlled: controlled), quoteReserve: quoteReserve)
      > extractable
  }
}
