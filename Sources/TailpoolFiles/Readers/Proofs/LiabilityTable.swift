#if Command
  import TailpoolEvents
  import TailpoolProofs

  /// What a pool owes its members: a CSV table with the columns `member` and `salt`, then one an asset.
  public struct LiabilityTable: Sendable {
    /// The names of the assets, in the order of the columns.
    public let assets: [String]
    /// The names of the members, in the order of the rows.
    public let members: [String]
    /// The leaves, in the same order.
    public let entries: [LiabilityEntry]

    /// Reads a table. Salts are hexadecimal, of 16 bytes at least; balances are base units without a sign.
    ///
    /// - Throws: `FileError.invalid` with every problem: a column that is absent, a salt or a balance that cannot be read, a member that stands
    ///   twice, or no row.
    public init(_ file: InputFile) throws(FileError) {
      var log = ProblemLog(file)
      var (assets, members, entries): ([String], [String], [LiabilityEntry]) = ([], [], [])
      if let table = CSVTable(file, log: &log), let places = table.columns(["member", "salt"], log: &log) {
        let columns = table.header.indices.filter { !places.contains($0) }
        assets = columns.map { table.header[$0].text }
        if columns.isEmpty {
          log.add(at: 0, "the header has no asset", expected: "a column an asset beside member,salt")
        }
        var seen: [String: Int] = [:]
        for row in 0..<table.count {
          let name = table[row, places[0]]
          if let first = seen.updateValue(name.offset, forKey: name.text) {
            log.add(at: name.offset, again: first, "member \(shown(name.text))", expected: "each member once")
          }
          let balances = columns.map { Self.balance(table[row, $0], &log) }
          let identifier = Self.identifier(name.text, table[row, places[1]], &log)
          members.append(name.text)
          entries.append(LiabilityEntry(identifier: identifier, balances: balances))
        }
      }
      try log.check()
      guard !members.isEmpty else { throw log.failure("the table has no row", expected: "at least one member") }
      (self.assets, self.members, self.entries) = (assets, members, entries)
    }

    private static func balance(_ cell: CSVCell, _ log: inout ProblemLog) -> Int128 {
      guard let balance = Int128(decimal: cell.text), balance >= 0 else {
        log.add(at: cell.offset, "balance \(shown(cell.text))", expected: "whole base units from 0 to 2¹²⁷ − 1")
        return 0
      }
      return balance
    }

    private static func identifier(_ name: String, _ salt: CSVCell, _ log: inout ProblemLog) -> [UInt8] {
      if let bytes = NoteTable.bytes(salt.text),
        let identifier = try? LiabilityEntry.memberIdentifier(name: name, salt: bytes)
      {
        return identifier
      }
      log.add(at: salt.offset, "salt \(shown(salt.text))", expected: "at least 16 bytes, hexadecimal")
      return []
    }
  }

  /// Amounts by name: a CSV table of two columns, such as what a pool holds of each asset.
  public struct AmountTable: Sendable {
    /// The names, in the order of the rows.
    public let names: [String]
    /// The amounts in base units.
    public let amounts: [UInt64]

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - column: The column of the names; the amounts are in `amount`.
    ///   - file: The table.
    /// - Throws: `FileError.invalid` with every problem.
    public init(_ column: String, in file: InputFile) throws(FileError) {
      var log = ProblemLog(file)
      var (names, amounts): ([String], [UInt64]) = ([], [])
      if let table = CSVTable(file, log: &log), let places = table.columns([column, "amount"], log: &log) {
        for row in 0..<table.count {
          names.append(table[row, places[0]].text)
          amounts.append(Self.amount(table[row, places[1]], "amount", &log))
        }
      }
      try log.check()
      guard !names.isEmpty else { throw log.failure("the table has no row", expected: "at least one amount") }
      (self.names, self.amounts) = (names, amounts)
    }
  }
#endif
