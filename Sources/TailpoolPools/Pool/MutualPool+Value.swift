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
  public let origin: MarkOrigin?
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
    let locked = try refusing { () throws(LedgerError) in try spread.locked(at: now) }
    guard locked < PoolBounds.shares else { throw .overflow }
    let cash = cash() - Int128(locked)
    var (low, high) = (cash + totals.low, cash + totals.high)
    for hedge in hedges.values {
      low += hedge.mark.low
      high += hedge.mark.high
    }
    var isStale = false
    do { try checkMark(at: now) } catch { isStale = true }
    return PoolValue(
      low: low, high: high, lockedSpread: locked, origin: open.isEmpty && hedges.isEmpty ? nil : lastMark,
      isStale: isStale)
  }

  /// Cash that is neither locked for options sold nor spread that is still to be earned.
  func freeCash(_ value: PoolValue) -> Int128 { cash() - Int128(totals.locked) - Int128(value.lockedSpread) }

  /// What one participant could claim at the low side, in base units before the withdrawal fee.
  ///
  /// - Parameters:
  ///   - participant: Whose shares.
  ///   - now: An instant, not before the last event.
  /// - Throws: `PoolRefusal.overflow`.
  public func claim(of participant: String, at now: Timestamp) throws(PoolRefusal) -> UInt128 {
    let value = try value(at: now)
    guard value.low > 0 else { return 0 }
    let shares = register.shares(of: participant)
    return try refusing { () throws(LedgerError) in
      try ShareRate(supply: register.supply, assets: UInt128(value.low), offset: terms.shareOffset)
        .assetsForRedemption(of: shares)
    }
  }

  /// Fee shares due at an instant, and the state of the fees after them.
  struct FeeCharge {
    var shares: UInt128 = 0
    var highWaterMark: UInt128
  }

  /// The fees that are charged before anybody moves.
  func feeCharge(_ value: PoolValue, at now: Timestamp) throws(PoolRefusal) -> FeeCharge {
    if terms.fees == .none { return FeeCharge(highWaterMark: highWaterMark) }
    let (terms, supply, mark) = (terms, register.supply, highWaterMark)
    let seconds = now.secondsSinceEpoch - feesChargedAt.secondsSinceEpoch
    return try refusing { () throws(LedgerError) in
      let management = try terms.fees.managementShares(supply: supply, seconds: seconds)
      let rate = try ShareRate(
        supply: checkedSum(supply, management), assets: UInt128(max(value.low, 0)), offset: terms.shareOffset)
      let performance = try terms.fees.performanceShares(rate: rate, above: mark)
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
