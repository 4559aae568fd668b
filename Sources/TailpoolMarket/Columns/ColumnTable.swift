/// Columns of equal length in one allocation, a stride apart.
package struct ColumnTable: Hashable, Sendable {
  /// Elements of one column.
  package let rowCount: Int
  /// From the start of one column to the start of the next: a line of the cache more than the column, so that columns
  /// of 2ⁿ elements do not compete for the same sets of the cache.
  package let stride: Int
  package var values: [Double]

  /// Copies columns.
  ///
  /// - Precondition: All have the same number of elements.
  package init(columns: [[Double]]) {
    self.init(columnCount: columns.count, rowCount: columns.first?.count ?? 0)
    for (index, column) in columns.enumerated() {
      precondition(
        column.count == rowCount, "column \(index) has \(column.count) elements, the first has \(rowCount)")
      values.replaceSubrange(index * stride..<index * stride + rowCount, with: column)
    }
  }

  /// Columns of zeros.
  package init(columnCount: Int, rowCount: Int) {
    self.rowCount = rowCount
    stride = (rowCount + 7) / 8 * 8 + 8
    values = Array(repeating: 0, count: columnCount * stride)
  }

  package subscript(column: Int) -> ArraySlice<Double> { values[column * stride..<column * stride + rowCount] }

  package subscript(column: Int, row: Int) -> Double {
    precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
    return values[column * stride + row]
  }
}
