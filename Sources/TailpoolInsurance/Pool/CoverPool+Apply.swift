import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension CoverPool {
  /// Applies an event: whole, or not at all.
  ///
  /// - Parameter event: The event, not before the last.
  /// - Throws: `CoverRefusal` with the reason; the pool is then what it was.
  public mutating func apply(_ event: CoverEvent) throws(CoverRefusal) {
    try checkTime(event.time)
    let before = totals
    let due = advance(to: event.time)
    do { try perform(event.action, at: event.time) } catch {
      undo(due)
      totals = before
      throw error
    }
    time = event.time
    eventCount += 1
  }

  /// The pool after an event; this one stays what it is.
  ///
  /// - Parameter event: The event, not before the last.
  /// - Returns: The pool after it.
  /// - Throws: `CoverRefusal` with the reason.
  public func applying(_ event: CoverEvent) throws(CoverRefusal) -> CoverPool {
    var after = self
    try after.apply(event)
    return after
  }

  func checkTime(_ now: Timestamp) throws(CoverRefusal) {
    guard now >= time, PoolTerms.times.contains(now.secondsSinceEpoch) else {
      throw .outOfOrder(time: now, last: time)
    }
  }

  /// Has no default case, so that an action that nothing applies does not compile. Each checks everything before it changes anything.
  private mutating func perform(_ action: CoverAction, at now: Timestamp) throws(CoverRefusal) {
    switch action {
    case .advance: break
    case .openFund(let name): try openFund(name)
    case .openProduct(let product): try open(product, at: now)
    case .changeProduct(let product, let target, let weight):
      try change(product, target: target, weight: weight, at: now)
    case .closeProduct(let product): try close(product)
    case .deposit(let member, let fund, let assets, let minimum):
      try deposit(assets, by: member, in: fund, minimum: minimum, at: now)
    case .gift(_, let fund, let assets): try gift(assets, to: fund, at: now)
    case .requestExit(let member, let fund, let shares, let minimum):
      try requestExit(shares, by: member, of: fund, minimum: minimum, at: now)
    case .cancelExit(let member, let exit): try cancelExit(exit, of: member)
    case .payExits: try payExits(at: now)
    case .buy(let holder, let product, let amount, let seconds, let maximum):
      try buy(amount, of: product, for: seconds, by: holder, maximum: maximum, at: now)
    case .renew(let holder, let cover, let seconds, let maximum):
      try renew(cover, of: holder, for: seconds, maximum: maximum, at: now)
    case .cancel(let holder, let cover): try cancel(cover, of: holder, at: now)
    case .declareIncident(let product, let occurred, let severity):
      try declareIncident(product, occurred: occurred, severity: severity, at: now)
    case .fileClaim(let holder, let cover, let amount, let occurred):
      try fileClaim(amount, on: cover, of: holder, occurred: occurred, at: now)
    case .vote(let member, let claim, let vote): try self.vote(vote, on: claim, by: member, at: now)
    case .appeal(let appellant, let claim): try appeal(claim, by: appellant, at: now)
    case .decide(let claim): try decide(claim, at: now)
    case .pay(let claim, let amount): try pay(amount, of: claim, at: now)
    case .recover(let claim, let amount): try recover(amount, of: claim, at: now)
    case .slash(let fund, let amount, _): try slash(fund, amount, at: now)
    case .pause(let until, _): try pause(until: until, at: now)
    case .openLadder(let name, let ladder, let reduction, let unit):
      try openLadder(name, ladder, reduction: reduction, unit: unit, at: now)
    case .stake(let member, let fund, let tranche, let assets, let minimum):
      try stake(assets, by: member, in: fund, tranche: tranche, minimum: minimum, at: now)
    case .unstake(let member, let fund, let tranche): try unstake(tranche, of: fund, by: member, at: now)
    case .reward(_, let fund, let assets, let maximum, let target):
      try reward(assets, to: fund, maximum: maximum, target: target, at: now)
    case .takeReward(let member, let fund): try takeReward(of: fund, by: member, at: now)
    case .openMarket(let rules, let reserves, let budget): try openMarket(rules, reserves, budget: budget, at: now)
    case .buyShares(let member, let assets, let minimum):
      try buyShares(assets, by: member, minimum: minimum, at: now)
    case .sellShares(let member, let shares, let minimum):
      try sellShares(shares, of: member, minimum: minimum, at: now)
    case .setFloor(let product, let premium, let cover): try setFloor(of: product, premium: premium, cover: cover)
    }
  }

  mutating func pause(until: Timestamp, at now: Timestamp) throws(CoverRefusal) {
    guard until > now, PoolTerms.times.contains(until.secondsSinceEpoch) else {
      throw .invalidQuantity(field: "until")
    }
    // Pauses in a row count from the first, so that one after the other is no longer than one may be.
    let isPaused = pausedUntil.map { now < $0 } ?? false
    let since = isPaused ? pausedSince ?? now : now
    if until.secondsSinceEpoch - since.secondsSinceEpoch > terms.longestPause {
      throw .pauseTooLong(greatest: terms.longestPause)
    }
    pausedSince = since
    pausedUntil = max(until, pausedUntil ?? until)
  }

  func check(units: UInt128, _ field: String) throws(CoverRefusal) {
    guard units > 0, units < PoolBounds.units else { throw .invalidQuantity(field: field) }
  }

  /// So much more can be held.
  func checkRoom(_ units: UInt128) throws(CoverRefusal) {
    if totals.cash + Int128(units) >= PoolBounds.cash { throw .overflow }
  }
}

/// Runs a ledger operation where refusals are thrown.
@inline(__always)
func covering<T>(_ body: () throws(LedgerError) -> T) throws(CoverRefusal) -> T {
  do { return try body() } catch { throw .overflow }
}
