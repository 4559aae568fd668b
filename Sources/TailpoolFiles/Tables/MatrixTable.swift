#if Command
  import TailpoolLinearAlgebra

  /// A symmetric matrix with a name for each row and column, as a CSV file holds it: a header of names, then the rows.
  package struct MatrixTable: Hashable, Sendable {
    /// The names, one a row and column.
    package let names: [String]
    /// Names × names, exactly symmetric.
    package let matrix: Matrix

    /// Creates a table.
    ///
    /// - Parameters:
    ///   - names: The names, each once.
    ///   - matrix: Names × names.
    /// - Precondition: The counts fit.
    package init(names: [String], matrix: Matrix) {
      precondition(
        matrix.rows == names.count && matrix.columns == names.count,
        "\(names.count) names for \(matrix.rows) × \(matrix.columns)")
      self.names = names
      self.matrix = matrix
    }

    /// Differences of mirrored elements up to this part of the largest element are taken for rounding in the file.
    static let rounding = 1e-12

    /// Reads a matrix.
    ///
    /// Mirrored elements that differ by rounding are both replaced by their mean.
    ///
    /// - Parameter file: The bytes and the name that problems are reported under.
    /// - Throws: `FileError.invalid` when the matrix is not square or not symmetric, or a cell is no finite number.
    package static func read(_ file: InputFile) throws(FileError) -> MatrixTable {
      var log = ProblemLog(file)
      let table = CSVTable(file, log: &log)
      if let table, table.count != table.header.count {
        let rows = table.count == 1 ? "1 row" : "\(table.count) rows"
        log.add(
          at: table.header.first?.offset ?? 0, "\(rows) below \(table.header.count) columns",
          expected: "a square matrix: one row a column")
      }
      guard let table, table.count == table.header.count else {
        try log.check()
        throw log.failure("the file has no matrix", expected: "a header of names and as many rows")
      }
      let matrix = MatrixTable.matrix(table, log: &log)
      try log.check()
      return MatrixTable(names: table.header.map(\.text), matrix: matrix)
    }

    private static func matrix(_ table: CSVTable, log: inout ProblemLog) -> Matrix {
      let n = table.count
      var raw = Matrix(rows: n, columns: n)
      for i in 0..<n {
        for j in 0..<n {
          raw[i, j] = log.number(table[i, j], table.header[j].text, .finite, isRequired: true) ?? 0
        }
      }
      let limit = rounding * raw.storage.reduce(0) { max($0, abs($1)) }
      for i in 0..<n {
        for j in 0..<i where raw[i, j] != raw[j, i] {
          if abs(raw[i, j] - raw[j, i]) > limit {
            log.add(
              at: table[i, j].offset, "the element is \(raw[i, j]), the one mirrored at the diagonal \(raw[j, i])",
              expected: "a symmetric matrix")
          }
          let mean = raw[i, j] / 2 + raw[j, i] / 2
          (raw[i, j], raw[j, i]) = (mean, mean)
        }
      }
      return raw
    }

    /// The table as a CSV text: a header of names, then the rows, each number in the shortest form that reads back.
    package var csv: String {
      var table = ColumnTable(names: [], columns: [])
      if !names.isEmpty {
        table = ColumnTable(
          names: names,
          columns: names.indices.map { column in names.indices.map { matrix[$0, column].description } })
      }
      return table.csv
    }
  }
#endif
