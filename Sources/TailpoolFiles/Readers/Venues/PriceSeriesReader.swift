#if Command
  import TailpoolMarket
  import TailpoolVenues

  /// Reads what a market paid for token 0 of a venue over time: CSV with the columns `time` and `price`.
  ///
  ///     time,price
  ///     2026-01-01T00:00:00Z,3000
  ///     2026-01-01T00:01:00Z,3001.5
  ///
  /// A time is seconds since 1970, written out, or a date, which is its midnight UTC; times rise strictly. A price is whole tokens 1 for
  /// a whole token 0. Other columns are passed over.
  public enum PriceSeriesReader {
    /// Reads prices from a path.
    ///
    /// - Parameters:
    ///   - path: A path, or `-` for standard input.
    ///   - time: When the first price is needed; nil for any time.
    /// - Returns: The prices.
    /// - Throws: `FileError.unreadable`, or `.invalid` with the problems of the file.
    public static func read(path: String, from time: Timestamp? = nil) throws(FileError) -> PriceSeries {
      try read(InputFile(path: path), from: time)
    }

    /// Reads prices from bytes in memory.
    ///
    /// - Parameters:
    ///   - file: The bytes and the name that problems are reported under.
    ///   - time: When the first price is needed; nil for any time.
    /// - Returns: The prices.
    /// - Throws: `FileError.invalid` with the problems of the file: a time or a price that is missing, in a wrong form, out of its range or
    ///   order; no price; no price by the time of need.
    /// - Complexity: O(bytes).
    public static func read(_ file: InputFile, from time: Timestamp? = nil) throws(FileError) -> PriceSeries {
      var log = ProblemLog(file)
      let rows = CSVTable(file, log: &log).map { self.rows($0, from: time, log: &log) } ?? []
      try log.check()
      guard let series = try? PriceSeries(times: rows.map(\.time), prices: rows.map(\.price)) else {
        throw log.failure("the file has no prices", expected: "at least one time and price")
      }
      return series
    }

    private static func rows(
      _ table: CSVTable, from start: Timestamp?, log: inout ProblemLog
    ) -> [(time: Timestamp, price: Double)] {
      guard let columns = table.columns(["time", "price"], log: &log) else { return [] }
      var (rows, last): ([(time: Timestamp, price: Double)], Timestamp?) = ([], nil)
      for row in 0..<table.count {
        let cell = table[row, columns[0]]
        let time = log.required(
          cell, "time", expected: "seconds since 1970, a date, or a time such as 2026-01-01T00:00:00Z", instant)
        let price = log.number(table[row, columns[1]], "price", .positive, isRequired: true)
        guard let time else { continue }
        if let last, time <= last {
          log.add(
            at: cell.offset, "time \(time) is not after \(last) above it", expected: "times that rise from row to row")
        } else if last == nil, let start, time > start {
          log.add(
            at: cell.offset, "the first price is at \(time)", expected: "one at or before the first trade at \(start)")
        }
        last = time
        if let price { rows.append((time, price)) }
      }
      return rows
    }

    private static func instant(_ text: String) -> Timestamp? {
      DateText.date(text).map { Timestamp($0) } ?? DateText.instant(text)
    }
  }
#endif
