extension MarketSnapshot {
  /// Turns option chains into one snapshot, and counts every decision on the way in the diagnostics.
  ///
  /// The valuation time is that of the latest chain; options that have expired by then are dropped. Spot is the
  /// median of the rows' spots by underlying, else the forward of the nearest expiry that quotes one. The forward of
  /// an expiry is the median of the rows' forwards, else solved from put–call parity of the marks nearest the money,
  /// else from the carry of the neighbouring expiries; where all three fail the rows are dropped. The discount factor
  /// is spot over forward for coin-settled options, and comes from parity for cash-settled ones. A price or
  /// volatility that is not finite and positive counts as absent; a mark may be zero.
  ///
  /// - Parameter chains: The chains, in any order; instruments unique over all of them.
  /// - Throws: `MarketError.duplicateInstrument` for the first instrument that stands twice, `.missingSpot` when an
  ///   underlying has neither a spot nor a forward, `.emptyChain` when no row is left.
  /// - Complexity: O(n log n) in the number of rows.
  public init(chains: [OptionChain]) throws(MarketError) {
    guard let asOf = chains.map(\.asOf).max() else { throw .emptyChain }
    let rows = chains.flatMap(\.quotes)
    try MarketSnapshot.rejectDuplicates(rows)
    let live = rows.filter { $0.contract.expiry > asOf }
    var diagnostics = MarketSnapshot.Diagnostics()
    diagnostics.rows = rows.count
    diagnostics.drop(rows.count - live.count, because: "expired at or before the snapshot")

    let byUnderlying = Dictionary(grouping: live, by: \.contract.underlying).sorted { $0.key < $1.key }
    var markets: [UnderlyingMarket] = []
    for (underlying, rows) in byUnderlying {
      let spot = try MarketSnapshot.spot(of: underlying, rows: rows, diagnostics: &diagnostics)
      let expiries = MarketSnapshot.expiries(rows, spot: spot, asOf: asOf, diagnostics: &diagnostics)
      if !expiries.isEmpty {
        markets.append(UnderlyingMarket(underlying: underlying, spot: spot, expiries: expiries))
      }
    }
    guard !markets.isEmpty else { throw .emptyChain }
    for market in markets { diagnostics.count(market) }
    self.init(asOf: asOf, markets: markets, diagnostics: diagnostics)
  }

  private static func rejectDuplicates(_ rows: [OptionChain.Quote]) throws(MarketError) {
    var seen = Set<Instrument>(minimumCapacity: rows.count)
    for row in rows where !seen.insert(row.contract.instrument).inserted {
      throw .duplicateInstrument(name: row.contract.name)
    }
  }

  private static func spot(
    of underlying: Underlying, rows: [OptionChain.Quote], diagnostics: inout MarketSnapshot.Diagnostics
  )
    throws(MarketError) -> Double
  {
    if let spot = median(rows.compactMap { positive($0.spot) }) { return spot }
    let withForward = rows.filter { positive($0.forward) != nil }
    let nearest = withForward.map(\.contract.expiry).min()
    let forwards = withForward.filter { $0.contract.expiry == nearest }.compactMap { positive($0.forward) }
    guard let spot = median(forwards) else { throw .missingSpot(underlying) }
    diagnostics.spotsFromForwards.append(underlying)
    return spot
  }

  /// The expiries of one underlying, earliest first; coin- and cash-settled options of one instant stand apart.
  private static func expiries(
    _ rows: [OptionChain.Quote], spot: Double, asOf: Timestamp, diagnostics: inout MarketSnapshot.Diagnostics
  ) -> [ExpiryMarket] {
    var markets: [ExpiryMarket] = []
    for settlement in [Settlement.coin, .cash] {
      let groups = Dictionary(grouping: rows.filter { $0.contract.settlement == settlement }, by: \.contract.expiry)
        .map { ExpiryGroup(rows: $0.value, expiry: $0.key, asOf: asOf) }.sorted { $0.expiry < $1.expiry }
      let forwards = ResolvedForward.resolve(groups, settlement: settlement, spot: spot)
      for (group, forward) in zip(groups, forwards) {
        diagnostics.count(group, forward, underlying: rows[0].contract.underlying)
        if let forward { markets.append(group.market(forward)) }
      }
    }
    return markets.enumerated().sorted { ($0.element.expiry, $0.offset) < ($1.element.expiry, $1.offset) }
      .map(\.element)
  }
}

extension MarketSnapshot.Diagnostics {
  /// Adds a number of dropped rows to those of the same reason.
  mutating func drop(_ count: Int, because reason: String) {
    guard count > 0 else { return }
    let before = dropped.firstIndex { $0.reason == reason }
    let total = count + (before.map { dropped[$0].count } ?? 0)
    if let before {
      dropped[before] = DroppedRows(reason: reason, count: total)
    } else {
      dropped.append(DroppedRows(reason: reason, count: total))
    }
  }

  /// Counts how the forward of an expiry was found.
  mutating func count(_ group: ExpiryGroup, _ forward: ResolvedForward?, underlying: Underlying) {
    rowsWithoutForward += group.rowsWithoutForward
    guard let forward else {
      return drop(group.quotes.count, because: "no forward is quoted and none can be solved")
    }
    guard forward.source != .quoted else { return }
    solvedForwards.append(
      SolvedForward(
        underlying: underlying, expiry: group.expiry, forward: forward.forward, source: forward.source,
        rows: group.rowsWithoutForward))
  }

  /// Counts the quotes of a market.
  mutating func count(_ market: UnderlyingMarket) {
    for quote in market.expiries.lazy.flatMap(\.quotes) {
      quotes += 1
      withoutBid += quote.bid == nil ? 1 : 0
      withoutAsk += quote.ask == nil ? 1 : 0
      markedWithoutQuotes += quote.bid == nil && quote.ask == nil && quote.mark != nil ? 1 : 0
    }
  }
}
