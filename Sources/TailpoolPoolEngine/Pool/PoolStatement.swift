import TailpoolLedger
import TailpoolMarket

/// What one participant has in a pool, and what came of what it paid in; all in base units of the pool's asset.
public struct PoolStatement: Hashable, Sendable {
  /// Whose.
  public let participant: String
  /// Shares, those that wait to leave included.
  public let shares: UInt128
  /// Shares that wait to leave.
  public let leaving: UInt128
  /// What the shares are worth at the low side, before the withdrawal fee.
  public let claim: UInt128
  /// What they are worth at the high side.
  public let claimAtHighSide: UInt128
  /// Paid in for shares.
  public let paidIn: UInt128
  /// Paid out for shares.
  public let paidOut: UInt128
  /// Rewards earned and not paid, up to now.
  public let reward: UInt128
  /// Borne in losses that went through the waterfall.
  public let borne: UInt128
  /// Assessed and not paid.
  public let assessmentDue: UInt128

  /// Claim and payouts less what was paid in: what came of it so far, at the low side and without rewards.
  public var result: Int128 { Int128(claim) + Int128(paidOut) - Int128(paidIn) }
}

extension MutualPool {
  /// A statement for every participant that has, or had, anything here.
  ///
  /// - Parameter now: An instant, not before the last event.
  /// - Returns: One a participant, in the order of arrival.
  /// - Throws: `PoolRefusal.overflow`.
  /// - Complexity: O(participants).
  public func statements(at now: Timestamp) throws(PoolRefusal) -> [PoolStatement] {
    let value = try sides(at: now)
    var stream = rewards
    let (supply, offset) = (register.supply, terms.shareOffset)
    return try refusing { () throws(LedgerError) in
      try stream.advance(to: now.secondsSinceEpoch, supply: supply)
      let low = try ShareRate(supply: supply, assets: UInt128(max(value.low, 0)), offset: offset)
      let high = try ShareRate(supply: supply, assets: UInt128(max(value.high, 0)), offset: offset)
      var statements: [PoolStatement] = []
      for holder in register.holders where holder.isKnown {
        statements.append(
          PoolStatement(
            participant: holder.name, shares: holder.shares, leaving: holder.leaving,
            claim: value.low > 0 ? try low.assetsForRedemption(of: holder.shares) : 0,
            claimAtHighSide: value.high > 0 ? try high.assetsForRedemption(of: holder.shares) : 0,
            paidIn: holder.paidIn, paidOut: holder.paidOut,
            reward: try checkedSum(holder.earned, stream.gain(of: holder.shares, since: holder.rewardIndex)),
            borne: holder.borne, assessmentDue: holder.due))
      }
      return statements
    }
  }

  /// Locked collateral over the capital's cash, from 0 to 1; 0 for an empty pool.
  public var utilization: Double {
    let cash = cash()
    return cash > 0 ? Double(book.totals.locked) / Double(cash) : 0
  }
}
