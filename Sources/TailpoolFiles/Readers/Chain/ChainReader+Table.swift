import TailpoolMarket

extension ChainReader {
  /// Reads a table by the names that vendors give columns, or that the user says.
  ///
  /// - Returns: nil, without a problem, where the header has no strike, expiry and type and the user named no columns.
  static func mapped(_ table: CSVTable, _ options: ChainOptions, log: inout ProblemLog) -> ChainRows? {
    guard let columns = MappedColumns(table, options, log: &log) else { return nil }
    var rows = ChainRows(options)
    rows.layout = "a table, one row an option"
    rows.columns = columns.report
    var roots: [String: ListedRoot] = [:]
    for row in 0..<table.count {
      let before = log.count
      let record = MappedRecord(table: table, row: row, columns: columns)
      let time = options.asOf ?? record.instant(.quoteTime, log: &log)
      let contract = record.contract(options, &roots, log: &log)
      let quote = record.quote(contract, log: &log)
      if log.count == before, let quote, let time {
        rows.append(quote, at: time, offset: table[row, 0].offset, log: &log)
      }
    }
    let american = roots.values.filter(\.isAmerican).map(\.root).sorted()
    if options.exercise == .american || options.exercise == nil && !american.isEmpty {
      let names = american.isEmpty ? "the options" : "options on \(american.map(shown).joined(separator: ", "))"
      rows.notes.append("\(names) may be exercised early; European formulas are used on them")
    }
    return rows
  }
}

/// Which column of a table holds which field.
struct MappedColumns {
  private var places: [ChainField: Int] = [:]
  private let header: [CSVCell]

  init?(_ table: CSVTable, _ options: ChainOptions, log: inout ProblemLog) {
    header = table.header
    let normal = table.header.map { ColumnNames.normal($0.text) }
    for field in ChainField.allCases {
      if let name = options.columns[field.rawValue] {
        guard let place = table.column(name) else {
          log.add(
            at: table.header.first?.offset ?? 0, "the header has no column \(shown(name))",
            expected: "the \(field.rawValue) that was named")
          continue
        }
        places[field] = place
      } else {
        places[field] = field.names.lazy.compactMap { normal.firstIndex(of: $0) }.first
      }
    }
    let hasTerms = places[.strike] != nil && places[.expiry] != nil && places[.type] != nil || places[.contract] != nil
    guard hasTerms, places[.bid] != nil || places[.mark] != nil else {
      if !options.columns.isEmpty {
        log.add(
          at: table.header.first?.offset ?? 0, "no column is a strike, an expiry, a type or a quote",
          expected: "their names in the option columns: \(ChainOptions.columnRoles.joined(separator: ", "))")
      }
      return nil
    }
    if places[.quoteTime] == nil, options.asOf == nil {
      log.add(
        at: table.header.first?.offset ?? 0, "no column says when the quotes were made",
        expected: "the option as-of with an instant, or the column's name in the option columns (quoteTime=NAME)")
      places[.quoteTime] = -1
    }
    if places[.underlying] == nil, places[.contract] == nil, options.underlying == nil {
      log.add(
        at: table.header.first?.offset ?? 0, "no column says what the options are written on",
        expected: "the option underlying with its ticker")
    }
  }

  /// Where a field stands.
  subscript(field: ChainField) -> Int? { places[field].flatMap { $0 < 0 ? nil : $0 } }

  /// Whether it was said already that no column has the time.
  var isTimeMissing: Bool { places[.quoteTime] == -1 }

  /// What was read and what was passed over.
  var report: [ReadingReport.Column] {
    header.indices.map { place in
      ReadingReport.Column(name: header[place].text, role: places.first { $0.value == place }?.key.rawValue)
    }
  }
}

/// One row of a table by its fields.
private struct MappedRecord {
  let table: CSVTable
  let row: Int
  let columns: MappedColumns

  private func cell(_ field: ChainField) -> CSVCell? {
    guard let place = columns[field] else { return nil }
    let cell = table[row, place]
    return MissingWords.contains(cell.text) ? nil : cell
  }

  private func missing(_ field: ChainField, _ expected: String, log: inout ProblemLog) {
    let place = columns[field] ?? 0
    log.add(at: table[row, place].offset, "\(field.rawValue) is missing", expected: expected)
  }

