import TailpoolLedger
import Testing
import _TailpoolTestSupport

/// Laws of the journal on random entries of many postings, good and bad, against dictionaries of plain integers.
@Suite("Journal, properties")
struct JournalPropertyTests {
  private typealias Entry = JournalEntry<Int>

  /// Random postings of up to two assets; balanced two times of three.
  private func postings(_ random: inout SeededGenerator, _ assets: [Asset]) -> [Posting<Int>] {
    var postings: [Posting<Int>] = []
    for asset in assets where random.next() % 3 > 0 {
      var sum: Int128 = 0
      for _ in 0..<(random.next() % 3) {
        let units = random.signedEdgy() >> 40
        sum += units
        postings.append(Posting(Int(random.next() % 5), Amount(units: units, of: asset)))
      }
      let last = random.next() % 3 == 0 ? sum + 1 : sum
      postings.append(Posting(Int(random.next() % 5), Amount(units: -last, of: asset)))
    }
    return postings
  }

  @Test(
    "LEDGER-113: an entry is made exactly when every asset sums to zero, else the first that does not is named",
    arguments: seeds)
  func balance(seed: UInt64) throws {
    let assets = [try dollar(), try coin()]
    expectHolds(seed: seed) { random in
      let postings = postings(&random, assets)
      var sums: [(asset: Asset, units: Int128)] = []
      for posting in postings {
        if let index = sums.firstIndex(where: { $0.asset == posting.amount.asset }) {
          sums[index].units += posting.amount.units
        } else {
          sums.append((posting.amount.asset, posting.amount.units))
        }
      }
      let expected: LedgerError? =
        postings.isEmpty ? .emptyEntry : sums.first { $0.units != 0 }.map { .unbalanced($0.asset) }
      let result = outcome { () throws(LedgerError) in try Entry(postings).postings }
      return result == (expected.map { .failure($0) } ?? .success(postings)) ? nil : "\(postings): \(result)"
    }
  }

  @Test("LEDGER-114: balances are those of a dictionary after every entry, and none of zero is kept", arguments: seeds)
  func fold(seed: UInt64) throws {
    let assets = [try dollar(), try coin()]
    var balances = Balances<Int>()
    var naive: [String: [Int: Int128]] = [:]
    expectHolds(seed: seed) { random in
      guard let entry = try? Entry(postings(&random, assets)) else { return nil }
      guard (try? balances.apply(entry)) != nil else { return "refused" }
      for posting in entry.postings {
        naive[posting.amount.asset.symbol, default: [:]][posting.account, default: 0] += posting.amount.units
      }
      for posting in entry.postings {
        let held = balances.balance(of: posting.account, in: posting.amount.asset)
        if held.units != naive[posting.amount.asset.symbol]?[posting.account] || held.asset != posting.amount.asset {
          return "\(entry)"
        }
      }
      return balances.amounts.values.allSatisfy { $0.values.allSatisfy { $0 != 0 } } ? nil : "a zero is kept"
    }
  }

  @Test(
    "LEDGER-115: an entry that overflows a balance leaves all as it was, and one that fits is applied", arguments: seeds
  )
  func strong(seed: UInt64) throws {
    let asset = try dollar()
    var balances = Balances<Int>()
    expectHolds(seed: seed) { random in
      // Payments of nearly all that fits, so that every second one or so does not.
      let units = random.signedEdgy() / 2
      let (from, to) = (Int(random.next() % 3), Int(random.next() % 3))
      let third = Posting(Int(3 + random.next() % 2), Amount(units: 0, of: asset))
      guard
        let entry = try? Entry([
          Posting(from, Amount(units: -units, of: asset)), third, Posting(to, Amount(units: units, of: asset)),
        ])
      else { return "no entry" }
      let before = balances
      let source = before.balance(of: from, in: asset).units.subtractingReportingOverflow(units)
      let held = from == to ? source.partialValue : before.balance(of: to, in: asset).units
      let target = held.addingReportingOverflow(units)
      do {
        try balances.apply(entry)
        let now = balances.balance(of: to, in: asset).units
        return !source.overflow && !target.overflow && now == target.partialValue ? nil : "\(entry) was applied"
      } catch {
        return (source.overflow || target.overflow) && balances == before ? nil : "\(entry) was refused"
      }
    }
  }

  @Test("LEDGER-116: every asset sums to zero over all accounts after every entry", arguments: seeds)
  func conserves(seed: UInt64) throws {
    let assets = [try dollar(), try coin()]
    var balances = Balances<Int>()
    expectHolds(seed: seed) { random in
      guard let entry = try? Entry(postings(&random, assets)) else { return nil }
      guard (try? balances.apply(entry)) != nil else { return "refused" }
      return assets.allSatisfy { balances.total(of: $0).units == 0 } ? nil : "\(entry)"
    }
  }

  @Test("LEDGER-117: an entry and the entry of its negated postings leave no trace", arguments: seeds)
  func reverses(seed: UInt64) throws {
    let assets = [try dollar(), try coin()]
    var balances = Balances<Int>()
    expectHolds(seed: seed) { random in
      guard let entry = try? Entry(postings(&random, assets)) else { return nil }
      let before = balances
      let reverse = entry.postings.reversed().compactMap { posting in
        (try? posting.amount.negated()).map { Posting(posting.account, $0) }
      }
      guard (try? balances.apply(entry)) != nil, let back = try? Entry(reverse), (try? balances.apply(back)) != nil
      else {
        return "refused"
      }
      if balances != before { return "\(entry)" }
      return (try? balances.apply(entry)) == nil ? "refused" : nil
    }
  }

  @Test("LEDGER-118: two entries in either order give the same balances", arguments: seeds)
  func order(seed: UInt64) throws {
    let assets = [try dollar(), try coin()]
    expectHolds(seed: seed) { random in
      guard let a = try? Entry(postings(&random, assets)), let b = try? Entry(postings(&random, assets)) else {
        return nil
      }
      guard let left = try? Journal([a, b]), let right = try? Journal([b, a]) else { return "refused" }
      return left.balances == right.balances && left.entries == [a, b] ? nil : "\(a), \(b)"
    }
  }

  @Test("LEDGER-119: a payment moves its amount from one account to the other, or throws", arguments: seeds)
  func payments(seed: UInt64) throws {
    let asset = try dollar()
    expectHolds(seed: seed) { random in
      let units = random.next() % 50 == 0 ? Int128.min : random.signedEdgy()
      guard let entry = try? Entry(paying: Amount(units: units, of: asset), from: 1, to: 2) else {
        return units == .min ? nil : "\(units) was refused"
      }
      let expected = [Posting(1, Amount(units: -units, of: asset)), Posting(2, Amount(units: units, of: asset))]
      return entry.postings == expected ? nil : "\(units)"
    }
  }

  @Test("LEDGER-120: a journal is consistent after every entry, and is what its entries make", arguments: seeds)
  func consistent(seed: UInt64) throws {
    let assets = [try dollar(), try coin()]
    expectHolds(seed: seed) { random in
      var journal = Journal<Int>()
      for _ in 0..<2 {
        if let entry = try? Entry(postings(&random, assets)), (try? journal.append(entry)) == nil { return "refused" }
      }
      return journal.isConsistent() && (try? Journal(journal.entries)) == journal ? nil : "\(journal.entries)"
    }
  }
}
