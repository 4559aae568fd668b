import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension CoverPool {
  /// Opens the market of shares of the members' capital. Exits that wait are still paid; no new ones are asked for.
  mutating func openMarket(
    _ rules: RatchetMarketTerms, _ reserves: RatchetReserves, budget: UInt128, at now: Timestamp
  ) throws(CoverRefusal) {
    if market != nil { throw .duplicate("market") }
    market = try staking { () throws(StakeError) in
      try RatchetMarket(terms: rules, reserves: reserves, budget: Int128(clamping: budget), at: now.secondsSinceEpoch)
    }
  }

  mutating func buyShares(
    _ assets: UInt128, by member: String, minimum: UInt128, at now: Timestamp
  ) throws(CoverRefusal) {
    if member.isEmpty { throw .emptyName }
    try check(units: assets, "assets")
    guard var market else { throw .noMarket }
    try checkRoom(assets)
    let position = try currentPosition(at: now)
    let trade = try staking { () throws(StakeError) in
      try market.buy(
        with: Int128(assets), minimumShares: Int128(clamping: minimum), position: position, at: now.secondsSinceEpoch)
    }
    let shares = UInt128(trade.shares)
    guard shares < CoverPool.greatestShares, UInt128(position.supply) + shares < CoverPool.greatestShares else {
      throw .overflow
    }

    self.market = market
    let holder = funds[CoverPool.capital].register.makePlace(for: member)
    funds[CoverPool.capital].register.issue(shares, to: holder)
    funds[CoverPool.capital].register.holders[holder].paidIn += assets
    funds[CoverPool.capital].booked += Int128(assets)
    totals.paidIn += Int128(assets)
    totals.cash += Int128(assets)
  }

  /// Sells shares in the market; while losses are known that are not borne, none are.
  mutating func sellShares(
    _ shares: UInt128, of member: String, minimum: UInt128, at now: Timestamp
  ) throws(CoverRefusal) {
    guard shares > 0, shares < PoolBounds.shares else { throw .invalidQuantity(field: "shares") }
    guard var market else { throw .noMarket }
    if !totals.isClear { throw .lossesOpen(units: totals.openClaims, incidents: totals.openIncidents) }
    let register = funds[CoverPool.capital].register
    guard let holder = register.place(of: member), register.holders[holder].shares > 0 else {
      throw .unknownMember(member)
    }
    let free = register.holders[holder].shares - register.holders[holder].leaving
    if shares > free { throw .shares(.insufficientShares(owner: member, held: free, required: shares)) }
    let position = try currentPosition(at: now)
    let trade = try staking { () throws(StakeError) in
      try market.sell(
        Int128(shares), minimumCash: Int128(clamping: minimum), position: position, at: now.secondsSinceEpoch)
    }

    self.market = market
    funds[CoverPool.capital].register.cancel(shares, of: holder)
    funds[CoverPool.capital].register.holders[holder].paidOut += UInt128(trade.cash)
    funds[CoverPool.capital].booked -= trade.cash
    totals.paidOut += trade.cash
    totals.cash -= trade.cash
  }

  /// The members' capital as it is now, with what exits must leave of it.
  func currentPosition(at now: Timestamp) throws(CoverRefusal) -> CapitalPosition {
    let (held, supply) = (self.held(CoverPool.capital, at: now), funds[CoverPool.capital].register.supply)
    let requirement = Int128(try leastHeld(CoverPool.capital))
    return try staking { () throws(StakeError) in
      try CapitalPosition(capital: max(held, 0), supply: Int128(supply), requirement: requirement)
    }
  }
}