  /// The instant of a field; a date alone is none.
  func instant(_ field: ChainField, log: inout ProblemLog) -> Timestamp? {
    if columns.isTimeMissing { return nil }
    guard let cell = cell(field) else {
      missing(field, "an instant", log: &log)
      return nil
    }
    if let zoned = DateText.newYorkTime(cell.text) { return zoned.instant }
    if case .time(let time) = WrittenTime.read(cell.text, order: nil), cell.text.utf8.count > 10 {
      return Timestamp(secondsSinceEpoch: time.seconds)
    }
    log.add(
      at: cell.offset, "\(field.rawValue) is \(shown(cell.text))",
      expected: "a date with its time and zone, or the option as-of")
    return nil
  }

  func contract(_ options: ChainOptions, _ roots: inout [String: ListedRoot], log: inout ProblemLog) -> OptionContract?
  {
    if let cell = cell(.contract), let symbol = OptionSymbol(cell.text) {
      let listed = root(symbol.root, options, &roots)
      return listed.contract(symbol.type, strike: symbol.strike, expiry: listed.expiry(on: symbol.date))
    }
    let type = type(log: &log)
    let strike = number(.strike, .positive, isRequired: true, log: &log)
    let expiry = expiry(log: &log)
    guard let name = options.underlying?.name ?? cell(.underlying)?.text else {
      if columns[.underlying] != nil { missing(.underlying, "a ticker", log: &log) }
      return nil
    }
    guard let type, let strike, let expiry else { return nil }
    let listed = root(name, options, &roots)
    let instant = expiry.instant ?? listed.expiry(on: expiry.date)
    return listed.contract(type, strike: strike, expiry: instant)
  }

  private func root(_ name: String, _ options: ChainOptions, _ roots: inout [String: ListedRoot]) -> ListedRoot {
    if let known = roots[name] { return known }
    let listed = ListedRoot(name)
    roots[name] = listed
    return listed
  }

  private func type(log: inout ProblemLog) -> OptionType? {
    guard let cell = cell(.type) else {
      missing(.type, "call or put", log: &log)
      return nil
    }
    switch cell.text.lowercased() {
    case "c", "call", "calls": return .call
    case "p", "put", "puts": return .put
    default:
      log.add(at: cell.offset, "type is \(shown(cell.text))", expected: "call or put")
      return nil
    }
  }

  /// The expiry's day, and its instant where a time is written.
  private func expiry(log: inout ProblemLog) -> (date: CalendarDate, instant: Timestamp?)? {
    guard let cell = cell(.expiry) else {
      missing(.expiry, "a date such as 2026-04-24", log: &log)
      return nil
    }
    switch WrittenTime.read(cell.text, order: nil) {
    case .time(let time):
      let isMidnight = time.seconds == Int64(time.date.daysSinceEpoch) * 86_400
      return (time.date, isMidnight ? nil : Timestamp(secondsSinceEpoch: time.seconds))
    case .ambiguous:
      log.add(
        at: cell.offset, "expiry \(cell.text) has its day or its month first", expected: "a date such as 2026-04-24")
    case .none:
      log.add(at: cell.offset, "expiry is \(shown(cell.text))", expected: "a date such as 2026-04-24")
    }
    return nil
  }

  private func number(_ field: ChainField, _ rule: NumberRule, isRequired: Bool = false, log: inout ProblemLog)
    -> Double?
  {
    guard let cell = cell(field) else {
      if isRequired { missing(field, rule.expectation, log: &log) }
      return nil
    }
    return log.number(
      CSVCell(text: DecimalMark.point.plain(cell.text) ?? cell.text, offset: cell.offset), field.rawValue, rule)
  }

  func quote(_ contract: OptionContract?, log: inout ProblemLog) -> OptionChain.Quote? {
    let bid = number(.bid, .nonNegative, log: &log)
    let ask = number(.ask, .nonNegative, log: &log)
    let mark = number(.mark, .nonNegative, log: &log)
    let volatility = number(.volatility, .nonNegative, log: &log)
    let spot = number(.spot, .positive, log: &log)
    let openInterest = number(.openInterest, .nonNegative, log: &log) ?? 0
    let above = { (value: Double?) in value.flatMap { $0 > 0 ? $0 : nil } }
    return contract.map {
      OptionChain.Quote(
        contract: $0, bid: above(bid), ask: above(ask), mark: mark, markVolatility: above(volatility), spot: spot,
        openInterest: openInterest)
    }
  }
}
