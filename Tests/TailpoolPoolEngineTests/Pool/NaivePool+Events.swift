import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension NaivePool {
  /// Takes an event on a copy, so that a refusal leaves no trace.
  mutating func take(_ event: PoolEvent) throws(PoolRefusal) {
    let time = event.time.secondsSinceEpoch
    guard time >= now, time <= 253_402_300_799 else {
      throw .outOfOrder(time: event.time, last: Timestamp(secondsSinceEpoch: now))
    }
    var after = self
    try after.act(event.action, time)
    (after.now, after.events) = (time, events + 1)
    self = after
  }

  private mutating func act(_ action: PoolAction, _ time: Int64) throws(PoolRefusal) {
    switch action {
    case .deposit(let who, let assets, let least): try deposit(who, assets, least, time)
    case .redeem(let who, let quantity, let least): try redeem(who, quantity, least, time)
    case .gift(_, let assets):
      try expectUnits(assets, "assets")
      try pay(assets, .outside, .capital)
    case .loss(_, let assets):
      try expectUnits(assets, "assets")
      let first = min(held(.reserve), Int128(assets))
      if Int128(assets) - first > held(.capital) {
        throw .insufficientCash(held: held(.capital) + first, required: assets)
      }
      try pay(UInt128(first), .reserve, .capital)
      try pay(assets, .capital, .outside)
    case .requestEntry(let who, let assets, let least):
      if who.isEmpty { throw .emptyName }
      try expectUnits(assets, "assets")
      try expectRunning(time)
      try pay(assets, .outside, .escrow)
      ask(who, true, assets, least, time)
    case .requestExit(let who, let quantity, let least):
      try expectShares(who, quantity)
      ask(who, false, quantity, least, time)
    case .cancel(let who, let number):
      guard let index = tickets.firstIndex(where: { $0.number == number && $0.who == who }) else {
        throw .unknownTicket(number)
      }
      let ticket = tickets.remove(at: index)
      if ticket.isEntry { try pay(ticket.quantity, .escrow, .outside) }
    case .process: try process(time)
    case .list(let contract): try list(contract, time)
    case .trade(let trade): try self.trade(trade, time)
    case .hedge(let name, let change, let paid, let mark): try hedge(name, change, paid, mark, time)
    case .mark(let contracts, let hedges, let source, let confidence):
      try mark(contracts, hedges, source, confidence, time)
    case .observe(let name, let price):
      if price == 0 || price >> 64 != 0 { throw .invalidQuantity(field: "price") }
      try reach(name, price, time)
      for key in averages.keys where key.underlying == name {
        let left = key.expiry.secondsSinceEpoch - time
        if (0...terms.settlementWindow).contains(left) { averages[key]?.reads.append((time, price)) }
      }
    case .close(let id, let value, _): try close(id, value, time)
    case .funding(let id, let paid): try fund(id, paid)
    case .settle(let name, let expiry): try settle(MutualPool.ExpiryKey(underlying: name, expiry: expiry), time)
    case .fundRewards(_, let assets, let seconds):
      try expectUnits(assets, "assets")
      guard seconds > 0, seconds <= 315_360_000 else { throw .invalidQuantity(field: "seconds") }
      guard rewards.rate == 0 || time >= rewards.end else {
        throw .invalidQuantity(field: "a stream that has not ended")
      }
      try rewards.advance(to: time, supply: supply)
      rewards.rate = assets * 1_000_000 / UInt128(seconds)
      rewards.end = time + seconds
      try pay(assets, .outside, .rewards)
    case .claimRewards(let who):
      if !names.contains(who) { throw .unknownParticipant(who) }
      try expectExit(who)
      try credit([who, terms.manager], at: time)
      let paid = rewards.earned.removeValue(forKey: who) ?? 0
      if paid == 0 { throw .invalidQuantity(field: "no reward") }
      try pay(paid, .rewards, .outside)
    case .halt(let until, _):
      let end = until.secondsSinceEpoch
      guard end > time, end <= 253_402_300_799 else { throw .invalidQuantity(field: "until") }
      let since = haltedUntil.map { time < $0 } ?? false ? haltedSince : time
      if end - since > terms.longestHalt { throw .haltTooLong }
      (haltedSince, haltedUntil) = (since, max(end, haltedUntil ?? end))
    default: try actOnMembers(action, time)
    }
  }

  // MARK: - In and out

  private mutating func deposit(
    _ who: String, _ assets: UInt128, _ least: UInt128, _ time: Int64
  ) throws(PoolRefusal) {
    if who.isEmpty { throw .emptyName }
    try expectUnits(assets, "assets")
    try expectRunning(time)
    try expectFreshMark(time)
    let value = try value(at: time)
    if value.low <= 0 && supply > 0 { throw .insolvent }
    let fee = try fee(value.low, at: time)
    if value.high < 0 || value.high == 0 && supply > 0 { throw .insolvent }
    let got = try naiveQuotient(assets, supply + fee.shares + virtualShares, UInt128(value.high) + 1)
    if got == 0 { throw .shares(.noShares) }
    if got < least { throw .shares(.belowMinimum(result: got, minimum: least)) }
    if (supply + fee.shares + got) >> 120 != 0 { throw .overflow }
    try credit([who, terms.manager], at: time)
    try pay(assets, .outside, .capital)
    chargeFee(fee, at: time)
    know(who)
    move(who, Int128(got))
    members[who, default: Member()].paidIn += assets
  }

  private func expectShares(_ who: String, _ quantity: UInt128) throws(PoolRefusal) {
    if quantity == 0 || quantity >> 120 != 0 { throw .invalidQuantity(field: "shares") }
    if shares[who] == nil { throw .unknownParticipant(who) }
    let free = (shares[who] ?? 0) - leaving(who)
    if free < quantity { throw .shares(.insufficientShares(owner: who, held: free, required: quantity)) }
  }

  private mutating func redeem(
    _ who: String, _ quantity: UInt128, _ least: UInt128, _ time: Int64
  ) throws(PoolRefusal) {
    if terms.noticeSeconds > 0 { throw .noticeRequired }
    if quantity == 0 || quantity >> 120 != 0 { throw .invalidQuantity(field: "shares") }
    try expectRunning(time)
    try expectFreshMark(time)
    try expectShares(who, quantity)
    try expectExit(who)
    let value = try value(at: time)
    if value.low <= 0 { throw .insolvent }
    let fee = try fee(value.low, at: time)
    let paid = try worth(quantity, value.low, supply + fee.shares)
    if paid < least { throw .shares(.belowMinimum(result: paid, minimum: least)) }
    let free = held(.capital) - Int128(collateral) - Int128(value.locked)
    if Int128(paid) > free { throw .insufficientCash(held: free, required: paid) }
    try credit([who, terms.manager], at: time)
    try pay(paid, .capital, .outside)
    chargeFee(fee, at: time)
    move(who, -Int128(quantity))
  }

  private mutating func ask(_ who: String, _ isEntry: Bool, _ quantity: UInt128, _ least: UInt128, _ time: Int64) {
    asked += 1
    tickets.append(
      Ticket(number: asked, who: who, isEntry: isEntry, quantity: quantity, least: least, asked: time))
  }

  private mutating func process(_ time: Int64) throws(PoolRefusal) {
    try expectRunning(time)
    try expectFreshMark(time)
    let value = try value(at: time)
    if value.low <= 0 && supply > 0 { throw .insolvent }
    let fee = try fee(value.low, at: time)
    if value.high < 0 || value.high == 0 && supply > 0 { throw .insolvent }
    let entering = supply + fee.shares + virtualShares
    let due = tickets.filter { time - $0.asked >= terms.noticeSeconds }
    try credit([terms.manager], at: time)
    chargeFee(fee, at: time)
    if supply > 0 && exposure <= UInt128(held(.reserve)) {
      try payOut(due.filter { !$0.isEntry && (members[$0.who]?.due ?? 0) == 0 }, value, time)
    }
    for ticket in due where ticket.isEntry {
      let got = try naiveQuotient(ticket.quantity, entering, UInt128(value.high) + 1)
      tickets.removeAll { $0.number == ticket.number }
      if got == 0 || got < ticket.least {
        try pay(ticket.quantity, .escrow, .outside)
        continue
      }
      if (supply + got) >> 120 != 0 { throw .overflow }
      know(ticket.who)
      try credit([ticket.who], at: time)
      try pay(ticket.quantity, .escrow, .capital)
      move(ticket.who, Int128(got))
      members[ticket.who, default: Member()].paidIn += ticket.quantity
    }
  }

  private mutating func payOut(
    _ due: [Ticket], _ value: (low: Int128, high: Int128, locked: UInt128), _ time: Int64
  ) throws(PoolRefusal) {
    let free = max(held(.capital) - Int128(collateral) - Int128(value.locked), 0)
    var budget = min(try naiveQuotient(UInt128(value.low), UInt128(terms.gateBasisPoints), 10_000), UInt128(free))
    let all = supply
    var wanted: [(ticket: Ticket, worth: UInt128)] = []
    for ticket in due {
      let worth = try worth(ticket.quantity, value.low, all)
      if worth < ticket.least {
        tickets.removeAll { $0.number == ticket.number }
      } else {
        wanted.append((ticket, worth))
      }
    }
    var parts = wanted.map(\.worth)
    let total = parts.reduce(0, +)
    if terms.policy == .proRata && total > budget {
      parts = naiveSplit(budget, parts)
    }
    for ((ticket, worth), part) in zip(wanted, parts) {
      let most = min(part, budget)
      if most == 0 && worth > 0 { continue }
      let gone = most >= worth ? ticket.quantity : try naiveQuotient(ticket.quantity, most, worth)
      let paid = most >= worth ? worth : try naiveQuotient(worth, gone, ticket.quantity)
      if gone == 0 { continue }
      try credit([ticket.who], at: time)
      try pay(paid, .capital, .outside)
      budget -= paid
      move(ticket.who, -Int128(gone))
      guard let index = tickets.firstIndex(where: { $0.number == ticket.number }) else { continue }
      if gone == ticket.quantity {
        tickets.remove(at: index)
      } else {
        tickets[index].quantity -= gone
        tickets[index].least = ticket.least > paid ? ticket.least - paid : 0
      }
    }
  }
}
