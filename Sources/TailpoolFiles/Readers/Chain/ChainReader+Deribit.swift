#if Command
  import TailpoolMarket

  extension ChainReader {
    /// The columns that a CSV of Deribit options must have.
    static let deribitColumns = [
      "ts", "instrument", "ccy", "type", "strike", "expiry", "bid", "ask", "mark", "mark_iv", "fwd", "index", "oi",
    ]

    /// Reads a CSV of Deribit options: prices in coin for coin-settled options, volatilities as fractions a year.
    static func deribitChain(_ table: CSVTable, _ options: ChainOptions, log: inout ProblemLog) -> ChainRows? {
      guard let columns = table.columns(deribitColumns, log: &log) else { return nil }
      var rows = ChainRows(options)
      for row in 0..<table.count {
        let cells = DeribitCells(columns.map { table[row, $0] })
        let before = log.count
        let time = log.required(cells.time, "ts", expected: timeExpectation) { DateText.timestamp($0)?.instant }
        let name = log.required(cells.instrument, "instrument", expected: InstrumentName.expectation) {
          InstrumentName($0)
        }
        if let name { check(cells, name, log: &log) }
        let quote = name?.contract.map { self.quote(cells, $0, log: &log) }
        if log.count == before, let quote, let time {
          rows.append(quote, at: time, offset: cells.instrument.offset, log: &log)
        }
      }
      return rows
    }

    static let timeExpectation = "a time such as 2026-05-15T11:27:31Z"

    private static func quote(_ cells: DeribitCells, _ contract: OptionContract, log: inout ProblemLog)
      -> OptionChain.Quote
    {
      OptionChain.Quote(
        contract: contract,
        bid: log.nonZero(cells.bid, "bid"),
        ask: log.nonZero(cells.ask, "ask"),
        mark: log.number(cells.mark, "mark", .nonNegative),
        markVolatility: log.nonZero(cells.markVolatility, "mark_iv"),
        forward: log.number(cells.forward, "fwd", .positive),
        spot: log.number(cells.index, "index", .positive),
        openInterest: log.number(cells.openInterest, "oi", .nonNegative) ?? 0)
    }

    /// Rejects columns that say something else than the instrument's name.
    private static func check(_ cells: DeribitCells, _ name: InstrumentName, log: inout ProblemLog) {
      let currency = cells.currency
      if currency.text != name.underlying.name, currency.text != name.root {
        log.add(
          at: currency.offset, "ccy is \(shown(currency.text))",
          expected: "\(name.underlying) as in \(cells.instrument.text)")
      }
      if let type = log.required(cells.type, "type", expected: "C or P", { OptionType(letter: $0) }), type != name.type
      {
        log.add(
          at: cells.type.offset, "type is \(cells.type.text)",
          expected: "\(name.type == .call ? "C" : "P") as in \(cells.instrument.text)")
      }
      let strike = log.number(cells.strike, "strike", .positive, isRequired: true)
      if let strike, strike != name.strike {
        log.add(
          at: cells.strike.offset, "strike is \(cells.strike.text)",
          expected: "\(name.strike) as in \(cells.instrument.text)")
      }
      let expiry = log.required(cells.expiry, "expiry", expected: timeExpectation) { DateText.timestamp($0)?.instant }
      if let expiry, expiry != name.expiry {
        log.add(
          at: cells.expiry.offset, "expiry is \(cells.expiry.text)",
          expected: "\(name.expiry) as in \(cells.instrument.text)")
      }
    }
  }

  /// The cells of one row, in the order of `ChainReader.deribitColumns`.
  private struct DeribitCells {
    private let cells: [CSVCell]

    init(_ cells: [CSVCell]) { self.cells = cells }

    var time: CSVCell { cells[0] }
    var instrument: CSVCell { cells[1] }
    var currency: CSVCell { cells[2] }
    var type: CSVCell { cells[3] }
    var strike: CSVCell { cells[4] }
    var expiry: CSVCell { cells[5] }
    var bid: CSVCell { cells[6] }
    var ask: CSVCell { cells[7] }
    var mark: CSVCell { cells[8] }
    var markVolatility: CSVCell { cells[9] }
    var forward: CSVCell { cells[10] }
    var index: CSVCell { cells[11] }
    var openInterest: CSVCell { cells[12] }
  }
#endif
