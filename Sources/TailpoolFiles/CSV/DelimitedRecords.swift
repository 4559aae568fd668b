/// The records of a delimited text one after the other, so that a long file is never held as cells.
struct DelimitedRecords {
  /// What parts cells, in the order in which they are preferred.
  static let delimiters: [UInt8] = [.comma, UInt8(ascii: ";"), .tab]

  let file: InputFile
  /// What parts the cells.
  let delimiter: UInt8
  private var scanner: CSVScanner
  /// Where the cells of the record start, and where a further one would.
  private(set) var starts: [Int] = []

  /// Creates the records of a file.
  ///
  /// - Parameters:
  ///   - file: The file, in UTF-8.
  ///   - delimiter: What parts cells; nil for what the first records say.
  init(_ file: InputFile, delimiter: UInt8? = nil) {
    self.file = file
    self.delimiter = delimiter ?? DelimitedRecords.delimiter(of: file)
    scanner = CSVScanner(file.bytes, delimiter: self.delimiter)
  }

  /// Goes to the next record.
  ///
  /// - Returns: Whether there is one.
  mutating func next(log: inout ProblemLog) -> Bool {
    starts.removeAll(keepingCapacity: true)
    return scanner.next(cells: &starts, log: &log)
  }

  /// Number of cells in the record.
  var count: Int { max(0, starts.count - 1) }

  /// Where the record starts, in bytes.
  var offset: Int { starts.first ?? 0 }

  /// Where a cell stands, with its quotes.
  func cell(_ column: Int) -> Range<Int> { starts[column]..<max(starts[column], starts[column + 1] - 1) }

  /// Where the content of a cell stands, without quotes and spaces around it.
  func content(_ column: Int) -> Range<Int> { CellBytes.content(of: cell(column), in: file.bytes).place }

  /// The text of a cell, without quotes and spaces around it.
  func text(_ column: Int) -> String { CellBytes.text(of: cell(column), in: file.bytes) }

  /// The texts of the record.
  var texts: [String] { (0..<count).map(text) }

  /// The delimiter by which most of the first records have the same number of cells, at least two.
  private static func delimiter(of file: InputFile) -> UInt8 {
    var best: (delimiter: UInt8, agreeing: Int) = (.comma, 0)
    for delimiter in delimiters {
      var records = DelimitedRecords(file, delimiter: delimiter)
      var log = ProblemLog(file)
      var lengths: [Int: Int] = [:]
      for _ in 0..<40 where records.next(log: &log) { lengths[records.count, default: 0] += 1 }
      lengths[1] = nil
      let agreeing = lengths.values.max() ?? 0
      if agreeing > best.agreeing { best = (delimiter, agreeing) }
    }
    return best.delimiter
  }
}
