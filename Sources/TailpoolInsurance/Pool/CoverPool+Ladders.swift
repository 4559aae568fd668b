import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension CoverPool {
  /// Opens a fund whose stake is locked in tranches.
  mutating func openLadder(
    _ name: String, _ ladder: MaturityLadder, reduction: Int, unit: UInt128, at now: Timestamp
  ) throws(CoverRefusal) {
    guard 0...10_000 ~= reduction else { throw .invalidQuantity(field: "reductionBasisPoints") }
    guard 1...1_000_000_000_000_000_000_000_000 ~= unit else { throw .invalidQuantity(field: "unit") }
    let stake = try staking { () throws(StakeError) in
      let rules = try StakeLadderTerms(
        ladder: ladder, capacityRatioBasisPoints: terms.capital.capacityRatioBasisPoints,
        reductionBasisPoints: reduction, unit: Int128(unit), maximumWeight: terms.capital.greatestWeight)
      var stakes = try StakeLadder(terms: rules, at: now.secondsSinceEpoch)
      for (place, product) in products.enumerated() {
        if !product.isClosed { try stakes.setWeight(product.terms.weightBasisPoints, of: product.terms.name) }
        for (index, incident) in product.incidents.enumerated() where incident.closes > now {
          try stakes.file(claim: incidentName(index, of: place), at: now.secondsSinceEpoch)
        }
      }
      return TrancheStake(ladder: stakes)
    }
    try openFund(name, stake)
  }

  /// Locks stake in a tranche.
  mutating func stake(
    _ assets: UInt128, by member: String, in name: String, tranche: Int64, minimum: UInt128, at now: Timestamp
  ) throws(CoverRefusal) {
    if member.isEmpty { throw .emptyName }
    try check(units: assets, "assets")
    var (place, stake) = try ladder(name, at: now)
    try checkRoom(assets)
    let isNew = stake.ladder.trancheShares[tranche] == nil
    try staking { () throws(StakeError) in
      _ = try stake.ladder.deposit(
        Int128(assets), of: member, inTranche: tranche, minimumShares: Int128(clamping: minimum),
        at: now.secondsSinceEpoch)
    }

    funds[place].stake = stake
    let holder = funds[place].register.makePlace(for: member)
    funds[place].register.holders[holder].paidIn += assets
    funds[place].booked += Int128(assets)
    totals.paidIn += Int128(assets)
    totals.cash += Int128(assets)
    if isNew {
      let end = stake.ladder.terms.ladder.end(ofTranche: tranche)
      agenda.push(CoverAgenda.Entry(time: end, kind: .tranche, version: 0, place: place))
    }
  }

  /// Pays out what a member has in a tranche that has ended and that no known loss holds.
  mutating func unstake(_ tranche: Int64, of name: String, by member: String, at now: Timestamp) throws(CoverRefusal) {
    var (place, stake) = try ladder(name, at: now)
    guard let holder = funds[place].register.place(of: member) else { throw .unknownMember(member) }
    let paid = try staking { () throws(StakeError) in
      try stake.ladder.withdraw(fromTranche: tranche, of: member, at: now.secondsSinceEpoch)
    }

    funds[place].stake = stake
    funds[place].register.holders[holder].paidOut += UInt128(paid)
    funds[place].booked -= paid
    totals.paidOut += paid
    totals.cash -= paid
  }

  // MARK: - Rewards

  /// The longest that rewards stream, ten years, in seconds.
  private static let longestReward: Int64 = 10 * DayCount.secondsPerYear

  /// Streams rewards to a fund's tranches at the rate of an emission curve for the active stake, until they are used up.
  mutating func reward(
    _ assets: UInt128, to name: String, maximum: UInt128, target: UInt128, at now: Timestamp
  ) throws(CoverRefusal) {
    try check(units: assets, "assets")
    try check(units: maximum, "maximum")
    try check(units: target, "target")
    var (place, stake) = try ladder(name, at: now)
    try checkRoom(assets)
    guard stake.ladder.sharesSupply > 0 else { throw .noStake(fund: name) }
    let seconds = try covering { () throws(LedgerError) in
      let rate = try EmissionCurve(maximum: maximum, target: target)
        .scaledEmission(for: UInt128(stake.ladder.activeStake))
      return rate == 0 ? 0 : try mulDiv(assets, 1_000_000_000_000_000_000, rate, rounding: .down)
    }
    guard 1...UInt128(CoverPool.longestReward) ~= seconds else {
      throw .periodOutOfRange(least: 1, greatest: CoverPool.longestReward)
    }
    try staking { () throws(StakeError) in
      try stake.ladder.streamRewards(Int128(assets), over: Int64(seconds), at: now.secondsSinceEpoch)
    }

    funds[place].stake = stake
    funds[place].rewards += Int128(assets)
    totals.rewards += Int128(assets)
    totals.cash += Int128(assets)
  }

  /// Pays a member the rewards that it has gained.
  mutating func takeReward(of name: String, by member: String, at now: Timestamp) throws(CoverRefusal) {
    var (place, stake) = try ladder(name, at: now)
    let paid = try staking { () throws(StakeError) in
      try stake.ladder.takeRewards(of: member, at: now.secondsSinceEpoch)
    }
    if paid == 0 { throw .noReward(member) }
    guard paid <= funds[place].rewards else { throw .overflow }

    funds[place].stake = stake
    funds[place].rewards -= paid
    totals.rewardsTaken += paid
    totals.cash -= paid
  }

  // MARK: - Places and names

  private func ladder(_ name: String, at now: Timestamp) throws(CoverRefusal) -> (place: Int, stake: TrancheStake) {
    let place = try fund(name)
    guard let stake = try stake(of: place, at: now) else { throw .withoutTranches(fund: name) }
    return (place, stake)
  }

  /// What a claim is called in ladders, by its place.
  func claimName(_ place: Int) -> String { "claim \(place + 1)" }

  /// What an incident of a product is called in ladders, by the places of both.
  func incidentName(_ index: Int, of product: Int) -> String { "incident \(product) \(index)" }

  // MARK: - Stakes as they are at a time

  /// A fund's stake in tranches with all that the fund has earned by then; nil where it has no tranches.
  func stake(of place: Int, at now: Timestamp) throws(CoverRefusal) -> TrancheStake? {
    guard var stake = funds[place].stake else { return nil }
    let income = funds[place].stream.earned(at: now.secondsSinceEpoch) - stake.credited
    stake.credited += try staking { () throws(StakeError) in
      try stake.ladder.credit(max(income, 0), at: now.secondsSinceEpoch)
    }
    return stake
  }

  /// The stakes of those of the funds that have tranches, after a change of each.
  func moved(
    _ places: some Sequence<Int>, at now: Timestamp, _ change: (inout StakeLadder) throws(StakeError) -> Void
  ) throws(CoverRefusal) -> [(place: Int, stake: TrancheStake)] {
    var after: [(place: Int, stake: TrancheStake)] = []
    for place in places {
      guard var stake = try stake(of: place, at: now) else { continue }
      do { try change(&stake.ladder) } catch { throw .stake(error) }
      after.append((place, stake))
    }
    return after
  }

  mutating func put(_ stakes: [(place: Int, stake: TrancheStake)]) {
    for (place, stake) in stakes { funds[place].stake = stake }
  }

  /// Frees what a cover uses of a ladder, where it still does.
  func release(cover number: UInt64, in stake: inout TrancheStake?, at now: Timestamp) throws(CoverRefusal) {
    let (name, seconds) = (String(number), now.secondsSinceEpoch)
    guard let ladder = stake?.ladder, let allocation = ladder.allocation(of: name), allocation.releasedAt > seconds
    else {
      return
    }
    try staking { () throws(StakeError) in try stake?.ladder.deallocate(name, at: seconds) }
  }

  // MARK: - What time does

  /// Ends the tranche that ends then; what the fund has earned until then is shared by it.
  ///
  /// - Returns: The stake before.
  mutating func endTranche(of place: Int, at time: Int64) -> [(place: Int, stake: TrancheStake)] {
    guard let before = funds[place].stake else { return [] }
    var stake = before
    let income = max(funds[place].stream.earned(at: time) - stake.credited, 0)
    // All is in range and in order, so that neither is refused.
    do {
      stake.credited += try stake.ladder.credit(income, at: time - 1)
      try stake.ladder.advance(to: time)
    } catch { return [] }
    funds[place].stake = stake
    return [(place, before)]
  }

  /// Lets the incidents of a product that can no longer be claimed for hold no tranche any longer.
  ///
  /// - Returns: The stakes before.
  mutating func closeIncidents(of product: Int, at time: Int64) -> [(place: Int, stake: TrancheStake)] {
    var before: [(place: Int, stake: TrancheStake)] = []
    for place in funds.indices {
      guard let old = funds[place].stake else { continue }
      var stake = old
      for (index, incident) in products[product].incidents.enumerated()
      where incident.closes.secondsSinceEpoch == time
        && stake.ladder.openClaims.contains(incidentName(index, of: product))
      {
        _ = try? stake.ladder.settle(claim: incidentName(index, of: product), burning: 0, at: time)
      }
      funds[place].stake = stake
      before.append((place, old))
    }
    return before
  }
}

extension StakeLadder {
  /// Burns what a slash has taken, and halts the ladder where it has taken all and no residue is kept.
  mutating func burn(
    _ slash: FirstLossStake.Slash, of due: Int128, for claim: String, _ residue: UInt128, at now: Timestamp
  ) throws(StakeError) {
    let missing = residue == 0 ? due - slash.covered : 0
    try burn(slash.slashed + missing, for: claim, at: now.secondsSinceEpoch)
  }
}
