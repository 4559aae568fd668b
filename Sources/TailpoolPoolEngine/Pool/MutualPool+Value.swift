import TailpoolLedger
import TailpoolMarket

/// What a pool is worth at an instant, on two sides.
public struct PoolValue: Hashable, Sendable {
  /// Base units at the side that exits are paid at; negative when the pool owes more than it has.
  public let low: Int128
  /// Base units at the side that entries pay.
  public let high: Int128
  /// Spread that is in the cash and not yet in the value.
  public let lockedSpread: UInt128
  /// Where the marks come from; nil when nothing is open, and the value is cash.
  public let origin: MutualPool.MarkOrigin?
  /// Whether entries and exits are refused at this value for the age or confidence of its marks.
  public let isStale: Bool
}

extension MutualPool {
  /// What the pool is worth on both sides.
  ///
  ///     value = cash + options + hedges - locked spread
  ///
  /// What is owed costs the ask at the low side and the bid at the high side, and what is held the other way round.
  ///
  /// - Parameter now: An instant, not before the last event.
  /// - Returns: The value, of the last marks whatever their age; it says whether they are stale.
  /// - Throws: `PoolRefusal.overflow`.
  public func value(at now: Timestamp) throws(PoolRefusal) -> PoolValue {
    let sides = try sides(at: now)
    return PoolValue(
      low: sides.low, high: sides.high, lockedSpread: sides.lockedSpread, origin: isFlat ? nil : lastMark,
      isStale: isStale(at: now))
  }

  /// The numbers of a value without where they come from.
  struct Sides {
    var low: Int128
    var high: Int128
    var lockedSpread: UInt128
  }

  func sides(at now: Timestamp) throws(PoolRefusal) -> Sides {
    let locked = try refusing { () throws(LedgerError) in try spread.locked(at: now) }
    guard locked < PoolBounds.shares else { throw .overflow }
    let cash = accounts[.capital] - Int128(truncatingIfNeeded: locked)
    return Sides(
      low: cash + book.totals.low + book.hedgeLow, high: cash + book.totals.high + book.hedgeHigh,
      lockedSpread: locked)
  }

  /// Cash that is neither locked for options sold nor spread that is still to be earned.
  func freeCash(_ value: Sides) -> Int128 {
    accounts[.capital] - Int128(truncatingIfNeeded: book.totals.locked) - Int128(truncatingIfNeeded: value.lockedSpread)
  }

  /// What one participant could claim at the low side, in base units before the withdrawal fee.
  ///
  /// - Parameters:
  ///   - participant: Whose shares.
  ///   - now: An instant, not before the last event.
  /// - Throws: `PoolRefusal.overflow`.
  public func claim(of participant: String, at now: Timestamp) throws(PoolRefusal) -> UInt128 {
    let value = try sides(at: now)
    guard value.low > 0 else { return 0 }
    let shares = register.shares(of: participant)
    return try refusing { () throws(LedgerError) in
      try ShareRate(supply: register.supply, assets: UInt128(value.low), offset: terms.shareOffset)
        .assetsForRedemption(of: shares)
    }
  }

  /// What all participants could claim at the low side, in their order of arrival.
  ///
  /// - Parameter now: An instant, not before the last event.
  /// - Returns: Base units before the withdrawal fee, for each of `register.names`.
  /// - Throws: `PoolRefusal.overflow`.
  /// - Complexity: O(participants).
  public func claims(at now: Timestamp) throws(PoolRefusal) -> [UInt128] {
    let value = try sides(at: now)
    let held = register.holders.filter { $0.shares > 0 }
    guard value.low > 0 else { return held.map { _ in 0 } }
    return try refusing { () throws(LedgerError) in
      let rate = try ShareRate(supply: register.supply, assets: UInt128(value.low), offset: terms.shareOffset)
      var claims: [UInt128] = []
      claims.reserveCapacity(held.count)
      for holder in held { claims.append(try rate.assetsForRedemption(of: holder.shares)) }
      return claims
    }
  }

  /// Fee shares due at an instant, and the state of the fees after them.
  struct FeeCharge {
    var shares: UInt128 = 0
    var highWaterMark: UInt128
  }

  /// The fees that are charged before anybody moves.
  func feeCharge(_ value: Sides, at now: Timestamp) throws(PoolRefusal) -> FeeCharge {
    let fees = terms.fees
    if fees.managementBasisPoints == 0 && fees.performanceBasisPoints == 0 {
      return FeeCharge(highWaterMark: highWaterMark)
    }
    let (offset, supply, mark) = (terms.shareOffset, register.supply, highWaterMark)
    let seconds = now.secondsSinceEpoch - feesChargedAt.secondsSinceEpoch
    return try refusing { () throws(LedgerError) in
      let management = try fees.managementShares(supply: supply, seconds: seconds)
      let rate = try ShareRate(
        supply: checkedSum(supply, management), assets: UInt128(max(value.low, 0)), offset: offset)
      let performance = try fees.performanceShares(rate: rate, above: mark)
      return FeeCharge(
        shares: try checkedSum(management, performance.shares), highWaterMark: performance.mark)
    }
  }

  /// The rate at one side, after the fees.
  func rate(_ assets: Int128, _ charge: FeeCharge) throws(PoolRefusal) -> ShareRate {
    guard assets > 0 || register.supply == 0 && assets == 0 else { throw .insolvent }
    let (supply, offset) = (register.supply, terms.shareOffset)
    return try refusing { () throws(LedgerError) in
      try ShareRate(supply: checkedSum(supply, charge.shares), assets: UInt128(assets), offset: offset)
    }
  }
}
