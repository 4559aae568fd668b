import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension CoverPool {
  /// What a payout takes from one backing of a cover.
  private struct Share {
    let fund: Int
    /// Cover that ends with it.
    let cover: UInt128
    /// Slashed of the stake, its fee included.
    var slashed: Int128 = 0
    /// Of the payout, what the fund bears.
    var borne: Int128 = 0
    var fee: Int128 = 0
    /// The stake after it, where the fund has tranches.
    var stake: TrancheStake?
  }

  /// Pays a claim, through the layers: the offset of the stakes, the stakes, and the members' capital for what is left.
  mutating func pay(_ amount: UInt128, of number: UInt64, at now: Timestamp) throws(CoverRefusal) {
    let index = try claim(number)
    let claim = claims[index]
    try check(units: amount, "amount")
    guard claim.status == .accepted else { throw .notAccepted(number) }
    if amount > claim.open { throw .overpayment(left: claim.open) }
    let place = Int(claim.cover) - 1
    let (shares, offset) = try shares(of: amount, index, at: now)
    let held = self.held(CoverPool.capital, at: now)
    guard let own = shares.first, held >= own.borne else {
      throw .insufficientFunds(
        held: UInt128(max(held, 0)), required: UInt128(max(shares.first?.borne ?? Int128(amount), 0)))
    }

    let isExposed = !covers[place].isReleased
    for (position, share) in shares.enumerated() {
      if let stake = share.stake { funds[share.fund].stake = stake }
      funds[share.fund].booked -= share.slashed
      funds[share.fund].borne += share.slashed
      if share.borne > 0 { claims[index].borne[share.fund, default: 0] += UInt128(share.borne) }
      covers[place].backings[position].cover -= share.cover
      if isExposed { funds[share.fund].backed[covers[place].product] -= share.cover }
      totals.cash -= share.borne + share.fee
      totals.slashFees += share.fee
    }
    totals.offsetUsed += offset
    totals.paid += Int128(amount)
    if isExposed {
      totals.exposure -= amount
      products[covers[place].product].exposure -= amount
    }
    covers[place].amount -= amount
    covers[place].paid += amount
    claims[index].paid += amount
    free(amount, of: index, at: now)
  }

  /// Parts a payout among the backings of its cover, the members' capital first, and says what of the offset it uses.
  private func shares(
    of amount: UInt128, _ claim: Int, at now: Timestamp
  ) throws(CoverRefusal) -> (shares: [Share], offset: UInt128) {
    let cover = covers[Int(claims[claim].cover) - 1]
    let weights = cover.backings.map(\.cover)
    let parts = try covering { () throws(LedgerError) in try largestRemainderSplit(amount, by: weights) }
    var shares = zip(cover.backings, parts).map { Share(fund: $0.fund, cover: $1) }
    let offset = min(amount, terms.stakes.offset - totals.offsetUsed)
    let burns = try staking { () throws(StakeError) in
      try burnRule.burns(payout: Int128(amount - offset), capacities: weights.map { Int128($0) })
    }
    var left = Int128(amount)
    for position in shares.indices where shares[position].fund != CoverPool.capital {
      let fund = shares[position].fund
      var stake = try stake(of: fund, at: now)
      let slash = try staking { () throws(StakeError) in
        let assets = try stake?.ladder.stakeAtRisk(for: claimName(claim), at: now.secondsSinceEpoch)
        let slash = try firstLoss(assets ?? held(fund, at: now))
          .slash(deficit: burns[position], deficitPrice: 1, stakePrice: 1)
        try stake?.ladder.burn(slash, of: burns[position], for: claimName(claim), terms.stakes.residue, at: now)
        if amount == claims[claim].open {
          _ = try stake?.ladder.settle(claim: claimName(claim), burning: 0, at: now.secondsSinceEpoch)
        }
        return slash
      }
      if amount == cover.amount { try release(cover: claims[claim].cover, in: &stake, at: now) }
      shares[position].stake = stake
      shares[position].fee = slash.fee
      shares[position].borne = slash.covered
      shares[position].slashed = slash.covered + slash.fee
      left -= slash.covered
    }
    (shares[0].borne, shares[0].slashed) = (left, left)
    return (shares, offset)
  }

  private var burnRule: StakeBurnRule {
    switch terms.stakes.burn {
    case .documented: .documented
    case .deployed: .deployed(capacityRatioBasisPoints: terms.capital.capacityRatioBasisPoints)
    }
  }

  private func firstLoss(_ assets: Int128) throws(StakeError) -> FirstLossStake {
    try FirstLossStake(
      assets: max(assets, 0), feeBasisPoints: terms.stakes.slashFeeBasisPoints, residue: Int128(terms.stakes.residue))
  }

  /// Gives what comes back to those who bore it, in proportion to what each bore and did not get back.
  ///
  /// What a ladder without active stake would get goes to the members' capital.
  mutating func recover(_ amount: UInt128, of number: UInt64, at now: Timestamp) throws(CoverRefusal) {
    let index = try claim(number)
    let claim = claims[index]
    try check(units: amount, "amount")
    let greatest = claim.paid - claim.recovered
    if amount > greatest { throw .recoveryAbovePaid(greatest: greatest) }
    try checkRoom(amount)
    let borne = claim.borne.sorted { $0.key < $1.key }
    let parts = try covering { () throws(LedgerError) in try largestRemainderSplit(amount, by: borne.map(\.value)) }
    var (added, stakes) = (parts.map { Int128($0) }, [(place: Int, stake: TrancheStake)]())
    for (position, item) in borne.enumerated() {
      guard var stake = try stake(of: item.key, at: now) else { continue }
      added[position] = try staking { () throws(StakeError) in
        try stake.ladder.credit(Int128(parts[position]), at: now.secondsSinceEpoch)
      }
      stakes.append((item.key, stake))
    }

    put(stakes)
    funds[CoverPool.capital].booked += Int128(amount) - added.reduce(0, +)
    for (position, item) in borne.enumerated() {
      let part = parts[position]
      funds[item.key].booked += added[position]
      funds[item.key].borne -= Int128(part)
      claims[index].borne[item.key] = item.value - part
    }
    claims[index].recovered += amount
    totals.recovered += Int128(amount)
    totals.cash += Int128(amount)
  }

  /// Takes a part of a stake for the members' capital.
  mutating func slash(_ name: String, _ amount: UInt128, at now: Timestamp) throws(CoverRefusal) {
    let place = try fund(name)
    try check(units: amount, "amount")
    if place == CoverPool.capital { throw .unknownFund(name) }
    let held = self.held(place, at: now)
    if Int128(amount) > held { throw .slashAboveStake(greatest: UInt128(max(held, 0))) }
    if var stake = try stake(of: place, at: now) {
      // The last unit stays, and what has ended is no longer at risk for what is not known.
      let greatest = max(stake.ladder.activeStake - 1, 0)
      if Int128(amount) > greatest { throw .slashAboveStake(greatest: UInt128(greatest)) }
      try staking { () throws(StakeError) in try stake.ladder.slash(Int128(amount), at: now.secondsSinceEpoch) }
      funds[place].stake = stake
    }
    funds[place].booked -= Int128(amount)
    funds[place].borne += Int128(amount)
    funds[CoverPool.capital].booked += Int128(amount)
    totals.slashed += Int128(amount)
  }
}
