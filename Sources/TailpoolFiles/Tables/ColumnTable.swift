/// A table of named columns, as a CSV file holds it.
public struct ColumnTable: Hashable, Sendable {
  private enum Column: Hashable, Sendable {
    case texts([String])
    case numbers([Double])

    var count: Int {
      switch self {
      case .texts(let cells): cells.count
      case .numbers(let cells): cells.count
      }
    }

    /// The text of a cell; a number in the shortest form that reads back to it.
    subscript(row: Int) -> String {
      switch self {
      case .texts(let cells): cells[row]
      case .numbers(let cells): cells[row].isNaN ? "nan" : cells[row].description
      }
    }
  }

  /// The names of the columns, each once.
  public private(set) var names: [String]
  /// The number of rows below the header.
  public let count: Int
  private var columns: [Column]

  /// Creates a table of texts.
  ///
  /// - Parameters:
  ///   - names: The names of the columns, each once.
  ///   - columns: As many columns as names, all of the same length.
  public init(names: [String], columns: [[String]]) {
    precondition(names.count == columns.count, "\(names.count) names for \(columns.count) columns")
    let count = columns.first?.count ?? 0
    for (name, cells) in zip(names, columns) {
      precondition(cells.count == count, "column \(name) has \(cells.count) cells, the first has \(count)")
    }
    self.names = names
    self.columns = columns.map { .texts($0) }
    self.count = count
  }

  /// The cells of a column as text, or nil when there is none of that name.
  public subscript(name: String) -> [String]? {
    names.firstIndex(of: name).map { place in (0..<count).map { columns[place][$0] } }
  }

  /// Replaces the column of a name where it stands, or adds it at the end.
  ///
  /// - Parameters:
  ///   - name: The name of the column.
  ///   - cells: As many cells as the table has rows.
  public mutating func set(_ name: String, _ cells: [String]) {
    set(name, .texts(cells))
  }

  /// Replaces or adds a column of numbers, each written in the shortest form that reads back to the same number.
  ///
  /// - Parameters:
  ///   - name: The name of the column.
  ///   - numbers: As many numbers as the table has rows; NaN is `nan`, an infinity `inf` or `-inf`.
  public mutating func set(_ name: String, _ numbers: [Double]) {
    set(name, .numbers(numbers))
  }

  private mutating func set(_ name: String, _ column: Column) {
    precondition(column.count == count, "column \(name) has \(column.count) cells, the table \(count) rows")
    if let place = names.firstIndex(of: name) {
      columns[place] = column
    } else {
      names.append(name)
      columns.append(column)
    }
  }

  /// The table as a CSV text: a header line, then one line a row.
  ///
  /// A cell is quoted where reading it back would otherwise not give the same text.
  public var csv: String {
    var text = ""
    append(names, to: &text)
    for row in 0..<count { append(columns.map { $0[row] }, to: &text) }
    return text
  }

  private func append(_ cells: [String], to text: inout String) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { text += "," }
      // A blank line would be passed over, and a line that starts with # taken for a comment.
      let isHidden = index == 0 && (cell.utf8.first == UInt8(ascii: "#") || cell.isEmpty && cells.count == 1)
      if isHidden || ColumnTable.needsQuotes(cell) {
        text += "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
      } else {
        text += cell
      }
    }
    text += "\n"
  }

  private static func needsQuotes(_ cell: String) -> Bool {
    cell.utf8.contains { $0 == .comma || $0 == .quote || $0 == .lineFeed || $0 == .carriageReturn }
  }
}
