import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension NaivePool {
  mutating func list(_ contract: PoolContract, _ time: Int64) throws(PoolRefusal) {
    if contract.id.isEmpty || contract.underlying.isEmpty { throw .emptyName }
    let isValid = listed[contract.id] == nil && listed.count < 1_024 && hasValidNumbers(contract, time)
    if !isValid { throw .invalidContract(contract.id) }
    var keys: [MutualPool.ExpiryKey] = []
    if let expiry = contract.expiry {
      keys = [MutualPool.ExpiryKey(underlying: contract.underlying, expiry: expiry)]
    }
    if let other = otherKey(contract) { keys.append(other) }
    for key in keys where settled[key] != nil { throw .alreadySettled }
    listed[contract.id] = contract
    hit.remove(contract.id)
    for key in keys where averages[key] == nil { averages[key] = Average() }
  }

  private func expectMark(_ mark: ContractMark) throws(PoolRefusal) {
    guard mark.bid <= mark.ask, mark.ask >> 80 == 0, mark.deltaMillionths.magnitude >> 80 == 0,
      mark.deliveredDeltaMillionths.magnitude >> 80 == 0,
      mark.vega.magnitude >> 80 == 0
    else { throw .invalidMark(mark.contract) }
  }

  private func expectMark(_ mark: HedgeMark) throws(PoolRefusal) {
    guard mark.low <= mark.high, mark.low.magnitude >> 88 == 0, mark.high.magnitude >> 88 == 0 else {
      throw .invalidMark(mark.underlying)
    }
  }

  /// Contracts open in all, or in those of an underlying and an expiry, which may be none.
  private func count(_ like: PoolContract? = nil) -> UInt128 {
    position.reduce(0) { sum, item in
      guard let contract = listed[item.key] else { return sum }
      let isCounted = like.map { $0.underlying == contract.underlying && $0.expiry == contract.expiry } ?? true
      return isCounted ? sum + item.value.quantity.magnitude : sum
    }
  }

  private func delta(_ underlying: String) -> UInt128 {
    var sum = hedges[underlying]?.millionths ?? 0
    for (id, item) in position {
      guard let contract = listed[id] else { continue }
      if contract.underlying == underlying { sum += item.quantity * item.mark.deltaMillionths }
      if otherKey(contract)?.underlying == underlying { sum += item.quantity * item.mark.deliveredDeltaMillionths }
    }
    return sum.magnitude
  }

  private var vega: UInt128 { position.values.reduce(Int128(0)) { $0 + $1.quantity * $1.mark.vega }.magnitude }

  mutating func trade(_ trade: PoolTrade, _ time: Int64) throws(PoolRefusal) {
    let id = trade.mark.contract
    guard let contract = listed[id] else { throw .unknownContract(id) }
    let (expiry, name) = (contract.expiry?.secondsSinceEpoch, contract.underlying)
    if let expiry, time >= expiry { throw .expired(id) }
    if hit.contains(id), case .barrier(let kind, _, _, _, _) = contract.terms, kind == .upAndOut || kind == .downAndOut
    {
      throw .knockedOut(id)
    }
    try expectRunning(time)
    try expectFreshMark(time)
    try expectMark(trade.mark)
    if trade.quantity == 0 || trade.quantity.magnitude >> 36 != 0 { throw .invalidQuantity(field: "quantity") }
    if trade.premium >> 80 != 0 { throw .invalidQuantity(field: "premium") }
    let isSale = trade.quantity < 0
    if trade.spread > (isSale && expiry != nil ? trade.premium : 0) { throw .invalidQuantity(field: "spread") }
    let quantity = (position[id]?.quantity ?? 0) + trade.quantity
    if quantity.magnitude >> 36 != 0 { throw .limit(.openContracts) }

    var after = self
    after.position[id] = quantity == 0 ? nil : (quantity, trade.mark)
    after.lots = lots.filter { $0.key > time }
    if trade.spread > 0, let expiry {
      var kept: UInt128 = 0
      if let lot = after.lots[expiry] {
        kept = try naiveQuotient(
          lot.amount, UInt128(expiry - max(time, lot.since)), UInt128(expiry - lot.since), up: true)
      }
      after.lots[expiry] = Lot(amount: kept + trade.spread, since: time)
    }
    after.cash[.capital] = held(.capital) + (isSale ? Int128(trade.premium) : -Int128(trade.premium))
    let limits = terms.limits
    let checks: [(PoolRefusal.Limit, UInt128?, UInt128, UInt128)] = [
      (.contractsPerExpiry, limits.contractsPerExpiry, count(contract), after.count(contract)),
      (.openContracts, limits.openContracts, count(), after.count()),
      (.delta, limits.deltaMillionths, delta(name), after.delta(name)),
      (
        .delta, limits.deltaMillionths, otherKey(contract).map { delta($0.underlying) } ?? 0,
        otherKey(contract).map { after.delta($0.underlying) } ?? 0
      ), (.vega, limits.vega, vega, after.vega),
    ]
    for (name, limit, before, after) in checks {
      if let limit, after > limit, after > before { throw .limit(name) }
    }
    guard after.held(.capital) >= 0, UInt128(after.held(.capital)) >= after.collateral else { throw .limit(.freeCash) }
    if let points = limits.shortfallBasisPoints {
      let low = try after.value(at: time).low
      guard low > 0, trade.shortfallAfter >> 80 == 0,
        trade.shortfallAfter <= (try naiveQuotient(UInt128(low), UInt128(points), 10_000))
      else { throw .limit(.expectedShortfall) }
    }
    after.cash[.outside, default: 0] += isSale ? -Int128(trade.premium) : Int128(trade.premium)
    if position.isEmpty && hedges.isEmpty { after.marked = (time, "trade", 10_000) }
    self = after
  }

  mutating func hedge(
    _ name: String, _ change: Int128, _ paid: Int128, _ mark: HedgeMark, _ time: Int64
  ) throws(PoolRefusal) {
    if name.isEmpty { throw .emptyName }
    if mark.underlying != name { throw .invalidMark(name) }
    try expectFreshMark(time)
    try expectMark(mark)
    if change == 0 || change.magnitude >> 80 != 0 { throw .invalidQuantity(field: "changeMillionths") }
    if paid.magnitude >> 80 != 0 { throw .invalidQuantity(field: "cash") }
    let before = hedges[name]?.millionths ?? 0
    let after = before + change
    if after.magnitude >> 80 != 0 { throw .limit(.hedge) }
    if let limit = terms.limits.hedgeMillionths, after.magnitude > limit, after.magnitude > before.magnitude {
      throw .limit(.hedge)
    }
    if after == 0 && (mark.low != 0 || mark.high != 0) { throw .invalidMark(name) }
    if hedges.count >= 1_024 { throw .limit(.hedge) }
    if paid < 0 && held(.capital) + paid < Int128(collateral) { throw .limit(.freeCash) }
    if paid < 0 { try pay(paid.magnitude, .capital, .outside) } else { try pay(paid.magnitude, .outside, .capital) }
    if position.isEmpty && hedges.isEmpty { marked = (time, "hedge", 10_000) }
    hedges[name] = after == 0 ? nil : (after, mark)
  }

  mutating func mark(
    _ contracts: [ContractMark], _ hedgeMarks: [HedgeMark], _ source: String, _ confidence: Int, _ time: Int64
  ) throws(PoolRefusal) {
    if !(0...10_000).contains(confidence) { throw .invalidQuantity(field: "confidence") }
    var seen: Set<String> = []
    for mark in contracts {
      try expectMark(mark)
      if listed[mark.contract] == nil { throw .unknownContract(mark.contract) }
      guard let item = position[mark.contract] else { continue }
      if !seen.insert(mark.contract).inserted { throw .invalidMark(mark.contract) }
      position[mark.contract] = (item.quantity, mark)
    }
    if let missing = position.keys.filter({ !seen.contains($0) }).min() { throw .partialMark(missing: missing) }
    var hedged: Set<String> = []
    for mark in hedgeMarks {
      try expectMark(mark)
      guard let hedge = hedges[mark.underlying] else { throw .unknownContract(mark.underlying) }
      if !hedged.insert(mark.underlying).inserted { throw .invalidMark(mark.underlying) }
      hedges[mark.underlying] = (hedge.millionths, mark)
    }
    if let missing = hedges.keys.filter({ !hedged.contains($0) }).min() { throw .partialMark(missing: missing) }
    marked = (time, source, confidence)
  }

  mutating func settle(_ key: MutualPool.ExpiryKey, _ time: Int64) throws(PoolRefusal) {
    if settled[key] != nil { throw .alreadySettled }
    guard let average = averages[key] else { throw .unknownContract("\(key.underlying) \(key.expiry)") }
    let expiry = key.expiry.secondsSinceEpoch
    if time < expiry { throw .notExpired }
    guard let first = average.reads.first, let last = average.reads.last, first.time < expiry,
      2 * (expiry - first.time) >= terms.settlementWindow, expiry - last.time < terms.greatestMarkAge
    else { throw .noSettlementPrice }
    var sum: UInt128 = 0
    for (index, read) in average.reads.enumerated() {
      let end = index + 1 < average.reads.count ? average.reads[index + 1].time : expiry
      sum += read.price * UInt128(end - read.time)
    }
    let price = sum / UInt128(expiry - first.time)
    var (owed, due): (UInt128, UInt128) = (0, 0)
    for (id, contract) in listed where contract.underlying == key.underlying && contract.expiry == key.expiry {
      listed[id] = nil
      guard let item = position.removeValue(forKey: id) else { continue }
      let isOwed = item.quantity < 0
      let units = try payoff(
        contract, item.quantity.magnitude, price: price, delivered: otherKey(contract).flatMap { settled[$0] },
        isOwed: isOwed)
      guard let units else { throw .unsettled(id) }
      if isOwed { owed += units } else { due += units }
    }
    try payContracts(owed: owed, due: due)
    averages[key] = nil
    settled[key] = price
  }
}
