/// A table of a terminal report: columns as wide as they need to be, numbers to the right.
package struct TextTable {
  /// How a column is set.
  package enum Alignment {
    case left, right
  }

  /// A column's header and alignment.
  package struct Column {
    let header: String
    let alignment: Alignment

    package static func left(_ header: String) -> Column { Column(header: header, alignment: .left) }
    package static func right(_ header: String) -> Column { Column(header: header, alignment: .right) }
  }

  let columns: [Column]
  private(set) var rows: [[String]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; cells that are missing are empty, cells beyond the columns are not shown.
  package mutating func add(_ cells: String...) { add(cells) }

  /// Adds a row from an array of cells.
  package mutating func add(_ cells: [String]) {
    rows.append(columns.indices.map { $0 < cells.count ? TerminalText.clean(cells[$0]) : "" })
  }

  /// The lines of the table, none wider than `width` unless the numbers alone are.
  ///
  /// When the table is too wide, the widest left-aligned columns give way: the last column is broken over several lines,
  /// another one is cut and ends in `…`.
  package func lines(width: Int) -> [String] {
    var widths = columns.indices.map { column in
      rows.reduce(columns[column].header.count) { max($0, $1[column].count) }
    }
    var excess = widths.reduce(0, +) + 2 * (columns.count - 1) + 2 - width
    let texts = columns.indices.filter { columns[$0].alignment == .left }
    // At first each keeps a fair part of the line; only where that is not enough, eight characters.
    for least in [max(8, width / (2 * max(1, texts.count))), 8] {
      for column in texts.sorted(by: { widths[$0] > widths[$1] }) where excess > 0 {
        let kept = max(min(least, widths[column]), widths[column] - excess)
        excess -= widths[column] - kept
        widths[column] = kept
      }
    }
    let header = line(columns.map(\.header), widths)
    let rule = "  " + widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    return [header, rule] + rows.flatMap { lines(of: $0, widths) }
  }

  private func lines(of cells: [String], _ widths: [Int]) -> [String] {
    guard let last = cells.last, let width = widths.last, columns.last?.alignment == .left, last.count > width else {
      return [line(cells, widths)]
    }
    return TerminalText.wrapped(last, width: width).enumerated().map { index, part in
      line((index == 0 ? cells.dropLast() : cells.dropLast().map { _ in "" }) + [part], widths)
    }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let text = columns.indices.map { TerminalText.pad(cells[$0], to: widths[$0], columns[$0].alignment) }
    return TerminalText.trimmedEnd("  " + text.joined(separator: "  "))
  }
}
