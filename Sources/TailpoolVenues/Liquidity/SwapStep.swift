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

  private static let million = UInt256(1_000_000)

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
    let net = UInt256(UInt128(1_000_000 - fee))
    switch remaining {
    case .exactInput(let units):
      let afterFee = try mulDiv(units, net, Self.million, rounding: .down)
      let whole = try input(target)
      if afterFee >= whole {
        (sqrtPriceX96, amountIn, amountOut) = (target, whole, try output(target))
        feeAmount = try mulDiv(whole, UInt256(UInt128(fee)), net, rounding: .up)
      } else {
        let end = try RangeAmounts.price(from: price, liquidity: liquidity, payingIn: afterFee, zeroForOne: zeroForOne)
        (sqrtPriceX96, amountIn, amountOut) = (end, end == target ? whole : try input(end), try output(end))
        // Where the amount ends within the range, what is not needed for the price is fee, too.
        feeAmount =
          end == target
          ? try mulDiv(amountIn, UInt256(UInt128(fee)), net, rounding: .up) : try units.subtracting(amountIn)
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
      feeAmount = try mulDiv(amountIn, UInt256(UInt128(fee)), net, rounding: .up)
    }
  }
}
