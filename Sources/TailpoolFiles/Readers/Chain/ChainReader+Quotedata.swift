import TailpoolMarket

extension ChainReader {
  /// Reads Cboe's download of delayed quotes: lines with the index, its last price and the time, then calls and puts of an
  /// expiry and a strike in one row.
  ///
  /// - Returns: nil, without a problem, where the file is another.
  static func quotedata(_ file: InputFile, _ options: ChainOptions, log: inout ProblemLog) -> ChainRows? {
    guard file.firstInvalidByte == nil, let head = QuotedataHead(file) else { return nil }
    var records = DelimitedRecords(file, delimiter: .comma)
    var rows = ChainRows(options)
    rows.layout = "Cboe's download, calls and puts in one row"
    rows.columns = head.report
    guard let time = options.asOf ?? head.time else {
      log.add(
        at: head.timeOffset, "the line of the date is \(shown(head.timeText))",
        expected: "a date with its time and zone in a known language, or the option as-of")
      return rows
    }
    for _ in 0..<head.length { _ = records.next(log: &log) }
    while records.next(log: &log) {
      guard records.count == head.columns else {
        log.addLength(records.starts, head.columns)
        continue
      }
      for side in head.sides { take(records, side, head, time, options, &rows, log: &log) }
    }
    return rows
  }

  private static func take(
    _ records: DelimitedRecords, _ side: QuotedataHead.Side, _ head: QuotedataHead, _ time: Timestamp,
    _ options: ChainOptions, _ rows: inout ChainRows, log: inout ProblemLog
  ) {
    let before = log.count
    let cell = { (column: Int) in CSVCell(text: records.text(column), offset: records.cell(column).lowerBound) }
    let name = cell(side.name)
    let read = log.required(name, "symbol", expected: OptionSymbol.expectation) { OptionSymbol.inside($0) }
    guard let symbol = read else { return }
    let listed = ListedRoot(symbol.root)
    let contract = listed.contract(symbol.type, strike: symbol.strike, expiry: listed.expiry(on: symbol.date))
    let quote = contract.map { contract in
      OptionChain.Quote(
        contract: contract, bid: log.nonZero(cell(side.bid), "bid"), ask: log.nonZero(cell(side.ask), "ask"),
        markVolatility: side.volatility.flatMap { log.nonZero(cell($0), "IV") }, spot: options.spot ?? head.spot,
        openInterest: log.number(cell(side.openInterest), "open interest", .nonNegative) ?? 0)
    }
    if log.count == before, let quote { rows.append(quote, at: time, offset: name.offset, log: &log) }
  }
}

extension OptionSymbol {
  /// The symbol that a text is, or that stands in its brackets, as older downloads have it.
  fileprivate static func inside(_ text: String) -> OptionSymbol? {
    if let symbol = OptionSymbol(text) { return symbol }
    guard let open = text.lastIndex(of: "("), let close = text.lastIndex(of: ")"), open < close else { return nil }
    let inner = text[text.index(after: open)..<close]
    return OptionSymbol(String(inner.split(separator: "-").first ?? ""))
  }
}

/// The lines above the rows of Cboe's download.
struct QuotedataHead {
  /// The columns of one side.
  struct Side {
    let name: Int
    let bid: Int
    let ask: Int
    let volatility: Int?
    let openInterest: Int
  }

  /// Records before the first row.
  let length: Int
  /// Cells of a row.
  let columns: Int
  /// Calls and puts.
  let sides: [Side]
  /// The last price of the index or share.
  let spot: Double?
  let time: Timestamp?
  let timeText: String
  let timeOffset: Int
  private let names: [String]

  init?(_ file: InputFile) {
    var records = DelimitedRecords(file, delimiter: .comma)
    var scratch = ProblemLog(file)
    var above: [(texts: [String], offset: Int, line: String)] = []
    while above.count < 6, records.next(log: &scratch) {
      let texts = records.texts
      let normal = texts.map(ColumnNames.normal)
      if normal.first == "expirationdate", let calls = normal.firstIndex(of: "calls"),
        let puts = normal.firstIndex(of: "puts")
      {
        let sides = [calls, puts].compactMap { QuotedataHead.side(normal, from: $0) }
        guard sides.count == 2, calls < puts, !above.isEmpty else { return nil }
        (self.sides, names, columns, length) = (sides, texts, texts.count, above.count + 1)
        spot = above.lazy.compactMap { QuotedataHead.spot($0.texts) }.first
        time = above.lazy.compactMap { WordyTime.read($0.line) }.first
        (timeText, timeOffset) = (above[above.count - 1].line, above[above.count - 1].offset)
        return
      }
      let end = records.cell(records.count - 1).upperBound
      above.append((texts, records.offset, String(decoding: file.bytes[records.offset..<end], as: UTF8.self)))
    }
    return nil
  }

