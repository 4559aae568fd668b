import TailpoolLedger

/// Who holds how many shares; the holdings always sum to the supply.
package struct ShareRegister: Hashable, Sendable {
  /// Shares of each holder; none is zero.
  package private(set) var holdings: [String: UInt128] = [:]
  /// Shares outstanding.
  package private(set) var supply: UInt128 = 0

  /// Creates an empty register.
  package init() {}

  /// Shares of a holder, zero for who has none.
  ///
  /// - Parameter owner: The holder.
  package func shares(of owner: String) -> UInt128 { holdings[owner] ?? 0 }

  /// Issues shares.
  ///
  /// - Parameters:
  ///   - shares: How many.
  ///   - owner: Who gets them.
  /// - Throws: `ShareError.ledger(.overflow)` when the supply does not fit.
  package mutating func issue(_ shares: UInt128, to owner: String) throws(ShareError) {
    let (after, overflow) = supply.addingReportingOverflow(shares)
    if overflow { throw .ledger(.overflow) }
    if shares == 0 { return }
    supply = after
    holdings[owner, default: 0] += shares  // at most the supply
  }

  /// Takes shares back.
  ///
  /// - Parameters:
  ///   - shares: How many.
  ///   - owner: Who gives them.
  /// - Throws: `ShareError.insufficientShares` when the owner has fewer.
  package mutating func cancel(_ shares: UInt128, of owner: String) throws(ShareError) {
    let held = self.shares(of: owner)
    guard held >= shares else { throw .insufficientShares(owner: owner, held: held, required: shares) }
    holdings[owner] = held == shares ? nil : held - shares
    supply -= shares
  }

  /// Whether the holdings sum to the supply and none is zero.
  package var isConsistent: Bool {
    var sum: UInt128 = 0
    for shares in holdings.values {
      let (next, overflow) = sum.addingReportingOverflow(shares)
      if overflow || shares == 0 { return false }
      sum = next
    }
    return sum == supply
  }
}
