import TailpoolLedger
import TailpoolMarket

extension MutualPool {
  mutating func list(_ contract: PoolContract, at now: Timestamp) throws(PoolRefusal) {
    if contract.id.isEmpty || contract.underlying.isEmpty { throw .emptyName }
    let key = ExpiryKey(underlying: contract.underlying, expiry: contract.expiry)
    guard listed[contract.id] == nil, listed.count < PoolBounds.listed, contract.expiry > now,
      PoolTerms.times.contains(contract.expiry.secondsSinceEpoch), contract.strike > 0,
      contract.strike < PoolBounds.price, contract.size > 0, contract.size < PoolBounds.units,
      contract.collateral > 0, contract.collateral < PoolBounds.units
    else { throw .invalidContract(contract.id) }
    if settlementPrices[key] != nil { throw .alreadySettled }
    listed[contract.id] = contract
    if averages[key] == nil { averages[key] = PriceAverage() }
  }

  /// A mark in range.
  private func check(_ mark: ContractMark) throws(PoolRefusal) {
    guard mark.bid <= mark.ask, mark.ask < PoolBounds.units, mark.deltaMillionths.magnitude < PoolBounds.units,
      mark.vega.magnitude < PoolBounds.units
    else { throw .invalidMark(mark.contract) }
  }

  private func check(_ mark: HedgeMark) throws(PoolRefusal) {
    guard mark.low <= mark.high, mark.low.magnitude < PoolBounds.units << 8,
      mark.high.magnitude < PoolBounds.units << 8
    else { throw .invalidMark(mark.underlying) }
  }

  mutating func trade(_ trade: PoolTrade, at now: Timestamp) throws(PoolRefusal) {
    guard let contract = listed[trade.mark.contract] else { throw .unknownContract(trade.mark.contract) }
    guard now < contract.expiry else { throw .expired(contract.id) }
    try checkNotHalted(at: now)
    try checkMark(at: now)
    try check(trade.mark)
    guard trade.quantity != 0, trade.quantity.magnitude < PoolBounds.contracts else {
      throw .invalidQuantity(field: "quantity")
    }
    guard trade.premium < PoolBounds.units else { throw .invalidQuantity(field: "premium") }
    let isSale = trade.quantity < 0
    guard trade.spread <= (isSale ? trade.premium : 0) else { throw .invalidQuantity(field: "spread") }
    let before = open[contract.id]
    let quantity = (before?.quantity ?? 0) + trade.quantity
    guard quantity.magnitude < PoolBounds.contracts else { throw .limit(.openContracts) }

    var after = totals
    if let before { after.add(before, sign: -1) }
    let item = OpenContract(contract: contract, quantity: quantity, mark: trade.mark)
    if quantity != 0 { after.add(item, sign: 1) }
    var spreadAfter = spread
    try refusing { () throws(LedgerError) in try spreadAfter.lock(trade.spread, at: now, until: contract.expiry) }
    let cashAfter = cash() + (isSale ? Int128(trade.premium) : -Int128(trade.premium))
    try checkLimits(after, contract, cashAfter, spreadAfter, trade.shortfallAfter, at: now)

    try pay(trade.premium, from: isSale ? .outside : .capital, to: isSale ? .capital : .outside)
    if open.isEmpty && hedges.isEmpty { lastMark = MarkOrigin(asOf: now, source: "trade", confidence: 10_000) }
    totals = after
    spread = spreadAfter
    open[contract.id] = quantity == 0 ? nil : item
  }

