import TailpoolLedger

/// A trade of a liquidity pool: what the taker wants, and what protects it.
public struct LiquiditySwap: Hashable, Sendable {
  /// Whether token 0 is paid in and token 1 received, so that the price falls.
  public let zeroForOne: Bool
  /// The amount.
  public let amount: SwapAmount
  /// Square root of the worst price times 2^96, at which the trade ends unfilled; nil for any price.
  public let sqrtPriceLimitX96: UInt256?

  /// Creates a trade; see the properties.
  public init(zeroForOne: Bool, amount: SwapAmount, sqrtPriceLimitX96: UInt256? = nil) {
    (self.zeroForOne, self.amount, self.sqrtPriceLimitX96) = (zeroForOne, amount, sqrtPriceLimitX96)
  }
}

/// What a trade of a liquidity pool came to.
public struct SwapResult: Hashable, Sendable {
  /// Units paid in, the fee included.
  public let paidIn: UInt256
  /// Units received.
  public let received: UInt256
  /// The whole fee, the protocol's part included, in units of what was paid in.
  public let fee: UInt256
  /// Square root of the price afterward, times 2^96.
  public let sqrtPriceX96: UInt256
  /// The tick afterward.
  public let tick: Int
  /// Steps that it took, those to the edge of a word of ticks included.
  public let steps: Int
  /// Ticks crossed at which liquidity begins or ends.
  public let crossings: Int
}

extension ConcentratedPool {
  /// What a trade would come to; the pool stays as it is.
  ///
  /// - Throws: As the trade.
  /// - Complexity: O(steps × log ticks).
  public func quote(_ swap: LiquiditySwap) throws(VenueRefusal) -> SwapResult {
    try SwapRun(swap, in: self).result
  }

  /// Trades, where the taker gets what it allows.
  ///
  /// - Parameters:
  ///   - swap: The trade.
  ///   - allowed: The least received for an amount paid in, or the most paid in for an amount received; nil for whatever comes,
  ///     filled or not.
  mutating func trade(_ swap: LiquiditySwap, allowed: UInt256?) throws(VenueRefusal) -> SwapResult {
    let run = try SwapRun(swap, in: self)
    let (result, zeroForOne) = (run.result, swap.zeroForOne)
    if let allowed { try result.check(swap.amount, allowed: allowed) }
    do throws(LedgerError) {
      let next0 = zeroForOne ? try balance0.adding(result.paidIn) : try balance0.subtracting(result.received)
      let next1 = zeroForOne ? try balance1.subtracting(result.received) : try balance1.adding(result.paidIn)
      (balance0, balance1) = (next0, next1)
    } catch { throw .overflow }
    for state in run.crossed { line.set(state) }
    (sqrtPriceX96, tick, liquidity) = (run.price, run.tick, run.liquidity)
    if zeroForOne {
      feeGrowthGlobal0X128 = run.growth
      protocolOwed0 &+= run.protocolOwed
    } else {
      feeGrowthGlobal1X128 = run.growth
      protocolOwed1 &+= run.protocolOwed
    }
    return result
  }
}

extension SwapResult {
  fileprivate func check(_ amount: SwapAmount, allowed: UInt256) throws(VenueRefusal) {
    switch amount {
    case .exactInput:
      if received < allowed { throw .worseThanAllowed(found: received, allowed: allowed) }
    case .exactOutput(let units):
      if received < units { throw .notFilled(filled: received, expected: units) }
      if paidIn > allowed { throw .worseThanAllowed(found: paidIn, allowed: allowed) }
    }
  }
}

/// A trade on its way, on copies of what it changes.
private struct SwapRun {
  var price: UInt256
  var tick: Int
  var liquidity: UInt128
  /// Growth of the fees of the token that is paid in.
  var growth: UInt256
  var protocolOwed: UInt128 = 0
  var crossed: [TickState] = []
  private var remaining: UInt256
  private var paidIn = UInt256.zero
  private var received = UInt256.zero
  private var fee = UInt256.zero
  private var steps = 0
  private let exactInput: Bool

  var result: SwapResult {
    SwapResult(
      paidIn: paidIn, received: received, fee: fee, sqrtPriceX96: price, tick: tick, steps: steps,
      crossings: crossed.count)
  }

