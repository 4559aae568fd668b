import TailpoolLedger

/// A stake that is slashed to cover a deficit in another asset before anything else is.
///
///     slashed = ⌊deficit · (1 + fee) · price of the deficit / price of the stake⌋,  at most the stake less a residue
///     covered = the deficit, or its part that the slashed stake pays for
package struct FirstLossStake: Hashable, Sendable {
  /// What a slash does.
  package struct Slash: Hashable, Sendable {
    /// Taken from the stake, in its base units.
    package let slashed: Int128
    /// Of the deficit, in its base units.
    package let covered: Int128
    /// For the liquidator, in base units of the deficit.
    package let fee: Int128
  }

  /// What is staked, in base units, ≥ 0.
  package let assets: Int128
  /// The fee on top of what is covered, in basis points, 0 … 10 000.
  package let feeBasisPoints: Int
  /// What always stays, in base units, ≥ 0.
  package let residue: Int128

  /// Creates a stake; see the properties for the meaning of each argument.
  ///
  /// - Throws: `WaterfallError.invalidFraction` for a fee out of its range, `.amount` for a negative amount.
  package init(assets: Int128, feeBasisPoints: Int, residue: Int128) throws(WaterfallError) {
    guard (0...10_000).contains(feeBasisPoints) else { throw .invalidFraction(feeBasisPoints) }
    for units in [assets, residue] where units < 0 { throw .amount(.negative(units)) }
    self.assets = assets
    self.feeBasisPoints = feeBasisPoints
    self.residue = residue
  }

  /// Slashes the stake for a deficit.
  ///
  /// - Parameters:
  ///   - deficit: The deficit in its base units, ≥ 0.
  ///   - deficitPrice: Price of a base unit of the deficit, > 0, in the same unit as `stakePrice`.
  ///   - stakePrice: Price of a base unit of the stake, > 0.
  /// - Returns: What is taken, covered and paid; all zero when nothing but the residue is there.
  /// - Throws: `WaterfallError.amount` for a negative amount, a price of zero or an overflow.
  package func slash(deficit: Int128, deficitPrice: Int128, stakePrice: Int128) throws(WaterfallError) -> Slash {
    guard deficit >= 0 else { throw .amount(.negative(deficit)) }
    guard deficitPrice > 0, stakePrice > 0 else { throw .amount(.divisionByZero) }
    return try WaterfallError.wrapping { () throws(LedgerError) in
      let gross = try checkedProduct(deficit, Int128(10_000 + feeBasisPoints))
      let divisor = try checkedProduct(stakePrice, 10_000)
      let needed = try mulDiv(gross, deficitPrice, divisor, rounding: .down)
      let slashed = min(needed, max(assets - residue, 0))
      let covered =
        slashed == needed
        ? deficit : try mulDiv(deficit, slashed, needed, rounding: .down)
      let worth = try mulDiv(slashed, stakePrice, deficitPrice, rounding: .down)
      return Slash(slashed: slashed, covered: covered, fee: max(worth - covered, 0))
    }
  }
}
