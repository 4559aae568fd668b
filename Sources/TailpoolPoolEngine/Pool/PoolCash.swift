import TailpoolLedger

/// The accounts of a pool's cash; their balances sum to zero.
public enum PoolAccount: Int, Hashable, Sendable, CaseIterable {
  /// Everybody else: minus what has come in and not gone out.
  case outside
  /// The pool's own cash.
  case capital
  /// Money of tickets that wait to enter.
  case escrow
  /// Rewards that are funded and not paid.
  case rewards
  /// Money that bears losses before the participants' capital does.
  case reserve
  /// Margin of participants, each theirs.
  case margin
}

/// What each account of a pool holds: moved only from one account to another, so that nothing is made and nothing lost.
struct PoolCash: Hashable, Sendable {
  private var outside: Int128 = 0
  private var capital: Int128 = 0
  private var escrow: Int128 = 0
  private var rewards: Int128 = 0
  private var reserve: Int128 = 0
  private var margin: Int128 = 0

  private(set) subscript(account: PoolAccount) -> Int128 {
    get {
      switch account {
      case .outside: outside
      case .capital: capital
      case .escrow: escrow
      case .rewards: rewards
      case .reserve: reserve
      case .margin: margin
      }
    }
    set {
      switch account {
      case .outside: outside = newValue
      case .capital: capital = newValue
      case .escrow: escrow = newValue
      case .rewards: rewards = newValue
      case .reserve: reserve = newValue
      case .margin: margin = newValue
      }
    }
  }

  /// Moves units that the caller has checked; balances are far from the end of 128 bits.
  mutating func move(_ units: Int128, from source: PoolAccount, to target: PoolAccount) {
    self[source] -= units
    self[target] += units
  }

  /// The same as the ledger of TailpoolLedger has it: one entry an account that is not empty, against the outside.
  func balances(of asset: Asset) throws(LedgerError) -> Balances<PoolAccount> {
    var balances = Balances<PoolAccount>()
    for account in PoolAccount.allCases where account != .outside && self[account] != 0 {
      try balances.apply(
        JournalEntry(paying: Amount(units: self[account], of: asset), from: .outside, to: account))
    }
    return balances
  }
}
