/// A change of one account.
public struct Posting<Account: Hashable & Sendable>: Hashable, Sendable {
  /// The account.
  public let account: Account
  /// What it gains, or loses when negative.
  public let amount: Amount

  /// Creates a posting; see the properties for the meaning of each argument.
  @inlinable
  public init(_ account: Account, _ amount: Amount) {
    self.account = account
    self.amount = amount
  }
}

/// One booking: postings that sum to zero in each asset, so that nothing is made and nothing lost.
public struct JournalEntry<Account: Hashable & Sendable>: Hashable, Sendable {
  /// The postings; at least one.
  public let postings: [Posting<Account>]

  /// Creates an entry.
  ///
  /// - Parameter postings: At least one; those of each asset sum to zero.
  /// - Throws: `LedgerError.emptyEntry`, `.unbalanced` naming the first asset that does not sum to zero, or `.overflow`.
  public init(_ postings: [Posting<Account>]) throws(LedgerError) {
    guard !postings.isEmpty else { throw .emptyEntry }
    var sums: [Amount] = []
    for posting in postings {
      if let index = sums.firstIndex(where: { $0.asset == posting.amount.asset }) {
        sums[index] = try sums[index].adding(posting.amount)
      } else {
        sums.append(posting.amount)
      }
    }
    for sum in sums where sum.units != 0 { throw .unbalanced(sum.asset) }
    self.postings = postings
  }

  /// Creates the entry of one payment.
  ///
  /// - Parameters:
  ///   - amount: What is paid; a negative amount is paid the other way.
  ///   - source: The account that pays.
  ///   - target: The account that receives.
  /// - Throws: `LedgerError.overflow` for an amount that has no negative.
  public init(paying amount: Amount, from source: Account, to target: Account) throws(LedgerError) {
    postings = [Posting(source, try amount.negated()), Posting(target, amount)]
  }
}
