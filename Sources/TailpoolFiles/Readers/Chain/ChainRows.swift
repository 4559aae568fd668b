import TailpoolMarket

/// Collects the rows of a chain, and finds instruments that stand twice.
struct ChainRows {
  private let options: ChainOptions
  private var quotes: [OptionChain.Quote] = []
  private var latest: Timestamp?
  private var offsets: [Instrument: Int] = [:]
  /// Rows that are no options.
  var leftOut = 0
  /// How the file is laid out, in words.
  var layout = ""
  /// The columns that were read and passed over.
  var columns: [ReadingReport.Column] = []
  /// What was decided.
  var notes: [String] = []

  init(_ options: ChainOptions) { self.options = options }

  /// Adds a row.
  ///
  /// - Parameters:
  ///   - quote: The row.
  ///   - time: When it was observed.
  ///   - offset: Where it names its instrument.
  ///   - log: Takes the problem when the instrument stood before.
  mutating func append(_ quote: OptionChain.Quote, at time: Timestamp, offset: Int, log: inout ProblemLog) {
    if let first = offsets.updateValue(offset, forKey: quote.contract.instrument) {
      offsets[quote.contract.instrument] = first
      log.add(at: offset, again: first, "the instrument \(quote.contract.name)", expected: "each instrument once")
    }
    latest = max(latest ?? time, time)
    quotes.append(quote)
  }

  /// The chain as of its latest row, or as of when the user says, with what was decided.
  ///
  /// - Throws: `FileError.invalid` where no row is left that a market could be made of.
  func reading(_ log: ProblemLog) throws(FileError) -> Reading<OptionChain> {
    guard let asOf = options.asOf ?? latest, !quotes.isEmpty else {
      throw log.failure("the chain has no rows", expected: "at least one option")
    }
    let expired = quotes.count { $0.contract.expiry <= asOf }
    guard expired < quotes.count else {
      throw log.failure("every option of the chain has expired by \(asOf)", expected: "an option that expires later")
    }
    guard quotes.contains(where: \.hasPrice) else {
      throw log.failure("no row has a bid, an ask or a mark", expected: "quotes: the file has none, or all are zero")
    }
    var notes = notes
    if expired > 0 { notes.append("\(expired) rows have expired by \(asOf) and count for nothing") }
    if leftOut > 0 { notes.append("\(leftOut) rows are futures, spot pairs or combos and were left out") }
    let report = ReadingReport(
      file: log.file.name, layout: layout, columns: columns, rows: quotes.count + leftOut, notes: notes)
    let spotted = quotes.map { quote in
      quote.spot == nil ? options.spot.map { quote.at(spot: $0) } ?? quote : quote
    }
    return Reading(OptionChain(asOf: asOf, quotes: spotted), report: report)
  }
}

extension OptionChain.Quote {
  /// Whether it says what the option costs, be it by a volatility at a forward.
  fileprivate var hasPrice: Bool {
    bid != nil || ask != nil || mark != nil || markVolatility != nil && forward != nil
  }

  /// The row with a spot that the user says.
  fileprivate func at(spot: Double) -> OptionChain.Quote {
    OptionChain.Quote(
      contract: contract, bid: bid, ask: ask, mark: mark, markVolatility: markVolatility, forward: forward, spot: spot,
      openInterest: openInterest)
  }
}
