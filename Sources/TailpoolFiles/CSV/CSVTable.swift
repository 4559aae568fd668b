/// A cell with where it stands in its file.
struct CSVCell {
  /// The text, without quotes and without spaces around it.
  let text: String
  /// Bytes from the start of the file to the start of the cell.
  let offset: Int
}

/// A CSV file: a header and rows of as many cells.
struct CSVTable {
  /// The names of the columns.
  let header: [CSVCell]
  private let bytes: [UInt8]
  /// Where the cells of the rows start: as many as the header has, and one more, a row.
  private var offsets: [Int] = []

  /// Number of rows below the header.
  var count: Int { offsets.count / (header.count + 1) }

  /// The cell of a row and column.
  subscript(row: Int, column: Int) -> CSVCell {
    let place = row * (header.count + 1) + column
    return CSVTable.cell(offsets[place], offsets[place + 1], in: bytes)
  }

  private static func cell(_ start: Int, _ next: Int, in bytes: [UInt8]) -> CSVCell {
    CSVCell(text: CellBytes.text(of: start..<max(start, next - 1), in: bytes), offset: start)
  }

  /// Reads a file; what is wrong with its form goes into the log, and rows that are wrong are left out.
  ///
  /// - Returns: nil when there is no header to go on with.
  init?(_ file: InputFile, log: inout ProblemLog) {
    if let invalid = file.firstInvalidByte {
      log.add(at: invalid, "byte that is not UTF-8", expected: "a text file in UTF-8")
      return nil
    }
    bytes = file.bytes
    var scanner = CSVScanner(file.bytes)
    var cells: [Int] = []
    let problemsBefore = log.count
    guard scanner.next(cells: &cells, log: &log) else {
      log.add(at: 0, "the file is empty", expected: "a header line and rows")
      return nil
    }
    header = (0..<cells.count - 1).map { CSVTable.cell(cells[$0], cells[$0 + 1], in: file.bytes) }
    var lengths = ProblemLog(file)
    cells.removeAll(keepingCapacity: true)
    while scanner.next(cells: &cells, log: &log) {
      if cells.count == header.count + 1 { offsets += cells } else { lengths.addLength(cells, header.count) }
      cells.removeAll(keepingCapacity: true)
    }
    // A wrong quote shifts every cell behind it, so there is nothing to go on with.
    guard log.count == problemsBefore else { return nil }
    log.add(lengths)
    rejectDuplicateNames(log: &log)
  }

  private func rejectDuplicateNames(log: inout ProblemLog) {
    var seen = Set<String>()
    for cell in header where !seen.insert(cell.text).inserted {
      log.add(at: cell.offset, "column \(shown(cell.text)) stands twice in the header", expected: "each column once")
    }
  }

  /// The place of a column, or nil: the one of just this name, else the only one of it in other capitals.
  func column(_ name: String) -> Int? {
    if let place = header.firstIndex(where: { $0.text == name }) { return place }
    let small = name.lowercased()
    let alike = header.indices.filter { header[$0].text.lowercased() == small }
    return alike.count == 1 ? alike[0] : nil
  }

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

extension ProblemLog {
  /// Adds that a row has not as many cells as the header.
  ///
  /// - Parameters:
  ///   - cells: Where its cells start, and one more.
  ///   - expected: How many cells the header has.
  mutating func addLength(_ cells: [Int], _ expected: Int) {
    let count = cells.count - 1
    let place = count < expected ? count - 1 : expected
    add(at: cells[place], "row of \(count) cells", expected: "\(expected) cells as in the header")
  }
}
