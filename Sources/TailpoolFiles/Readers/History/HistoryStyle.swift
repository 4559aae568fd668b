import TailpoolMarket

/// What all rows of a history together say of its dates and numbers.
struct HistoryStyle {
  private(set) var dateOrder: DateOrder?
  private(set) var decimalMark: DecimalMark
  private(set) var notes: [String] = []

  /// Looks through the rows as far as it must; what stays undecided is in the log.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - delimiter: What parts its cells.
  ///   - header: Where the rows begin.
  ///   - options: What the user says.
  ///   - log: Takes the first date or number that can be read in two ways.
  init(
    _ file: InputFile, delimiter: UInt8, header: HistoryHeader, options: HistoryOptions, log: inout ProblemLog
  ) {
    (dateOrder, decimalMark) = (options.dateOrder, options.decimalMark ?? .point)
    var dates = options.dateOrder == nil
    // A comma inside a number needs quotes or another delimiter.
    var numbers = options.decimalMark == nil && (delimiter != .comma || file.bytes.contains(.quote))
    var (undecidedDate, undecidedNumber): (Int?, Int?) = (nil, nil)
    var scratch = ProblemLog(file)
    var records = DelimitedRecords(file, delimiter: delimiter)
    for _ in 0..<header.length { _ = records.next(log: &scratch) }
    while dates || numbers, records.next(log: &scratch) {
      guard records.count > header.layout.date else { continue }
      if dates {
        let place = records.content(header.layout.date)
        switch WrittenTime.read(file.bytes, place, order: nil) {
        case .ambiguous: undecidedDate = undecidedDate ?? records.cell(header.layout.date).lowerBound
        case .none: break
        case .time:
          dateOrder = WrittenTime.order(decidedBy: file.bytes, place)
          // Dates that no order can change need no look at the others.
          dates = dateOrder == nil && (undecidedDate != nil || HistoryStyle.isOrdered(file.bytes, place))
        }
      }
      if numbers { numbers = !decide(records, header.layout, &undecidedNumber) }
    }
    if options.dateOrder == nil, let dateOrder { notes.append("dates are \(dateOrder.rawValue)") }
    finish(undecidedDate, undecidedNumber, isNumberOpen: numbers, log: &log)
  }

  /// Whether a date is two numbers before a year, so that others of the file may need an order.
  private static func isOrdered(_ bytes: [UInt8], _ place: Range<Int>) -> Bool {
    var cursor = TimeCursor(bytes, place)
    return cursor.number(1...2) != nil && cursor.separator() != nil
  }

  /// Looks for a number that decides the mark; whether one was found.
  private mutating func decide(_ records: DelimitedRecords, _ layout: HistoryLayout, _ undecided: inout Int?) -> Bool {
    for column in layout.priceColumns where column < records.count {
      let place = records.content(column)
      guard records.file.bytes[place].contains(.comma) else { continue }
      let text = records.text(column)
      if let mark = DecimalMark.decided(by: text) {
        decimalMark = mark
        return true
      }
      undecided = undecided ?? records.cell(column).lowerBound
    }
    return false
  }

  private mutating func finish(_ date: Int?, _ number: Int?, isNumberOpen: Bool, log: inout ProblemLog) {
    if let date, dateOrder == nil {
      log.add(
        at: date, "the date has its day or its month first, and no row of the file decides which",
        expected: "another form, or the option date-order: day-first or month-first")
    }
    if let number, isNumberOpen {
      log.add(
        at: number, "the comma parts thousands or stands before decimals, and no number of the file decides which",
        expected: "another form, or the option decimal-mark: point or comma")
    }
    if decimalMark == .comma { notes.append("numbers have a comma before decimals") }
  }
}

extension HistoryLayout {
  /// The columns of prices.
  var priceColumns: [Int] {
    switch kind {
    case .long(_, let price): [price]
    case .wide(let assets): assets.map(\.column)
    }
  }
}
