#if Command
  import TailpoolMarket

  /// Reads books: CSV with the columns `id,instrument,quantity`, other columns being passed over, or JSON.
  ///
  /// A file that starts with a brace is JSON, in which contracts are described by kind and terms, too; see
  /// Docs/Guides/PositionsFile.md.
  ///
  /// An instrument is named as its terms name it: `BTC-29MAY26-71000-C`, `SPXW-15JUL22-3850-P`,
  /// `BTC-DIGITAL-29MAY26-71000-C`, `BTC-29MAY26-71000-C-DOWN-AND-OUT-60000`, `BTC-EXCHANGE-ETH-29MAY26`, `BTC-PERPETUAL`.
  /// A day in a name means the expiry of the underlying's chain on that day. A quantity is a number of contracts, negative
  /// when they are sold.
  public enum BookReader {
    /// Reads a book from a path.
    ///
    /// - Parameters:
    ///   - path: A path, or `-` for standard input.
    ///   - snapshot: The market whose instruments the book may name.
    /// - Returns: The positions in the order of the file.
    /// - Throws: `FileError.unreadable`, or `.invalid` with the problems of the file.
    public static func read(path: String, in snapshot: MarketSnapshot) throws(FileError) -> Book {
      try read(InputFile(path: path), in: snapshot)
    }

    /// Reads a book from bytes in memory.
    ///
    /// - Parameters:
    ///   - file: The bytes and the name that problems are reported under.
    ///   - snapshot: The market whose instruments the book may name.
    /// - Returns: The positions in the order of the file.
    /// - Throws: `FileError.invalid` with the problems of the file: an instrument that the snapshot does not hold, an
    ///   id that stands twice, a quantity that is not a finite number, a term of a contract that is missing, out of its range
    ///   or none of its kind, a barrier that was passed without a word, a fixing after the snapshot, a correlation that is
    ///   missing, out of [−1, 1] or given twice, or no position at all.
    public static func read(_ file: InputFile, in snapshot: MarketSnapshot) throws(FileError) -> Book {
      var log = ProblemLog(file)
      var (positions, correlations): ([Position], CorrelationTable) = ([], .none)
      if !file.startsWithBrace {
        positions = self.positions(file, in: snapshot, log: &log)
      } else if let root = JSONParser.parse(file, log: &log) {
        (positions, correlations) = self.positions(root, in: snapshot, log: &log)
      }
      try log.check()
      guard !positions.isEmpty else { throw log.failure("the book has no rows", expected: "at least one position") }
      // Ids and quantities are checked above with their places.
      guard let book = try? Book(positions: positions, correlations: correlations) else {
        throw log.failure("the book cannot be built", expected: "unique ids and finite quantities")
      }
      return book
    }

    private static func positions(_ file: InputFile, in snapshot: MarketSnapshot, log: inout ProblemLog) -> [Position] {
      guard let table = CSVTable(file, log: &log),
        let columns = table.columns(["id", "instrument", "quantity"], log: &log)
      else { return [] }
      let contracts = self.contracts(of: snapshot)
      var positions: [Position] = []
      var firstOffsets: [String: Int] = [:]
      for row in 0..<table.count {
        let idCell = table[row, columns[0]]
        let id = log.required(idCell, "id", expected: "a name unique in the book") { $0.isEmpty ? nil : $0 }
        if let id, let first = firstOffsets[id] {
          log.add(at: idCell.offset, again: first, "the id \(shown(id))", expected: "each id once")
        } else if let id {
          firstOffsets[id] = idCell.offset
        }
        let contract = self.contract(table[row, columns[1]], contracts, in: snapshot, log: &log)
        let quantity = log.number(table[row, columns[2]], "quantity", .finite, isRequired: true)
        if let id, let contract, let quantity {
          positions.append(Position(id: id, contract: contract, quantity: quantity))
        }
      }
      return positions
    }

    private static func contract(
      _ cell: CSVCell, _ options: [String: OptionContract], in snapshot: MarketSnapshot, log: inout ProblemLog
    ) -> Contract? {
      switch instrument(cell.text, options, in: snapshot) {
      case .success(let found): return found.contract
      case .failure(let problem): return log.required(cell, "instrument", expected: problem.expected) { _ in nil }
      }
    }

    private static func expectation(_ options: [String: OptionContract]) -> String {
      "the name of an option in the chain, such as \(options.keys.min() ?? "BTC-29MAY26-71000-C"), or of another contract "
        + "on its underlyings"
    }

    /// The contract of a name, with its kind: nil for a listed option.
    static func instrument(
      _ name: String, _ options: [String: OptionContract], in snapshot: MarketSnapshot
    ) -> Result<(contract: Contract, kind: ContractKind?), ContractName.Problem> {
      if let option = options[name] { return .success((Contract(option), nil)) }
      do throws(ContractName.Problem) {
        if let (contract, kind) = try snapshot.contract(named: name) { return .success((contract, kind)) }
        return .failure(.init(expected: expectation(options)))
      } catch {
        return .failure(error)
      }
    }

    static func contracts(of snapshot: MarketSnapshot) -> [String: OptionContract] {
      let quotes = snapshot.markets.lazy.flatMap(\.expiries).flatMap(\.quotes)
      return Dictionary(quotes.map { ($0.contract.name, $0.contract) }, uniquingKeysWith: { first, _ in first })
    }
  }
#endif
