#if Command
  /// Columns of numbers read from a CSV table.
  package struct NumberColumns: Hashable, Sendable {
    /// One array a column, in the order asked for; all of the same length, every number finite; of an optional column
    /// that is absent, no number.
    package let columns: [[Double]]

    /// Reads columns by their names; other columns are passed over.
    ///
    /// - Parameters:
    ///   - names: The names of the columns, each once.
    ///   - optional: Columns that may be absent, after the others.
    ///   - file: The CSV file, with a header line.
    /// - Throws: `FileError.invalid` with every problem: a missing column, a ragged row, a cell that is not a finite
    ///   number, or no row at all.
    package init(_ names: [String], optional: [String] = [], in file: InputFile) throws(FileError) {
      var log = ProblemLog(file)
      var columns = [[Double]](repeating: [], count: names.count + optional.count)
      if let table = CSVTable(file, log: &log), let places = table.columns(names, log: &log) {
        for row in 0..<table.count {
          for (index, place) in (places + optional.map(table.column)).enumerated() {
            guard let place else { continue }
            if let number = log.number(table[row, place], (names + optional)[index], .finite, isRequired: true) {
              columns[index].append(number)
            }
          }
        }
      }
      try log.check()
      guard columns.first?.isEmpty == false else {
        throw log.failure("the table has no row", expected: "at least one row below the header")
      }
      self.columns = columns
    }
  }
#endif
