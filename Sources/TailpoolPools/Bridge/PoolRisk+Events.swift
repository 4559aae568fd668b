import TailpoolLedger
import TailpoolMarket
import TailpoolRisk

extension PoolRisk {
  /// Proposes a trade at the marks of this market, with the expected shortfall of the whole book after it.
  ///
  /// The book with the trade added is valued again in every scenario. The number is rounded up to base units: a payment
  /// out of the pool, in favor of the other party, so that the budget is never passed by rounding.
  ///
  /// - Parameters:
  ///   - contract: The name of a listed contract.
  ///   - quantity: Contracts the pool buys, or sells when negative; not zero.
  ///   - pool: The pool before the trade.
  ///   - premium: Base units that change hands; nil for the ask of each contract sold, the bid of each bought.
  ///   - spread: The part of a sale's premium that is earned evenly until expiry, in base units.
  /// - Returns: The trade, which the pool takes at the snapshot's time.
  /// - Throws: `PoolBridgeError.shortfallAboveBudget` with both numbers where the pool's terms refuse it, `.refused` for
  ///   any other refusal of the pool, or what valuing throws.
  /// - Complexity: One revaluation an instrument and scenario.
  public func trade(
    of contract: String, quantity: Int128, in pool: MutualPool, premium: UInt128? = nil, spread: UInt128 = 0
  ) throws(PoolBridgeError) -> PoolTrade {
    guard let place = pool.book.place(of: contract) else { throw .refused(.unknownContract(contract)) }
    guard quantity != 0, quantity.magnitude < PoolBounds.contracts else {
      throw .refused(.invalidQuantity(field: "quantity"))
    }
    var after = pool
    let before = pool.book.lines[place].quantity
    // The contract is marked where it is open: in the book after the trade, or in that before where the trade closes it.
    let marked = before + quantity != 0 ? before + quantity : quantity
    after.book.set(place, quantity: marked, mark: pool.book.lines[place].mark)
    let marks = try marks(of: after).contracts
    guard let mark = marks.first(where: { $0.contract == contract }) else { throw .notListed(contract: contract) }
    after.book.set(place, quantity: before + quantity, mark: pool.book.lines[place].mark)

    let shortfall = try money(
      max(try expectedShortfall(of: after), 0), of: pool.terms.asset, moving: .outOfPool, favoring: .counterparty,
      contract)
    let (product, overflow) = (quantity < 0 ? mark.ask : mark.bid).multipliedReportingOverflow(by: quantity.magnitude)
    if overflow { throw .amount(of: contract, .overflow) }
    let trade = PoolTrade(
      mark: mark, quantity: quantity, premium: premium ?? product, spread: spread, shortfallAfter: shortfall)
    try check(trade, in: pool)
    return trade
  }

  /// Throws what the pool refuses the trade for, with both numbers where it is the budget.
  private func check(_ trade: PoolTrade, in pool: MutualPool) throws(PoolBridgeError) {
    var copy = pool
    do {
      try copy.apply(PoolEvent(at: snapshot.asOf, .trade(trade)))
    } catch {
      guard error == .limit(.expectedShortfall), let breach = try? pool.limitBreach(of: trade, at: snapshot.asOf)
      else { throw .refused(error) }
      throw .shortfallAboveBudget(
        contract: trade.mark.contract, shortfall: trade.shortfallAfter, budget: UInt128(breach.bound))
    }
  }

  /// Proposes to bring the hedge of an underlying to its target, as the underlying itself at this market's spot.
  ///
  ///     cash = −change · spot · (1 ± half spread)
  ///
  /// What is paid is rounded up and what is received down: both in favor of the other party.
  ///
  /// - Parameters:
  ///   - underlying: The underlying.
  ///   - pool: The pool, with marks of now.
  /// - Returns: The event; nil where the hedge is within its band.
  /// - Throws: `PoolBridgeError.noSpot`, `.hedgedByFutures`, `.hedgeInCoin`, `.amount`.
  /// - Complexity: O(underlyings).
  public func hedge(_ underlying: String, in pool: MutualPool) throws(PoolBridgeError) -> PoolAction? {
    if inputs.hedgeEntries[underlying] != nil { throw .hedgedByFutures(underlying: underlying) }
    let (before, target) = (pool.hedges[underlying]?.millionths ?? 0, pool.hedgeTarget(of: underlying))
    guard target != before else { return nil }
    guard let spot = snapshot[Underlying(underlying)]?.spot else { throw .noSpot(underlying: underlying) }
    let change = target - before
    let price = Double(change.magnitude) / 1_000_000 * spot * (1 + (change > 0 ? spread.spot : -spread.spot))
    let cash = Int128(
      try money(
        price, of: pool.terms.asset, moving: change > 0 ? .outOfPool : .intoPool, favoring: .counterparty, underlying))
    return .hedge(
      underlying: underlying, changeMillionths: change, cash: change > 0 ? -cash : cash,
      after: target == 0
        ? HedgeMark(underlying: underlying, low: 0, high: 0)
        : try pool.hedgeMark(underlying, target, spot: spot, entry: 0, spread: spread))
  }

