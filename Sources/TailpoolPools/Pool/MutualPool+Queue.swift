import TailpoolLedger
import TailpoolMarket

extension MutualPool {
  mutating func requestEntry(
    _ assets: UInt128, by participant: String, minimum: UInt128, at now: Timestamp
  ) throws(PoolRefusal) {
    if participant.isEmpty { throw .emptyName }
    try check(units: assets, "assets")
    try checkNotHalted(at: now)
    try pay(assets, from: .outside, to: .escrow)
    enqueue(.entry(assets: assets, minimumShares: minimum), participant, now)
  }

  mutating func requestExit(
    _ shares: UInt128, by participant: String, minimum: UInt128, at now: Timestamp
  ) throws(PoolRefusal) {
    guard shares > 0, shares < PoolBounds.shares else { throw .invalidQuantity(field: "shares") }
    if register.shares(of: participant) == 0 { throw .unknownParticipant(participant) }
    let held = active(participant)
    guard held >= shares else {
      throw .shares(.insufficientShares(owner: participant, held: held, required: shares))
    }
    leaving[participant, default: 0] += shares
    enqueue(.exit(shares: shares, minimumAssets: minimum), participant, now)
  }

  private mutating func enqueue(_ kind: PoolTicket.Kind, _ participant: String, _ now: Timestamp) {
    ticketCount += 1
    tickets.append(PoolTicket(number: ticketCount, participant: participant, kind: kind, requested: now))
  }

  mutating func cancel(_ number: UInt64, of participant: String) throws(PoolRefusal) {
    guard let index = tickets.firstIndex(where: { $0.number == number && $0.participant == participant }) else {
      throw .unknownTicket(number)
    }
    switch tickets[index].kind {
    case .entry(let assets, _): try pay(assets, from: .escrow, to: .outside)
    case .exit(let shares, _): stay(shares, participant)
    }
    tickets.remove(at: index)
  }

  /// Shares that no longer wait to leave.
  private mutating func stay(_ shares: UInt128, _ participant: String) {
    let left = (leaving[participant] ?? 0) - shares
    leaving[participant] = left == 0 ? nil : left
  }

  /// Serves the tickets whose notice is over, all at the values of this instant.
  mutating func process(at now: Timestamp) throws(PoolRefusal) {
    try checkNotHalted(at: now)
    try checkMark(at: now)
    let value = try value(at: now)
    if value.low <= 0, register.supply > 0 { throw .insolvent }
    let charge = try feeCharge(value, at: now)
    let entering = try rate(value.high, charge)
    let due = tickets.filter { now.secondsSinceEpoch - $0.requested.secondsSinceEpoch >= terms.noticeSeconds }
    try touch([terms.manager], charge, at: now)
    try checkRoom(charge.shares, 0)
    try settleFees(charge, at: now)
    if register.supply > 0 {
      let leaving = try rate(value.low, FeeCharge(highWaterMark: charge.highWaterMark))
      try payExits(due, leaving, value, at: now)
    }
    for ticket in due {
      if case .entry(let assets, let minimum) = ticket.kind {
        try enter(ticket, assets, minimum, entering, at: now)
      }
    }
  }

  /// Turns an entry into shares, or gives the money back where its least is not met.
  private mutating func enter(
    _ ticket: PoolTicket, _ assets: UInt128, _ minimum: UInt128, _ rate: ShareRate, at now: Timestamp
  ) throws(PoolRefusal) {
    let shares = try refusing { () throws(LedgerError) in try rate.sharesForDeposit(of: assets) }
    tickets.removeAll { $0.number == ticket.number }
    if shares == 0 || shares < minimum { return try pay(assets, from: .escrow, to: .outside) }
    try checkRoom(0, shares)
    try touch([ticket.participant], FeeCharge(highWaterMark: highWaterMark), at: now)
    try pay(assets, from: .escrow, to: .capital)
    try issue(shares, to: ticket.participant)
  }

  /// Pays exits as far as the gate and the free cash go.
  private mutating func payExits(
    _ due: [PoolTicket], _ rate: ShareRate, _ value: PoolValue, at now: Timestamp
  ) throws(PoolRefusal) {
    let (gate, fees) = (UInt128(terms.gateBasisPoints), terms.fees)
    let gated = try refusing { () throws(LedgerError) in
      try mulDiv(UInt128(value.low), gate, 10_000, rounding: .down)
    }
    var budget = min(gated, UInt128(max(freeCash(value), 0)))
    var wanted: [(ticket: PoolTicket, shares: UInt128, worth: UInt128)] = []
    for ticket in due {
      guard case .exit(let shares, let minimum) = ticket.kind else { continue }
      let worth = try refusing { () throws(LedgerError) in
        try fees.afterWithdrawalFee(rate.assetsForRedemption(of: shares))
      }
      if worth < minimum {  // the least is not met today: the shares stay, and the ticket ends
        stay(shares, ticket.participant)
        tickets.removeAll { $0.number == ticket.number }
      } else {
        wanted.append((ticket, shares, worth))
      }
    }
    let total = try refusing { () throws(LedgerError) in
      var sum: UInt128 = 0
      for item in wanted { sum = try checkedSum(sum, item.worth) }
      return sum
    }
    let isRationed = terms.policy == .proRata && total > budget
    let parts =
      isRationed
      ? try refusing { () throws(LedgerError) in try largestRemainderSplit(budget, by: wanted.map(\.worth)) }
      : wanted.map(\.worth)
    for (item, part) in zip(wanted, parts) {
      let share = min(part, budget)
      if share < item.worth && share == 0 { continue }
      budget -= try payExit(item, upTo: share, at: now)
    }
  }

  /// Pays one exit wholly or in part, and returns what was paid.
  private mutating func payExit(
    _ item: (ticket: PoolTicket, shares: UInt128, worth: UInt128), upTo limit: UInt128, at now: Timestamp
  ) throws(PoolRefusal) -> UInt128 {
    guard let index = tickets.firstIndex(where: { $0.number == item.ticket.number }),
      case .exit(_, let minimum) = item.ticket.kind
    else { return 0 }
    let isWhole = limit >= item.worth
    // In part, as many whole shares go as the payout buys, and they are paid what they are worth.
    let (shares, paid) =
      isWhole
      ? (item.shares, item.worth)
      : try refusing { () throws(LedgerError) in
        let shares = try mulDiv(item.shares, limit, item.worth, rounding: .down)
        return (shares, try mulDiv(item.worth, shares, item.shares, rounding: .down))
      }
    if shares == 0 { return 0 }
    try touch([item.ticket.participant], FeeCharge(highWaterMark: highWaterMark), at: now)
    try pay(paid, from: .capital, to: .outside)
    try cancelShares(shares, of: item.ticket.participant)
    stay(shares, item.ticket.participant)
    if shares == item.shares {
      tickets.remove(at: index)
    } else {
      let rest = minimum > paid ? minimum - paid : 0
      tickets[index].kind = .exit(shares: item.shares - shares, minimumAssets: rest)
    }
    return paid
  }
}
