/// An append-only double-entry journal.
///
/// Every entry sums to zero in each asset; the balances are the fold of the entries and are kept as entries come.
public struct Journal<Account: Hashable & Sendable>: Hashable, Sendable {
  /// The entries in the order they were appended.
  public private(set) var entries: [JournalEntry<Account>] = []
  /// The fold of the entries.
  public private(set) var balances = Balances<Account>()

  /// Creates an empty journal.
  public init() {}

  /// Creates a journal by appending entries in order.
  ///
  /// - Parameter entries: The entries.
  /// - Throws: `LedgerError.overflow` when a balance does not fit.
  public init(_ entries: some Sequence<JournalEntry<Account>>) throws(LedgerError) {
    for entry in entries { try append(entry) }
  }

  /// Appends an entry, whole or not at all.
  ///
  /// - Parameter entry: The entry.
  /// - Throws: `LedgerError.overflow` when a balance does not fit; the journal is then unchanged.
  public mutating func append(_ entry: JournalEntry<Account>) throws(LedgerError) {
    try balances.apply(entry)
    entries.append(entry)
  }

  /// Whether folding the entries again gives the balances kept.
  public func isConsistent() -> Bool {
    guard let again = try? Journal(entries) else { return false }
    return again.balances == balances
  }
}
