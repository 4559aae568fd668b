#if Command
  import TailpoolEvents
  import TailpoolPoolEngine
  import TailpoolProofs

  /// What accounts have and what they must have: a CSV table with the columns `account`, `collateral` and `margin`.
  public struct MarginTable: Sendable {
    /// The accounts, in the order of the rows.
    public let names: [String]
    /// Base units of each.
    public let collateral: [UInt64]
    /// Base units that each must have.
    public let margins: [UInt64]

    /// Reads a table; other columns are not looked at.
    ///
    /// - Throws: `FileError.invalid` with every problem: a column that is absent, an amount that is no whole number of 64 bits, an account that
    ///   stands twice, or no row.
    public init(_ file: InputFile) throws(FileError) {
      var log = ProblemLog(file)
      var (names, collateral, margins): ([String], [UInt64], [UInt64]) = ([], [], [])
      if let table = CSVTable(file, log: &log),
        let places = table.columns(["account", "collateral", "margin"], log: &log)
      {
        var seen: [String: Int] = [:]
        for row in 0..<table.count {
          let name = table[row, places[0]]
          if let first = seen.updateValue(name.offset, forKey: name.text) {
            log.add(at: name.offset, again: first, "account \(shown(name.text))", expected: "each account once")
          }
          names.append(name.text)
          collateral.append(AmountTable.amount(table[row, places[1]], "collateral", &log))
          margins.append(AmountTable.amount(table[row, places[2]], "margin", &log))
        }
      }
      try log.check()
      guard !names.isEmpty else { throw log.failure("the table has no row", expected: "at least one account") }
      (self.names, self.collateral, self.margins) = (names, collateral, margins)
    }

    /// Which margin of a pool's accounts.
    public enum Level: String, Hashable, Sendable, CaseIterable {
      /// For new risk and withdrawals.
      case initial
      /// To be left alone.
      case maintenance
    }

    /// What the margin accounts of a pool count for after its last event, and what the pool's scenarios have asked of them.
    ///
    /// - Throws: `PoolRefusal.overflow` where an amount has more than 64 bits. No account may have a margin.
    public init(_ pool: MutualPool, level: Level) throws(PoolRefusal) {
      var (names, collateral, margins): ([String], [UInt64], [UInt64]) = ([], [], [])
      for name in pool.register.holders.map(\.name) {
        let account = pool.marginAccount(of: name)
        let asked = level == .initial ? account.initial : account.maintenance
        guard asked > 0 else { continue }
        guard let held = UInt64(exactly: try pool.marginValue(of: name)), let margin = UInt64(exactly: asked) else {
          throw .overflow
        }
        names.append(name)
        collateral.append(held)
        margins.append(margin)
      }
      (self.names, self.collateral, self.margins) = (names, collateral, margins)
    }
  }

  extension AmountTable {
    /// The amount of a cell; what is wrong with it goes into the log.
    static func amount(_ cell: CSVCell, _ name: String, _ log: inout ProblemLog) -> UInt64 {
      guard let amount = UInt64(decimal: cell.text) else {
        log.add(at: cell.offset, "\(name) \(shown(cell.text))", expected: "whole base units from 0 to 2⁶⁴ − 1")
        return 0
      }
      return amount
    }

    /// What a pool has locked for each contract that it owes, after its last event.
    ///
    /// - Throws: `PoolRefusal.overflow` where an amount has more than 64 bits. Nothing may be owed.
    public init(lockedBy pool: MutualPool) throws(PoolRefusal) {
      var (names, amounts): ([String], [UInt64]) = ([], [])
      for (name, open) in pool.open.sorted(by: { $0.key < $1.key }) where open.quantity < 0 {
        let (locked, overflows) = open.quantity.magnitude.multipliedReportingOverflow(by: open.contract.collateral)
        guard !overflows, let amount = UInt64(exactly: locked) else { throw .overflow }
        names.append(name)
        amounts.append(amount)
      }
      (self.names, self.amounts) = (names, amounts)
    }
  }

  /// Notes of members: a CSV table with the column `note`, hexadecimal; others are not looked at.
  public enum NoteTable {
    /// Reads a table.
    ///
    /// - Throws: `FileError.invalid` with every problem.
    public static func read(_ file: InputFile) throws(FileError) -> [MembershipNote] {
      var log = ProblemLog(file)
      var notes: [MembershipNote] = []
      if let table = CSVTable(file, log: &log), let places = table.columns(["note"], log: &log) {
        for row in 0..<table.count {
          let cell = table[row, places[0]]
          if let note = try? MembershipNote(bytes: bytes(cell.text) ?? []) {
            notes.append(note)
          } else {
            log.add(at: cell.offset, "note \(shown(cell.text))", expected: "an element of 64 hexadecimal digits")
          }
        }
      }
      try log.check()
      guard !notes.isEmpty else { throw log.failure("the table has no row", expected: "at least one note") }
      return notes
    }

    /// The bytes of hexadecimal digits; nil for any other text.
    package static func bytes(_ text: String) -> [UInt8]? {
      let digits = text.compactMap(\.hexDigitValue)
      guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
      return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
  }
#endif
