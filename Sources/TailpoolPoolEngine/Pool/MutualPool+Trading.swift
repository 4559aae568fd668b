import TailpoolLedger
import TailpoolMarket

extension MutualPool {
  mutating func list(_ contract: PoolContract, at now: Timestamp) throws(PoolRefusal) {
    if contract.id.isEmpty || contract.underlying.isEmpty { throw .emptyName }
    guard book.place(of: contract.id) == nil, book.lines.count < PoolBounds.listed, contract.isValid(at: now)
    else { throw .invalidContract(contract.id) }
    for key in contract.settlementKeys where settlementPrices[key] != nil { throw .alreadySettled }
    book.list(contract)
  }

  /// A mark in range.
  private func check(_ mark: ContractMark) throws(PoolRefusal) {
    guard mark.bid <= mark.ask, mark.ask < PoolBounds.units, mark.deltaMillionths.magnitude < PoolBounds.units,
      mark.deliveredDeltaMillionths.magnitude < PoolBounds.units, mark.vega.magnitude < PoolBounds.units
    else { throw .invalidMark(mark.contract) }
  }

  private func check(_ mark: HedgeMark) throws(PoolRefusal) {
    guard mark.low <= mark.high, mark.low.magnitude < PoolBounds.units << 8,
      mark.high.magnitude < PoolBounds.units << 8
    else { throw .invalidMark(mark.underlying) }
  }

  mutating func trade(_ trade: PoolTrade, at now: Timestamp) throws(PoolRefusal) {
    let place = try checkedPlace(of: trade, at: now)
    if let breach = try limitBreach(of: trade, place, at: now) { throw .limit(breach.limit) }
    let isSale = trade.quantity < 0
    try checkPayment(trade.premium, from: isSale ? .outside : .capital)

    let maturity = book.expiries[book.lines[place].expiry].key.expiry
    try refusing { () throws(LedgerError) in try spread.lock(trade.spread, at: now, until: maturity) }
    accounts.move(
      Int128(truncatingIfNeeded: trade.premium), from: isSale ? .outside : .capital, to: isSale ? .capital : .outside)
    if isFlat { lastMark = MutualPool.MarkOrigin(asOf: now, source: "trade", confidence: 10_000) }
    book.set(place, quantity: book.lines[place].quantity + trade.quantity, mark: LineMark(trade.mark))
  }

  /// Whether a contract can be traded at all: it is listed and has not ended, the pool is not halted and its marks are
  /// fresh.
  ///
  /// - Parameters:
  ///   - contract: Its name.
  ///   - now: An instant, not before the last event.
  /// - Throws: `PoolRefusal.unknownContract`, `.expired`, `.knockedOut`, `.halted` or `.staleMark`.
  public func checkTradable(_ contract: String, at now: Timestamp) throws(PoolRefusal) {
    _ = try tradablePlace(of: contract, at: now)
  }

  /// The first limit that a trade would break, with the numbers: what `apply` refuses it for.
  ///
  /// - Parameters:
  ///   - trade: The trade.
  ///   - now: An instant, not before the last event.
  /// - Returns: Nil where the trade breaks no limit.
  /// - Throws: Any other refusal of the trade.
  /// - Complexity: O(maturities with locked spread).
  public func limitBreach(of trade: PoolTrade, at now: Timestamp) throws(PoolRefusal) -> MutualPool.LimitBreach? {
    try limitBreach(of: trade, checkedPlace(of: trade, at: now), at: now)
  }

  private func tradablePlace(of contract: String, at now: Timestamp) throws(PoolRefusal) -> Int {
    guard let place = book.place(of: contract) else { throw .unknownContract(contract) }
    guard now < book.expiries[book.lines[place].expiry].key.expiry else { throw .expired(contract) }
    if book.isKnockedOut(place) { throw .knockedOut(contract) }
    try checkNotHalted(at: now)
    try checkMark(at: now)
    return place
  }

