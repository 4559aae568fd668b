import TailpoolLedger
import TailpoolMarket

extension MutualPool {
  /// Applies an event: whole, or not at all.
  ///
  /// - Parameter event: The event, not before the last.
  /// - Throws: `PoolRefusal` with the reason; the pool is then what it was.
  public mutating func apply(_ event: PoolEvent) throws(PoolRefusal) {
    guard event.time >= time, PoolTerms.times.contains(event.time.secondsSinceEpoch) else {
      throw .outOfOrder(time: event.time, last: time)
    }
    try perform(event.action, at: event.time)
    time = event.time
    eventCount += 1
  }

  /// Has no default case, so that an action that nothing applies does not compile.
  private mutating func perform(_ action: PoolAction, at now: Timestamp) throws(PoolRefusal) {
    switch action {
    case .deposit(let participant, let assets, let minimum):
      try deposit(assets, by: participant, minimum: minimum, at: now)
    case .redeem(let participant, let shares, let minimum):
      try redeem(shares, by: participant, minimum: minimum, at: now)
    case .gift(_, let assets): try bookGift(assets)
    case .loss(let reason, let assets): try bookLoss(assets, reason: reason, at: now)
    case .requestEntry(let participant, let assets, let minimum):
      try requestEntry(assets, by: participant, minimum: minimum, at: now)
    case .requestExit(let participant, let shares, let minimum):
      try requestExit(shares, by: participant, minimum: minimum, at: now)
    case .cancel(let participant, let ticket): try cancel(ticket, of: participant)
    case .process: try wholly { pool throws(PoolRefusal) in try pool.process(at: now) }
    case .list(let contract): try list(contract, at: now)
    case .trade(let trade): try self.trade(trade, at: now)
    case .hedge(let underlying, let change, let cash, let after):
      try hedge(underlying, change: change, cash: cash, after: after, at: now)
    case .mark(let contracts, let hedges, let source, let confidence):
      try mark(contracts, hedges, MutualPool.MarkOrigin(asOf: now, source: source, confidence: confidence))
    case .observe(let underlying, let price):
      if terms.controls.prices != nil { throw .unguardedPrice(underlying) }
      try watching { pool throws(PoolRefusal) in try pool.observe(underlying, price, at: now) }
    case .settle(let underlying, let expiry):
      try wholly { pool throws(PoolRefusal) in
        try pool.settle(MutualPool.ExpiryKey(underlying: underlying, expiry: expiry), at: now)
      }
    case .close(let contract, let value, _):
      try wholly { pool throws(PoolRefusal) in try pool.close(contract, at: value, at: now) }
    case .funding(let contract, let cash):
      try wholly { pool throws(PoolRefusal) in try pool.fund(contract, cash, at: now) }
    case .fundRewards(_, let assets, let seconds): try fundRewards(assets, over: seconds, at: now)
    case .claimRewards(let participant): try claimRewards(of: participant, at: now)
    case .halt(let until, _): try halt(until: until, at: now)
    case .quote(let underlying, let quotes):
      try watching { pool throws(PoolRefusal) in try pool.observe(underlying, quotes, at: now) }
    case .rewardRisk(_, let assets, let contributions):
      try wholly { pool throws(PoolRefusal) in try pool.rewardRisk(assets, contributions, at: now) }
    case .fundReserve(_, let assets): try fundReserve(assets)
    case .releaseReserve(_, let assets): try releaseReserve(assets, at: now)
    case .signal(let volatility, let skew): try signal(volatility, skew, at: now)
    case .endTrip: try endTrip(at: now)
    case .setParameter(let name, let value, let reason): try setParameter(name, value, reason, at: now)
    case .postMargin(let participant, let asset, let units): try postMargin(units, of: asset, by: participant)
    case .withdrawMargin(let participant, let asset, let units): try withdrawMargin(units, of: asset, by: participant)
    case .priceMargin(let asset, let price, let units): try priceMargin(asset, price, units)
    case .requireMargin(let requirements):
      try wholly { pool throws(PoolRefusal) in try pool.requireMargin(requirements) }
    case .liquidate(let participant, let lots, let sold, let paid):
      try wholly { pool throws(PoolRefusal) in try pool.liquidate(participant, lots: lots, sold: sold, paid: paid) }
    case .memberDefault(let participant, let loss):
      try wholly { pool throws(PoolRefusal) in try pool.memberDefault(participant, loss, at: now) }
    case .payAssessment(let participant, let assets): try payAssessment(assets, by: participant)
    }
  }

