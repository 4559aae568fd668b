import TailpoolLedger
import TailpoolMarket

/// Liquidity of many owners, each over a range of prices of its own: a pool of two tokens that trades by the integers of a
/// chain.
///
/// Every amount, price and growth of fees is what the contract on chain has, to the last unit: rounding, the order of steps,
/// and counters that wrap. A pool is a value: it changes by `apply` alone, and what throws changes nothing.
///
/// - Source: H. Adams, N. Zinsmeister, M. Salem, R. Keefer, D. Robinson, "Uniswap v3 Core" (2021).
public struct ConcentratedPool: Hashable, Sendable {
  /// Whose liquidity lies in which range.
  public struct PositionKey: Hashable, Sendable, Comparable {
    /// The owner.
    public let owner: String
    /// The tick at which the range begins.
    public let lower: Int
    /// The tick at which it ends.
    public let upper: Int

    /// Creates a key.
    public init(owner: String, lower: Int, upper: Int) {
      (self.owner, self.lower, self.upper) = (owner, lower, upper)
    }

    /// By owner, then by range.
    public static func < (a: PositionKey, b: PositionKey) -> Bool {
      (a.owner, a.lower, a.upper) < (b.owner, b.lower, b.upper)
    }
  }

  /// Liquidity in a range, and what it is owed.
  public struct Position: Hashable, Sendable {
    /// The liquidity.
    public internal(set) var liquidity: UInt128 = 0
    /// Fees a unit of liquidity within the range, times 2^128, up to which the position was credited.
    public internal(set) var feeGrowthInside0LastX128 = UInt256.zero
    /// The same of token 1.
    public internal(set) var feeGrowthInside1LastX128 = UInt256.zero
    /// Units of token 0 credited and not collected: fees, and what was taken out. Modulo 2^128, as on chain.
    public internal(set) var owed0: UInt128 = 0
    /// The same of token 1.
    public internal(set) var owed1: UInt128 = 0
  }

  /// What was agreed on.
  public let terms: ConcentratedPoolTerms
  /// When the last event was.
  public internal(set) var time: Timestamp
  /// Square root of the price times 2^96.
  public internal(set) var sqrtPriceX96: UInt256
  /// The tick in which the price lies: its price is not above, that of the next is above. After a fall that ends on a tick's
  /// price exactly it is the tick below.
  public internal(set) var tick: Int
  /// Liquidity at the price.
  public internal(set) var liquidity: UInt128 = 0
  /// Fees a unit of liquidity since the opening, times 2^128, modulo 2^256.
  public internal(set) var feeGrowthGlobal0X128 = UInt256.zero
  /// The same of token 1.
  public internal(set) var feeGrowthGlobal1X128 = UInt256.zero
  /// One over the protocol's part of the fees of token 0; 0 where it has none.
  public internal(set) var protocolFee0: UInt32 = 0
  /// The same of token 1.
  public internal(set) var protocolFee1: UInt32 = 0
  /// Units of token 0 that are the protocol's.
  public internal(set) var protocolOwed0: UInt128 = 0
  /// The same of token 1.
  public internal(set) var protocolOwed1: UInt128 = 0
  /// Units of token 0 that the pool holds.
  public internal(set) var balance0 = UInt256.zero
  /// The same of token 1.
  public internal(set) var balance1 = UInt256.zero
  var line = TickLine()
  /// The positions, those with no liquidity and nothing owed left out.
  public internal(set) var positions: [PositionKey: Position] = [:]

  /// The ticks at which liquidity begins or ends, in order.
  public var ticks: [TickState] { line.states }

  /// A pool before its first event.
  ///
  /// - Throws: `VenueRefusal.invalidTerms` naming a field.
  public init(_ terms: ConcentratedPoolTerms) throws(VenueRefusal) {
    if let field = terms.invalidField { throw .invalidTerms(field: field) }
    self.terms = terms
    (time, sqrtPriceX96) = (terms.opening, terms.sqrtPriceX96)
    do throws(LedgerError) { tick = try TickPrice.tick(at: terms.sqrtPriceX96) } catch { throw .overflow }
  }
}
