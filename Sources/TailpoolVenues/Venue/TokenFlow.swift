import TailpoolLedger

/// What moved between a liquidity pool and someone by an event.
public struct TokenFlow: Hashable, Sendable {
  /// Units of token 0 that came into the pool.
  public var in0 = UInt256.zero
  /// Units of token 1 that came into the pool.
  public var in1 = UInt256.zero
  /// Units of token 0 that left it.
  public var out0 = UInt256.zero
  /// Units of token 1 that left it.
  public var out1 = UInt256.zero
  /// Units of token 0 that are the owner's and still in the pool.
  public var credited0 = UInt256.zero
  /// The same of token 1.
  public var credited1 = UInt256.zero
}
