import TailpoolLedger

/// What a mutual has, over how many shares, and what it must keep.
public struct CapitalPosition: Hashable, Sendable {
  /// The capital in base units, ≥ 0.
  public let capital: Int128
  /// Shares outstanding, ≥ 0.
  public let supply: Int128
  /// The capital requirement in base units, ≥ 0.
  public let requirement: Int128

  /// Creates a position; see the properties for the meaning of each argument.
  ///
  /// - Throws: `StakeError.amount` for a number below zero.
  public init(capital: Int128, supply: Int128, requirement: Int128) throws(StakeError) {
    for units in [capital, supply, requirement] where units < 0 { throw .amount(.negative(units)) }
    self.capital = capital
    self.supply = supply
    self.requirement = requirement
  }

  /// Capital over the requirement; infinite for a requirement of zero, NaN where both are.
  public var ratio: Double { Double(capital) / Double(requirement) }

  /// The position with other capital and other shares.
  ///
  /// - Throws: `StakeError.amount` for a number below zero or an overflow.
  public func adding(capital: Int128, shares: Int128) throws(StakeError) -> CapitalPosition {
    let sums = try StakeError.wrapping { () throws(LedgerError) in
      (try checkedSum(self.capital, capital), try checkedSum(supply, shares))
    }
    return try CapitalPosition(capital: sums.0, supply: sums.1, requirement: requirement)
  }

  /// Capital behind a share after a loss, on a scale of 10¹⁸ base units a unit of share, rounded down.
  ///
  ///     ⌊10¹⁸ · max(capital − loss, 0) / supply⌋
  ///
  /// - Parameter loss: Base units, ≥ 0.
  /// - Throws: `StakeError.amount` without shares, for a negative loss or an overflow.
  public func scaledBookValue(after loss: Int128 = 0) throws(StakeError) -> Int128 {
    try StakeError.wrapping { () throws(LedgerError) in
      try mulDiv(max(capital - checkedAmount(loss), 0), sharePriceScale, supply, rounding: .down)
    }
  }
}

/// The scale of prices of shares: base units a 10¹⁸ of shares.
let sharePriceScale: Int128 = 1_000_000_000_000_000_000
