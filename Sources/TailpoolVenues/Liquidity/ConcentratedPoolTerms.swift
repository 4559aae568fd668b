import TailpoolLedger
import TailpoolMarket

/// What a pool of concentrated liquidity has agreed on before its first event.
public struct ConcentratedPoolTerms: Hashable, Sendable {
  /// The token whose price, in token 1, the pool makes.
  public let token0: String
  /// The token that prices are in.
  public let token1: String
  /// The fee in millionths of what is paid in, below 1,000,000.
  public let feeMillionths: UInt32
  /// Ticks at which liquidity begins and ends are multiples of this, from 1 to 16,383.
  public let tickSpacing: Int
  /// Square root of the price at the opening times 2^96, in base units of token 1 for one of token 0.
  public let sqrtPriceX96: UInt256
  /// When the pool opens; no event is earlier.
  public let opening: Timestamp

  /// Creates terms; see the properties for the meaning of each argument.
  public init(
    token0: String, token1: String, feeMillionths: UInt32, tickSpacing: Int, sqrtPriceX96: UInt256, opening: Timestamp
  ) {
    self.token0 = token0
    self.token1 = token1
    self.feeMillionths = feeMillionths
    self.tickSpacing = tickSpacing
    self.sqrtPriceX96 = sqrtPriceX96
    self.opening = opening
  }

  /// The first and the last tick on which a position can end.
  public var ticks: ClosedRange<Int> {
    let spacing = max(tickSpacing, 1)
    let last = TickPrice.ticks.upperBound / spacing * spacing
    return -last...last
  }

  /// The most liquidity that may begin or end at one tick, so that no sum of all of them passes 128 bits.
  public var mostLiquidityPerTick: UInt128 {
    UInt128.max / UInt128(2 * (TickPrice.ticks.upperBound / max(tickSpacing, 1)) + 1)
  }

  /// The name of a field that is out of its range, or nil.
  var invalidField: String? {
    if token0.isEmpty || token0 == token1 { return "token0" }
    if token1.isEmpty { return "token1" }
    if feeMillionths >= 1_000_000 { return "feeMillionths" }
    if !(1...16_383).contains(tickSpacing) { return "tickSpacing" }
    if sqrtPriceX96 < TickPrice.lowestSqrtPriceX96 || sqrtPriceX96 >= TickPrice.highestSqrtPriceX96 {
      return "sqrtPriceX96"
    }
    return nil
  }
}