  /// Asks margin of participants for what they have written to others through the pool.
  ///
  ///     initial, maintenance = expected shortfall of the participant's own book at two levels, at least zero
  ///
  /// Both are rounded up: the pool is owed them and is favored.
  ///
  /// - Parameters:
  ///   - accounts: Participants with their own books, as they stand to lose them.
  ///   - pool: The pool that asks.
  ///   - initial: The level for new risk and withdrawals.
  ///   - maintenance: The level to be left alone; not above `initial`.
  /// - Returns: The event that asks for it.
  /// - Throws: What valuing throws.
  /// - Complexity: One revaluation an instrument and scenario.
  public func requireMargin(
    _ accounts: [(participant: String, book: Book)], of pool: MutualPool, initial: ConfidenceLevel = .percent99,
    maintenance: ConfidenceLevel = .percent97Point5
  ) throws(PoolBridgeError) -> PoolAction {
    var requirements: [MarginRequirement] = []
    for account in accounts {
      let losses = try losses(of: account.book, asset: pool.terms.asset)
      func asked(_ level: ConfidenceLevel) throws(PoolBridgeError) -> UInt128 {
        try money(
          max(try expectedShortfall(of: losses, at: level), 0), of: pool.terms.asset, moving: .intoPool,
          favoring: .pool, account.participant)
      }
      let (most, least) = (try asked(initial), try asked(maintenance))
      requirements.append(
        MarginRequirement(participant: account.participant, initial: max(most, least), maintenance: min(most, least)))
    }
    return .requireMargin(requirements)
  }

  /// What each member loses in each scenario: its part of the pool's loss by shares, and that of what it holds elsewhere.
  ///
  /// - Parameters:
  ///   - pool: The pool.
  ///   - elsewhere: Books of members outside the pool, by name, such as hedges of their own part.
  /// - Returns: The members in their order of arrival, and their losses in whole units of the pool's asset: what rules of
  ///   `LossSharingRule` and `RiskAllocation` take.
  /// - Throws: `PoolBridgeError.noMembers`, or what valuing throws.
  /// - Complexity: O(members × scenarios), and one revaluation an instrument and scenario.
  public func memberLosses(
    of pool: MutualPool, elsewhere: [String: Book] = [:]
  ) throws(PoolBridgeError) -> (members: [String], losses: JointLosses) {
    let holders = pool.register.holders.filter { $0.shares > 0 }
    if holders.isEmpty { throw .noMembers }
    let total = pool.isFlat ? [Double](repeating: 0, count: scenarios.count) : try losses(of: pool)
    let supply = Double(pool.register.supply)
    var rows: [[Double]] = []
    for holder in holders {
      let share = Double(holder.shares) / supply
      var row = total.map { $0 * share }
      if let book = elsewhere[holder.name] {
        for (index, loss) in try losses(of: book, asset: pool.terms.asset).enumerated() { row[index] += loss }
      }
      rows.append(row)
    }
    do { return (holders.map(\.name), try JointLosses(rows)) } catch { throw .sharing(error) }
  }

  /// Divides a reward by what each member brings to the expected shortfall: its Euler contribution.
  ///
  /// A contribution is rounded down in magnitude: a payment out of the pool, in favor of the pool. They are weights; the
  /// pool divides the reward exactly.
  ///
  /// - Parameters:
  ///   - payer: Who pays the reward.
  ///   - assets: The reward in base units.
  ///   - pool: The pool.
  ///   - elsewhere: Books of members outside the pool, by name.
  /// - Returns: The event that divides it.
  /// - Throws: As `memberLosses(of:elsewhere:)`.
  public func rewardRisk(
    from payer: String, assets: UInt128, in pool: MutualPool, elsewhere: [String: Book] = [:]
  ) throws(PoolBridgeError) -> PoolAction {
    let (members, losses) = try memberLosses(of: pool, elsewhere: elsewhere)
    let allocation: RiskAllocation
    do { allocation = try RiskAllocation.eulerExpectedShortfall(losses, level: level) } catch { throw .sharing(error) }
    var contributions: [ShortfallContribution] = []
    for (member, value) in zip(members, allocation.contributions) {
      let units = Int128(
        try money(abs(value), of: pool.terms.asset, moving: .outOfPool, favoring: .pool, member))
      contributions.append(ShortfallContribution(participant: member, units: value < 0 ? -units : units))
    }
    return .rewardRisk(from: payer, assets: assets, contributions: contributions)
  }
}

extension MutualPool {
  /// Each member's part of a loss by any rule of sharing, to the last unit.
  ///
  /// - Parameters:
  ///   - loss: Base units, ≥ 0.
  ///   - rule: A rule among as many as have shares, in their order of arrival: `PoolRisk.memberLosses` gives what most
  ///     rules are made of.
  /// - Returns: The members and their parts, which sum to the loss exactly.
  /// - Throws: `PoolBridgeError.memberCount`, or `.sharing`.
  public func shares(
    of loss: Int128, by rule: some LossSharingRule
  ) throws(PoolBridgeError) -> [(member: String, units: Int128)] {
    let names = register.names
    guard rule.participantCount == names.count else {
      throw .memberCount(rule: rule.participantCount, members: names.count)
    }
    do { return zip(names, try rule.split(units: loss)).map { (member: $0, units: $1) } } catch {
      throw .sharing(error)
    }
  }
}
