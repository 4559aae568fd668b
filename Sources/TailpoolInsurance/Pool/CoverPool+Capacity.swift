import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension CoverPool {
  /// Capacity of a product.
  struct Room {
    /// What each fund has free.
    var free: [UInt128] = []
    /// All of it, used or not.
    var capacity: UInt128 = 0
    /// Stakes in tranches as they are now, without the cover that is renewed.
    var stakes: [Int: TrancheStake] = [:]
  }

  /// Capacity of a product for cover that may be claimed on until a time.
  func room(
    of product: Int, until release: Timestamp, at now: Timestamp, as number: UInt64, instead old: Cover?
  ) throws(CoverRefusal) -> Room {
    var room = Room()
    room.free.reserveCapacity(funds.count)
    for place in funds.indices {
      let (free, capacity): (UInt128, UInt128)
      if var stake = try stake(of: place, at: now) {
        if old != nil {
          var copy: TrancheStake? = stake
          try self.release(cover: number, in: &copy, at: now)
          stake = copy ?? stake
        }
        (free, capacity) = try self.capacity(of: product, on: stake.ladder, until: release, at: now)
        room.stakes[place] = stake
      } else {
        capacity = try covering { () throws(LedgerError) in try self.capacity(of: product, on: place, at: now) }
        var used = funds[place].backed(product)
        for backing in old?.backings ?? [] where backing.fund == place { used -= backing.cover }
        free = capacity > used ? capacity - used : 0
      }
      room.free.append(free)
      room.capacity = try covering { () throws(LedgerError) in try checkedSum(room.capacity, capacity) }
    }
    return room
  }

  /// What the tranches of a ladder that outlive a time carry of a product: free, and in all.
  func capacity(
    of product: Int, on ladder: StakeLadder, until release: Timestamp, at now: Timestamp
  ) throws(CoverRefusal) -> (free: UInt128, all: UInt128) {
    let (name, unit) = (products[product].terms.name, UInt128(ladder.terms.unit))
    let (end, seconds) = (release.secondsSinceEpoch, now.secondsSinceEpoch)
    let (free, all) = try staking { () throws(StakeError) in
      (
        UInt128(try ladder.available(to: name, until: end, grace: 0, at: seconds)),
        UInt128(try ladder.capacity(of: name, until: end, grace: 0, at: seconds))
      )
    }
    return try covering { () throws(LedgerError) in (try checkedProduct(free, unit), try checkedProduct(all, unit)) }
  }

  /// The stakes in tranches after they have given a cover its capacity.
  func allocate(
    _ backings: [Backing], of product: Int, as number: UInt64, until release: Timestamp, in stakes: [Int: TrancheStake],
    at now: Timestamp
  ) throws(CoverRefusal) -> [(place: Int, stake: TrancheStake)] {
    var after = stakes
    for backing in backings where backing.cover > 0 && after[backing.fund] != nil {
      try staking { () throws(StakeError) in
        _ = try after[backing.fund]?.ladder.allocate(
          String(number), of: products[product].terms.name, amount: Int128(backing.cover),
          until: release.secondsSinceEpoch, grace: 0, at: now.secondsSinceEpoch)
      }
    }
    return after.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// What a fund carries of a product: ⌊assets · ratio · weight⌋.
  func capacity(of product: Int, on place: Int, at now: Timestamp) throws(LedgerError) -> UInt128 {
    if place == CoverPool.capital, terms.capital.backing == .stakes { return 0 }
    let assets = self.held(place, at: now)
    let weight = UInt128(products[product].terms.weightBasisPoints)
    return try mulDiv(
      UInt128(max(assets, 0)), UInt128(terms.capital.capacityRatioBasisPoints) * weight, 100_000_000, rounding: .down)
  }

  /// Cover and its premium parted among funds: cover by what each has free, the stakes' part of the premium by the cover on each.
  func back(
    _ amount: UInt128, _ premium: UInt128, by free: [UInt128]
  ) throws(LedgerError) -> [Backing] {
    if free.count == 1 { return [Backing(fund: CoverPool.capital, cover: amount, premium: premium)] }
    var parts = try largestRemainderSplit(amount, by: free)
    let own = parts[CoverPool.capital]
    if own == amount { return [Backing(fund: CoverPool.capital, cover: amount, premium: premium)] }
    // The members' capital earns what the stakes do not, and of their part what it backs itself.
    parts[CoverPool.capital] = 0
    let staked = try mulDiv(
      mulDiv(premium, UInt128(terms.stakePremiumBasisPoints), 10_000, rounding: .down), amount - own, amount,
      rounding: .down)
    let earned = try largestRemainderSplit(staked, by: parts)
    var backings: [Backing] = []
    backings.reserveCapacity(parts.count)
    backings.append(Backing(fund: CoverPool.capital, cover: own, premium: premium - staked))
    for place in 1..<parts.count where parts[place] > 0 {
      backings.append(Backing(fund: place, cover: parts[place], premium: earned[place]))
    }
    return backings
  }
}
