#if Command
  import Testing
  import _TailpoolTestSupport

  /// A CSV text without quoted cells, as most commands write it.
  struct PlainTable {
    let header: String
    let rows: [[String: String]]

    init(_ text: String) {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      header = lines.first.map(String.init) ?? ""
      let names = header.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      rows = lines.dropFirst().map { line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return Dictionary(zip(names, cells), uniquingKeysWith: { first, _ in first })
      }
    }

    /// The number of a cell; NaN where it is none, or absent.
    func number(_ row: Int, _ column: String) -> Double {
      rows.indices.contains(row) ? Double(rows[row][column] ?? "") ?? .nan : .nan
    }

    /// The texts of a column.
    subscript(column: String) -> [String] { rows.map { $0[column] ?? "" } }

    /// Checks numbers of a row, told by column.
    func check(
      _ row: Int, _ expected: KeyValuePairs<String, Double>, within tolerance: Tolerance,
      _ place: SourceLocation = #_sourceLocation
    ) {
      for (column, value) in expected {
        let failure = mismatch(column, number(row, column), value, within: tolerance, inputs: "row \(row) of \(rows)")
        #expect(failure == nil, sourceLocation: place)
      }
    }
  }
#endif