  /// The place of a trade's contract where everything but the limits lets it pass.
  private func checkedPlace(of trade: PoolTrade, at now: Timestamp) throws(PoolRefusal) -> Int {
    let place = try tradablePlace(of: trade.mark.contract, at: now)
    try check(trade.mark)
    guard trade.quantity != 0, trade.quantity.magnitude < PoolBounds.contracts else {
      throw .invalidQuantity(field: "quantity")
    }
    guard trade.premium < PoolBounds.units else { throw .invalidQuantity(field: "premium") }
    let isPerpetual = book.expiries[book.lines[place].expiry].key.expiry == ContractBook.never
    // Spread is earned until expiry; where there is none, all of it is earned at once.
    guard trade.spread <= (trade.quantity < 0 && !isPerpetual ? trade.premium : 0) else {
      throw .invalidQuantity(field: "spread")
    }
    return place
  }

  /// What would break a limit further; a trade that only brings a number down passes.
  private func limitBreach(
    of trade: PoolTrade, _ place: Int, at now: Timestamp
  ) throws(PoolRefusal) -> MutualPool.LimitBreach? {
    let (limits, line, mark) = (terms.limits, book.lines[place], LineMark(trade.mark))
    let (before, after) = (line.quantity, line.quantity + trade.quantity)
    guard after.magnitude < PoolBounds.contracts else {
      return MutualPool.LimitBreach(.openContracts, after.magnitude, above: PoolBounds.contracts - 1)
    }
    var totals = book.totals
    let collateral = line.collateral
    if before != 0 { totals.add(before, line.mark, collateral: collateral, sign: -1) }
    if after != 0 { totals.add(after, mark, collateral: collateral, sign: 1) }
    func breach(
      _ limit: PoolRefusal.Limit, _ bound: UInt128?, _ after: UInt128, _ before: UInt128
    ) -> MutualPool.LimitBreach? {
      guard let bound, after > bound, after > before else { return nil }
      return MutualPool.LimitBreach(limit, after, above: bound)
    }
    let atExpiry = book.expiries[line.expiry].contracts
    let counted = atExpiry - before.magnitude + after.magnitude
    if let found = breach(.contractsPerExpiry, limits.contractsPerExpiry, counted, atExpiry)
      ?? breach(.openContracts, limits.openContracts, totals.contracts, book.totals.contracts)
    {
      return found
    }
    if limits.deltaMillionths != nil {
      func check(_ underlying: UnderlyingLine, _ change: Int128) -> MutualPool.LimitBreach? {
        let delta = underlying.delta + underlying.hedge
        return breach(.delta, limits.deltaMillionths, (delta + change).magnitude, delta.magnitude)
      }
      let own = book.underlyings[book.expiries[line.expiry].underlying]
      if let found = check(own, after * mark.delta - before * line.mark.delta) { return found }
      if let delivered = line.delivered,
        let found = check(
          book.underlyings[delivered], after * mark.deliveredDelta - before * line.mark.deliveredDelta)
      {
        return found
      }
    }
    if let found = breach(.vega, limits.vega, totals.vega.magnitude, book.totals.vega.magnitude) { return found }
    let cash = accounts[.capital] + (after < before ? 1 : -1) * Int128(truncatingIfNeeded: trade.premium)
    guard cash >= 0, UInt128(cash) >= totals.locked else {
      return MutualPool.LimitBreach(limit: .freeCash, after: cash, bound: Int128(totals.locked))
    }
    let budget = try shortfallBudget(at: now, isReducing: after.magnitude < before.magnitude)
    guard let budget else { return nil }
    let locked = try refusing { () throws(LedgerError) in try spread.locked(at: now) }
    let low = cash - Int128(truncatingIfNeeded: locked + trade.spread) + totals.low + book.hedgeLow
    let most = try refusing { () throws(LedgerError) in
      try mulDiv(UInt128(max(low, 0)), budget, 100_000_000, rounding: .down)
    }
    guard low > 0, trade.shortfallAfter < PoolBounds.units, trade.shortfallAfter <= most else {
      return MutualPool.LimitBreach(.expectedShortfall, trade.shortfallAfter, above: most)
    }
    return nil
  }

