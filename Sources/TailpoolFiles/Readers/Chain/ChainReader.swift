import TailpoolMarket

/// Reads option chains, as venues, vendors and scripts write them.
///
/// Layouts are told apart by themselves: a table of Deribit options
/// (`ts,instrument,ccy,type,strike,expiry,bid,ask,mark,mark_iv,fwd,index,oi`); Deribit's own fields, those of its
/// `get_book_summary_by_currency` or `ticker`, as JSON with or without the envelope or as a table; a table of S&P 500 index
/// options (`quote_date,spot,expiry,type,strike,root,bid,ask,iv,oi`); Cboe's download of delayed quotes, calls and puts in one
/// row below lines of its own; and any table that has a strike, an expiry, a type and quotes, under the names that vendors give
/// them or that the user says. Columns and names beyond those needed are passed over. The chain is as of its latest
/// row, or as of when the user says.
///
/// Rows that have expired by then count for nothing, and are counted; so are futures and combos among the options.
public enum ChainReader {
  /// Reads a chain from a path.
  ///
  /// - Parameters:
  ///   - path: A path, or `-` for standard input.
  ///   - options: What the file leaves open.
  /// - Returns: The rows in the order of the file.
  /// - Throws: `FileError.unreadable`, or `.invalid` with the problems of the file.
  public static func read(path: String, options: ChainOptions = ChainOptions()) throws(FileError) -> OptionChain {
    try read(InputFile(path: path), options: options)
  }

  /// Reads a chain from bytes in memory.
  ///
  /// - Parameters:
  ///   - file: The bytes and the name that problems are reported under.
  ///   - options: What the file leaves open.
  /// - Returns: The rows in the order of the file.
  /// - Throws: `FileError.invalid` with the problems of the file.
  /// - Complexity: O(bytes).
  public static func read(_ file: InputFile, options: ChainOptions = ChainOptions()) throws(FileError) -> OptionChain {
    try reading(file, options: options).value
  }

  /// Reads a chain and says what was decided about its file.
  ///
  /// - Parameters:
  ///   - file: The bytes and the name that problems are reported under.
  ///   - options: What the file leaves open.
  /// - Returns: The chain and the report.
  /// - Throws: `FileError.invalid` with the problems of the file, or that no row is left.
  public static func reading(_ file: InputFile, options: ChainOptions = ChainOptions()) throws(FileError)
    -> Reading<OptionChain>
  {
    var log = ProblemLog(file)
    let rows = isJSON(file) ? json(file, options, log: &log) : table(file, options, log: &log)
    try log.check()
    return try (rows ?? ChainRows(options)).reading(log)
  }

  private static func isJSON(_ file: InputFile) -> Bool {
    let rest = file.bytes.dropFirst(InputFile.lengthOfByteOrderMark(file.bytes))
    let first = rest.first { $0 != .space && $0 != .tab && $0 != .lineFeed && $0 != .carriageReturn }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  private static func json(_ file: InputFile, _ options: ChainOptions, log: inout ProblemLog) -> ChainRows? {
    guard let root = JSONParser.parse(file, log: &log) else { return nil }
    var nodes: [JSONNode]
    if case .array(let elements) = root.value {
      nodes = elements
    } else {
      // One ticker is an object of its own.
      if case .object? = root.member("result")?.value, let result = root.member("result") {
        nodes = [result]
      } else {
        guard let elements = log.array("result", of: root) else { return nil }
        nodes = elements
      }
    }
    nodes = nodes.filter { log.object($0, "element of result") != nil }
    var rows = deribitFields(nodes.map(ChainRecord.object), options, log: &log)
    rows.layout = "Deribit's fields as JSON"
    return rows
  }

  private static func table(_ file: InputFile, _ options: ChainOptions, log: inout ProblemLog) -> ChainRows? {
    if let rows = quotedata(file, options, log: &log) { return rows }
    guard let table = CSVTable(file, log: &log) else { return nil }
    guard options.columns.isEmpty else { return mapped(table, options, log: &log) }
    if table.column("instrument_name") != nil {
      let records = (0..<table.count).map { ChainRecord.row(table, $0) }
      var rows = deribitFields(records, options, log: &log)
      rows.layout = "Deribit's fields as a table"
      return rows
    }
    let missing = { (names: [String]) in names.filter { table.column($0) == nil }.count }
    let (deribit, index) = (missing(deribitColumns), missing(indexColumns))
    // The layout is the one that fewer columns are missing from.
    // One or two missing columns of a known layout are named as such.
    if min(deribit, index) > 3, let rows = mapped(table, options, log: &log) { return rows }
    if min(deribit, index) > indexColumns.count / 2 {
      log.add(
        at: table.header.first?.offset ?? 0, "the header is of no known option chain",
        expected: [deribitColumns, indexColumns].map { $0.joined(separator: ",") }.joined(separator: " or ")
          + ", or the option columns")
      return nil
    }
    var rows = deribit <= index ? deribitChain(table, options, log: &log) : indexChain(table, options, log: &log)
    rows?.layout = deribit <= index ? "a table of Deribit options" : "a table of S&P 500 index options"
    return rows
  }
}
