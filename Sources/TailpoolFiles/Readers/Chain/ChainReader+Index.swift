#if Command
  import TailpoolMarket

  extension ChainReader {
    /// The columns that a CSV of S&P 500 index options must have.
    static let indexColumns = ["quote_date", "spot", "expiry", "type", "strike", "root", "bid", "ask", "iv", "oi"]

    /// Reads a CSV of S&P 500 index options as Cboe publishes them; a bid, ask or volatility of 0 means that there is
    /// none.
    ///
    /// Options of root SPX settle on the open, 09:30 New York, of their expiry date; those of root SPXW on the close, 16:00,
    /// or 13:00 where the market closes early.
    static func indexChain(_ table: CSVTable, _ options: ChainOptions, log: inout ProblemLog) -> ChainRows? {
      guard let columns = table.columns(indexColumns, log: &log) else { return nil }
      var rows = ChainRows(options)
      for row in 0..<table.count {
        let cells = IndexCells(columns.map { table[row, $0] })
        let before = log.count
        let expectation = "a time such as 2022-07-12T11:55-04:00 or 2025-10-01 6:02 PM ET"
        let quoted = log.required(cells.quoteDate, "quote_date", expected: expectation) {
          DateText.timestamp($0) ?? DateText.newYorkTime($0)
        }
        let contract = self.contract(cells, log: &log)
        let quote = self.quote(cells, contract, log: &log)
        if log.count == before, let quote, let quoted {
          rows.append(quote, at: quoted.instant, offset: cells.strike.offset, log: &log)
        }
      }
      return rows
    }

    private static func contract(_ cells: IndexCells, log: inout ProblemLog) -> OptionContract? {
      let type = log.required(cells.type, "type", expected: "C or P") { OptionType(letter: $0) }
      let strike = log.number(cells.strike, "strike", .positive, isRequired: true)
      let root = log.required(cells.root, "root", expected: "SPX or SPXW") { $0 == "SPX" || $0 == "SPXW" ? $0 : nil }
      let date = log.required(cells.expiry, "expiry", expected: "a date such as 2022-07-15") { DateText.date($0) }
      guard let type, let strike, let root, let date else { return nil }
      let listed = ListedRoot(root)
      return listed.contract(type, strike: strike, expiry: listed.expiry(on: date))
    }

    private static func quote(_ cells: IndexCells, _ contract: OptionContract?, log: inout ProblemLog) -> OptionChain
      .Quote?
    {
      let bid = log.nonZero(cells.bid, "bid")
      let ask = log.nonZero(cells.ask, "ask")
      let volatility = log.nonZero(cells.volatility, "iv")
      let spot = log.number(cells.spot, "spot", .positive)
      let openInterest = log.number(cells.openInterest, "oi", .nonNegative) ?? 0
      return contract.map {
        OptionChain.Quote(
          contract: $0, bid: bid, ask: ask, markVolatility: volatility, spot: spot, openInterest: openInterest)
      }
    }
  }

  /// The cells of one row, in the order of `ChainReader.indexColumns`.
  private struct IndexCells {
    private let cells: [CSVCell]

    init(_ cells: [CSVCell]) { self.cells = cells }

    var quoteDate: CSVCell { cells[0] }
    var spot: CSVCell { cells[1] }
    var expiry: CSVCell { cells[2] }
    var type: CSVCell { cells[3] }
    var strike: CSVCell { cells[4] }
    var root: CSVCell { cells[5] }
    var bid: CSVCell { cells[6] }
    var ask: CSVCell { cells[7] }
    var volatility: CSVCell { cells[8] }
    var openInterest: CSVCell { cells[9] }
  }
#endif
