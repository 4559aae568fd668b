#if Command
  import TailpoolMarket
  import TailpoolVenues

  /// Reads trades that any venue of two tokens can be asked for: CSV with the columns `time`, `trader`, `side` and `amount0`.
  ///
  ///     time,trader,side,amount0
  ///     2026-01-01T00:05:00Z,Dee,buy,250000000000000000
  ///     2026-01-01T01:12:30Z,Eli,sell,1000000000000000000
  ///
  /// A side is `buy` or `sell`, of token 0; an amount is base units of token 0 in digits. Times do not run back. Other columns are passed
  /// over.
  public enum TradesReader {
    /// Reads trades from a path.
    ///
    /// - Parameter path: A path, or `-` for standard input.
    /// - Returns: The trades in the order of the file.
    /// - Throws: `FileError.unreadable`, or `.invalid` with the problems of the file.
    public static func read(path: String) throws(FileError) -> [TokenTrade] { try read(InputFile(path: path)) }

    /// Reads trades from bytes in memory.
    ///
    /// - Parameter file: The bytes and the name that problems are reported under.
    /// - Returns: The trades in the order of the file.
    /// - Throws: `FileError.invalid` with the problems of the file: a cell that is missing, in a wrong form or out of its range, a time
    ///   before the one above it, no trade at all.
    /// - Complexity: O(bytes).
    public static func read(_ file: InputFile) throws(FileError) -> [TokenTrade] {
      var log = ProblemLog(file)
      let trades = CSVTable(file, log: &log).map { self.trades($0, log: &log) } ?? []
      try log.check()
      if trades.isEmpty { throw log.failure("the file has no trades", expected: "at least one trade") }
      return trades
    }

    private static func trades(_ table: CSVTable, log: inout ProblemLog) -> [TokenTrade] {
      guard let columns = table.columns(["time", "trader", "side", "amount0"], log: &log) else { return [] }
      var trades: [TokenTrade] = []
      var last: Timestamp?
      for row in 0..<table.count {
        let cells = columns.map { table[row, $0] }
        let time = log.required(
          cells[0], "time", expected: "seconds since 1970, or a time such as 2026-01-01T00:00:00Z", DateText.instant)
        let trader = log.required(cells[1], "trader", expected: "a name") { $0.isEmpty ? nil : $0 }
        let side = log.required(cells[2], "side", expected: "buy or sell") { ["buy": true, "sell": false][$0] }
        let amount = log.required(cells[3], "amount0", expected: "a whole number of base units above 0", units)
        if let time, let last, time < last {
          log.add(
            at: cells[0].offset, "time \(time) is before \(last) above it", expected: "times that do not run back")
        }
        last = time ?? last
        guard let time, let trader, let side, let amount else { continue }
        trades.append(TokenTrade(at: time, trader: trader, isPurchase: side, amount0: amount))
      }
      return trades
    }

    private static func units(_ text: String) -> UInt128? { UInt128(text).flatMap { $0 > 0 ? $0 : nil } }
  }
#endif
