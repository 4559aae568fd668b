import TailpoolLedger
import TailpoolMarket

extension MutualPool {
  mutating func deposit(
    _ assets: UInt128, by participant: String, minimum: UInt128, at now: Timestamp
  ) throws(PoolRefusal) {
    if participant.isEmpty { throw .emptyName }
    try check(units: assets, "assets")
    try checkNotHalted(at: now)
    try checkMark(at: now)
    let value = try sides(at: now)
    if value.low <= 0, register.supply > 0 { throw .insolvent }
    try checkEntry(assets, value, at: now)
    let charge = try feeCharge(value, at: now)
    let rate = try rate(value.high, charge)
    let shares = try refusing { () throws(LedgerError) in try rate.sharesForDeposit(of: assets) }
    if shares == 0 { throw .shares(.noShares) }
    if shares < minimum { throw .shares(.belowMinimum(result: shares, minimum: minimum)) }
    try checkRoom(charge.shares, shares)
    try checkPayment(assets, from: .outside)
    let credit = try credit(register.place(of: participant), at: now)

    let place = register.makePlace(for: participant)
    accounts.move(Int128(truncatingIfNeeded: assets), from: .outside, to: .capital)
    take(credit, charge, at: now)
    register.issue(shares, to: place)
    register.holders[place].rewardIndex = rewards.index
    register.holders[place].paidIn += assets
    bookFlow(Int128(truncatingIfNeeded: assets), place, at: now)
  }

  mutating func redeem(
    _ shares: UInt128, by participant: String, minimum: UInt128, at now: Timestamp
  ) throws(PoolRefusal) {
    if terms.noticeSeconds > 0 { throw .noticeRequired }
    guard shares > 0, shares < PoolBounds.shares else { throw .invalidQuantity(field: "shares") }
    try checkNotHalted(at: now)
    try checkMark(at: now)
    guard let place = register.place(of: participant), register.holders[place].shares > 0 else {
      throw .unknownParticipant(participant)
    }
    try checkActive(shares, place)
    try checkExit(place)
    let value = try sides(at: now)
    if value.low <= 0 { throw .insolvent }
    let charge = try feeCharge(value, at: now)
    let rate = try rate(value.low, charge)
    let fees = terms.fees
    let paid = try refusing { () throws(LedgerError) in
      try fees.afterWithdrawalFee(rate.assetsForRedemption(of: shares))
    }
    if paid < minimum { throw .shares(.belowMinimum(result: paid, minimum: minimum)) }
    guard Int128(paid) <= freeCash(value) else { throw .insufficientCash(held: freeCash(value), required: paid) }
    if let payable = payable(to: place, value, at: now, isReserved: register.leaving > 0), paid > payable {
      throw .outflowLimit(available: payable)
    }
    try checkRoom(charge.shares, 0)
    let credit = try credit(place, at: now)

    accounts.move(Int128(truncatingIfNeeded: paid), from: .capital, to: .outside)
    take(credit, charge, at: now)
    register.cancel(shares, of: place)
    register.holders[place].paidOut += paid
    bookFlow(-Int128(truncatingIfNeeded: paid), place, at: now)
  }

  /// A participant has so many shares that do not wait to leave.
  func checkActive(_ shares: UInt128, _ place: Int) throws(PoolRefusal) {
    let holder = register.holders[place]
    guard holder.shares - holder.leaving >= shares else {
      throw .shares(
        .insufficientShares(owner: holder.name, held: holder.shares - holder.leaving, required: shares))
    }
  }

  /// So many shares can be issued.
  func checkRoom(_ fees: UInt128, _ shares: UInt128) throws(PoolRefusal) {
    let supply = register.supply
    let after = try refusing { () throws(LedgerError) in try checkedSum(checkedSum(supply, fees), shares) }
    if after >= PoolBounds.shares { throw .overflow }
  }

