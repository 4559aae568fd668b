import TailpoolLedger
import TailpoolMarket

extension ImbalancePool {
  /// What selling units of token 0 would come to; the pool stays as it is.
  ///
  ///     received = ⌊amount0 low⌋ − fee + impact
  ///
  /// - Parameters:
  ///   - amount0: Units, > 0.
  ///   - time: When; the index price must not be too old.
  /// - Throws: `VenueRefusal` naming the bound: `.staleIndex`, `.nothingToMove`, also where fee and impact leave nothing, `.notFilled` where
  ///   the owners have less of token 1, `.overflow`.
  /// - Complexity: O(1).
  public func quote(selling amount0: UInt128, at time: Timestamp) throws(VenueRefusal) -> ImbalanceQuote {
    let index = try index(at: time)
    let value = try value(amount0, at: index.low, .down)
    if value > owned1 { throw .notFilled(filled: UInt256(owned1), expected: UInt256(value)) }
    let fee = try fee(value)
    let impact = try impact(of: (held0 + amount0, owned1 - value + fee), index)
    return try quote(value: value, fee: fee, impact: impact, net: Int128(value) - Int128(fee) + impact)
  }

  /// What buying units of token 0 would come to; the pool stays as it is.
  ///
  ///     paid = ⌈amount0 high⌉ + fee − impact
  ///
  /// - Parameters:
  ///   - amount0: Units, > 0 and no more than the pool holds.
  ///   - time: When; the index price must not be too old.
  /// - Throws: As for selling.
  /// - Complexity: O(1).
  public func quote(buying amount0: UInt128, at time: Timestamp) throws(VenueRefusal) -> ImbalanceQuote {
    let index = try index(at: time)
    if amount0 > held0 { throw .notFilled(filled: UInt256(held0), expected: UInt256(amount0)) }
    let value = try value(amount0, at: index.high, .up)
    let fee = try fee(value)
    let impact = try impact(of: (held0 - amount0, owned1 + value + fee), index)
    return try quote(value: value, fee: fee, impact: impact, net: Int128(value) + Int128(fee) - impact)
  }

  private func quote(
    value: UInt128, fee: UInt128, impact: Int128, net: Int128
  ) throws(VenueRefusal) -> ImbalanceQuote {
    if net <= 0 { throw .nothingToMove }
    return ImbalanceQuote(amount1: net.magnitude, atIndex: value, fee: fee, impact: impact)
  }

  /// The value of a trade's token 0, neither zero nor more than a pool can hold.
  private func value(_ amount0: UInt128, at price: UInt256, _ rounding: Rounding) throws(VenueRefusal) -> UInt128 {
    if amount0 > Self.greatestHolding { throw .overflow }
    let value = try VenueRefusal.wrapping { () throws(LedgerError) in try Self.value(amount0, at: price, rounding) }
    if value == 0 { throw .nothingToMove }
    if value > Self.greatestHolding { throw .overflow }
    return value
  }

  private func fee(_ value: UInt128) throws(VenueRefusal) -> UInt128 {
    try VenueRefusal.wrapping { () throws(LedgerError) in
      try mulDiv(value, UInt128(terms.feeMillionths), 1_000_000, rounding: .up)
    }
  }

  /// The impact of trading to what the owners have then, no more than the impact pool has.
  private func impact(
    of after: (held0: UInt128, owned1: UInt128), _ index: Index
  ) throws(VenueRefusal) -> Int128 {
    let units = try impact.units(
      from: imbalance(held0, owned1, index), to: imbalance(after.held0, after.owned1, index))
    return min(units, Int128(impactPool))
  }

  /// The value of token 0 less token 1, of what the owners have.
  private func imbalance(_ held0: UInt128, _ owned1: UInt128, _ index: Index) throws(VenueRefusal) -> Imbalance {
    let value = try VenueRefusal.wrapping { () throws(LedgerError) in try Self.value(held0, at: index.middle, .down) }
    return Imbalance(value, less: owned1)
  }

  // MARK: Shares

