#if Command
  import TailpoolMarket
  import TailpoolScenarios

  /// Reads daily histories of prices or volatilities.
  ///
  /// Three layouts are told apart by their headers: long (`date,sym,…,close` or `date,ccy,…,close`, one row an asset
  /// and date), one series (`date,…,close`, whose column is called `close`), and wide (`date` and one column an
  /// asset). Other columns of the first two, and columns `ts` and `timestamp` of the third, are passed over. An empty
  /// cell is a missing price. Dates are `2026-05-15` and rise strictly for every asset.
  public enum HistoryReader {
    /// Reads a history from a path.
    ///
    /// - Parameter path: A path, or `-` for standard input.
    /// - Returns: The prices; assets in the order of the file, dates rising.
    /// - Throws: `FileError.unreadable`, or `.invalid` with the problems of the file.
    public static func read(path: String) throws(FileError) -> PriceHistory {
      try read(InputFile(path: path))
    }

    /// Reads a history from bytes in memory.
    ///
    /// - Parameter file: The bytes and the name that problems are reported under.
    /// - Returns: The prices; assets in the order of the file, dates rising.
    /// - Throws: `FileError.invalid` with the problems of the file.
    /// - Complexity: O(bytes).
    public static func read(_ file: InputFile) throws(FileError) -> PriceHistory {
      var log = ProblemLog(file)
      let history = CSVTable(file, log: &log).flatMap { self.history($0, log: &log) }
      try log.check()
      guard let history, !history.dates.isEmpty else {
        throw log.failure("the history has no rows", expected: "at least one date with prices")
      }
      return history
    }

    private static func history(_ table: CSVTable, log: inout ProblemLog) -> PriceHistory? {
      if let symbol = table.column("sym") ?? table.column("ccy") {
        guard let columns = table.columns(["date", "close"], log: &log) else { return nil }
        return long(table, date: columns[0], symbol: symbol, close: columns[1], log: &log)
      }
      guard let columns = table.columns(["date"], log: &log) else { return nil }
      if let close = table.column("close") {
        return wide(table, date: columns[0], assets: [close], log: &log)
      }
      let others = ["date", "ts", "timestamp"]
      let assets = table.header.indices.filter { !others.contains(table.header[$0].text) }
      for asset in assets where table.header[asset].text.isEmpty {
        log.add(at: table.header[asset].offset, "a column of the header has no name", expected: "the name of an asset")
      }
      if assets.isEmpty {
        log.add(
          at: table.header.first?.offset ?? 0, "the header names no asset", expected: "date and one column an asset")
      }
      return wide(table, date: columns[0], assets: assets, log: &log)
    }

    private static func wide(_ table: CSVTable, date: Int, assets: [Int], log: inout ProblemLog) -> PriceHistory {
      var prices = [[Double?]](repeating: [], count: assets.count)
      var dates: [CalendarDate] = []
      for row in 0..<table.count {
        let rowDate = self.date(table[row, date], after: dates.last, log: &log)
        for (index, asset) in assets.enumerated() {
          let price = log.number(table[row, asset], table.header[asset].text, .positive)
          if rowDate != nil { prices[index].append(price) }
        }
        if let rowDate { dates.append(rowDate) }
      }
      return PriceHistory(assets: assets.map { table.header[$0].text }, dates: dates, prices: prices)
    }

    private static func long(_ table: CSVTable, date: Int, symbol: Int, close: Int, log: inout ProblemLog)
      -> PriceHistory
    {
      var assets: [String] = []
      var series: [String: [(date: CalendarDate, price: Double?)]] = [:]
      for row in 0..<table.count {
        let asset = log.required(table[row, symbol], table.header[symbol].text, expected: "the name of an asset") {
          $0.isEmpty ? nil : $0
        }
        let price = log.number(table[row, close], "close", .positive)
        let last = asset.flatMap { series[$0]?.last?.date }
        guard let rowDate = self.date(table[row, date], after: last, log: &log), let asset else { continue }
        if series[asset] == nil { assets.append(asset) }
        series[asset, default: []].append((rowDate, price))
      }
      return joined(assets, series)
    }

    /// The series on the union of their dates.
    private static func joined(_ assets: [String], _ series: [String: [(date: CalendarDate, price: Double?)]])
      -> PriceHistory
    {
      let dates = Set(series.values.lazy.joined().map(\.date)).sorted()
      let places = Dictionary(uniqueKeysWithValues: dates.enumerated().map { ($1, $0) })
      let prices = assets.map { asset in
        var column = [Double?](repeating: nil, count: dates.count)
        for (date, price) in series[asset] ?? [] {
          if let place = places[date] { column[place] = price }
        }
        return column
      }
      return PriceHistory(assets: assets, dates: dates, prices: prices)
    }

    /// The date of a row; one that is not after the last date of the same asset is a problem.
    private static func date(_ cell: CSVCell, after last: CalendarDate?, log: inout ProblemLog) -> CalendarDate? {
      guard let date = log.required(cell, "date", expected: "a date such as 2026-05-15", { DateText.date($0) }) else {
        return nil
      }
      if let last, date <= last {
        let wrong = date == last ? "date \(date) stands twice" : "date \(date) is before \(last) above it"
        log.add(at: cell.offset, wrong, expected: "dates that rise from row to row")
        return nil
      }
      return date
    }
  }
#endif
