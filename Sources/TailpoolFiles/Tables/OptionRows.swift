#if Command
  import TailpoolMarket
  import TailpoolPricing

  /// A column whose cells are words out of a list, in any case.
  struct WordColumn: Sendable {
    let name: String
    let words: [String]
    /// Other spellings of the words.
    private var aliases: [String: String] = [:]

    /// A column that holds the raw values of an enumeration.
    init<Value: CaseIterable & RawRepresentable>(_ name: String, _ type: Value.Type) where Value.RawValue == String {
      self.name = name
      words = Value.allCases.map(\.rawValue)
    }

    /// Call or put, or their first letters.
    static var type: WordColumn {
      var column = WordColumn("type", OptionType.self)
      column.aliases = ["c": OptionType.call.rawValue, "p": OptionType.put.rawValue]
      return column
    }

    /// The place of a word in the list; nil where it is not in it.
    func place(of text: String) -> Int? {
      let word = text.lowercased()
      return words.firstIndex(of: aliases[word] ?? word)
    }

    /// A column that holds words of a list, in lower case.
    init(_ name: String, words: [String]) { (self.name, self.words) = (name, words) }

    /// The words as a sentence needs them: `cash or asset`.
    var expectation: String {
      words.dropLast().joined(separator: ", ") + (words.count > 1 ? " or " : "") + (words.last ?? "")
    }
  }

  /// The cells of one row that a formula takes.
  struct OptionRow {
    /// The place of each word in the list of its column, in the order in which the model names the columns.
    var choices: [Int]
    /// The number columns, in the order in which the model names them.
    var numbers: [Double]
    /// How finely American options are priced.
    var accuracy = AmericanAccuracy.standard
    /// The model, style and dividends of an option with dividends in cash; nil in a table without these columns.
    var dividends: DividendColumns?
    /// The columns of lists of numbers, likewise.
    var lists: [[Double]] = []

    /// Call or put, of a model whose last column of words is the type.
    var type: OptionType { choice(choices.count - 1, OptionType.self) ?? .call }

    /// The value of a column of words; nil when the model has no such column.
    func choice<Value: CaseIterable>(_ column: Int, _ type: Value.Type) -> Value? {
      guard choices.indices.contains(column) else { return nil }
      return Value.allCases.dropFirst(choices[column]).first
    }
  }

  /// A table of options: every column as text, and the columns that a formula takes as values.
  struct OptionRows {
    let table: ColumnTable
    let rows: [OptionRow]

    /// Reads the columns that a formula takes; every cell that is a number is data, also `nan` and `inf`, and an empty
    /// one is NaN.
    ///
    /// - Parameters:
    ///   - file: The CSV file.
    ///   - words: The columns of words that the formula takes.
    ///   - numbers: The number columns that it takes.
    ///   - accuracy: How finely American options are priced.
    ///   - readsDividends: Whether the columns of dividends are read where they are there.
    ///   - lists: The columns of lists that it takes: numbers between semicolons, or a matrix as `[1 .5|.5 1]`.
    /// - Throws: `FileError.invalid` for a missing column, a ragged row or a cell that is not what its column holds.
    init(
      _ file: InputFile, words: [WordColumn], numbers: [String], accuracy: AmericanAccuracy = .standard,
      readsDividends: Bool = false, lists: [String] = []
    ) throws(FileError) {
      var log = ProblemLog(file)
      let read = CSVTable(file, log: &log).flatMap { table -> OptionRows? in
        guard let places = table.columns(words.map(\.name) + numbers + lists, log: &log) else { return nil }
        return OptionRows(
          table, words: words, numbers: numbers, lists: lists, places: places, accuracy: accuracy,
          readsDividends: readsDividends, log: &log)
      }
      try log.check()
      guard let read else { throw log.failure("the table cannot be read", expected: "a header line and rows") }
      self = read
    }

    private init(
      _ csv: CSVTable, words: [WordColumn], numbers: [String], lists: [String], places: [Int],
      accuracy: AmericanAccuracy, readsDividends: Bool, log: inout ProblemLog
    ) {
      rows = (0..<csv.count).map { row in
        var option = OptionRow(choices: [], numbers: [], accuracy: accuracy)
        option.numbers.reserveCapacity(numbers.count)
        for (column, place) in zip(words, places) {
          let choice = log.required(csv[row, place], column.name, expected: column.expectation) {
            column.place(of: $0)
          }
          option.choices.append(choice ?? 0)
        }
        for (name, place) in zip(numbers, places.dropFirst(words.count)) {
          let value = log.required(csv[row, place], name, expected: "a number, nan or inf", NumberText.data)
          option.numbers.append(value ?? .nan)
        }
        option.dividends = DividendColumns(csv, row: row, readsDividends, log: &log)
        for (name, place) in zip(lists, places.dropFirst(words.count + numbers.count)) {
          let values = log.required(
            csv[row, place], name, expected: "numbers between semicolons, or the rows of a matrix between bars",
            Self.list)
          option.lists.append(values ?? [])
        }
        return option
      }
      table = ColumnTable(
        names: csv.header.map(\.text),
        columns: csv.header.indices.map { column in (0..<csv.count).map { csv[$0, column].text } })
    }

    /// The numbers of a list or of a matrix row by row; nil where one is none.
    private static func list(_ text: String) -> [Double]? {
      let inner = text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text[...]
      var values: [Double] = []
      for part in inner.split(whereSeparator: { $0 == ";" || $0 == "|" || $0 == " " }) {
        guard let value = NumberText.data(String(part)) else { return nil }
        values.append(value)
      }
      return values.isEmpty ? nil : values
    }
  }
#endif
