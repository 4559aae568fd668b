/// A table of named columns of text, as a CSV file holds it.
public struct ColumnTable: Hashable, Sendable {
  /// The names of the columns, each once.
  public private(set) var names: [String]
  /// The cells, column by column; every column has `count` of them.
  public private(set) var columns: [[String]]
  /// The number of rows below the header.
  public let count: Int

  /// Creates a table.
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
    self.columns = columns
    self.count = count
  }

  /// The cells of a column, or nil when there is none of that name.
  public subscript(name: String) -> [String]? {
    names.firstIndex(of: name).map { columns[$0] }
  }

  /// Replaces the column of a name where it stands, or adds it at the end.
  ///
  /// - Parameters:
  ///   - name: The name of the column.
  ///   - cells: As many cells as the table has rows.
  public mutating func set(_ name: String, _ cells: [String]) {
    precondition(cells.count == count, "column \(name) has \(cells.count) cells, the table \(count) rows")
    if let place = names.firstIndex(of: name) {
      columns[place] = cells
    } else {
      names.append(name)
      columns.append(cells)
    }
  }

  /// Replaces or adds a column of numbers, each in the shortest form that reads back to the same number.
  ///
  /// - Parameters:
  ///   - name: The name of the column.
  ///   - numbers: As many numbers as the table has rows; NaN is `nan`, an infinity `inf` or `-inf`.
  public mutating func set(_ name: String, _ numbers: [Double]) {
    set(name, numbers.map { $0.isNaN ? "nan" : $0.description })
  }

  /// The table as a CSV text: a header line, then one line a row.
  ///
  /// A cell is quoted where reading it back would otherwise not give the same text.
  public var csv: String {
    var text = ""
    append(names, to: &text)
    var cells = [String](repeating: "", count: names.count)
    for row in 0..<count {
      for column in columns.indices { cells[column] = columns[column][row] }
      append(cells, to: &text)
    }
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
