import TailpoolLedger

/// What is known of a tick at which liquidity begins or ends.
public struct TickState: Hashable, Sendable {
  /// The tick.
  public let tick: Int
  /// The square root of its price times 2^96.
  public let sqrtPriceX96: UInt256
  /// The liquidity of all positions that begin or end here.
  public var liquidityGross: UInt128
  /// The liquidity that comes in when the price rises through the tick, and goes when it falls.
  public var liquidityNet: Int128
  /// Fees a unit of liquidity on the other side of the tick than the price, times 2^128 and modulo 2^256; what it counts from
  /// is the pool's growth when the tick was first used, so that only differences mean something.
  public var feeGrowthOutside0X128: UInt256
  /// The same of token 1.
  public var feeGrowthOutside1X128: UInt256
}

/// The ticks in use, in order.
struct TickLine: Hashable, Sendable {
  private(set) var states: [TickState] = []

  /// Where a tick stands or would stand.
  func index(of tick: Int) -> Int {
    var (low, high) = (0, states.count)
    while low < high {
      let middle = (low + high) / 2
      if states[middle].tick < tick { low = middle + 1 } else { high = middle }
    }
    return low
  }

  subscript(tick: Int) -> TickState? {
    let index = index(of: tick)
    return index < states.count && states[index].tick == tick ? states[index] : nil
  }

  /// Stores what is known of a tick, or forgets it where no liquidity begins or ends there.
  mutating func set(_ state: TickState) {
    let index = index(of: state.tick)
    let exists = index < states.count && states[index].tick == state.tick
    switch (exists, state.liquidityGross > 0) {
    case (true, true): states[index] = state
    case (true, false): states.remove(at: index)
    case (false, true): states.insert(state, at: index)
    case (false, false): break
    }
  }

  /// The next tick in use, or the edge of its word of 256 multiples of the spacing, whichever comes first.
  ///
  /// Chains look for ticks word by word, and a step of a swap ends at each edge; that rounds, and so it is done here, too.
  ///
  /// - Parameters:
  ///   - tick: Where the price is.
  ///   - spacing: Of the pool.
  ///   - falling: Whether the price falls: then the tick itself counts, else only those above.
  /// - Returns: The tick, and its state where it is in use.
  func next(from tick: Int, spacing: Int, falling: Bool) -> (tick: Int, state: TickState?) {
    // Toward minus infinity.
    let multiple = (tick >= 0 ? tick : tick - spacing + 1) / spacing
    if falling {
      let edge = (multiple >> 8) << 8
      let index = index(of: multiple * spacing + 1) - 1
      if index >= 0, states[index].tick >= edge * spacing { return (states[index].tick, states[index]) }
      return (edge * spacing, nil)
    }
    let edge = ((multiple + 1) >> 8) << 8 + 255
    let index = index(of: (multiple + 1) * spacing)
    if index < states.count, states[index].tick <= edge * spacing { return (states[index].tick, states[index]) }
    return (edge * spacing, nil)
  }
}
