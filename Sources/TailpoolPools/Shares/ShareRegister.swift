import TailpoolLedger

/// Who holds how many shares; the holdings always sum to the supply.
public struct ShareRegister: Hashable, Sendable {
  /// Shares of each holder; none is zero.
  public private(set) var holdings: [String: UInt128] = [:]
  /// Shares outstanding.
  public private(set) var supply: UInt128 = 0

  /// Creates an empty register.
  public init() {}

  /// Shares of a holder, zero for who has none.
  ///
  /// - Parameter owner: The holder.
  public func shares(of owner: String) -> UInt128 { holdings[owner] ?? 0 }

  /// Issues shares.
  ///
  /// - Parameters:
  ///   - shares: How many.
  ///   - owner: Who gets them.
  /// - Throws: `ShareError.ledger(.overflow)` when the supply does not fit.
  public mutating func issue(_ shares: UInt128, to owner: String) throws(ShareError) {
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
  public mutating func cancel(_ shares: UInt128, of owner: String) throws(ShareError) {
    let held = self.shares(of: owner)
    guard held >= shares else { throw .insufficientShares(owner: owner, held: held, required: shares) }
    holdings[owner] = held == shares ? nil : held - shares
    supply -= shares
  }

  /// Whether the holdings sum to the supply and none is zero.
  public var isConsistent: Bool {
    var sum: UInt128 = 0
    for shares in holdings.values {
      let (next, overflow) = sum.addingReportingOverflow(shares)
      if overflow || shares == 0 { return false }
      sum = next
    }
    return sum == supply
  }
}
