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
    guard let place = register.place(of: participant), register.holders[place].shares > 0 else {
      throw .unknownParticipant(participant)
    }
    try checkActive(shares, place)
    register.hold(shares, of: place, isLeaving: true)
    enqueue(.exit(shares: shares, minimumAssets: minimum), participant, now)
  }

  private mutating func enqueue(_ kind: PoolTicket.Kind, _ participant: String, _ now: Timestamp) {
    ticketCount += 1
    tickets.append(PoolTicket(number: ticketCount, participant: participant, kind: kind, requested: now))
  }

  mutating func cancel(_ number: UInt64, of participant: String) throws(PoolRefusal) {
    guard let index = ticketIndex(number), tickets[index].participant == participant else {
      throw .unknownTicket(number)
    }
    switch tickets[index].kind {
    case .entry(let assets, _): try pay(assets, from: .escrow, to: .outside)
    case .exit(let shares, _): stay(shares, participant)
    }
    tickets.remove(at: index)
  }

  /// The place of a ticket in the line, whose numbers grow.
  private func ticketIndex(_ number: UInt64) -> Int? {
    var (low, high) = (0, tickets.count)
    while low < high {
      let middle = (low + high) / 2
      if tickets[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < tickets.count && tickets[low].number == number ? low : nil
  }

  /// Shares that no longer wait to leave.
  private mutating func stay(_ shares: UInt128, _ participant: String) {
    guard let place = register.place(of: participant) else { return }
    register.hold(shares, of: place, isLeaving: false)
  }

  /// Serves the tickets whose notice is over, all at the values of this instant.
  mutating func process(at now: Timestamp) throws(PoolRefusal) {
    try checkNotHalted(at: now)
    try checkMark(at: now)
    let value = try sides(at: now)
    if value.low <= 0, register.supply > 0 { throw .insolvent }
    let charge = try feeCharge(value, at: now)
    let entering = try rate(value.high, charge)
    // Tickets stand in the order of request, so that those whose notice is over are the first.
    let notice = terms.noticeSeconds
    let count = tickets.firstIndex { now.secondsSinceEpoch - $0.requested.secondsSinceEpoch < notice } ?? tickets.count
    var due = Array(tickets[..<count])
    let waiting = tickets[count...]
    let credit = try credit(nil, at: now)
    try checkRoom(charge.shares, 0)
    take(credit, charge, at: now)
    if register.supply > 0, (try? checkExposure()) != nil {
      let leaving = try rate(value.low, FeeCharge(highWaterMark: charge.highWaterMark))
      due = try payExits(due, leaving, value, at: now)
    }
    var left: [PoolTicket] = []
    for ticket in due {
      guard case .entry(let assets, let minimum) = ticket.kind,
        register.supply == 0 || (try? checkEntry(assets, value, at: now)) != nil
      else {
        left.append(ticket)
        continue
      }
      try enter(ticket.participant, assets, minimum, entering, at: now)
    }
    tickets = left + waiting
  }

  /// Turns an entry into shares, or gives the money back where its least is not met.
  private mutating func enter(
    _ participant: String, _ assets: UInt128, _ minimum: UInt128, _ rate: ShareRate, at now: Timestamp
  ) throws(PoolRefusal) {
    let shares = try refusing { () throws(LedgerError) in try rate.sharesForDeposit(of: assets) }
    if shares == 0 || shares < minimum { return try pay(assets, from: .escrow, to: .outside) }
    try checkRoom(0, shares)
    let place = register.makePlace(for: participant)
    try touch(place, at: now)
    try pay(assets, from: .escrow, to: .capital)
    register.issue(shares, to: place)
    register.holders[place].paidIn += assets
    bookFlow(Int128(truncatingIfNeeded: assets), place, at: now)
  }

  /// Credits the rewards of one participant.
  mutating func touch(_ place: Int, at now: Timestamp) throws(PoolRefusal) {
    take(try credit(place, at: now), FeeCharge(highWaterMark: highWaterMark), at: now)
  }

  /// An exit that is due, with what its shares are worth.
  private struct Exit {
    var index: Int
    var place: Int
    var shares: UInt128
    var minimum: UInt128
    var worth: UInt128
  }

  /// Pays exits as far as the gate, the free cash and the outflow limit go; returns the tickets that still wait.
  private mutating func payExits(
    _ due: [PoolTicket], _ rate: ShareRate, _ value: Sides, at now: Timestamp
  ) throws(PoolRefusal) -> [PoolTicket] {
    let gate = UInt128(terms.gateBasisPoints)
    let gated = try refusing { () throws(LedgerError) in
      try mulDiv(UInt128(value.low), gate, 10_000, rounding: .down)
    }
    var budget = min(gated, UInt128(max(freeCash(value), 0)))
    var left: [PoolTicket?] = due
    let wanted = try exits(in: &left, rate)
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
      let payable = payable(to: item.place, value, at: now, isReserved: false) ?? .max
      let share = min(part, budget, payable)
      if share < item.worth && share == 0 { continue }
      let paid = try payExit(item, upTo: share, &left[item.index], at: now)
      budget -= paid
    }
    return left.compactMap(\.self)
  }

  /// The exits among tickets that can be served; those whose least is not met today end, and their shares stay.
  private mutating func exits(in tickets: inout [PoolTicket?], _ rate: ShareRate) throws(PoolRefusal) -> [Exit] {
    let fees = terms.fees
    var wanted: [Exit] = []
    for index in tickets.indices {
      guard let ticket = tickets[index], case .exit(let shares, let minimum) = ticket.kind,
        let place = register.place(of: ticket.participant), register.holders[place].due == 0
      else { continue }
      let worth = try refusing { () throws(LedgerError) in
        try fees.afterWithdrawalFee(rate.assetsForRedemption(of: shares))
      }
      if worth < minimum {
        register.hold(shares, of: place, isLeaving: false)
        tickets[index] = nil
      } else {
        wanted.append(Exit(index: index, place: place, shares: shares, minimum: minimum, worth: worth))
      }
    }
    return wanted
  }

  /// Pays one exit wholly or in part, and returns what was paid.
  private mutating func payExit(
    _ item: Exit, upTo limit: UInt128, _ ticket: inout PoolTicket?, at now: Timestamp
  ) throws(PoolRefusal) -> UInt128 {
    // In part, as many whole shares go as the payout buys, and they are paid what they are worth.
    let (shares, paid) =
      limit >= item.worth
      ? (item.shares, item.worth)
      : try refusing { () throws(LedgerError) in
        let shares = try mulDiv(item.shares, limit, item.worth, rounding: .down)
        return (shares, try mulDiv(item.worth, shares, item.shares, rounding: .down))
      }
    if shares == 0 { return 0 }
    try touch(item.place, at: now)
    try pay(paid, from: .capital, to: .outside)
    register.hold(shares, of: item.place, isLeaving: false)
    register.cancel(shares, of: item.place)
    register.holders[item.place].paidOut += paid
    bookFlow(-Int128(truncatingIfNeeded: paid), item.place, at: now)
    if shares == item.shares {
      ticket = nil
    } else {
      let rest = item.minimum > paid ? item.minimum - paid : 0
      ticket?.kind = .exit(shares: item.shares - shares, minimumAssets: rest)
    }
    return paid
  }

  /// Ends all tickets of a participant: shares stay, and money that waits to enter becomes margin.
  mutating func endTickets(of place: Int) throws(PoolRefusal) {
    let name = register.holders[place].name
    for ticket in tickets where ticket.participant == name {
      switch ticket.kind {
      case .entry(let assets, _):
        try pay(assets, from: .escrow, to: .margin)
        margin.addCash(assets, to: place)
      case .exit(let shares, _): register.hold(shares, of: place, isLeaving: false)
      }
    }
    tickets.removeAll { $0.participant == name }
  }
}
