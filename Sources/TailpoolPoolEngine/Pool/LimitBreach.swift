extension MutualPool {
  /// A limit that a trade would break, and by how much.
  public struct LimitBreach: Hashable, Sendable {
    /// The limit.
    public let limit: PoolRefusal.Limit
    /// What is held against it, as it would be after the trade: contracts, millionths of the underlying, base units per 1.00
    /// of volatility, base units of expected shortfall, or the cash that would be left.
    public let after: Int128
    /// What it may be at most; of cash, at least: the collateral that would be locked.
    public let bound: Int128

    /// How far beyond the bound it would be, ≥ 0.
    public var excess: UInt128 { (after - bound).magnitude }

    init(limit: PoolRefusal.Limit, after: Int128, bound: Int128) {
      (self.limit, self.after, self.bound) = (limit, after, bound)
    }

    /// A number above its bound; numbers of a pool stay far within 127 bits.
    init(_ limit: PoolRefusal.Limit, _ after: UInt128, above bound: UInt128) {
      self.init(limit: limit, after: Int128(clamping: after), bound: Int128(clamping: bound))
    }
  }
}