  /// The pool after an event; this one stays what it is.
  ///
  /// - Parameter event: The event, not before the last.
  /// - Returns: The pool after it.
  /// - Throws: `PoolRefusal` with the reason.
  public func applying(_ event: PoolEvent) throws(PoolRefusal) -> MutualPool {
    var after = self
    try after.apply(event)
    return after
  }

  /// Runs a change of many steps on a copy, so that a refusal half way leaves no trace. Changes that come often check
  /// everything first instead, for the copy costs as much as what it copies.
  private mutating func wholly(
    _ change: (inout MutualPool) throws(PoolRefusal) -> Void
  ) throws(PoolRefusal) {
    var after = self
    try change(&after)
    self = after
  }

  /// Takes a price: wholly where it may hit a barrier, whose rebate may be more than there is.
  private mutating func watching(
    _ change: (inout MutualPool) throws(PoolRefusal) -> Void
  ) throws(PoolRefusal) {
    if book.watched > 0 { try wholly(change) } else { try change(&self) }
  }

  // MARK: - Checks

  func check(units: UInt128, _ field: @autoclosure () -> String) throws(PoolRefusal) {
    guard units > 0, units < PoolBounds.units else { throw .invalidQuantity(field: field()) }
  }

  func checkNotHalted(at now: Timestamp) throws(PoolRefusal) {
    if let haltedUntil, now < haltedUntil { throw .halted(until: haltedUntil) }
  }

  /// Whether a value cannot be struck: something that has expired waits, or the mark is old or unsure.
  func isStale(at now: Timestamp) -> Bool {
    if isFlat { return false }
    guard now.secondsSinceEpoch < book.nextExpiry, let lastMark else { return true }
    return now.secondsSinceEpoch - lastMark.asOf.secondsSinceEpoch >= terms.greatestMarkAge
      || lastMark.confidence < terms.leastConfidence
  }

  /// A value can be struck.
  func checkMark(at now: Timestamp) throws(PoolRefusal) {
    guard isStale(at: now) else { return }
    if now.secondsSinceEpoch >= book.nextExpiry,
      let line = book.expiries.first(where: {
        $0.contracts > 0 && $0.key.expiry.secondsSinceEpoch == book.nextExpiry
      })
    {
      throw .unsettled("\(line.key.underlying) \(line.key.expiry)")
    }
    throw .staleMark(asOf: lastMark?.asOf)
  }

  // MARK: - Cash

  /// What a payment between accounts needs.
  func checkPayment(_ units: UInt128, from source: PoolAccount) throws(PoolRefusal) {
    guard units < PoolBounds.shares else { throw .overflow }
    let held = accounts[source]
    if source == .outside {
      if held - Int128(truncatingIfNeeded: units) < -PoolBounds.cash { throw .overflow }
    } else if held < Int128(truncatingIfNeeded: units) {
      throw .insufficientCash(held: held, required: units)
    }
  }

  /// Books a payment between accounts.
  mutating func pay(_ units: UInt128, from source: PoolAccount, to target: PoolAccount) throws(PoolRefusal) {
    if units == 0 { return }
    try checkPayment(units, from: source)
    accounts.move(Int128(truncatingIfNeeded: units), from: source, to: target)
  }

  mutating func bookGift(_ assets: UInt128) throws(PoolRefusal) {
    try check(units: assets, "assets")
    try pay(assets, from: .outside, to: .capital)
  }

  mutating func halt(until: Timestamp, at now: Timestamp) throws(PoolRefusal) {
    guard until > now, PoolTerms.times.contains(until.secondsSinceEpoch) else { throw .invalidQuantity(field: "until") }
    // Halts in a row count from the first, so that one after the other is no longer than one may be.
    let isHalted = haltedUntil.map { now < $0 } ?? false
    let since = isHalted ? haltedSince ?? now : now
    if until.secondsSinceEpoch - since.secondsSinceEpoch > terms.longestHalt { throw .haltTooLong }
    haltedSince = since
    haltedUntil = max(until, haltedUntil ?? until)
  }
}
