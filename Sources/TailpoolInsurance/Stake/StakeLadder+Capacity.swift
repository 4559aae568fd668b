import TailpoolLedger

/// The capacity that a cover uses, by tranche.
public struct CoverAllocation: Hashable, Sendable {
  /// What is covered.
  public let product: String
  /// Units of allocation by tranche.
  public let units: [Int64: Int128]
  /// When the capacity comes free, in seconds.
  public let releasedAt: Int64

  /// All units.
  public var total: Int128 { units.values.reduce(0, +) }
}

extension StakeLadder {
  /// Sets the weight of a product, from nothing too.
  ///
  /// A weight below what is allocated takes nothing back: it leaves no capacity until covers have ended.
  ///
  /// - Parameters:
  ///   - basisPoints: The weight, 0 to 10 000.
  ///   - product: The product.
  /// - Throws: `StakeError.invalid` for a weight out of its range, or a sum of weights above the greatest.
  public mutating func setWeight(_ basisPoints: Int, of product: String) throws(StakeError) {
    try StakeError.check("weight", basisPoints, in: 0...10_000)
    let sum = weights.reduce(basisPoints) { $1.key == product ? $0 : $0 + $1.value }
    try StakeError.check("sum of weights", sum, in: 0...terms.maximumWeight)
    weights[product] = basisPoints
  }

  /// Units of allocation that a product uses, by tranche.
  public func allocated(to product: String) -> [Int64: Int128] { allocated[product] ?? [:] }

  /// The capacity a cover uses; nil where none is in force.
  public func allocation(of cover: String) -> CoverAllocation? { allocations[cover] }

  /// Capacity that a cover could use, in units of allocation; none of a ladder that is halted.
  ///
  /// - Parameters:
  ///   - product: What is covered; one without a weight has no capacity.
  ///   - end: When the cover ends, in seconds, not before `now`.
  ///   - grace: Seconds after the end in which claims may be filed, ≥ 0.
  ///   - now: The time in seconds, not before the time reached.
  /// - Throws: `StakeError.invalid` for an end or a grace out of its range, `.outOfOrder`, `.amount` on overflow.
  public func available(to product: String, until end: Int64, grace: Int64, at now: Int64) throws(StakeError) -> Int128
  {
    if isHalted { return 0 }
    return try room(for: product, until: end, grace: grace, passage(to: now)).reduce(0) { $0 + $1.units }
  }

  /// What the tranches that outlive a cover carry of its product, used or not, in units of allocation; else as
  /// `available(to:until:grace:at:)`.
  ///
  /// - Parameters:
  ///   - product: What is covered; one without a weight has no capacity.
  ///   - end: When the cover ends, in seconds, not before `now`.
  ///   - grace: Seconds after the end in which claims may be filed, ≥ 0.
  ///   - now: The time in seconds, not before the time reached.
  /// - Throws: `StakeError.invalid` for an end or a grace out of its range, `.outOfOrder`, `.amount` on overflow.
  public func capacity(of product: String, until end: Int64, grace: Int64, at now: Int64) throws(StakeError) -> Int128 {
    try room(for: product, until: end, grace: grace, passage(to: now)).reduce(0) { $0 + $1.capacity }
  }

  /// Gives a cover capacity, from the earliest tranche that outlives it with its grace.
  ///
  /// - Parameters:
  ///   - cover: A name that no cover in force has.
  ///   - product: What is covered.
  ///   - amount: Cover in base units of the stake, > 0; units of allocation are rounded up.
  ///   - end: When the cover ends, in seconds, not before `now`.
  ///   - grace: Seconds after the end in which claims may be filed, ≥ 0.
  ///   - now: The time in seconds, not before the time reached.
  /// - Returns: What each tranche gives.
  /// - Throws: `StakeError.capacityExceeded`, `.duplicate`, `.halted`, `.invalid`, `.outOfOrder`, `.amount` on overflow.
  /// - Complexity: O(tranches).
  @discardableResult
  public mutating func allocate(
    _ cover: String, of product: String, amount: Int128, until end: Int64, grace: Int64, at now: Int64
  ) throws(StakeError) -> CoverAllocation {
    try StakeError.checkPositive("cover", amount)
    if isHalted { throw .halted }
    let passage = try passage(to: now)
    let isInForce = allocations[cover].map { $0.releasedAt > now } ?? false
    if isInForce { throw .duplicate("cover", name: cover) }
    let room = try room(for: product, until: end, grace: grace, passage)
    let requested = try StakeError.wrapping { () throws(LedgerError) in
      try mulDiv(amount, 1, terms.unit, rounding: .up)
    }
    var (left, units): (Int128, [Int64: Int128]) = (requested, [:])
    for (tranche, free, _) in room where left > 0 && free > 0 {
      units[tranche] = min(free, left)
      left -= min(free, left)
    }
    guard left == 0 else {
      throw .capacityExceeded(product: product, requested: requested, available: requested - left)
    }
    apply(passage)
    let allocation = CoverAllocation(product: product, units: units, releasedAt: terms.ladder.release(after: end))
    for (tranche, part) in units { allocated[product, default: [:]][tranche, default: 0] += part }
    allocations[cover] = allocation
    releases[allocation.releasedAt, default: []].append(cover)
    return allocation
  }

