import TailpoolLedger

/// A stake that is slashed to cover a deficit in another asset before anything else is, but for a first part of it.
///
///     due     = max(deficit − offset, 0)
///     slashed = ⌊due · (1 + fee) · price of the deficit / price of the stake⌋,  at most the stake less a residue
///     covered = what is due, or its part that the slashed stake pays for
///
/// The offset is the first loss of somebody else: what the system bears before its stakers do.
///
/// - Source: the slash of Aave's Umbrella.
public struct FirstLossStake: Hashable, Sendable {
  /// What a slash does.
  public struct Slash: Hashable, Sendable {
    /// Taken from the stake, in its base units.
    public let slashed: Int128
    /// Of the deficit, in its base units.
    public let covered: Int128
    /// For the liquidator, in base units of the deficit.
    public let fee: Int128
  }

  /// What is staked, in base units, ≥ 0.
  public let assets: Int128
  /// The fee on top of what is covered, in basis points, 0 … 10 000.
  public let feeBasisPoints: Int
  /// What always stays, in base units, ≥ 0.
  public let residue: Int128
  /// The first part of a deficit, in its base units, for which nothing is slashed, ≥ 0.
  public let deficitOffset: Int128

  /// Creates a stake; see the properties for the meaning of each argument.
  ///
  /// - Throws: `StakeError.invalid` for a fee out of its range, `.amount` for a negative amount.
  public init(
    assets: Int128, feeBasisPoints: Int, residue: Int128, deficitOffset: Int128 = 0
  ) throws(StakeError) {
    try StakeError.check("fee", feeBasisPoints, in: 0...10_000)
    for units in [assets, residue, deficitOffset] where units < 0 { throw .amount(.negative(units)) }
    self.assets = assets
    self.feeBasisPoints = feeBasisPoints
    self.residue = residue
    self.deficitOffset = deficitOffset
  }

  /// Slashes the stake for a deficit.
  ///
  /// - Parameters:
  ///   - deficit: The whole deficit in its base units, ≥ 0; the offset is taken off here.
  ///   - deficitPrice: Price of a base unit of the deficit, > 0, in the same unit as `stakePrice`.
  ///   - stakePrice: Price of a base unit of the stake, > 0.
  /// - Returns: What is taken, covered and paid; all zero when nothing but the residue is there.
  /// - Throws: `StakeError.amount` for a negative amount, a price of zero or an overflow.
  public func slash(deficit: Int128, deficitPrice: Int128, stakePrice: Int128) throws(StakeError) -> Slash {
    guard deficit >= 0 else { throw .amount(.negative(deficit)) }
    guard deficitPrice > 0, stakePrice > 0 else { throw .amount(.divisionByZero) }
    return try StakeError.wrapping { () throws(LedgerError) in
      let due = max(deficit - deficitOffset, 0)
      let gross = try checkedProduct(due, Int128(10_000 + feeBasisPoints))
      let divisor = try checkedProduct(stakePrice, 10_000)
      let needed = try mulDiv(gross, deficitPrice, divisor, rounding: .down)
      let slashed = min(needed, max(assets - residue, 0))
      let covered =
        slashed == needed
        ? due : try mulDiv(due, slashed, needed, rounding: .down)
      let worth = try mulDiv(slashed, stakePrice, deficitPrice, rounding: .down)
      return Slash(slashed: slashed, covered: covered, fee: max(worth - covered, 0))
    }
  }
}