  /// The columns from the one of names up to the next side.
  private static func side(_ normal: [String], from name: Int) -> Side? {
    let end = normal[(name + 1)...].firstIndex { $0 == "strike" } ?? normal.count
    let find = { (names: [String]) in normal[(name + 1)..<end].firstIndex { names.contains($0) } }
    guard let bid = find(["bid"]), let ask = find(["ask"]), let interest = find(["openinterest", "openint"]) else {
      return nil
    }
    return Side(name: name, bid: bid, ask: ask, volatility: find(["iv"]), openInterest: interest)
  }

  /// The price in `Last: 4604.37`, or in the second cell of older downloads.
  private static func spot(_ texts: [String]) -> Double? {
    let labelled = texts.lazy.compactMap { text -> Double? in
      guard text.lowercased().hasPrefix("last:") else { return nil }
      return Double(text.dropFirst(5).filter { $0 != " " && $0 != "," })
    }.first
    if let labelled { return labelled > 0 && labelled.isFinite ? labelled : nil }
    guard texts.count >= 2, texts[0].contains("("), let value = Double(texts[1]) else { return nil }
    return value > 0 && value.isFinite ? value : nil
  }

  /// What was read and what was passed over.
  var report: [ReadingReport.Column] {
    names.indices.map { place in
      let isRead = sides.contains { [$0.name, $0.bid, $0.ask, $0.volatility, $0.openInterest].contains(place) }
      return ReadingReport.Column(name: names[place], role: isRead ? ColumnNames.normal(names[place]) : nil)
    }
  }
}

/// A date with its time written out in words, in the languages that browsers give such downloads.
enum WordyTime {
  /// The beginnings of the months' names, January first, by language: English, German, French, Spanish, Italian,
  /// Portuguese, Russian.
  private static let months: [[String]] = [
    ["jan", "ene", "gen", "янв"], ["feb", "fév", "fev", "фев"], ["mar", "mär", "мар"], ["apr", "avr", "abr", "апр"],
    ["may", "mai", "mag", "май", "мая"], ["jun", "juin", "giu", "июн"], ["jul", "juil", "lug", "июл"],
    ["aug", "aoû", "ago", "авг"], ["sep", "set", "сен"], ["oct", "okt", "ott", "out", "окт"], ["nov", "ноя"],
    ["dec", "dez", "déc", "dic", "дек"],
  ]

  /// Reads such a time: a day, a month's name, a year, hours and minutes, and a zone (`GMT-5`, `EST`, `EDT`, `ET`).
  ///
  /// - Returns: nil where one of them is missing or stands twice.
  static func read(_ text: String) -> Timestamp? {
    let words = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == ":" || $0 == "-" || $0 == "+") }.map(
      String.init)
    var (day, month, year, clock): (Int?, Int?, Int?, (Int, Int)?) = (nil, nil, nil, nil)
    var (isAfternoon, zone): (Bool?, Zone?) = (nil, nil)
    for word in words {
      if let time = time(word) {
        clock = clock ?? time
      } else if let number = Int(word) {
        if word.utf8.count == 4 { year = year ?? number } else if (1...31).contains(number) { day = day ?? number }
      } else if word == "am" || word == "pm" {
        isAfternoon = word == "pm"
      } else if let found = Zone(word) {
        zone = found
      } else if month == nil, let found = months.firstIndex(where: { $0.contains { word.hasPrefix($0) } }) {
        month = found + 1
      }
    }
    guard let day, let month, let year, let clock, let zone, let date = CalendarDate(year: year, month: month, day: day)
    else { return nil }
    let hour = isAfternoon.map { clock.0 % 12 + ($0 ? 12 : 0) } ?? clock.0
    switch zone {
    case .newYork: return NewYorkTime.timestamp(date, hour: hour, minute: clock.1)
    case .offset(let hours):
      return Timestamp(date, hour: hour, minute: clock.1).advanced(bySeconds: Int64(-hours * 3_600))
    }
  }

  private enum Zone {
    case newYork
    case offset(Int)

    init?(_ word: String) {
      switch word {
      case "et": self = .newYork
      case "est": self = .offset(-5)
      case "edt": self = .offset(-4)
      case "gmt", "utc": self = .offset(0)
      default:
        guard word.hasPrefix("gmt") || word.hasPrefix("utc"), let hours = Int(word.dropFirst(3)), abs(hours) <= 14
        else {
          return nil
        }
        self = .offset(hours)
      }
    }
  }

  private static func time(_ word: String) -> (Int, Int)? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = Int(parts[0]), let minute = Int(parts[1]), (0...23).contains(hour),
      (0...59).contains(minute)
    else { return nil }
    return (hour, minute)
  }
}
