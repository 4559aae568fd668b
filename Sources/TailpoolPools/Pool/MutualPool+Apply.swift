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
    let now = event.time
    switch event.action {
    case .deposit(let participant, let assets, let minimum):
      try deposit(assets, by: participant, minimum: minimum, at: now)
    case .redeem(let participant, let shares, let minimum):
      try redeem(shares, by: participant, minimum: minimum, at: now)
    case .gift(_, let assets): try bookGift(assets)
    case .loss(_, let assets): try bookLoss(assets)
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
      try mark(contracts, hedges, MarkOrigin(asOf: now, source: source, confidence: confidence))
    case .observe(let underlying, let price): try observe(underlying, price, at: now)
    case .settle(let underlying, let expiry):
      try wholly { pool throws(PoolRefusal) in
        try pool.settle(ExpiryKey(underlying: underlying, expiry: expiry), at: now)
      }
    case .fundRewards(_, let assets, let seconds): try fundRewards(assets, over: seconds, at: now)
    case .claimRewards(let participant):
      try wholly { pool throws(PoolRefusal) in try pool.claimRewards(of: participant, at: now) }
    case .halt(let until, _): try halt(until: until, at: now)
    }
    time = now
    eventCount += 1
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

  // MARK: - Checks

  func check(units: UInt128, _ field: String) throws(PoolRefusal) {
    guard units > 0, units < PoolBounds.units else { throw .invalidQuantity(field: field) }
  }

  func checkNotHalted(at now: Timestamp) throws(PoolRefusal) {
    if let haltedUntil, now < haltedUntil { throw .halted(until: haltedUntil) }
  }

  /// A value can be struck: nothing that has expired waits, and what is open has a mark that is young and sure enough.
  func checkMark(at now: Timestamp) throws(PoolRefusal) {
    if open.isEmpty && hedges.isEmpty { return }
    for key in totals.contractsAtExpiry.keys where key.expiry <= now {
      throw .unsettled("\(key.underlying) \(key.expiry)")
    }
    guard let lastMark, now.secondsSinceEpoch - lastMark.asOf.secondsSinceEpoch < terms.greatestMarkAge,
      lastMark.confidence >= terms.leastConfidence
    else { throw .staleMark(asOf: lastMark?.asOf) }
  }

  // MARK: - Cash

  /// Cash in an account, in base units.
  public func cash(_ account: PoolAccount = .capital) -> Int128 {
    books.balance(of: account, in: terms.asset).units
  }

  /// Books a payment between accounts.
  mutating func pay(_ units: UInt128, from source: PoolAccount, to target: PoolAccount) throws(PoolRefusal) {
    if units == 0 { return }
    let amount = Int128(truncatingIfNeeded: units)
    guard units < 1 << 120 else { throw .overflow }
    if source == .outside, cash(.outside) - amount < -PoolBounds.cash { throw .overflow }
    if source != .outside, cash(source) < amount { throw .insufficientCash(held: cash(source), required: units) }
    do {
      try books.apply(JournalEntry(paying: Amount(units: amount, of: terms.asset), from: source, to: target))
    } catch { throw .overflow }
  }

  mutating func bookGift(_ assets: UInt128) throws(PoolRefusal) {
    try check(units: assets, "assets")
    try pay(assets, from: .outside, to: .capital)
  }

  mutating func bookLoss(_ assets: UInt128) throws(PoolRefusal) {
    try check(units: assets, "assets")
    try pay(assets, from: .capital, to: .outside)
  }

  mutating func halt(until: Timestamp, at now: Timestamp) throws(PoolRefusal) {
    guard until > now, PoolTerms.times.contains(until.secondsSinceEpoch) else { throw .invalidQuantity(field: "until") }
    let length = until.secondsSinceEpoch - now.secondsSinceEpoch
    if length > terms.longestHalt { throw .haltTooLong }
    haltedUntil = max(until, haltedUntil ?? until)
  }
}
