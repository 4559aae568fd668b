import TailpoolLedger

/// A debt that many have in common: each owes its share of whatever it is worth.
///
///     debt(i) = shares(i) / shares · debt
///
/// Shares are minted, and debts are stated, rounded up: against who owes.
///
/// - Source: Synthetix SIP-185.
package struct DebtShares: Hashable, Sendable {
  /// What all owe, in base units.
  package private(set) var debt: Int128 = 0
  /// All shares.
  package private(set) var totalShares: Int128 = 0
  /// The shares of each debtor.
  package private(set) var shares: [String: Int128] = [:]

  /// Creates a debt of nothing.
  package init() {}

  /// Adds to the debt of one.
  ///
  /// - Parameters:
  ///   - units: What is added, in base units, ≥ 0.
  ///   - debtor: Who owes it.
  /// - Throws: `ControlError.insufficient` when there are shares of a debt that is worth nothing, `.amount` for a negative
  ///   amount or an overflow; the state is unchanged.
  package mutating func mint(_ units: Int128, to debtor: String) throws(ControlError) {
    guard units >= 0 else { throw .amount(.negative(units)) }
    guard units > 0 else { return }
    guard totalShares == 0 || debt > 0 else { throw .insufficient }
    let (minted, newDebt, newTotal) = try ControlError.wrapping { () throws(LedgerError) in
      let minted =
        totalShares == 0 ? units : try mulDiv(units, totalShares, debt, rounding: .up)
      return (minted, try checkedSum(debt, units), try checkedSum(totalShares, minted))
    }
    debt = newDebt
    totalShares = newTotal
    shares[debtor, default: 0] += minted
  }

  /// Says what the whole debt is worth now.
  ///
  /// - Parameter units: Base units, ≥ 0.
  /// - Throws: `ControlError.amount` for a negative amount, `.insufficient` for a debt without debtors; the state is
  ///   unchanged.
  package mutating func revalue(to units: Int128) throws(ControlError) {
    guard units >= 0 else { throw .amount(.negative(units)) }
    guard totalShares > 0 || units == 0 else { throw .insufficient }
    debt = units
  }

  /// What one owes, rounded up; zero for who has no shares.
  ///
  /// - Throws: `ControlError.amount` on overflow.
  package func debt(of debtor: String) throws(ControlError) -> Int128 {
    guard let held = shares[debtor], totalShares > 0 else { return 0 }
    return try ControlError.wrapping { () throws(LedgerError) in
      try mulDiv(held, debt, totalShares, rounding: .up)
    }
  }
}
