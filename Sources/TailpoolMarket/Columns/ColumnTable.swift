/// Columns of equal length in one allocation, a stride apart.
package struct ColumnTable: Sendable {
  /// Elements of one column.
  package let rowCount: Int
  /// From the start of one column to the start of the next: a line of the cache more than the column, so that columns
  /// of 2ⁿ elements do not compete for the same sets of the cache.
  package let stride: Int
  /// Where the first column starts: at a line of the cache when the table is made. A later copy may lose that, which
  /// costs time only.
  package let start: Int
  package var values: [Double]

  /// Elements of a line of the cache.
  private static let line = 8

  /// Copies columns.
  ///
  /// - Precondition: All have the same number of elements.
  package init(columns: [[Double]]) {
    self.init(columnCount: columns.count, rowCount: columns.first?.count ?? 0)
    for (index, column) in columns.enumerated() {
      precondition(
        column.count == rowCount, "column \(index) has \(column.count) elements, the first has \(rowCount)")
      values.replaceSubrange(range(index), with: column)
    }
  }

  /// Columns of zeros.
  package init(columnCount: Int, rowCount: Int) {
    self.rowCount = rowCount
    stride = (rowCount + ColumnTable.line - 1) / ColumnTable.line * ColumnTable.line + ColumnTable.line
    values = Array(repeating: 0, count: columnCount * stride + ColumnTable.line)
    let address = unsafe values.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    let past = Int(address / UInt(MemoryLayout<Double>.stride) % UInt(ColumnTable.line))
    start = (ColumnTable.line - past) % ColumnTable.line
  }

  package subscript(column: Int) -> ArraySlice<Double> { values[range(column)] }

  package subscript(column: Int, row: Int) -> Double {
    precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
    return values[start + column * stride + row]
  }

  private var columnCount: Int { values.count / stride }

  private func range(_ column: Int) -> Range<Int> {
    let first = start + column * stride
    return first..<first + rowCount
  }
}

extension ColumnTable: Hashable {
  /// Whether the columns are equal, wherever they start.
  package static func == (left: ColumnTable, right: ColumnTable) -> Bool {
    left.rowCount == right.rowCount && left.columnCount == right.columnCount
      && (0..<left.columnCount).allSatisfy { left[$0] == right[$0] }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(rowCount)
    for column in 0..<columnCount { hasher.combine(self[column]) }
  }
}
