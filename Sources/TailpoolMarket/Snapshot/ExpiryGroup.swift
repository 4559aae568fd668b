/// The rows of one underlying, settlement and expiry, before its forward is known.
struct ExpiryGroup {
  /// The instant of expiry.
  let expiry: Timestamp
  /// Years from the snapshot to expiry, > 0.
  let years: Double
  /// The quotes, sorted by strike, calls before puts.
  let quotes: [OptionQuote]
  /// The median of the forwards that the rows gave, or nil.
  let quotedForward: Double?
  /// Rows that came without a forward.
  let rowsWithoutForward: Int

  /// Creates a group.
  ///
  /// - Parameters:
  ///   - rows: Rows of one expiry after `asOf`, at least one.
  ///   - expiry: Their expiry.
  ///   - asOf: The valuation time.
  init(rows: [OptionChain.Quote], expiry: Timestamp, asOf: Timestamp) {
    let forwards = rows.compactMap { positive($0.forward) }
    self.expiry = expiry
    years = DayCount.actual365Fixed.years(from: asOf, to: expiry)
    quotes = rows.map(OptionQuote.init(row:)).sorted(by: OptionQuote.precedes)
    quotedForward = median(forwards)
    rowsWithoutForward = rows.count - forwards.count
  }

  /// The market of this expiry once its forward is known.
  func market(_ forward: ResolvedForward) -> ExpiryMarket {
    ExpiryMarket(
      expiry: expiry, years: years, forward: forward.forward, discountFactor: forward.discountFactor,
      forwardSource: forward.source, quotes: quotes)
  }
}

extension OptionQuote {
  /// Creates the quote of a chain's row: the venue's mark, else the mid; prices that are not positive are absent.
  init(row: OptionChain.Quote) {
    let bid = positive(row.bid)
    let ask = positive(row.ask)
    var mark = row.mark.flatMap { $0 >= 0 && $0.isFinite ? $0 : nil }
    if mark == nil, let bid, let ask { mark = positive(0.5 * bid + 0.5 * ask) }
    self.init(
      contract: row.contract, bid: bid, ask: ask, mark: mark, markVolatility: positive(row.markVolatility),
      openInterest: positive(row.openInterest) ?? 0)
  }

  /// Whether one quote stands before another: by strike, calls before puts, then by root.
  static func precedes(_ left: OptionQuote, _ right: OptionQuote) -> Bool {
    let (left, right) = (left.contract, right.contract)
    if left.strike != right.strike { return left.strike < right.strike }
    if left.type != right.type { return left.type == .call }
    return left.root < right.root
  }
}

/// A value when it is finite and positive, else nil.
func positive(_ value: Double?) -> Double? {
  guard let value, value > 0, value.isFinite else { return nil }
  return value
}
