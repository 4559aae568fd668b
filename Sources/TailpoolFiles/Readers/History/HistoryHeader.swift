/// Where the rows of a history begin, and how they are to be read.
struct HistoryHeader {
  let layout: HistoryLayout
  /// The names of the columns.
  let names: [CSVCell]
  /// Records before the first row.
  let length: Int

  /// Most records that may stand above a header.
  private static let searched = 40

  /// Finds the header of a file; what keeps it from being found is in the log.
  init?(_ file: InputFile, delimiter: UInt8, options: HistoryOptions, log: inout ProblemLog) {
    let head = HistoryHeader.records(file, delimiter: delimiter)
    guard let top = head.first else {
      log.add(at: 0, "the file is empty", expected: "a header line and rows")
      return nil
    }
    if let place = head.indices.first(where: { HistoryHeader.isTickers(head, at: $0) }) {
      guard let layout = HistoryHeader.tickers(head, at: place, log: &log) else { return nil }
      (self.layout, names, length) = (layout, head[place], place + 3)
      return
    }
    let place = head.indices.first { HistoryHeader.isHeader(head, at: $0, options) }
    let header = place.map { head[$0] } ?? top
    let first = (place ?? 0) + 1 < head.count ? head[(place ?? 0) + 1].map(\.text) : []
    guard var layout = HistoryHead(header: header, first: first, options: options).layout(log: &log) else { return nil }
    if let place, place > 0 { layout.notes.append("\(place) lines above the header were passed over") }
    (self.layout, names, length) = (layout, header, (place ?? 0) + 1)
  }

  private static func records(_ file: InputFile, delimiter: UInt8) -> [[CSVCell]] {
    var records = DelimitedRecords(file, delimiter: delimiter)
    // Problems of quotes are found again when the rows are read.
    var scratch = ProblemLog(file)
    var head: [[CSVCell]] = []
    while head.count < searched, records.next(log: &scratch) {
      head.append((0..<records.count).map { CSVCell(text: records.text($0), offset: records.cell($0).lowerBound) })
    }
    return head
  }

  /// Whether a record names a column of dates, or is what pandas writes above an index without a name.
  private static func isHeader(_ head: [[CSVCell]], at place: Int, _ options: HistoryOptions) -> Bool {
    let cells = head[place]
    if let named = options.columns["date"] { return cells.contains { $0.text == named } }
    guard cells.count > 1 else { return false }
    if cells.contains(where: { ColumnNames.dates.contains(ColumnNames.normal($0.text)) }) { return true }
    guard cells[0].text.isEmpty, place + 1 < head.count, let next = head[place + 1].first else {
      return false
    }
    return WrittenTime.read(next.text, order: .dayFirst) != .none
  }

  /// Whether three records are fields, tickers and the name of the dates, as downloads of many tickers have them.
  private static func isTickers(_ head: [[CSVCell]], at place: Int) -> Bool {
    guard place + 2 < head.count, head[place].count > 1, let index = head[place + 2].first else { return false }
    let areAlike = head[place + 1].count == head[place].count && head[place + 2].count == head[place].count
    guard areAlike, ColumnNames.dates.contains(ColumnNames.normal(index.text)) else { return false }
    return head[place + 2].dropFirst().allSatisfy(\.text.isEmpty)
      && (areFields(head[place]) || areFields(head[place + 1]))
  }

  private static func areFields(_ cells: [CSVCell]) -> Bool {
    cells.dropFirst().allSatisfy { ColumnNames.isField(ColumnNames.normal($0.text)) }
  }

  private static func tickers(_ head: [[CSVCell]], at place: Int, log: inout ProblemLog) -> HistoryLayout? {
    let (fields, names) = areFields(head[place]) ? (head[place], head[place + 1]) : (head[place + 1], head[place])
    let normal = fields.map { ColumnNames.normal($0.text) }
    let adjusted = fields.indices.dropFirst().filter { ColumnNames.adjusted.contains(normal[$0]) }
    let closes = fields.indices.dropFirst().filter { ColumnNames.closes.contains(normal[$0]) }
    let chosen = adjusted.isEmpty ? closes : adjusted
    if chosen.isEmpty {
      log.add(at: fields[0].offset, "no column is a close", expected: "a column Close or Adj Close for each ticker")
      return nil
    }
    var seen = Set<String>()
    for column in chosen where names[column].text.isEmpty || !seen.insert(names[column].text).inserted {
      log.add(
        at: names[column].offset, "ticker \(shown(names[column].text))", expected: "each ticker once, with a name")
    }
    let note = "the adjusted closes were read, not the closes"
    return HistoryLayout(
      date: 0, kind: .wide(chosen.map { .init(column: $0, name: names[$0].text) }),
      notes: adjusted.isEmpty || closes.isEmpty ? [] : [note], words: "fields above tickers, one column an asset",
      isAdjusted: !adjusted.isEmpty)
  }
}
