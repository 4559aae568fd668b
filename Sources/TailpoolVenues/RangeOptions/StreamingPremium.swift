import TailpoolLedger

/// What fees that were collected from a range come to for those who sold its liquidity and for those who took it out, a unit of liquidity.
///
/// With N in the range, R taken out and T = N + R, and c collected, times 2⁶⁴,
///
///     base = c T / N²,   owed = base (N + R/4) / T,   gross = base (T² − T R + R²/4) / T²
///
/// Who took liquidity out owes what the range's fees on it would have been, times a spread that grows from 1 with R to 1 + R/(4 N); who sold
/// liquidity is due the fees and what is owed, gross T = c + owed R.
///
/// Source: panoptic-labs/panoptic-v1-core, `SemiFungiblePositionManager`, with its spread of ¼.
public struct StreamingPremium: Hashable, Sendable {
  /// Units owed by a unit of liquidity taken out, times 2⁶⁴; at most 2¹²⁸ − 1.
  public internal(set) var owedX64: UInt128 = 0
  /// Units due to a unit of liquidity sold, times 2⁶⁴; at most 2¹²⁸ − 1.
  public internal(set) var grossX64: UInt128 = 0

  /// Nothing.
  public init() {}

  /// The premium of fees that were collected, each step rounded down.
  ///
  /// - Parameters:
  ///   - collected: Units of fees.
  ///   - net: Liquidity in the range, N > 0.
  ///   - removed: Liquidity taken out, R.
  /// - Throws: `LedgerError.divisionByZero` for no liquidity in the range, `.overflow` for N + R of more than 128 bits.
  /// - Complexity: O(1).
  public init(collected: UInt128, net: UInt128, removed: UInt128) throws(LedgerError) {
    if net == 0 { throw .divisionByZero }
    let total = try checkedSum(net, removed)
    let square = UInt256.product(total, total)
    // The factor of a unit sold is at least ¼, so that a base of more than 256 bits is past the greatest of both.
    guard
      let base = try? mulDiv(
        UInt256.product(collected, total), UInt256(UInt128(1) << 64), UInt256.product(net, net), rounding: .down)
    else {
      (owedX64, grossX64) = (.max, .max)
      return
    }
    func part(_ numerator: UInt256, _ denominator: UInt256) -> UInt128 {
      ((try? mulDiv(base, numerator, denominator, rounding: .down)) ?? .max).capped
    }
    owedX64 = part(UInt256(try checkedSum(net, removed / 4)), UInt256(total))
    let quarter = UInt256.product(removed, removed) >> 2
    grossX64 = part(square &- UInt256.product(total, removed) &+ quarter, square)
  }

  /// Adds a premium; a sum stays at the greatest number that there is.
  public static func += (sum: inout StreamingPremium, added: StreamingPremium) {
    sum.owedX64 = (try? checkedSum(sum.owedX64, added.owedX64)) ?? .max
    sum.grossX64 = (try? checkedSum(sum.grossX64, added.grossX64)) ?? .max
  }
}

extension UInt256 {
  /// The number, or 2¹²⁸ − 1 where it is greater.
  fileprivate var capped: UInt128 { high == 0 ? low : .max }
}
