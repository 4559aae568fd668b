import TailpoolMarket

/// A wish to enter or leave that waits for its notice and for a payout.
public struct PoolTicket: Hashable, Sendable {
  /// What waits.
  public enum Kind: Hashable, Sendable {
    /// Money to enter with, in base units, and the least shares to accept.
    case entry(assets: UInt128, minimumShares: UInt128)
    /// Shares to leave with that are still at risk, and the least base units to accept for them.
    case exit(shares: UInt128, minimumAssets: UInt128)
  }

  /// The number, from 1 in the order of request.
  public let number: UInt64
  /// Whose it is.
  public let participant: String
  /// What waits; a partial payout leaves the rest.
  public internal(set) var kind: Kind
  /// When it was asked for.
  public let requested: Timestamp
}