  /// Rewards that are credited before shares change, found without a change so that nothing is left half done.
  struct RewardCredit {
    var stream: RewardStream
    var place: Int?
    var gained: UInt128 = 0
    var managerGained: UInt128 = 0
  }

  func credit(_ place: Int?, at now: Timestamp) throws(PoolRefusal) -> RewardCredit {
    var credit = RewardCredit(stream: rewards, place: place)
    let (supply, manager) = (register.supply, register.holders[MutualPool.manager])
    try refusing { () throws(LedgerError) in
      try credit.stream.advance(to: now.secondsSinceEpoch, supply: supply)
      if credit.stream.index == 0 { return }
      if let place, place != MutualPool.manager {
        let holder = register.holders[place]
        credit.gained = try credit.stream.gain(of: holder.shares, since: holder.rewardIndex)
      }
      credit.managerGained = try credit.stream.gain(of: manager.shares, since: manager.rewardIndex)
      _ = try checkedSum(checkedSum(earned, credit.gained), credit.managerGained)
    }
    return credit
  }

  /// Books a credit, and then the fees.
  mutating func take(_ credit: RewardCredit, _ charge: FeeCharge, at now: Timestamp) {
    rewards = credit.stream
    if rewards.index > 0 {
      if let place = credit.place {
        register.holders[place].earned += credit.gained
        register.holders[place].rewardIndex = rewards.index
      }
      register.holders[MutualPool.manager].earned += credit.managerGained
      register.holders[MutualPool.manager].rewardIndex = rewards.index
      earned += credit.gained + credit.managerGained
    }
    feesChargedAt = now
    highWaterMark = charge.highWaterMark
    if charge.shares > 0 { register.issue(charge.shares, to: MutualPool.manager) }
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
      let rate = try mulDiv(assets, RewardStream.rateScale, UInt128(seconds), rounding: .down)
      after.setRate(rate, until: now.secondsSinceEpoch + seconds)
    }
    try pay(assets, from: .outside, to: .rewards)
    rewards = after
  }

  /// Divides rewards by what each participant contributes to the risk, at once and exactly.
  mutating func rewardRisk(
    _ assets: UInt128, _ contributions: [ShortfallContribution], at now: Timestamp
  ) throws(PoolRefusal) {
    try check(units: assets, "assets")
    var places: [Int] = []
    for item in contributions {
      guard let place = register.place(of: item.participant), register.holders[place].shares > 0 else {
        throw .unknownParticipant(item.participant)
      }
      guard item.units < PoolBounds.units else { throw .invalidQuantity(field: "contributions") }
      places.append(place)
    }
    guard Set(places).count == places.count, contributions.contains(where: { $0.units > 0 }) else {
      throw .invalidQuantity(field: "contributions")
    }
    let weights = contributions.map { UInt128(max($0.units, 0)) }
    let parts = try refusing { () throws(LedgerError) in try largestRemainderSplit(assets, by: weights) }
    try pay(assets, from: .outside, to: .rewards)
    for (place, part) in zip(places, parts) { register.holders[place].earned += part }
    earned += assets
  }

  mutating func claimRewards(of participant: String, at now: Timestamp) throws(PoolRefusal) {
    guard let place = register.place(of: participant) else { throw .unknownParticipant(participant) }
    try checkExit(place)
    let credit = try credit(place, at: now)
    let holder = register.holders[place]
    let paid = holder.earned + (place == MutualPool.manager ? credit.managerGained : credit.gained)
    if paid == 0 { throw .invalidQuantity(field: "no reward") }
    try checkPayment(paid, from: .rewards)
    accounts.move(Int128(truncatingIfNeeded: paid), from: .rewards, to: .outside)
    rewards = credit.stream
    register.holders[MutualPool.manager].earned += credit.managerGained
    register.holders[MutualPool.manager].rewardIndex = rewards.index
    earned += credit.gained + credit.managerGained
    register.holders[place].earned = 0
    register.holders[place].rewardIndex = rewards.index
    earned -= paid
  }
}
