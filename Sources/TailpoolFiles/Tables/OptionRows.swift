#if Command
  import TailpoolMarket
  import TailpoolPricing

  /// The cells of one row that a formula takes.
  struct OptionRow {
    /// Call or put; a call where the model has no type.
    var type = OptionType.call
    /// What a digital option pays; cash where the model has no kind.
    var payoff = DigitalOption.Payoff.cash
    /// The number columns, in the order in which the model names them.
    var numbers: [Double]
  }

  /// A table of options: every column as text, and the columns that a formula takes as values.
  struct OptionRows {
    let table: ColumnTable
    let rows: [OptionRow]

    /// Reads the columns that a formula takes; every cell that parses as a number is data, also `nan` and `inf`.
    ///
    /// - Parameters:
    ///   - file: The CSV file.
    ///   - texts: Which of `kind` and `type` the formula takes.
    ///   - numbers: The number columns that it takes.
    /// - Throws: `FileError.invalid` for a missing column, a ragged row or a cell that is not what its column holds.
    init(_ file: InputFile, texts: [String], numbers: [String]) throws(FileError) {
      var log = ProblemLog(file)
      let read = CSVTable(file, log: &log).flatMap { table -> OptionRows? in
        guard let places = table.columns(texts + numbers, log: &log) else { return nil }
        return OptionRows(table, texts: texts, numbers: numbers, places: places, log: &log)
      }
      try log.check()
      guard let read else { throw log.failure("the table cannot be read", expected: "a header line and rows") }
      self = read
    }

    private init(_ csv: CSVTable, texts: [String], numbers: [String], places: [Int], log: inout ProblemLog) {
      rows = (0..<csv.count).map { row in
        var option = OptionRow(numbers: [])
        option.numbers.reserveCapacity(numbers.count)
        for (name, place) in zip(texts, places) {
          option.take(csv[row, place], name, log: &log)
        }
        for (name, place) in zip(numbers, places.dropFirst(texts.count)) {
          let value = log.required(csv[row, place], name, expected: "a number, nan or inf") { Double($0) }
          option.numbers.append(value ?? .nan)
        }
        return option
      }
      table = ColumnTable(
        names: csv.header.map(\.text),
        columns: csv.header.indices.map { column in (0..<csv.count).map { csv[$0, column].text } })
    }
  }

  extension OptionRow {
    fileprivate mutating func take(_ cell: CSVCell, _ name: String, log: inout ProblemLog) {
      if name == "kind" {
        let read = log.required(cell, name, expected: "cash or asset") {
          DigitalOption.Payoff(rawValue: $0.lowercased())
        }
        payoff = read ?? .cash
      } else {
        type = log.required(cell, name, expected: "call or put") { OptionType(rawValue: $0.lowercased()) } ?? .call
      }
    }
  }
#endif