  /// Brings tokens in.
  ///
  ///     first: ⌊value − cost⌋ − 1,000; then ⌊(value − cost) supply / owned value⌋
  ///
  /// What is brought in is counted at the lower price, what owners have at the higher. The cost of the imbalance that it makes goes to the
  /// impact pool; imbalance that it takes away is not paid.
  ///
  /// - Returns: Shares minted.
  mutating func mint(
    _ owner: String, _ amounts: (UInt128, UInt128), leastShares: UInt128, at index: Index
  ) throws(VenueRefusal) -> UInt128 {
    if amounts == (0, 0) { throw .nothingToMove }
    if max(amounts.0, amounts.1) > Self.greatestHolding { throw .overflow }
    let (next0, next1) = (held0 + amounts.0, held1 + amounts.1)
    if max(next0, next1) > Self.greatestHolding { throw .overflow }
    let cost = try mintCost(amounts, index)
    if cost > owned1 + amounts.1 { throw .notFilled(filled: UInt256(owned1 + amounts.1), expected: UInt256(cost)) }
    let (brought, others) = try VenueRefusal.wrapping { () throws(LedgerError) in
      (
        try checkedSum(Self.value(amounts.0, at: index.low, .down), amounts.1),
        try checkedSum(Self.value(held0, at: index.high, .up), owned1)
      )
    }
    if brought <= cost || supply > 0 && others == 0 { throw .nothingToMove }
    let locked = supply == 0 ? Self.lockedShares : 0
    let minted = try VenueRefusal.wrapping { () throws(LedgerError) in
      let minted =
        supply == 0
        ? brought - cost - min(locked, brought - cost) : try mulDiv(brought - cost, supply, others, rounding: .down)
      _ = try checkedSum([minted, supply, locked])
      return minted
    }
    if minted == 0 { throw .nothingToMove }
    if minted < leastShares { throw .worseThanAllowed(found: UInt256(minted), allowed: UInt256(leastShares)) }
    (held0, held1, impactPool) = (next0, next1, impactPool + cost)
    shares[owner, default: 0] += minted
    supply += minted + locked
    return minted
  }

  /// What the imbalance that is brought in costs.
  ///
  /// The cost is itself taken out of the owners' token 1. Where that makes more imbalance, it is taken as that of as much as it can make: of
  /// a first cost c at most 4/3 c, for the slope is at most ¼.
  private func mintCost(_ amounts: (UInt128, UInt128), _ index: Index) throws(VenueRefusal) -> UInt128 {
    let before = try imbalance(held0, owned1, index)
    let (next0, next1) = (held0 + amounts.0, owned1 + amounts.1)
    let after = try imbalance(next0, next1, index)
    let first = try impact.units(from: before, to: after)
    if first >= 0 { return 0 }
    if after.isBelow { return first.magnitude }
    let value = try VenueRefusal.wrapping { () throws(LedgerError) in
      try checkedSum(Self.value(next0, at: index.middle, .down), first.magnitude / 3 * 4 + 4)
    }
    return try impact.units(from: before, to: Imbalance(value, less: next1)).magnitude
  }

  /// Takes shares out, in both tokens.
  ///
  /// - Returns: Units of both, rounded down.
  mutating func burn(
    _ owner: String, shares burnt: UInt128, least0: UInt128, least1: UInt128
  ) throws(VenueRefusal) -> (amount0: UInt128, amount1: UInt128) {
    let held = shares[owner] ?? 0
    if burnt == 0 { throw .nothingToMove }
    if burnt > held { throw .tooLittleLiquidity(found: held, expected: burnt) }
    let (amount0, amount1) = try VenueRefusal.wrapping { () throws(LedgerError) in
      (
        try mulDiv(burnt, held0, supply, rounding: .down), try mulDiv(burnt, owned1, supply, rounding: .down)
      )
    }
    if amount0 == 0, amount1 == 0 { throw .nothingToMove }
    if amount0 < least0 { throw .worseThanAllowed(found: UInt256(amount0), allowed: UInt256(least0)) }
    if amount1 < least1 { throw .worseThanAllowed(found: UInt256(amount1), allowed: UInt256(least1)) }
    shares[owner] = held == burnt ? nil : held - burnt
    supply -= burnt
    (held0, held1) = (held0 - amount0, held1 - amount1)
    return (amount0, amount1)
  }
}
