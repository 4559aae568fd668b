#if Command
  import TailpoolMarket

  /// Reads option chains.
  ///
  /// Three layouts are told apart by themselves: CSV of Deribit options
  /// (`ts,instrument,ccy,type,strike,expiry,bid,ask,mark,mark_iv,fwd,index,oi`), CSV of S&P 500 index options
  /// (`quote_date,spot,expiry,type,strike,root,bid,ask,iv,oi`), and the JSON that Deribit's public
  /// `get_book_summary_by_currency` returns. Columns and names beyond those needed are passed over. The time of the
  /// latest row is the time of the chain.
  public enum ChainReader {
    /// Reads a chain from a path.
    ///
    /// - Parameter path: A path, or `-` for standard input.
    /// - Returns: The rows in the order of the file.
    /// - Throws: `FileError.unreadable`, or `.invalid` with the problems of the file.
    public static func read(path: String) throws(FileError) -> OptionChain {
      try read(InputFile(path: path))
    }

    /// Reads a chain from bytes in memory.
    ///
    /// - Parameter file: The bytes and the name that problems are reported under.
    /// - Returns: The rows in the order of the file.
    /// - Throws: `FileError.invalid` with the problems of the file.
    /// - Complexity: O(bytes).
    public static func read(_ file: InputFile) throws(FileError) -> OptionChain {
      var log = ProblemLog(file)
      let chain = isJSON(file) ? bookSummary(file, log: &log) : table(file, log: &log)
      try log.check()
      guard let chain else { throw log.failure("the chain has no rows", expected: "at least one option") }
      return chain
    }

    private static func isJSON(_ file: InputFile) -> Bool {
      let rest = file.bytes.dropFirst(InputFile.lengthOfByteOrderMark(file.bytes))
      let first = rest.first { $0 != .space && $0 != .tab && $0 != .lineFeed && $0 != .carriageReturn }
      return first == UInt8(ascii: "{")
    }

    private static func table(_ file: InputFile, log: inout ProblemLog) -> OptionChain? {
      guard let table = CSVTable(file, log: &log) else { return nil }
      let missing = { (names: [String]) in names.filter { table.column($0) == nil }.count }
      let (deribit, index) = (missing(deribitColumns), missing(indexColumns))
      // The layout is the one that fewer columns are missing from.
      if min(deribit, index) > indexColumns.count / 2 {
        log.add(
          at: table.header.first?.offset ?? 0, "the header is of no known option chain",
          expected: "\(deribitColumns.joined(separator: ",")) or \(indexColumns.joined(separator: ","))")
        return nil
      }
      return deribit <= index ? deribitChain(table, log: &log) : indexChain(table, log: &log)
    }
  }

  /// Collects the rows of a chain, and finds instruments that stand twice.
  struct ChainRows {
    private var quotes: [OptionChain.Quote] = []
    private var latest: Timestamp?
    private var offsets: [Instrument: Int] = [:]

    /// Adds a row.
    ///
    /// - Parameters:
    ///   - quote: The row.
    ///   - time: When it was observed.
    ///   - offset: Where it names its instrument.
    ///   - log: Takes the problem when the instrument stood before.
    mutating func append(_ quote: OptionChain.Quote, at time: Timestamp, offset: Int, log: inout ProblemLog) {
      if let first = offsets.updateValue(offset, forKey: quote.contract.instrument) {
        offsets[quote.contract.instrument] = first
        log.add(at: offset, again: first, "the instrument \(quote.contract.name)", expected: "each instrument once")
      }
      latest = max(latest ?? time, time)
      quotes.append(quote)
    }

    /// The chain, or nil when there is no row.
    var chain: OptionChain? { latest.map { OptionChain(asOf: $0, quotes: quotes) } }
  }
#endif
