/// A dense matrix of doubles, column-major.
public struct Matrix: Hashable, Sendable {
  /// Number of rows, ≥ 0.
  public let rows: Int
  /// Number of columns, ≥ 0.
  public let columns: Int
  /// The elements, column after column: element (i, j) stands at `i + j * rows`.
  public internal(set) var storage: [Double]

  /// Creates a matrix whose elements are all equal.
  ///
  /// - Parameters:
  ///   - rows: Number of rows, ≥ 0.
  ///   - columns: Number of columns, ≥ 0.
  ///   - value: What each element is.
  /// - Precondition: Neither count is negative.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(rows >= 0 && columns >= 0, "a matrix of \(rows) × \(columns)")
    self.init(rows: rows, columns: columns, storage: [Double](repeating: value, count: rows * columns))
  }

  /// Creates a matrix from its elements in column-major order.
  ///
  /// - Parameters:
  ///   - rows: Number of rows, ≥ 0.
  ///   - columns: Number of columns, ≥ 0.
  ///   - storage: `rows * columns` elements, column after column.
  /// - Precondition: The count of `storage` is `rows * columns`.
  public init(rows: Int, columns: Int, storage: [Double]) {
    precondition(rows >= 0 && columns >= 0, "a matrix of \(rows) × \(columns)")
    precondition(storage.count == rows * columns, "\(storage.count) elements for a matrix of \(rows) × \(columns)")
    self.rows = rows
    self.columns = columns
    self.storage = storage
  }

  /// Creates a matrix from its rows.
  ///
  /// - Parameter rows: The rows from top to bottom, each as long as the first.
  /// - Precondition: All rows have the same length.
  public init(rows: [[Double]]) {
    self.init(rows: rows.count, columns: rows.first?.count ?? 0)
    for (i, row) in rows.enumerated() {
      precondition(row.count == columns, "row \(i) has \(row.count) elements, the first has \(columns)")
      for (j, value) in row.enumerated() { self[i, j] = value }
    }
  }

  /// The element in a row and a column, both from 0.
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "element (\(row), \(column))")
      return storage[row + column * rows]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "element (\(row), \(column))")
      storage[row + column * rows] = newValue
    }
  }

  /// The elements of one column, from top to bottom.
  ///
  /// - Parameter index: The column, from 0.
  public func column(_ index: Int) -> ArraySlice<Double> {
    precondition(index >= 0 && index < columns, "column \(index) of \(columns)")
    return storage[(index * rows)..<((index + 1) * rows)]
  }

  /// The elements of the diagonal.
  public var diagonal: [Double] {
    (0..<min(rows, columns)).map { storage[$0 + $0 * rows] }
  }
}
