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
    guard let place = book.place(of: trade.mark.contract) else { throw .unknownContract(trade.mark.contract) }
    let expiry = book.lines[place].expiry
    let maturity = book.expiries[expiry].key.expiry
    guard now < maturity else { throw .expired(trade.mark.contract) }
    if book.isKnockedOut(place) { throw .knockedOut(trade.mark.contract) }
    try checkNotHalted(at: now)
    try checkMark(at: now)
    try check(trade.mark)
    guard trade.quantity != 0, trade.quantity.magnitude < PoolBounds.contracts else {
      throw .invalidQuantity(field: "quantity")
    }
    guard trade.premium < PoolBounds.units else { throw .invalidQuantity(field: "premium") }
    let isSale = trade.quantity < 0
    // Spread is earned until expiry; where there is none, all of it is earned at once.
    guard trade.spread <= (isSale && maturity != ContractBook.never ? trade.premium : 0) else {
      throw .invalidQuantity(field: "spread")
    }
    let before = book.lines[place].quantity
    let quantity = before + trade.quantity
    guard quantity.magnitude < PoolBounds.contracts else { throw .limit(.openContracts) }
    try checkLimits(trade, place, before: before, after: quantity, at: now)
    try checkPayment(trade.premium, from: isSale ? .outside : .capital)

    try refusing { () throws(LedgerError) in try spread.lock(trade.spread, at: now, until: maturity) }
    accounts.move(
      Int128(truncatingIfNeeded: trade.premium), from: isSale ? .outside : .capital, to: isSale ? .capital : .outside)
    if isFlat { lastMark = MutualPool.MarkOrigin(asOf: now, source: "trade", confidence: 10_000) }
    book.set(place, quantity: quantity, mark: LineMark(trade.mark))
  }

  /// Refuses what would break a limit further; a trade that only brings a number down passes.
  private func checkLimits(
    _ trade: PoolTrade, _ place: Int, before: Int128, after: Int128, at now: Timestamp
  ) throws(PoolRefusal) {
    let (limits, line) = (terms.limits, book.lines[place])
    let mark = LineMark(trade.mark)
    var totals = book.totals
    let collateral = line.collateral
    if before != 0 { totals.add(before, line.mark, collateral: collateral, sign: -1) }
    if after != 0 { totals.add(after, mark, collateral: collateral, sign: 1) }
    func breaks(_ limit: UInt128?, _ after: UInt128, _ before: UInt128) -> Bool {
      if let limit { after > limit && after > before } else { false }
    }
    let atExpiry = book.expiries[line.expiry].contracts
    if breaks(limits.contractsPerExpiry, atExpiry - before.magnitude + after.magnitude, atExpiry) {
      throw .limit(.contractsPerExpiry)
    }
    if breaks(limits.openContracts, totals.contracts, book.totals.contracts) { throw .limit(.openContracts) }
    if limits.deltaMillionths != nil {
      func check(_ underlying: UnderlyingLine, _ change: Int128) throws(PoolRefusal) {
        let delta = underlying.delta + underlying.hedge
        if breaks(limits.deltaMillionths, (delta + change).magnitude, delta.magnitude) { throw .limit(.delta) }
      }
      try check(
        book.underlyings[book.expiries[line.expiry].underlying], after * mark.delta - before * line.mark.delta)
      if let delivered = line.delivered {
        try check(book.underlyings[delivered], after * mark.deliveredDelta - before * line.mark.deliveredDelta)
      }
    }
    if breaks(limits.vega, totals.vega.magnitude, book.totals.vega.magnitude) { throw .limit(.vega) }
    let cash = accounts[.capital] + (after < before ? 1 : -1) * Int128(truncatingIfNeeded: trade.premium)
    guard cash >= 0, UInt128(cash) >= totals.locked else { throw .limit(.freeCash) }
    let budget = try shortfallBudget(at: now, isReducing: after.magnitude < before.magnitude)
    guard let budget else { return }
    let locked = try refusing { () throws(LedgerError) in try spread.locked(at: now) }
    let low = cash - Int128(truncatingIfNeeded: locked + trade.spread) + totals.low + book.hedgeLow
    guard low > 0, trade.shortfallAfter < PoolBounds.units else { throw .limit(.expectedShortfall) }
    let most = try refusing { () throws(LedgerError) in
      try mulDiv(UInt128(low), budget, 100_000_000, rounding: .down)
    }
    if trade.shortfallAfter > most { throw .limit(.expectedShortfall) }
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
