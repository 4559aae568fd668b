import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension OptionsVenue {
  /// Applies an event whole, or throws and stays what it was.
  ///
  /// - Throws: `VenueRefusal` naming the bound.
  /// - Complexity: O(open contracts) for an index and for serving requests; else O(maturities with locked spread), and a copy of the
  ///   pool's state.
  public mutating func apply(_ event: OptionsVenueEvent) throws(VenueRefusal) { _ = try settle(event) }

  /// Applies an event as `apply`, and says what moved: other than at a pool of two tokens a settlement pays many at once, and a trade has a
  /// contract and fees beside what flows, which a `TokenFlow` does not say.
  ///
  /// - Throws: As `apply`.
  public mutating func settle(_ event: OptionsVenueEvent) throws(VenueRefusal) -> VenueFill {
    if event.time < time { throw .timeRunsBack(time: event.time, last: time) }
    var after = self
    let fill = try after.perform(event.action, at: event.time)
    after.time = event.time
    self = after
    return fill
  }

  private mutating func perform(_ action: OptionsVenueAction, at now: Timestamp) throws(VenueRefusal) -> VenueFill {
    switch action {
    case .index(let price, let volatility):
      try apply(.observe(underlying: terms.token0, price: price), at: now)
      index = VenueIndex(price: price, volatilityMillionths: volatility, time: now)
      try markAll(at: now)
      return VenueFill(TokenFlow())
    case .list(let contract):
      return try list(contract, at: now)
    case .enter(let owner, let assets, let least):
      try apply(.requestEntry(participant: owner, assets: assets, minimumShares: least), at: now)
      return VenueFill(flow(into: assets, out: 0))
    case .leave(let owner, let shares, let least):
      try apply(.requestExit(participant: owner, shares: shares, minimumAssets: least), at: now)
      return VenueFill(TokenFlow())
    case .cancel(let owner, let ticket): return try paying(.cancel(participant: owner, ticket: ticket), at: now)
    case .process:
      try markAll(at: now)
      return try paying(.process, at: now)
    case .buy(let trader, let contract, let contracts, let most, let deadline):
      try check(deadline, at: now)
      return try buy(trader, contract, contracts, most: most, at: now)
    case .sell(let trader, let contract, let contracts, let least, let deadline):
      try check(deadline, at: now)
      return try sell(trader, contract, contracts, least: least, at: now)
    case .write(let trader, let contract, let contracts, let collateral, let least, let deadline):
      try check(deadline, at: now)
      return try write(trader, contract, contracts, collateral: collateral, least: least, at: now)
    case .cover(let trader, let contract, let contracts, let most, let deadline):
      try check(deadline, at: now)
      return try cover(trader, contract, contracts, most: most, at: now)
    case .post(let trader, let contract, let assets):
      return try move(assets, isPaidIn: true, trader, contract, at: now)
    case .release(let trader, let contract, let assets):
      return try move(assets, isPaidIn: false, trader, contract, at: now)
    case .liquidate(let liquidator, let trader, let contract):
      return try liquidate(trader, contract, by: liquidator, at: now)
    case .fund(let contract): return try fund(contract, at: now)
    case .settle(let expiry): return try settle(expiry, at: now)
    }
  }

  /// Lists a contract of a kind that the venue can end or fund itself.
  private mutating func list(_ contract: PoolContract, at now: Timestamp) throws(VenueRefusal) -> VenueFill {
    let isKept: Bool
    switch contract.terms {
    case .european(_, _, let settlement): isKept = settlement == terms.settlement
    case .everlasting, .power: isKept = terms.settlement == .cash
    case .digital, .barrier, .exchange, .perpetualAmerican, .valued: isKept = false
    }
    guard isKept, contract.underlying == terms.token0 else { throw .pool(.invalidContract(contract.id)) }
    try apply(.list(contract), at: now)
    if contract.expiry == nil { fundedUntil[contract.id] = now }
    return VenueFill(TokenFlow())
  }

  private func check(_ deadline: Timestamp?, at now: Timestamp) throws(VenueRefusal) {
    if let deadline, now > deadline { throw .late(deadline: deadline) }
  }

  /// Applies an event of the pool, and says which owners it has paid.
  private mutating func paying(_ action: PoolAction, at now: Timestamp) throws(VenueRefusal) -> VenueFill {
    let before = pool
    try apply(action, at: now)
    let payments = pool.payments(since: before)
    var fill = VenueFill(flow(into: 0, out: payments.reduce(0) { $0 + $1.units }))
    fill.payments = payments.map { VenueFill.Payment(.owner($0.participant), amounts($0.units)) }
    return fill
  }

  // MARK: - Tokens

  /// Base units of what the venue settles in, as amounts of its two tokens.
  func amounts(_ units: UInt128) -> TokenAmounts {
    terms.settlement == .cash ? TokenAmounts(.zero, UInt256(units)) : TokenAmounts(UInt256(units), .zero)
  }

  func flow(into: UInt128, out: UInt128) -> TokenFlow {
    terms.settlement == .cash
      ? TokenFlow(in1: UInt256(into), out1: UInt256(out)) : TokenFlow(in0: UInt256(into), out0: UInt256(out))
  }
}
