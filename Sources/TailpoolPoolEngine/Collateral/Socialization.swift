import TailpoolLedger

/// How bad debt is borne by all: the security fund first, then every withdrawal alike through one exchange rate.
///
///     rate = min(1, held / owed)
///
/// Nobody can escape it by leaving first: while open bad debt exceeds the fund no withdrawal is paid.
///
/// - Source: the rule of Derive's cash asset (derivexyz/v2-core).
package struct Socialization: Hashable, Sendable {
  /// What the security fund holds, in base units, ≥ 0.
  package private(set) var fund: Int128
  /// What stands against the claims, in base units, ≥ 0.
  package private(set) var held: Int128
  /// What is owed to participants, in base units, ≥ 0.
  package private(set) var owed: Int128
  /// What open insolvent positions may still cost, in base units, ≥ 0.
  package private(set) var openExposure: Int128

  /// Creates the state; see the properties for the meaning of each argument.
  ///
  /// - Throws: `CollateralError.amount` for a negative amount.
  package init(fund: Int128, held: Int128, owed: Int128, openExposure: Int128 = 0) throws(CollateralError) {
    for units in [fund, held, owed, openExposure] where units < 0 { throw .amount(.negative(units)) }
    self.fund = fund
    self.held = held
    self.owed = owed
    self.openExposure = openExposure
  }

  /// The fraction at which claims are paid, in [0, 1].
  package var exchangeRate: Double { held >= owed ? 1 : Double(held) / Double(owed) }

  /// Whether withdrawals wait, because open bad debt exceeds the fund.
  package var isPaused: Bool { openExposure > fund }

  /// Says what open insolvent positions may still cost.
  ///
  /// - Throws: `CollateralError.amount` when that is negative; the state is unchanged.
  package mutating func setOpenExposure(_ units: Int128) throws(CollateralError) {
    guard units >= 0 else { throw .amount(.negative(units)) }
    openExposure = units
  }

  /// Pays a buyer of an insolvent account.
  ///
  /// The fund pays what it can into the assets; the rest is owed like every other claim and lowers the rate for all.
  ///
  /// - Parameter payout: What the buyer is credited, in base units, ≥ 0.
  /// - Returns: The part that the fund did not cover.
  /// - Throws: `CollateralError.amount` for a negative amount or an overflow; the state is unchanged.
  @discardableResult
  package mutating func payInsolvency(_ payout: Int128) throws(CollateralError) -> Int128 {
    guard payout >= 0 else { throw .amount(.negative(payout)) }
    let covered = min(payout, fund)
    let (newHeld, newOwed) = try CollateralError.wrapping { () throws(LedgerError) in
      (try checkedSum(held, covered), try checkedSum(owed, payout))
    }
    fund -= covered
    held = newHeld
    owed = newOwed
    return payout - covered
  }

  /// Takes fees: to the assets while claims are not covered, the rest to the fund.
  ///
  /// - Parameter fees: Base units, ≥ 0.
  /// - Throws: `CollateralError.amount` for a negative amount or an overflow; the state is unchanged.
  package mutating func takeFees(_ fees: Int128) throws(CollateralError) {
    guard fees >= 0 else { throw .amount(.negative(fees)) }
    let recovery = min(fees, max(owed - held, 0))
    let newFund = try CollateralError.wrapping { () throws(LedgerError) in try checkedSum(fund, fees - recovery) }
    held += recovery
    fund = newFund
  }

  /// Withdraws part of a claim at the rate of the moment.
  ///
  /// - Parameter claim: What is given up, in base units, 0 … `owed`.
  /// - Returns: What is paid: ⌊claim · held / owed⌋, at most the claim.
  /// - Throws: `CollateralError.withdrawalsPaused`, `.amount` when the claim is negative, `.invalid` when it is more
  ///   than is owed; the state is unchanged.
  package mutating func withdraw(claim: Int128) throws(CollateralError) -> Int128 {
    guard !isPaused else { throw .withdrawalsPaused(exposure: openExposure, reserve: fund) }
    guard claim >= 0 else { throw .amount(.negative(claim)) }
    guard claim <= owed else { throw .invalid("claim") }
    let paid =
      held >= owed
      ? claim
      : try CollateralError.wrapping { () throws(LedgerError) in
        try mulDiv(claim, held, owed, rounding: .down)
      }
    held -= paid
    owed -= claim
    return paid
  }
}
