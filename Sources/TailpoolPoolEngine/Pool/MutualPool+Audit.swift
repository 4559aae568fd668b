import TailpoolLedger

extension MutualPool {
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
    /// Margin accounts do not sum to what is held, or the kept exposure is not what it is when found again.
    case marginDoesNotMatch
    /// What the layers bore of a loss and what is uncovered do not sum to it.
    case waterfallDoesNotSum(cause: String)
    /// A parameter is not what its bounds have, or outside them.
    case parameterOutOfBounds(PoolParameter)
  }
}

extension MutualPool {
  /// Checks the laws of the books: conservation, signs, shares, queue, escrow, rewards, claims, kept sums, margin,
  /// waterfall and parameters.
  ///
  /// - Returns: What does not hold; empty for every pool that events have made.
  /// - Complexity: O(participants + tickets + open contracts).
  public func audit() -> [MutualPool.AuditFinding] {
    auditBooks() + auditQueue() + auditControls()
  }

  private func auditBooks() -> [MutualPool.AuditFinding] {
    var found: [MutualPool.AuditFinding] = []
    if PoolAccount.allCases.reduce(Int128(0), { $0 &+ cash($1) }) != 0
      || books.total(of: terms.asset).units != 0
      || PoolAccount.allCases.contains(where: { books.balance(of: $0, in: terms.asset).units != cash($0) })
    {
      found.append(.cashNotConserved)
    }
    for account in PoolAccount.allCases where account != .outside && cash(account) < 0 {
      found.append(.negativeBalance(account))
    }
    if !register.isConsistent { found.append(.sharesDoNotSum) }
    let credited = register.holders.reduce(UInt128(0)) { $0 + $1.earned }
    if credited != earned || Int128(earned) > cash(.rewards) { found.append(.rewardsExceedFund) }
    if !book.isConsistent { found.append(.totalsDoNotMatch) }
    if let low = try? value(at: time).low, low > 0, let claims = try? claims(at: time),
      claims.reduce(0, +) > UInt128(low) + 1
    {
      found.append(.claimsExceedValue)
    }
    return found
  }

  private func auditQueue() -> [MutualPool.AuditFinding] {
    var found: [MutualPool.AuditFinding] = []
    var (escrow, waiting): (UInt128, [String: UInt128]) = (0, [:])
    for ticket in tickets {
      switch ticket.kind {
      case .entry(let assets, _): escrow += assets
      case .exit(let shares, _): waiting[ticket.participant, default: 0] += shares
      }
    }
    if Int128(escrow) != cash(.escrow) { found.append(.escrowDoesNotMatch) }
    for holder in register.holders where holder.leaving != waiting[holder.name] ?? 0 || holder.leaving > holder.shares {
      found.append(.queueDoesNotMatch(holder.name))
    }
    for name in waiting.keys.sorted() where register.place(of: name) == nil { found.append(.queueDoesNotMatch(name)) }
    return found
  }

  private func auditControls() -> [MutualPool.AuditFinding] {
    var found: [MutualPool.AuditFinding] = []
    if !margin.isConsistent || Int128(margin.cash) != cash(.margin) { found.append(.marginDoesNotMatch) }
    for loss in losses where loss.layers.reduce(Int128(0), { $0 + $1.used }) + loss.uncovered != loss.loss {
      found.append(.waterfallDoesNotSum(cause: loss.cause))
    }
    for parameter in PoolParameter.allCases {
      guard let bounded = parameters[parameter] else { continue }
      if bounded.value != terms.value(of: parameter) || !(bounded.minimum...bounded.maximum).contains(bounded.value) {
        found.append(.parameterOutOfBounds(parameter))
      }
    }
    return found
  }
}
