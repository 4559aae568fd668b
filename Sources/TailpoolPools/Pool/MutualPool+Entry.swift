import TailpoolLedger
import TailpoolMarket

extension MutualPool {
  /// Shares of a participant that do not wait to leave.
  func active(_ participant: String) -> UInt128 { register.shares(of: participant) - (leaving[participant] ?? 0) }

  mutating func deposit(
    _ assets: UInt128, by participant: String, minimum: UInt128, at now: Timestamp
  ) throws(PoolRefusal) {
    if participant.isEmpty { throw .emptyName }
    try check(units: assets, "assets")
    try checkNotHalted(at: now)
    try checkMark(at: now)
    let value = try value(at: now)
    if value.low <= 0, register.supply > 0 { throw .insolvent }
    let charge = try feeCharge(value, at: now)
    let rate = try rate(value.high, charge)
    let shares = try refusing { () throws(LedgerError) in try rate.sharesForDeposit(of: assets) }
    if shares == 0 { throw .shares(.noShares) }
    if shares < minimum { throw .shares(.belowMinimum(result: shares, minimum: minimum)) }
    try checkRoom(charge.shares, shares)
    if cash(.outside) - Int128(assets) < -PoolBounds.cash { throw .overflow }
    try touch([participant, terms.manager], charge, at: now)
    try pay(assets, from: .outside, to: .capital)
    try settleFees(charge, at: now)
    try issue(shares, to: participant)
  }

  mutating func redeem(
    _ shares: UInt128, by participant: String, minimum: UInt128, at now: Timestamp
  ) throws(PoolRefusal) {
    if terms.noticeSeconds > 0 { throw .noticeRequired }
    guard shares > 0, shares < PoolBounds.shares else { throw .invalidQuantity(field: "shares") }
    try checkNotHalted(at: now)
    try checkMark(at: now)
    let held = active(participant)
    if register.shares(of: participant) == 0 { throw .unknownParticipant(participant) }
    guard held >= shares else {
      throw .shares(.insufficientShares(owner: participant, held: held, required: shares))
    }
    let value = try value(at: now)
    if value.low <= 0 { throw .insolvent }
    let charge = try feeCharge(value, at: now)
    let rate = try rate(value.low, charge)
    let fees = terms.fees
    let paid = try refusing { () throws(LedgerError) in
      try fees.afterWithdrawalFee(rate.assetsForRedemption(of: shares))
    }
    if paid < minimum { throw .shares(.belowMinimum(result: paid, minimum: minimum)) }
    guard Int128(paid) <= freeCash(value) else { throw .insufficientCash(held: freeCash(value), required: paid) }
    try checkRoom(charge.shares, 0)
    try touch([participant, terms.manager], charge, at: now)
    try pay(paid, from: .capital, to: .outside)
    try settleFees(charge, at: now)
    try cancelShares(shares, of: participant)
  }

  /// So many shares can be issued.
  func checkRoom(_ fees: UInt128, _ shares: UInt128) throws(PoolRefusal) {
    let supply = register.supply
    let after = try refusing { () throws(LedgerError) in try checkedSum(checkedSum(supply, fees), shares) }
    if after >= PoolBounds.shares { throw .overflow }
  }

  mutating func issue(_ shares: UInt128, to participant: String) throws(PoolRefusal) {
    do { try register.issue(shares, to: participant) } catch { throw .shares(error) }
  }

  mutating func cancelShares(_ shares: UInt128, of participant: String) throws(PoolRefusal) {
    do { try register.cancel(shares, of: participant) } catch { throw .shares(error) }
  }

  mutating func settleFees(_ charge: FeeCharge, at now: Timestamp) throws(PoolRefusal) {
    feesChargedAt = now
    highWaterMark = charge.highWaterMark
    if charge.shares > 0 { try issue(charge.shares, to: terms.manager) }
  }

  /// Credits rewards before shares change; whole or not at all.
  mutating func touch(_ names: [String], _ charge: FeeCharge, at now: Timestamp) throws(PoolRefusal) {
    let before = rewards.index == 0 && rewards.scaledRate == 0 ? nil : rewards
    do {
      try rewards.advance(to: now.secondsSinceEpoch, supply: register.supply)
      for name in names { try rewards.touch(name, shares: register.shares(of: name)) }
    } catch {
      if let before { rewards = before }
      throw .overflow
    }
  }

  // MARK: - Rewards

  mutating func fundRewards(_ assets: UInt128, over seconds: Int64, at now: Timestamp) throws(PoolRefusal) {
    try check(units: assets, "assets")
    guard seconds > 0, PoolTerms.spans.contains(seconds) else { throw .invalidQuantity(field: "seconds") }
    guard rewards.scaledRate == 0 || now.secondsSinceEpoch >= rewards.end else {
      throw .invalidQuantity(field: "a stream that has not ended")
    }
    var after = rewards
    let supply = register.supply
    try refusing { () throws(LedgerError) in
      try after.advance(to: now.secondsSinceEpoch, supply: supply)
      let rate = try mulDiv(assets, RewardIndex.rateScale, UInt128(seconds), rounding: .down)
      after.setRate(rate, until: now.secondsSinceEpoch + seconds)
    }
    try pay(assets, from: .outside, to: .rewards)
    rewards = after
  }

  mutating func claimRewards(of participant: String, at now: Timestamp) throws(PoolRefusal) {
    let (supply, shares) = (register.supply, register.shares(of: participant))
    do {
      try rewards.advance(to: now.secondsSinceEpoch, supply: supply)
      let paid = try rewards.take(participant, shares: shares)
      if paid == 0 { throw PoolRefusal.invalidQuantity(field: "no reward") }
      try pay(paid, from: .rewards, to: .outside)
    } catch let error as PoolRefusal { throw error } catch { throw .overflow }
  }
}
