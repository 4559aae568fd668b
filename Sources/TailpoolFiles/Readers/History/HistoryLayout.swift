import TailpoolMarket

/// How the columns of a history's file are to be read.
///
/// A new layout is a case with its entry in `recognized(_:)`.
struct HistoryLayout {
  /// What the rows are.
  enum Kind: Equatable {
    /// One row an asset and date: the symbol's column and the price's.
    case long(symbol: Int, price: Int)
    /// One row a date: the assets' columns with their names.
    case wide([Asset])
  }

  /// A column of prices and the asset's name.
  struct Asset: Equatable {
    let column: Int
    let name: String
  }

  let date: Int
  let kind: Kind
  /// What was decided.
  var notes: [String] = []
  /// How the file is laid out, in words.
  let words: String
  /// Whether the prices are adjusted for splits.
  var isAdjusted = false
}

/// The head of a history's file, and its first row, from which the layout is found.
struct HistoryHead {
  /// The names of the columns.
  let header: [CSVCell]
  /// The cells of the first row below; empty where there is none.
  let first: [String]
  let options: HistoryOptions

  private var normal: [String] { header.map { ColumnNames.normal($0.text) } }

  /// The layout; what keeps it from being found is in the log.
  func layout(log: inout ProblemLog) -> HistoryLayout? {
    rejectDuplicates(log: &log)
    guard let date = dateColumn(log: &log) else { return nil }
    if let symbol = chosen("symbol", log: &log) ?? symbolColumn { return long(date, symbol: symbol, log: &log) }
    if let series = series(date, log: &log) { return series }
    return wide(date, log: &log)
  }

  private func rejectDuplicates(log: inout ProblemLog) {
    var seen = Set<String>()
    for cell in header where !cell.text.isEmpty && !seen.insert(cell.text).inserted {
      log.add(at: cell.offset, "column \(shown(cell.text)) stands twice in the header", expected: "each column once")
    }
  }

  /// The column that the user named for a role.
  private func chosen(_ role: String, log: inout ProblemLog) -> Int? {
    guard let name = options.columns[role] else { return nil }
    if let place = header.firstIndex(where: { $0.text == name }) { return place }
    log.add(
      at: header.first?.offset ?? 0, "the header has no column \(shown(name))", expected: "the \(role) that was named")
    return nil
  }

  private func dateColumn(log: inout ProblemLog) -> Int? {
    if options.columns["date"] != nil { return chosen("date", log: &log) }
    for name in ColumnNames.dates {
      if let place = normal.firstIndex(of: name) { return place }
    }
    if header.first?.text.isEmpty == true, let cell = first.first, WrittenTime.read(cell, order: .dayFirst) != .none {
      return 0
    }
    log.add(
      at: header.first?.offset ?? 0, "the header has no column \"date\"",
      expected: "a column of dates such as date, timestamp or time, or its name in the option columns (date=NAME)")
    return nil
  }

  /// A column of words that is called as symbols are.
  private var symbolColumn: Int? {
    normal.indices.first { place in
      guard ColumnNames.symbols.contains(normal[place]), place < first.count else { return false }
      if case .notANumber = NumberText(first[place]) { return true }
      return false
    }
  }

  /// The column of the price of one asset, with what was decided about it.
  private func price(log: inout ProblemLog) -> (column: Int, notes: [String], isAdjusted: Bool)? {
    if options.columns["close"] != nil { return chosen("close", log: &log).map { ($0, [], false) } }
    let adjusted = normal.firstIndex { ColumnNames.adjusted.contains($0) }
    let close = normal.firstIndex { ColumnNames.closes.contains($0) }
    if let adjusted {
      let note = close.map {
        "the adjusted close \(shown(header[adjusted].text)) was read, not \(shown(header[$0].text))"
      }
      return (adjusted, note.map { [$0] } ?? [], true)
    }
    return (close ?? normal.firstIndex { ColumnNames.prices.contains($0) }).map { ($0, [], false) }
  }

  private func long(_ date: Int, symbol: Int, log: inout ProblemLog) -> HistoryLayout? {
    guard let price = price(log: &log) else {
      log.add(
        at: header.first?.offset ?? 0, "the header has no column \"close\"",
        expected: "a column close, adj close or price beside \(shown(header[symbol].text))")
      return nil
    }
    return HistoryLayout(
      date: date, kind: .long(symbol: symbol, price: price.column), notes: price.notes,
      words: "one row an asset and date", isAdjusted: price.isAdjusted)
  }

  /// Prices of one asset: a close among other columns, or a price where all others are known beside one.
  private func series(_ date: Int, log: inout ProblemLog) -> HistoryLayout? {
    let others = header.indices.filter { $0 != date && !isEmpty($0) }
    let areKnown = others.allSatisfy { ColumnNames.isField(normal[$0]) }
    let hasClose = others.contains {
      ColumnNames.closes.contains(normal[$0]) || ColumnNames.adjusted.contains(normal[$0])
    }
    guard options.columns["close"] != nil || hasClose || areKnown && others.count > 1 else { return nil }
    guard let price = price(log: &log) else {
      guard others.contains(where: { ColumnNames.ranges.contains(normal[$0]) }) else { return nil }
      log.add(
        at: header[others[0]].offset, "the columns are prices of one asset without its close",
        expected: "a column close, or its name in the option columns (close=NAME)")
      return HistoryLayout(date: date, kind: .wide([]), words: "")
    }
    let unknown = others.filter { $0 != price.column && !ColumnNames.isField(normal[$0]) }
    let passed = unknown.map { shown(header[$0].text) }.joined(separator: ", ")
    let note = "one asset was read, the column \(shown(header[price.column].text)); passed over: \(passed)"
    return HistoryLayout(
      date: date, kind: .wide([.init(column: price.column, name: header[price.column].text)]),
      notes: price.notes + (unknown.isEmpty ? [] : [note]), words: "one asset", isAdjusted: price.isAdjusted)
  }

  private func wide(_ date: Int, log: inout ProblemLog) -> HistoryLayout? {
    let places = header.indices.filter { $0 != date && !isEmpty($0) && !isTime($0) }
    for place in places where header[place].text.isEmpty {
      log.add(at: header[place].offset, "a column of the header has no name", expected: "the name of an asset")
    }
    if places.isEmpty {
      log.add(
        at: header.first?.offset ?? 0, "the header names no asset", expected: "date and one column an asset")
    }
    return HistoryLayout(
      date: date, kind: .wide(places.map { .init(column: $0, name: header[$0].text) }), words: "one column an asset")
  }

  /// Whether a column has neither a name nor anything in the first row.
  private func isEmpty(_ place: Int) -> Bool {
    header[place].text.isEmpty && (place >= first.count || first[place].isEmpty)
  }

  /// Whether a column beside the dates is a time, too.
  private func isTime(_ place: Int) -> Bool {
    if ["ts", "timestamp", "unix", "unixtime"].contains(normal[place]) { return true }
    guard ColumnNames.dates.contains(normal[place]), place < first.count else { return false }
    if case .notANumber = NumberText(first[place]) { return true }
    return false
  }
}
