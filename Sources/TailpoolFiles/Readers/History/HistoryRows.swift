import TailpoolMarket
import TailpoolScenarios

/// The rows of a history's file, read by its layout and style.
struct HistoryRows {
  private let file: InputFile
  private let header: HistoryHeader
  private let style: HistoryStyle
  private var assets: [String] = []
  /// One series for all assets that stand side by side, or one an asset.
  private var series: [HistorySeries] = []
  private var rows = 0
  private var zeros = 0
  private var places: [String: Int] = [:]

  /// Reads a file; what is wrong is in the log, and nil comes back where there is nothing to go on with.
  init?(_ file: InputFile, options: HistoryOptions, log: inout ProblemLog) {
    if let invalid = file.firstInvalidByte {
      log.add(at: invalid, "byte that is not UTF-8", expected: "a text file in UTF-8")
      return nil
    }
    var records = DelimitedRecords(file)
    let header = HistoryHeader(file, delimiter: records.delimiter, options: options, log: &log)
    guard let header else { return nil }
    self.file = file
    self.header = header
    let problemsBefore = log.count
    style = HistoryStyle(file, delimiter: records.delimiter, header: header, options: options, log: &log)
    guard log.count == problemsBefore else { return nil }
    if case .wide(let columns) = header.layout.kind {
      assets = columns.map(\.name)
      let lines = file.bytes.count { $0 == .lineFeed } + 1
      // Many names and few lines need no room of their own.
      series = [HistorySeries(assets: assets.count, capacity: assets.count <= 1_000 ? lines : 0)]
    }
    var quotes = ProblemLog(file)
    for _ in 0..<header.length { _ = records.next(log: &quotes) }
    var found = ProblemLog(file)
    while records.next(log: &quotes) { take(records, log: &found) }
    // A wrong quote shifts every cell behind it, so that nothing else can be said.
    log.add(quotes.count > 0 ? quotes : found)
  }

  private mutating func take(_ records: DelimitedRecords, log: inout ProblemLog) {
    rows += 1
    guard records.count == header.names.count else {
      log.addLength(records.starts, header.names.count)
      return
    }
    let time = time(records, log: &log)
    switch header.layout.kind {
    case .wide(let columns):
      for (asset, column) in columns.enumerated() {
        let price = price(records, column.column, log: &log)
        if time != nil { series[0].add(price, of: asset) }
      }
      if let time { series[0].addRow(time, at: records.offset) }
    case .long(let symbol, let column):
      let name = records.text(symbol)
      let price = price(records, column, log: &log)
      if name.isEmpty {
        let cell = CSVCell(text: name, offset: records.cell(symbol).lowerBound)
        _ = log.required(cell, header.names[symbol].text, expected: "the name of an asset") { $0.isEmpty ? nil : $0 }
      } else if let time {
        let place = place(of: name)
        series[place].add(price, of: 0)
        series[place].addRow(time, at: records.cell(header.layout.date).lowerBound)
      }
    }
  }

  private mutating func place(of asset: String) -> Int {
    if let place = places[asset] { return place }
    places[asset] = assets.count
    assets.append(asset)
    series.append(HistorySeries(assets: 1))
    return assets.count - 1
  }

  private func time(_ records: DelimitedRecords, log: inout ProblemLog) -> WrittenTime? {
    let column = header.layout.date
    if case .time(let time) = WrittenTime.read(file.bytes, records.content(column), order: style.dateOrder) {
      return time
    }
    let text = records.text(column)
    let wrong = text.isEmpty ? "date is missing" : "date is \(shown(text))"
    log.add(at: records.cell(column).lowerBound, wrong, expected: WrittenTime.expectation)
    return nil
  }

  /// The price of a cell; nil where it is missing, zero or wrong.
  private mutating func price(_ records: DelimitedRecords, _ column: Int, log: inout ProblemLog) -> Double? {
    let place = records.content(column)
    if style.decimalMark == .point, let value = NumberText.plain(file.bytes, place) {
      if value == 0 { zeros += 1 }
      return value > 0 ? value : nil
    }
    let text = records.text(column)
    if MissingWords.contains(text) { return nil }
    let cell = CSVCell(text: style.decimalMark.plain(text) ?? text, offset: records.cell(column).lowerBound)
    if case .number(let value) = NumberText(cell.text), value == 0, !NumberText.isTooSmall(cell.text) {
      zeros += 1
      return nil
    }
    return log.number(cell, header.names[column].text, .positive)
  }

  /// The history with what was decided; what is wrong with the order of rows is in the log.
  consuming func reading(log: inout ProblemLog) -> Reading<PriceHistory> {
    let problemsBefore = log.count
    var (falls, gone) = (false, 0)
    for place in series.indices {
      falls = series[place].rise(log: &log) || falls
      gone += series[place].keepLastOfDay()
    }
    var findings = HistoryFindings(zeros: zeros, isAdjusted: header.layout.isAdjusted)
    if log.count == problemsBefore {
      for place in series.indices { findings.look(at: series[place], names(of: place), log: &log) }
    }
    var notes = header.layout.notes + style.notes
    if falls { notes.append("rows stand newest first") }
    if gone > 0 {
      notes.append("rows within a day became days, of which each has its last price; \(gone) rows are gone so")
    }
    let report = ReadingReport(
      file: file.name, layout: header.layout.words, columns: columns, rows: rows, notes: notes,
      warnings: findings.warnings)
    return Reading(history(), report: report)
  }

  private func names(of place: Int) -> ArraySlice<String> {
    if case .wide = header.layout.kind { return assets[...] }
    return assets[place...place]
  }

  private var columns: [ReadingReport.Column] {
    header.names.indices.map { place in
      var role: String?
      switch header.layout.kind {
      case .long(let symbol, let price):
        role = place == symbol ? "asset" : place == price ? "price" : nil
      case .wide(let assets):
        role = assets.first { $0.column == place }.map { "price of \(shown($0.name))" }
      }
      return ReadingReport.Column(name: header.names[place].text, role: place == header.layout.date ? "date" : role)
    }
  }

  /// The series on the union of their dates.
  private consuming func history() -> PriceHistory {
    if series.count == 1 {
      let dates = series[0].times.map(\.date)
      return PriceHistory(assets: assets, dates: dates, prices: series[0].takeColumns())
    }
    let dates = Set(series.lazy.flatMap { $0.times.lazy.map(\.date) }).sorted()
    let places = Dictionary(uniqueKeysWithValues: dates.enumerated().map { ($1, $0) })
    let prices = series.map { series in
      var column = [Double?](repeating: nil, count: dates.count)
      for (row, time) in series.times.enumerated() {
        let price = series.prices[0][row]
        if let place = places[time.date], !price.isNaN { column[place] = price }
      }
      return column
    }
    return PriceHistory(assets: assets, dates: dates, prices: prices)
  }
}