  /// Frees the capacity of a cover that ends before its time.
  ///
  /// - Parameters:
  ///   - cover: The cover.
  ///   - now: The time in seconds, not before the time reached.
  /// - Throws: `StakeError.unknown` for a cover that is not in force, `.outOfOrder`, `.amount` on overflow.
  public mutating func deallocate(_ cover: String, at now: Int64) throws(StakeError) {
    let passage = try passage(to: now)
    guard let allocation = allocations[cover], allocation.releasedAt > now else { throw .unknown("cover", name: cover) }
    apply(passage)
    free(cover)
    removeRelease(of: cover, allocation)
  }

  /// Lets the capacity of a cover come free earlier than it would: the cover ends before its time, and may be claimed on a while.
  ///
  /// - Parameters:
  ///   - cover: The cover; one that is not in force, or comes free no later, stays as it is.
  ///   - end: When it can no longer be claimed on, in seconds, not before `now`.
  ///   - now: The time in seconds, not before the time reached.
  /// - Throws: `StakeError.invalid` for an end before `now`, `.outOfOrder`, `.amount` on overflow.
  public mutating func shorten(_ cover: String, until end: Int64, at now: Int64) throws(StakeError) {
    try StakeError.check("end of the cover", end, in: now...Int64.max)
    apply(try passage(to: now))
    let release = terms.ladder.release(after: end)
    guard let allocation = allocations[cover], allocation.releasedAt > release else { return }
    removeRelease(of: cover, allocation)
    guard release > now else { return free(cover) }
    allocations[cover] = CoverAllocation(product: allocation.product, units: allocation.units, releasedAt: release)
    releases[release, default: []].append(cover)
  }

  private mutating func removeRelease(of cover: String, _ allocation: CoverAllocation) {
    releases[allocation.releasedAt]?.removeAll { $0 == cover }
    if releases[allocation.releasedAt]?.isEmpty == true { releases[allocation.releasedAt] = nil }
  }

  /// Gives back what a cover uses.
  mutating func free(_ cover: String) {
    guard let allocation = allocations.removeValue(forKey: cover) else { return }
    for (tranche, units) in allocation.units {
      let rest = (allocated[allocation.product]?[tranche] ?? 0) - units
      allocated[allocation.product]?[tranche] = rest > 0 ? rest : nil
    }
  }

  /// Free units by tranche, the earliest that outlives the cover first.
  ///
  /// Where a burn has left a tranche with more allocated than it carries, the rest stands against the tranches after it.
  private func room(
    for product: String, until end: Int64, grace: Int64, _ passage: Passage
  ) throws(StakeError) -> [(tranche: Int64, units: Int128, capacity: Int128)] {
    try StakeError.check("end of the cover", end, in: passage.now...Int64.max)
    try StakeError.check("grace", grace, in: 0...Int64.max)
    let outlives = end.addingClamped(grace)
    let freed = Set(passage.released.flatMap { releases[$0] ?? [] })
    var used = allocated[product] ?? [:]
    for case let allocation? in freed.map({ allocations[$0] }) where allocation.product == product {
      for (tranche, units) in allocation.units { used[tranche, default: 0] -= units }
    }
    var (carried, room): (Int128, [(Int64, Int128, Int128)]) = (0, [])
    for tranche in terms.ladder.tranches(at: passage.now) {
      let capacity = try capacity(ofTranche: tranche, for: product, passage)
      let free = capacity - (used[tranche] ?? 0) - carried
      carried = max(-free, 0)
      if terms.ladder.end(ofTranche: tranche) > outlives { room.append((tranche, max(free, 0), capacity)) }
    }
    return room
  }

  /// Units that a tranche carries for a product.
  private func capacity(
    ofTranche tranche: Int64, for product: String, _ passage: Passage
  ) throws(StakeError) -> Int128 {
    guard let weight = weights[product], let shares = trancheShares[tranche] else { return 0 }
    let stake = try worth(of: shares, stake: passage.stake, shares: passage.supply)
    let factor = Int128(terms.capacityRatioBasisPoints) * Int128(10_000 - terms.reductionBasisPoints) * Int128(weight)
    return try StakeError.wrapping { () throws(LedgerError) in
      try mulDiv(stake, factor, 1_000_000_000_000 * terms.unit, rounding: .down)
    }
  }
}
