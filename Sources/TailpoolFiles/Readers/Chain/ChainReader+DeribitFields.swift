import TailpoolMarket

extension ChainReader {
  /// Milliseconds of 9999-12-31T23:59:59Z.
  private static let latestMilliseconds = 253_402_300_799_000.0
  /// Where summaries and tickers have what they are of.
  static let instrumentNames = ["instrument_name"]

  /// Reads Deribit's own fields, those of `get_book_summary_by_currency` and of `ticker`, be they JSON or a table.
  ///
  /// `underlying_price` is the forward of the row's expiry, `estimated_delivery_price` the index; where that is absent,
  /// an `underlying_price` whose `underlying_index` is `index_price` is the index. `mark_iv` is in percent. A summary was
  /// made at its `creation_timestamp`; a ticker at its `timestamp`, and its `creation_timestamp` is that of the listing.
  /// Futures, spot pairs and combos among the options are left out and counted.
  static func deribitFields(_ records: [ChainRecord], _ options: ChainOptions, log: inout ProblemLog) -> ChainRows {
    var rows = ChainRows(options)
    var isTimeMissing = false
    for record in records {
      guard let (text, offset) = record.text(instrumentNames, log: &log) else { continue }
      guard let name = InstrumentName(text) else {
        if isNoOption(text, record) {
          rows.leftOut += 1
        } else {
          log.add(at: offset, "instrument_name is \(shown(text))", expected: InstrumentName.expectation)
        }
        continue
      }
      let before = log.count
      let time = self.time(of: record, options, &isTimeMissing, log: &log)
      let quote = name.contract.map { self.quote(record, $0, log: &log) }
      if log.count == before, let quote, let time { rows.append(quote, at: time, offset: offset, log: &log) }
    }
    return rows
  }

  /// Whether a record is a ticker, whose time of creation is that of the listing.
  private static func isTicker(_ record: ChainRecord) -> Bool {
    record.field(["best_bid_price", "best_ask_price", "expiration_timestamp", "timestamp"]) != nil
  }

  /// Whether an instrument is a future, a spot pair or a combo.
  private static func isNoOption(_ text: String, _ record: ChainRecord) -> Bool {
    if case .text(let kind)? = record.field(["kind", "instrument_type"])?.field,
      ["future", "spot", "combo"].contains(where: kind.contains)
    {
      return true
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let pair = parts.first, !pair.isEmpty else { return false }
    switch parts.count {
    case 1: return pair.contains("_")
    case 2: return parts[1] == "PERPETUAL" || DateText.compactDate(parts[1]) != nil
    // Combos are named by their structure: `BTC-FS-27FEB26_PERP`, `BTC-CDIAG-…`.
    default: return parts[1].count >= 2 && parts[1].allSatisfy { $0.isASCII && $0.isUppercase }
    }
  }

  /// When a record was made; that tickers have no time is said once.
  private static func time(
    of record: ChainRecord, _ options: ChainOptions, _ isTimeMissing: inout Bool, log: inout ProblemLog
  ) -> Timestamp? {
    if let asOf = options.asOf { return asOf }
    let isTicker = isTicker(record)
    let names = isTicker ? ["timestamp"] : ["creation_timestamp"]
    guard let (name, _, offset) = record.field(names) else {
      if !isTicker {
        log.add(
          at: record.offset, "\"creation_timestamp\" is missing", expected: NumberRule.nonNegative.expectation)
      } else if !isTimeMissing {
        log.add(
          at: record.offset,
          "no field says when the quotes were made (creation_timestamp is when an option was listed)",
          expected: "a field timestamp, or the option as-of with an instant")
      }
      isTimeMissing = isTimeMissing || isTicker
      return nil
    }
    guard let value = record.number(names, .nonNegative, log: &log) else { return nil }
    guard value <= latestMilliseconds, let seconds = Int64(exactly: (value / 1_000).rounded(.down)) else {
      log.add(at: offset, "\(name) is \(value)", expected: "milliseconds since 1970, before the year 10000")
      return nil
    }
    return Timestamp(secondsSinceEpoch: seconds)
  }

  private static func quote(_ record: ChainRecord, _ contract: OptionContract, log: inout ProblemLog)
    -> OptionChain.Quote
  {
    let forward = record.number(["underlying_price"], .positive, log: &log)
    var spot = record.number(["estimated_delivery_price", "index_price", "spot_ref"], .positive, log: &log)
    if spot == nil, case .text("index_price")? = record.field(["underlying_index"])?.field { spot = forward }
    let percent = record.number(["mark_iv"], .nonNegative, log: &log) ?? 0
    return OptionChain.Quote(
      contract: contract,
      bid: record.price(["bid_price", "best_bid_price"], log: &log),
      ask: record.price(["ask_price", "best_ask_price"], log: &log),
      mark: record.number(["mark_price"], .nonNegative, log: &log),
      markVolatility: percent > 0 ? percent / 100 : nil,
      forward: forward, spot: spot,
      openInterest: record.number(["open_interest"], .nonNegative, log: &log) ?? 0)
  }
}
