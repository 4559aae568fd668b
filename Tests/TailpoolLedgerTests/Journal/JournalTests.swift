import TailpoolLedger
import Testing
import _TailpoolTestSupport

@Suite("Journal")
struct JournalTests {
  private typealias Entry = JournalEntry<String>

  /// Random payments between five accounts in two assets, and the naive dictionary of what each holds.
  private func sequence(seed: UInt64) throws -> (journal: Journal<String>, naive: [String: [String: Int128]]) {
    var random = SeededGenerator(seed: seed)
    let assets = [try dollar(), try coin()]
    var journal = Journal<String>()
    var naive: [String: [String: Int128]] = [:]
    for _ in 0..<2_000 {
      let asset = assets[Int(random.next() % 2)]
      let units = Int128(random.edgy(bits: 90)) - 1 << 60
      let (source, target) = ("\(random.next() % 5)", "\(random.next() % 5)")
      try journal.append(Entry(paying: Amount(units: units, of: asset), from: source, to: target))
      naive[asset.symbol, default: [:]][source, default: 0] -= units
      naive[asset.symbol, default: [:]][target, default: 0] += units
    }
    return (journal, naive)
  }

  @Test("LEDGER-056: an entry whose postings do not sum to zero cannot be made")
  func unbalanced() throws {
    let asset = try dollar()
    #expect(throws: LedgerError.unbalanced(asset)) { try Entry([Posting("a", Amount(units: 1, of: asset))]) }
    #expect(throws: LedgerError.emptyEntry) { try Entry([]) }
  }

  @Test("LEDGER-057: an entry balances in each asset, not across them")
  func acrossAssets() throws {
    let (dollars, coins) = (Amount(units: 5, of: try dollar()), Amount(units: -5, of: try coin()))
    #expect(throws: LedgerError.unbalanced(try dollar())) { try Entry([Posting("a", dollars), Posting("b", coins)]) }
  }

  @Test("LEDGER-058: the balances are the fold of the entries", arguments: seeds)
  func fold(seed: UInt64) throws {
    let (journal, naive) = try sequence(seed: seed)
    #expect(journal.isConsistent())
    #expect(try Journal(journal.entries) == journal)
    for asset in [try dollar(), try coin()] {
      for account in 0..<5 {
        #expect(
          journal.balances.balance(of: "\(account)", in: asset).units == naive[asset.symbol]?["\(account)"] ?? 0)
      }
    }
  }

  @Test("LEDGER-059: every asset sums to zero over all accounts", arguments: seeds)
  func conserves(seed: UInt64) throws {
    let (journal, _) = try sequence(seed: seed)
    for asset in [try dollar(), try coin()] { #expect(journal.balances.total(of: asset).units == 0) }
  }

  @Test("LEDGER-060: an entry and its reverse leave no trace", arguments: seeds)
  func reverses(seed: UInt64) throws {
    let (journal, _) = try sequence(seed: seed)
    var balances = journal.balances
    let asset = try dollar()
    try balances.apply(Entry(paying: Amount(units: 7, of: asset), from: "0", to: "new"))
    try balances.apply(Entry(paying: Amount(units: 7, of: asset), from: "new", to: "0"))
    #expect(balances == journal.balances)
  }

  @Test("LEDGER-061: an entry that overflows a balance changes nothing")
  func overflow() throws {
    let asset = try dollar()
    var journal = Journal<String>()
    try journal.append(Entry(paying: Amount(units: .max, of: asset), from: "a", to: "b"))
    try journal.append(Entry(paying: Amount(units: 1, of: asset), from: "e", to: "c"))
    let before = journal
    let entry = try Entry([  // empties c before b overflows
      Posting("c", Amount(units: -1, of: asset)), Posting("d", Amount(units: -1, of: asset)),
      Posting("b", Amount(units: 2, of: asset)),
    ])
    #expect(throws: LedgerError.overflow) { try journal.append(entry) }
    #expect(journal == before)
  }

  @Test("LEDGER-062: an account that pays itself has what it had")
  func selfPayment() throws {
    let asset = try dollar()
    var balances = Balances<String>()
    try balances.apply(Entry(paying: Amount(units: 9, of: asset), from: "a", to: "a"))
    #expect(balances == Balances())
  }

  @Test("LEDGER-063: the order of entries does not change the balances", arguments: seeds)
  func order(seed: UInt64) throws {
    let (journal, _) = try sequence(seed: seed)
    #expect(try Journal(journal.entries.reversed()).balances == journal.balances)
  }
}
