import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension CoverPool {
  mutating func deposit(
    _ assets: UInt128, by member: String, in name: String, minimum: UInt128, at now: Timestamp
  ) throws(CoverRefusal) {
    if member.isEmpty { throw .emptyName }
    try check(units: assets, "assets")
    let place = try fundAtBook(name)
    try checkRoom(assets)
    let held = self.held(place, at: now)
    let supply = funds[place].register.supply
    if held <= 0, supply > 0 { throw .insolvent(fund: name) }
    let shares = try covering { () throws(LedgerError) in
      try rate(of: place, at: now).sharesForDeposit(of: assets)
    }
    if shares == 0 { throw .shares(.noShares) }
    if shares < minimum { throw .shares(.belowMinimum(result: shares, minimum: minimum)) }
    guard shares < CoverPool.greatestShares, supply + shares < CoverPool.greatestShares else { throw .overflow }

    let holder = funds[place].register.makePlace(for: member)
    funds[place].register.issue(shares, to: holder)
    funds[place].register.holders[holder].paidIn += assets
    funds[place].booked += Int128(assets)
    totals.paidIn += Int128(assets)
    totals.cash += Int128(assets)
  }

  /// The place of a fund whose shares come and leave at book value.
  private func fundAtBook(_ name: String) throws(CoverRefusal) -> Int {
    let place = try fund(name)
    if funds[place].stake != nil { throw .inTranches(fund: name) }
    if place == CoverPool.capital, market != nil { throw .byMarket }
    return place
  }

  mutating func gift(_ assets: UInt128, to name: String, at now: Timestamp) throws(CoverRefusal) {
    try check(units: assets, "assets")
    let place = try fund(name)
    try checkRoom(assets)
    if var stake = try stake(of: place, at: now) {
      let added = try staking { () throws(StakeError) in
        try stake.ladder.credit(Int128(assets), at: now.secondsSinceEpoch)
      }
      guard added == Int128(assets) else { throw .noStake(fund: name) }
      funds[place].stake = stake
    }
    funds[place].booked += Int128(assets)
    totals.gifts += Int128(assets)
    totals.cash += Int128(assets)
  }

  /// The rate of a fund's shares.
  func rate(of place: Int, at now: Timestamp) throws(LedgerError) -> ShareRate {
    try ShareRate(
      supply: funds[place].register.supply, assets: UInt128(max(self.held(place, at: now), 0)),
      offset: terms.shareOffset)
  }

  // MARK: - Exits

  mutating func requestExit(
    _ shares: UInt128, by member: String, of name: String, minimum: UInt128, at now: Timestamp
  ) throws(CoverRefusal) {
    guard shares > 0, shares < PoolBounds.shares else { throw .invalidQuantity(field: "shares") }
    let place = try fundAtBook(name)
    guard let holder = funds[place].register.place(of: member), funds[place].register.holders[holder].shares > 0 else {
      throw .unknownMember(member)
    }
    let free = funds[place].register.holders[holder].shares - funds[place].register.holders[holder].leaving
    if shares > free { throw .shares(.insufficientShares(owner: member, held: free, required: shares)) }
    let opens = now.advanced(bySeconds: terms.exits.cooldownSeconds)

    funds[place].register.hold(shares, of: holder, isLeaving: true)
    exitCount += 1
    exits.append(
      Exit(
        number: exitCount, member: member, fund: place, shares: shares, minimumAssets: minimum, opens: opens))
  }

  mutating func cancelExit(_ number: UInt64, of member: String) throws(CoverRefusal) {
    guard let index = exits.firstIndex(where: { $0.number == number }), exits[index].member == member else {
      throw .unknownExit(number)
    }
    stay(exits[index])
    exits.remove(at: index)
  }

  /// Shares that no longer wait to leave.
  private mutating func stay(_ exit: Exit) {
    guard let holder = funds[exit.fund].register.place(of: exit.member) else { return }
    funds[exit.fund].register.hold(exit.shares, of: holder, isLeaving: false)
  }

  /// What becomes of an exit.
  private enum Outcome {
    /// It waits, its window from a time on.
    case waits(opens: Timestamp)
    /// So many shares are paid so much; the rest waits.
    case paid(shares: UInt128, assets: UInt128)
    /// Its window is over, or its least is not met: the shares stay.
    case ends
  }

  /// Pays the exits whose window is open, in the order of request, as far as each fund's surplus goes.
  ///
  /// All shares of a fund are paid at one rate, struck before the first. An exit that the pool itself holds back — by the surplus —
  /// has its window anew; one that was not paid in its window ends, so that a request is no option for later.
  mutating func payExits(at now: Timestamp) throws(CoverRefusal) {
    if !totals.isClear { throw .lossesOpen(units: totals.openClaims, incidents: totals.openIncidents) }
    var (budgets, rates): ([Int: UInt128], [Int: ShareRate]) = ([:], [:])
    for exit in exits where exit.opens <= now && budgets[exit.fund] == nil {
      budgets[exit.fund] = try surplus(of: exit.fund, at: now)
      rates[exit.fund] = try covering { () throws(LedgerError) in try rate(of: exit.fund, at: now) }
    }
    var outcomes: [Outcome] = []
    outcomes.reserveCapacity(exits.count)
    for exit in exits {
      guard let rate = rates[exit.fund], let budget = budgets[exit.fund] else {
        outcomes.append(.waits(opens: exit.opens))
        continue
      }
      let outcome = try covering { () throws(LedgerError) in try self.outcome(of: exit, rate, budget, at: now) }
      if case .paid(_, let assets) = outcome { budgets[exit.fund] = budget - assets }
      outcomes.append(outcome)
    }
    take(outcomes, at: now)
  }

  private func outcome(
    of exit: Exit, _ rate: ShareRate, _ budget: UInt128, at now: Timestamp
  ) throws(LedgerError) -> Outcome {
    if exit.opens > now { return .waits(opens: exit.opens) }
    // The window does not run while losses are known that are not borne.
    let opened = max(exit.opens.secondsSinceEpoch, totals.clearSince)
    if now.secondsSinceEpoch - opened >= terms.exits.windowSeconds { return .ends }
    let worth = try rate.assetsForRedemption(of: exit.shares)
    if worth == 0 || worth < exit.minimumAssets { return .ends }
    if worth <= budget { return .paid(shares: exit.shares, assets: worth) }
    // In part, as many whole shares go as the surplus buys, and they are paid what they are worth.
    let shares = try mulDiv(exit.shares, budget, worth, rounding: .down)
    let assets = try mulDiv(worth, shares, exit.shares, rounding: .down)
    return assets == 0 ? .waits(opens: now) : .paid(shares: shares, assets: assets)
  }

  private mutating func take(_ outcomes: [Outcome], at now: Timestamp) {
    var left: [Exit] = []
    for (exit, outcome) in zip(exits, outcomes) {
      switch outcome {
      case .waits(let opens):
        left.append(exit)
        left[left.count - 1].opens = opens
      case .ends: stay(exit)
      case .paid(let shares, let assets):
        pay(shares, assets, of: exit)
        if shares == exit.shares { continue }
        left.append(exit)
        left[left.count - 1].shares -= shares
        left[left.count - 1].minimumAssets = exit.minimumAssets > assets ? exit.minimumAssets - assets : 0
        left[left.count - 1].opens = now
      }
    }
    exits = left
  }

  private mutating func pay(_ shares: UInt128, _ assets: UInt128, of exit: Exit) {
    guard let holder = funds[exit.fund].register.place(of: exit.member) else { return }
    funds[exit.fund].register.hold(shares, of: holder, isLeaving: false)
    funds[exit.fund].register.cancel(shares, of: holder)
    funds[exit.fund].register.holders[holder].paidOut += assets
    funds[exit.fund].booked -= Int128(assets)
    totals.paidOut += Int128(assets)
    totals.cash -= Int128(assets)
  }

  /// What may leave a fund: of the members' capital what is above the requirement, and of every fund what backs no cover.
  ///
  ///     least = max over products of ⌈backed / (ratio · weight)⌉,  and for the members' capital no less than the requirement:
  ///     the ratchet's, or the one desired now where that is greater
  func surplus(of place: Int, at now: Timestamp) throws(CoverRefusal) -> UInt128 {
    let (held, least) = (UInt128(max(self.held(place, at: now), 0)), try leastHeld(place))
    return held > least ? held - least : 0
  }

  /// What exits must leave in a fund.
  func leastHeld(_ place: Int) throws(CoverRefusal) -> UInt128 {
    var least: UInt128 = 0
    if place == CoverPool.capital {
      least = UInt128(max(totals.requirement, desiredRequirement(exposure: totals.exposure)))
    }
    for product in products.indices {
      let backed = funds[place].backed(product)
      if backed == 0 { continue }
      let ratio =
        UInt128(terms.capital.capacityRatioBasisPoints) * UInt128(products[product].terms.weightBasisPoints)
      let needed = try covering { () throws(LedgerError) in
        try mulDiv(backed, 100_000_000, ratio, rounding: .up)
      }
      least = max(least, needed)
    }
    return least
  }
}
