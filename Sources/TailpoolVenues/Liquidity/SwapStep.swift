import TailpoolLedger

/// What a trader of a liquidity pool names: all that is to be paid in, fee included, or all that is to be received.
public enum SwapAmount: Hashable, Sendable {
  /// Units paid in.
  case exactInput(UInt256)
  /// Units received.
  case exactOutput(UInt256)
}

/// One step of a swap: to a price, or as far as the amount goes.
struct SwapStep: Hashable {
  /// Square root of the price after the step, times 2^96.
  let sqrtPriceX96: UInt256
  /// Units paid in, without the fee.
  let amountIn: UInt256
  /// Units paid out.
  let amountOut: UInt256
  /// The fee, in units of what is paid in.
  let feeAmount: UInt256

  /// Makes a step.
  ///
  /// - Parameters:
  ///   - price: Where the price is.
  ///   - target: Where it may go at most; below it token 0 is paid in, above it token 1.
  ///   - liquidity: That of the range.
  ///   - remaining: What is left of the amount.
  ///   - fee: In millionths of what is paid in, below 1,000,000.
  init(
    from price: UInt256, to target: UInt256, liquidity: UInt128, remaining: SwapAmount, fee: UInt32
  ) throws(LedgerError) {
    let zeroForOne = price >= target
    func input(_ end: UInt256) throws(LedgerError) -> UInt256 {
      try zeroForOne
        ? RangeAmounts.amount0(end, price, liquidity: liquidity, rounding: .up)
        : RangeAmounts.amount1(price, end, liquidity: liquidity, rounding: .up)
    }
    func output(_ end: UInt256) throws(LedgerError) -> UInt256 {
      try zeroForOne
        ? RangeAmounts.amount1(end, price, liquidity: liquidity, rounding: .down)
        : RangeAmounts.amount0(price, end, liquidity: liquidity, rounding: .down)
    }
    switch remaining {
    case .exactInput(let units):
      let afterFee = try Self.part(units, 1_000_000 - fee, of: 1_000_000, rounding: .down)
      let isFar = zeroForOne && Self.isFarBelow(afterFee, from: price, to: target, liquidity: liquidity)
      let whole = isFar ? nil : try input(target)
      if let whole, afterFee >= whole {
        (sqrtPriceX96, amountIn, amountOut) = (target, whole, try output(target))
        feeAmount = try Self.part(whole, fee, of: 1_000_000 - fee, rounding: .up)
      } else {
        let end = try RangeAmounts.price(from: price, liquidity: liquidity, payingIn: afterFee, zeroForOne: zeroForOne)
        (sqrtPriceX96, amountIn, amountOut) = (end, try input(end), try output(end))
        // Where the amount ends within the range, what is not needed for the price is fee, too.
        feeAmount =
          end == target
          ? try Self.part(amountIn, fee, of: 1_000_000 - fee, rounding: .up) : try units.subtracting(amountIn)
      }
    case .exactOutput(let units):
      let whole = try output(target)
      if units >= whole {
        (sqrtPriceX96, amountIn, amountOut) = (target, try input(target), whole)
      } else {
        let end = try RangeAmounts.price(from: price, liquidity: liquidity, payingOut: units, zeroForOne: zeroForOne)
        let received = end == target ? whole : try output(end)
        (sqrtPriceX96, amountIn, amountOut) = (end, try input(end), min(received, units))
      }
      feeAmount = try Self.part(amountIn, fee, of: 1_000_000 - fee, rounding: .up)
    }
  }

  /// Whether token 0 is so much less than what reaches a target that floating point tells: the exact amount, two long divisions,
  /// is then not needed.
  private static func isFarBelow(
    _ amount: UInt256, from price: UInt256, to target: UInt256, liquidity: UInt128
  ) -> Bool {
    let gap = (price &- target).approximation
    let whole = liquidity.approximation * 0x1p96 * gap / (price.approximation * target.approximation)
    return amount.approximation < 0.999_999 * whole
  }

  /// An amount times a numerator over a denominator. Most amounts have 128 bits, and their product then 256.
  private static func part(
    _ units: UInt256, _ numerator: UInt32, of denominator: UInt32, rounding: Rounding
  ) throws(LedgerError) -> UInt256 {
    let divisor = UInt256(UInt128(denominator))
    guard units.high == 0 else {
      return try mulDiv(units, UInt256(UInt128(numerator)), divisor, rounding: rounding)
    }
    return try UInt256.product(units.low, UInt128(numerator)).divided(by: divisor, rounding: rounding)
  }
}
