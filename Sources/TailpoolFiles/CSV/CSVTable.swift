#if Command
  import SwiftCSV

  /// A cell with where it stands in its file.
  struct CSVCell {
    /// The text, without quotes and without spaces around it.
    let text: String
    /// Bytes from the start of the file to the start of the cell.
    let offset: Int
  }

  /// A CSV file: a header and rows of as many cells.
  ///
  /// The cells come from SwiftCSV; the positions, which it does not keep, from `CSVScanner`. Both must agree on every
  /// row.
  struct CSVTable {
    /// The names of the columns.
    let header: [CSVCell]
    private var rows: [(cells: [String], firstOffset: Int)] = []
    private let offsets: [Int]

    /// Number of rows below the header.
    var count: Int { rows.count }

    /// The cell of a row and column.
    subscript(row: Int, column: Int) -> CSVCell {
      CSVCell(text: rows[row].cells[column], offset: offsets[rows[row].firstOffset + column])
    }

    /// Reads a file; what is wrong with its form goes into the log, and rows that are wrong are left out.
    ///
    /// - Returns: nil when there is no header to go on with.
    init?(_ file: InputFile, log: inout ProblemLog) {
      if let invalid = file.firstInvalidByte {
        log.add(at: invalid, "byte that is not UTF-8", expected: "a text file in UTF-8")
        return nil
      }
      var scanner = CSVScanner(file.bytes)
      var offsets: [Int] = []
      var records: [(firstOffset: Int, cells: Int)] = []
      var text: [UInt8] = []
      text.reserveCapacity(file.bytes.count + CSVTable.sentinel.utf8.count)
      let problemsBefore = log.count
      while true {
        let first = offsets.count
        guard let range = scanner.next(cells: &offsets, log: &log) else { break }
        records.append((first, offsets.count - first))
        text += file.bytes[range]
        text.append(.lineFeed)
      }
      guard let header = records.first else {
        log.add(at: 0, "the file is empty", expected: "a header line and rows")
        return nil
      }
      // A wrong quote shifts every cell behind it, so there is nothing to go on with.
      guard log.count == problemsBefore else { return nil }
      text += CSVTable.sentinel.utf8
      guard let parsed = CSVTable.parse(String(decoding: text, as: UTF8.self)) else {
        log.add(at: offsets[0], "the file cannot be split into cells", expected: "comma-separated values")
        return nil
      }
      self.offsets = offsets
      let names = parsed.first ?? []
      self.header = names.prefix(header.cells).enumerated().map { CSVCell(text: $1, offset: offsets[$0]) }
      takeRows(parsed, records, log: &log)
      rejectDuplicateNames(log: &log)
    }

    /// A row of its own at the end shows that no quote is left open, and lets no trailing empty cell be lost.
    private static let sentinel = "end of file,end of file"

    private static func parse(_ text: String) -> [[String]]? {
      // Without a row limit the initializer would parse all rows a second time.
      guard let csv = try? EnumeratedCSV(string: text, delimiter: .comma, loadColumns: false, rowLimit: 0) else {
        return nil
      }
      let rows = Rows()
      guard (try? csv.enumerateAsArray(startAt: 0, rowLimit: nil) { rows.all.append($0.map(trimmed)) }) != nil else {
        return nil
      }
      guard let last = rows.all.popLast(), last == ["end of file", "end of file"] else { return nil }
      return rows.all
    }

    private final class Rows {
      var all: [[String]] = []
    }

    private mutating func takeRows(
      _ parsed: [[String]], _ records: [(firstOffset: Int, cells: Int)], log: inout ProblemLog
    ) {
      for (index, record) in records.enumerated() {
        let offset = offsets[record.firstOffset]
        guard index < parsed.count, parsed[index].count == record.cells else {
          log.add(at: offset, "the row cannot be split into cells", expected: "commas and quotes without marks on them")
          return
        }
        if index == 0 { continue }
        if record.cells != header.count {
          let isShort = record.cells < header.count
          let place = isShort ? record.cells - 1 : header.count
          log.add(
            at: offsets[record.firstOffset + place], "row of \(record.cells) cells",
            expected: "\(header.count) cells as in the header")
        } else {
          rows.append((parsed[index], record.firstOffset))
        }
      }
    }

    private func rejectDuplicateNames(log: inout ProblemLog) {
      var seen = Set<String>()
      for cell in header where !seen.insert(cell.text).inserted {
        log.add(at: cell.offset, "column \(shown(cell.text)) stands twice in the header", expected: "each column once")
      }
    }

    /// The place of a column, or nil.
    func column(_ name: String) -> Int? { header.firstIndex { $0.text == name } }

    /// The places of columns that must be there; a missing one is a problem of the header.
    ///
    /// - Returns: The places in the order of `names`, or nil when one is missing.
    func columns(_ names: [String], log: inout ProblemLog) -> [Int]? {
      let found = names.map(column)
      for (name, place) in zip(names, found) where place == nil {
        log.add(
          at: header.first?.offset ?? 0, "the header has no column \(shown(name))",
          expected: "the columns \(names.joined(separator: ","))")
      }
      let places = found.compactMap { $0 }
      return places.count == names.count ? places : nil
    }
  }

  /// A text without spaces and tabs around it.
  private func trimmed(_ text: String) -> String {
    let isBlank = { (byte: UInt8?) in byte == .space || byte == .tab }
    guard isBlank(text.utf8.first) || isBlank(text.utf8.last) else { return text }
    let rest = text.drop { $0 == " " || $0 == "\t" }
    guard let end = rest.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(rest[...end])
  }
#endif
