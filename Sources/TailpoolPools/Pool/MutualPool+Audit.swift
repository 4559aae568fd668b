import TailpoolLedger

/// A law of a pool's books that does not hold: a bug of the library, never a matter of input.
public enum AuditFinding: Hashable, Sendable {
  /// The balances of all accounts do not sum to zero.
  case cashNotConserved
  /// An account other than the outside is below zero.
  case negativeBalance(PoolAccount)
  /// Holdings do not sum to the supply, or one is zero.
  case sharesDoNotSum
  /// More shares wait to leave than a participant has, or not as many as its tickets say.
  case queueDoesNotMatch(String)
  /// The escrow is not what entry tickets hold.
  case escrowDoesNotMatch
  /// More is earned as reward than the fund holds.
  case rewardsExceedFund
  /// Claims of all participants exceed the value at the low side.
  case claimsExceedValue
  /// The sums over what is open are not what they are when summed again.
  case totalsDoNotMatch
}

extension MutualPool {
  /// Checks the laws of the books: conservation, signs, shares, queue, escrow, rewards, claims and kept sums.
  ///
  /// - Returns: What does not hold; empty for every pool that events have made.
  /// - Complexity: O(participants + tickets + open contracts).
  public func audit() -> [AuditFinding] {
    var found: [AuditFinding] = []
    if books.total(of: terms.asset).units != 0 { found.append(.cashNotConserved) }
    for account in PoolAccount.allCases where account != .outside && cash(account) < 0 {
      found.append(.negativeBalance(account))
    }
    if !register.isConsistent { found.append(.sharesDoNotSum) }
    var (escrow, waiting): (UInt128, [String: UInt128]) = (0, [:])
    for ticket in tickets {
      switch ticket.kind {
      case .entry(let assets, _): escrow += assets
      case .exit(let shares, _): waiting[ticket.participant, default: 0] += shares
      }
    }
    if Int128(escrow) != cash(.escrow) { found.append(.escrowDoesNotMatch) }
    for name in Set(waiting.keys).union(leaving.keys)
    where waiting[name] != leaving[name] || (leaving[name] ?? 0) > register.shares(of: name) {
      found.append(.queueDoesNotMatch(name))
    }
    if Int128(rewards.totalEarned) > cash(.rewards) { found.append(.rewardsExceedFund) }
    var sums = PoolTotals()
    for item in open.values { sums.add(item, sign: 1) }
    if sums != totals { found.append(.totalsDoNotMatch) }
    if let low = try? value(at: time).low, low > 0 {
      let claims = register.holdings.keys.reduce(UInt128(0)) { $0 + ((try? claim(of: $1, at: time)) ?? 0) }
      if claims > UInt128(low) + 1 { found.append(.claimsExceedValue) }
    }
    return found
  }
}