  init(_ swap: LiquiditySwap, in pool: ConcentratedPool) throws(VenueRefusal) {
    let falling = swap.zeroForOne
    switch swap.amount {
    case .exactInput(let units): (remaining, exactInput) = (units, true)
    case .exactOutput(let units): (remaining, exactInput) = (units, false)
    }
    if remaining == .zero { throw .nothingToMove }
    let limit =
      swap.sqrtPriceLimitX96
      ?? (falling ? TickPrice.lowestSqrtPriceX96 &+ 1 : TickPrice.highestSqrtPriceX96 &- 1)
    let isAllowed =
      falling
      ? limit < pool.sqrtPriceX96 && limit > TickPrice.lowestSqrtPriceX96
      : limit > pool.sqrtPriceX96 && limit < TickPrice.highestSqrtPriceX96
    if !isAllowed { throw .invalidPriceLimit(limit: limit, price: pool.sqrtPriceX96) }
    (price, tick, liquidity) = (pool.sqrtPriceX96, pool.tick, pool.liquidity)
    growth = falling ? pool.feeGrowthGlobal0X128 : pool.feeGrowthGlobal1X128
    do throws(LedgerError) {
      while remaining != .zero, price != limit { try step(toward: limit, falling: falling, in: pool) }
    } catch { throw .overflow }
  }

  private mutating func step(
    toward limit: UInt256, falling: Bool, in pool: ConcentratedPool
  ) throws(LedgerError) {
    let start = price
    let (found, state) = pool.line.next(from: tick, spacing: pool.terms.tickSpacing, falling: falling)
    let next = min(max(found, TickPrice.ticks.lowerBound), TickPrice.ticks.upperBound)
    let nextPrice: UInt256
    if let state { nextPrice = state.sqrtPriceX96 } else { nextPrice = try TickPrice.sqrtPriceX96(at: next) }
    let target = falling ? max(nextPrice, limit) : min(nextPrice, limit)
    let step = try SwapStep(
      from: price, to: target, liquidity: liquidity,
      remaining: exactInput ? .exactInput(remaining) : .exactOutput(remaining),
      fee: pool.terms.feeMillionths)
    price = step.sqrtPriceX96
    let paid = try step.amountIn.adding(step.feeAmount)
    remaining = try remaining.subtracting(exactInput ? paid : step.amountOut)
    (paidIn, received, fee) = (
      try paidIn.adding(paid), try received.adding(step.amountOut), try fee.adding(step.feeAmount)
    )
    try share(step.feeAmount, protocolFee: falling ? pool.protocolFee0 : pool.protocolFee1)
    if price == nextPrice {
      if let state { try cross(state, falling: falling, in: pool) }
      tick = falling ? next - 1 : next
    } else if price != start {
      tick = try TickPrice.tick(at: price)
    }
    steps += 1
  }

  /// Gives a step's fee to the protocol and to the liquidity there.
  private mutating func share(_ amount: UInt256, protocolFee: UInt32) throws(LedgerError) {
    var rest = amount
    if protocolFee > 0 {
      let part = try amount.divided(by: UInt256(UInt128(protocolFee)), rounding: .down)
      rest = rest &- part
      protocolOwed &+= part.low
    }
    if liquidity > 0 {
      // Times 2^128; a fee of more than 128 bits, which no step of a real token has, takes the longer way.
      let scaled =
        rest.high == 0
        ? try UInt256(high: rest.low, low: 0).divided(by: UInt256(liquidity), rounding: .down)
        : try mulDiv(rest, UInt256(high: 1, low: 0), UInt256(liquidity), rounding: .down)
      growth = growth &+ scaled
    }
  }

  /// Passes a tick: what was outside is inside, and its liquidity comes or goes.
  private mutating func cross(_ state: TickState, falling: Bool, in pool: ConcentratedPool) throws(LedgerError) {
    var after = state
    let (growth0, growth1) =
      falling ? (growth, pool.feeGrowthGlobal1X128) : (pool.feeGrowthGlobal0X128, growth)
    after.feeGrowthOutside0X128 = growth0 &- state.feeGrowthOutside0X128
    after.feeGrowthOutside1X128 = growth1 &- state.feeGrowthOutside1X128
    crossed.append(after)
    liquidity = try liquidity.changed(by: falling ? -state.liquidityNet : state.liquidityNet)
  }
}

extension UInt128 {
  /// The liquidity after some comes or goes.
  func changed(by delta: Int128) throws(LedgerError) -> UInt128 {
    delta < 0 ? try checkedDifference(self, delta.magnitude) : try checkedSum(self, delta.magnitude)
  }
}
