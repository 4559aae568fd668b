#if Command
  import TailpoolEvents
  import TailpoolMarket
  import TailpoolVenues

  /// Reads what a venue is asked for: CSV, one row an order, in the order in which they come.
  ///
  ///     time,action,owner,lower,upper,liquidity,most0,most1,trader,pays,exact,units,allowed
  ///     2026-01-01T00:00:00Z,mint,Ada,-200000,-190000,1000000000000,1000000000000000000000,1000000000000,,,,,
  ///     2026-01-01T00:01:00Z,swap,,,,,,,Bob,token0,paidIn,1000000000000000,0
  ///
  /// The columns are the fields of the venue's events by their names, in any order; an empty cell is a field that is absent. A
  /// time, an expiry and a deadline are seconds since 1970 or written out; `version` is 1 where it is left out. What a venue would
  /// refuse is no problem of the file.
  public enum OrdersReader {
    /// Reads orders from a path.
    ///
    /// - Parameters:
    ///   - path: A path, or `-` for standard input.
    ///   - type: The orders of the venue.
    /// - Returns: The orders as they stand in the file.
    /// - Throws: `FileError.unreadable`, or `.invalid` with the problems of the file.
    public static func read<Order: VenueOrder>(path: String, as type: Order.Type) throws(FileError) -> [Order] {
      try read(InputFile(path: path), as: type)
    }

    /// Reads orders from bytes in memory.
    ///
    /// - Parameters:
    ///   - file: The bytes and the name that problems are reported under.
    ///   - type: The orders of the venue.
    /// - Returns: The orders as they stand in the file.
    /// - Throws: `FileError.invalid` with the problems of the file: a column that is no field, a cell that is missing, in a wrong
    ///   form or none of its action, and no order at all.
    /// - Complexity: O(bytes).
    public static func read<Order: VenueOrder>(_ file: InputFile, as type: Order.Type) throws(FileError) -> [Order] {
      var log = ProblemLog(file)
      let orders: [Order] = CSVTable(file, log: &log).flatMap { self.orders($0, log: &log) } ?? []
      try log.check()
      if orders.isEmpty { throw log.failure("the file has no orders", expected: "at least one order") }
      return orders
    }

    private static func orders<Order: VenueOrder>(_ table: CSVTable, log: inout ProblemLog) -> [Order]? {
      guard table.columns(["time", "action"], log: &log) != nil else { return nil }
      let names = ["version"] + Order.fields.map(\.name)
      let problems = log.count
      for cell in table.header where !names.contains(cell.text) {
        log.add(
          at: cell.offset, "no order has a field \(shown(cell.text))",
          expected: "one of \(names.joined(separator: ", "))"
        )
      }
      // A name that stands twice is in the log already, and says nothing about the cells below it.
      if log.count > problems || Set(table.header.map(\.text)).count < table.header.count { return nil }
      var orders: [Order] = []
      orders.reserveCapacity(table.count)
      for row in 0..<table.count {
        do throws(EventFormatError) { orders.append(try Order(.fields(fields(of: row, in: table)))) } catch {
          report(error, row, table, Order.self, log: &log)
        }
      }
      return orders
    }

    /// The cells of a row that are not empty, as the format has them.
    private static func fields(of row: Int, in table: CSVTable) -> [EventField] {
      var fields: [EventField] = []
      fields.reserveCapacity(table.header.count + 1)
      var hasVersion = false
      for (column, name) in table.header.enumerated() {
        let text = table[row, column].text
        if text.isEmpty { continue }
        if name.text == "version" { hasVersion = true }
        // What is no time stays as it is, and is no field of the format then.
        let isTime = ["time", "expiry", "deadline"].contains(name.text)
        let seconds = isTime ? DateText.seconds(text) ?? "no time" : text
        fields.append(EventField(name.text, .text(seconds)))
      }
      if !hasVersion { fields.append(EventField("version", .text("1"))) }
      return fields
    }

    /// Adds what the format says of a row, at the cell of the field, or at the first of the row where there is none.
    private static func report<Order: VenueOrder>(
      _ error: EventFormatError, _ row: Int, _ table: CSVTable, _ type: Order.Type, log: inout ProblemLog
    ) {
      let name = error.field
      let column = table.column(name)
      let cell = table[row, column ?? 0]
      let expected =
        name == "version" ? "1" : Order.fields.first { $0.name == name }?.expectation ?? "a value of the format"
      switch error {
      case .missing: log.add(at: table[row, 0].offset, "\(name) is missing", expected: expected)
      case .unknown:
        let action = table.column("action").map { table[row, $0].text } ?? ""
        log.add(at: cell.offset, "\(name) is no field of \(action)", expected: "an empty cell")
      default: log.add(at: cell.offset, "\(name) is \(shown(column == nil ? "" : cell.text))", expected: expected)
      }
    }
  }
#endif