  /// Refuses what would break a limit further; a trade that only brings a number down passes.
  private func checkLimits(
    _ after: PoolTotals, _ contract: PoolContract, _ cash: Int128, _ spread: SpreadRelease, _ shortfall: UInt128,
    at now: Timestamp
  ) throws(PoolRefusal) {
    let (limits, name) = (terms.limits, contract.underlying)
    let key = ExpiryKey(underlying: name, expiry: contract.expiry)
    func breaks(_ limit: UInt128?, _ after: UInt128, _ before: UInt128) -> Bool {
      limit.map { after > $0 && after > before } ?? false
    }
    let hedged = hedges[name]?.millionths ?? 0
    let checks: [(PoolLimitName, UInt128?, UInt128, UInt128)] = [
      (
        .contractsPerExpiry, limits.contractsPerExpiry, after.contractsAtExpiry[key] ?? 0,
        totals.contractsAtExpiry[key] ?? 0
      ),
      (.openContracts, limits.openContracts, after.contracts, totals.contracts),
      (
        .delta, limits.deltaMillionths, ((after.delta[name] ?? 0) + hedged).magnitude,
        ((totals.delta[name] ?? 0) + hedged).magnitude
      ),
      (.vega, limits.vega, after.vega.magnitude, totals.vega.magnitude),
    ]
    for (name, limit, after, before) in checks where breaks(limit, after, before) { throw .limit(name) }
    let locked = try refusing { () throws(LedgerError) in try spread.locked(at: now) }
    guard cash >= 0, UInt128(cash) >= after.locked else { throw .limit(.freeCash) }
    if let limit = limits.shortfallBasisPoints {
      let low = cash - Int128(locked) + after.low + hedges.values.reduce(0) { $0 + $1.mark.low }
      guard low > 0, shortfall < PoolBounds.units else { throw .limit(.expectedShortfall) }
      let budget = try refusing { () throws(LedgerError) in
        try mulDiv(UInt128(low), UInt128(limit), 10_000, rounding: .down)
      }
      if shortfall > budget { throw .limit(.expectedShortfall) }
    }
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
    let before = hedges[underlying]?.millionths ?? 0
    let after = before + change
    guard after.magnitude < PoolBounds.units else { throw .limit(.hedge) }
    if let limit = terms.limits.hedgeMillionths, after.magnitude > limit, after.magnitude > before.magnitude {
      throw .limit(.hedge)
    }
    guard after != 0 || mark.low == 0 && mark.high == 0 else { throw .invalidMark(underlying) }
    guard hedges.count < PoolBounds.listed else { throw .limit(.hedge) }
    if change2 < 0, cash() + change2 < Int128(totals.locked) { throw .limit(.freeCash) }
    try pay(change2.magnitude, from: change2 < 0 ? .capital : .outside, to: change2 < 0 ? .outside : .capital)
    if open.isEmpty && hedges.isEmpty { lastMark = MarkOrigin(asOf: now, source: "hedge", confidence: 10_000) }
    hedges[underlying] = after == 0 ? nil : PoolHedge(millionths: after, mark: mark)
  }

  mutating func mark(
    _ contracts: [ContractMark], _ hedgeMarks: [HedgeMark], _ origin: MarkOrigin
  ) throws(PoolRefusal) {
    guard (0...10_000).contains(origin.confidence) else { throw .invalidQuantity(field: "confidence") }
    var marked: [String: OpenContract] = [:]
    marked.reserveCapacity(open.count)
    var after = PoolTotals()
    for mark in contracts {
      try check(mark)
      if listed[mark.contract] == nil { throw .unknownContract(mark.contract) }
      guard var item = open[mark.contract] else { continue }
      item.mark = mark
      if marked.updateValue(item, forKey: mark.contract) != nil { throw .invalidMark(mark.contract) }
      after.add(item, sign: 1)
    }
    if marked.count < open.count, let missing = open.keys.filter({ marked[$0] == nil }).min() {
      throw .partialMark(missing: missing)
    }
    var hedged: [String: PoolHedge] = [:]
    for mark in hedgeMarks {
      try check(mark)
      guard var hedge = hedges[mark.underlying] else { throw .unknownContract(mark.underlying) }
      hedge.mark = mark
      if hedged.updateValue(hedge, forKey: mark.underlying) != nil { throw .invalidMark(mark.underlying) }
    }
    if hedged.count < hedges.count, let missing = hedges.keys.filter({ hedged[$0] == nil }).min() {
      throw .partialMark(missing: missing)
    }
    (open, hedges, totals, lastMark) = (marked, hedged, after, origin)
  }
}