  mutating func hedge(
    _ underlying: String, change: Int128, cash change2: Int128, after mark: HedgeMark, at now: Timestamp
  ) throws(PoolRefusal) {
    if underlying.isEmpty { throw .emptyName }
    guard mark.underlying == underlying else { throw .invalidMark(underlying) }
    try checkMark(at: now)
    try check(mark)
    guard change != 0, change.magnitude < PoolBounds.units else { throw .invalidQuantity(field: "changeMillionths") }
    guard change2.magnitude < PoolBounds.units else { throw .invalidQuantity(field: "cash") }
    let place = book.underlying(underlying)
    let before = place.map { book.underlyings[$0].hedge } ?? 0
    let after = before + change
    guard after.magnitude < PoolBounds.units else { throw .limit(.hedge) }
    if let limit = terms.limits.hedgeMillionths, after.magnitude > limit, after.magnitude > before.magnitude {
      throw .limit(.hedge)
    }
    if terms.controls.hedgeBandMillionths != nil {
      let target = hedgeTarget(of: underlying)
      guard (target - after).magnitude < (target - before).magnitude else { throw .hedgeOffTarget(target: target) }
    }
    guard after != 0 || mark.low == 0 && mark.high == 0 else { throw .invalidMark(underlying) }
    guard book.underlyings.count < PoolBounds.listed || place != nil else { throw .limit(.hedge) }
    if change2 < 0, accounts[.capital] + change2 < Int128(book.totals.locked) { throw .limit(.freeCash) }
    try pay(change2.magnitude, from: change2 < 0 ? .capital : .outside, to: change2 < 0 ? .outside : .capital)
    if isFlat { lastMark = MutualPool.MarkOrigin(asOf: now, source: "hedge", confidence: 10_000) }
    book.setHedge(book.makeUnderlying(underlying), after, low: mark.low, high: mark.high)
  }

  mutating func mark(
    _ contracts: [ContractMark], _ hedgeMarks: [HedgeMark], _ origin: MutualPool.MarkOrigin
  ) throws(PoolRefusal) {
    guard (0...10_000).contains(origin.confidence) else { throw .invalidQuantity(field: "confidence") }
    var places: [Int] = []
    places.reserveCapacity(contracts.count)
    var seen = [Bool](repeating: false, count: book.lines.count)
    var open = 0
    for mark in contracts {
      try check(mark)
      guard let place = book.place(of: mark.contract) else { throw .unknownContract(mark.contract) }
      places.append(place)
      if book.lines[place].quantity == 0 { continue }
      if seen[place] { throw .invalidMark(mark.contract) }
      seen[place] = true
      open += 1
    }
    if open < book.totals.open,
      let missing = book.lines.indices.filter({ book.lines[$0].quantity != 0 && !seen[$0] })
        .map({ book.lines[$0].contract.id }).min()
    {
      throw .partialMark(missing: missing)
    }
    let hedged = try checkHedges(hedgeMarks)
    for (mark, place) in zip(contracts, places) where book.lines[place].quantity != 0 {
      book.set(place, quantity: book.lines[place].quantity, mark: LineMark(mark))
    }
    for (mark, place) in zip(hedgeMarks, hedged) {
      book.setHedge(place, book.underlyings[place].hedge, low: mark.low, high: mark.high)
    }
    lastMark = origin
    tripIfNeeded(volatility: 0, skew: 0, at: origin.asOf)
  }

  /// The places of all hedges that are marked, each once and none left out.
  private func checkHedges(_ marks: [HedgeMark]) throws(PoolRefusal) -> [Int] {
    var places: [Int] = []
    for mark in marks {
      try check(mark)
      guard let place = book.underlying(mark.underlying), book.underlyings[place].hedge != 0 else {
        throw .unknownContract(mark.underlying)
      }
      if places.contains(place) { throw .invalidMark(mark.underlying) }
      places.append(place)
    }
    if places.count < book.hedges,
      let missing = book.underlyings.indices.filter({ book.underlyings[$0].hedge != 0 && !places.contains($0) })
        .map({ book.underlyings[$0].name }).min()
    {
      throw .partialMark(missing: missing)
    }
    return places
  }
}
