#if Command
  import TailpoolLinearAlgebra

  /// A symmetric matrix with a name for each row and column, as a CSV file holds it: a header of names, then the rows.
  package struct MatrixTable: Hashable, Sendable {
    /// The names, one a row and column.
    package let names: [String]
    /// Names × names, exactly symmetric.
    package let matrix: Matrix
    /// What was mended when it was read, each in one sentence.
    package let notes: [String]

    /// Creates a table.
    ///
    /// - Parameters:
    ///   - names: The names, each once.
    ///   - matrix: Names × names.
    ///   - notes: What was mended when it was read.
    /// - Precondition: The counts fit.
    package init(names: [String], matrix: Matrix, notes: [String] = []) {
      precondition(
        matrix.rows == names.count && matrix.columns == names.count,
        "\(names.count) names for \(matrix.rows) × \(matrix.columns)")
      self.names = names
      self.matrix = matrix
      self.notes = notes
    }

    /// Differences of mirrored elements up to this part of the largest element are taken for rounding in the file.
    static let rounding = 1e-12
    /// Differences up to this part of the largest element are evened out, and said.
    static let asymmetry = 1e-6

    /// Reads a matrix.
    ///
    /// A first column of names is recognized where its header is empty or its cells are the header's names. Of an element
    /// and the one mirrored at the diagonal one may be empty. Mirrored elements that differ by up to 1e-6 of the largest are
    /// both replaced by their mean; by more than rounding, and it is said.
    ///
    /// - Parameter file: The bytes and the name that problems are reported under.
    /// - Throws: `FileError.invalid` when the matrix is not square or not symmetric, or a cell is no finite number.
    package static func read(_ file: InputFile) throws(FileError) -> MatrixTable {
      var log = ProblemLog(file)
      let table = CSVTable(file, log: &log)
      let first = table.map { isIndexed($0) ? 1 : 0 } ?? 0
      let columns = (table?.header.count ?? 0) - first
      if let table, table.count != columns {
        let rows = table.count == 1 ? "1 row" : "\(table.count) rows"
        log.add(
          at: table.header.first?.offset ?? 0, "\(rows) below \(columns) columns",
          expected: "a square matrix: one row a column")
      }
      guard let table, table.count == columns else {
        try log.check()
        throw log.failure("the file has no matrix", expected: "a header of names and as many rows")
      }
      let names = table.header.dropFirst(first)
      if first == 1 { checkIndex(table, names, log: &log) }
      let (matrix, notes) = matrix(table, from: first, log: &log)
      try log.check()
      return MatrixTable(names: names.map(\.text), matrix: matrix, notes: notes)
    }

    /// Whether the first column holds the names of the rows.
    private static func isIndexed(_ table: CSVTable) -> Bool {
      guard let corner = table.header.first, table.header.count > 1, table.count > 0 else { return false }
      return corner.text.isEmpty
        || table.count == table.header.count - 1
          && (0..<table.count).allSatisfy { table[$0, 0].text == table.header[$0 + 1].text }
    }

    private static func checkIndex(_ table: CSVTable, _ names: ArraySlice<CSVCell>, log: inout ProblemLog) {
      for (row, name) in zip(0..<table.count, names) where table[row, 0].text != name.text {
        log.add(
          at: table[row, 0].offset, "the row is called \(shown(table[row, 0].text))",
          expected: "\(shown(name.text)), as the column of its number is")
      }
    }

    private static func matrix(_ table: CSVTable, from first: Int, log: inout ProblemLog) -> (Matrix, notes: [String]) {
      let n = table.count
      var raw = Matrix(rows: n, columns: n)
      for i in 0..<n {
        for j in 0..<n {
          let cell = table[i, first + j]
          // An empty element is the one mirrored at the diagonal.
          let source = cell.text.isEmpty && i != j ? table[j, first + i] : cell
          let isMissing = source.text.isEmpty
          raw[i, j] =
            log.number(
              isMissing ? cell : source, table.header[first + j].text, .finite, isRequired: i <= j || !isMissing)
            ?? 0
        }
      }
      var (worst, place): (Double, (Int, Int)?) = (0, nil)
      let limit = raw.storage.reduce(0) { max($0, abs($1)) }
      for i in 0..<n {
        for j in 0..<i where raw[i, j] != raw[j, i] {
          let difference = abs(raw[i, j] - raw[j, i])
          if difference > asymmetry * limit {
            log.add(
              at: table[i, first + j].offset,
              "the element is \(raw[i, j]), the one mirrored at the diagonal \(raw[j, i])",
              expected: "a symmetric matrix")
          } else if difference > max(worst, rounding * limit) {
            (worst, place) = (difference, (i, j))
          }
          let mean = raw[i, j] / 2 + raw[j, i] / 2
          (raw[i, j], raw[j, i]) = (mean, mean)
        }
      }
      return (raw, place.map { [note(worst, table.header[first + $0].text, table.header[first + $1].text)] } ?? [])
    }

    private static func note(_ worst: Double, _ row: String, _ column: String) -> String {
      "mirrored elements differ by up to \(worst), at \(shown(row)) and \(shown(column)); their means were taken"
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
