import TailpoolLedger

extension ConcentratedPool {
  /// Fees a unit of liquidity within a range since some time before, times 2^128, modulo 2^256: only differences mean
  /// something.
  ///
  /// - Parameters:
  ///   - lower: A tick in use.
  ///   - upper: A tick in use above it.
  func feeGrowthInside(_ lower: TickState?, _ upper: TickState?, at ticks: ClosedRange<Int>) -> (UInt256, UInt256) {
    func inside(_ global: UInt256, _ below: UInt256, _ above: UInt256) -> UInt256 {
      let under = tick >= ticks.lowerBound ? below : global &- below
      let over = tick < ticks.upperBound ? above : global &- above
      return global &- under &- over
    }
    return (
      inside(feeGrowthGlobal0X128, lower?.feeGrowthOutside0X128 ?? .zero, upper?.feeGrowthOutside0X128 ?? .zero),
      inside(feeGrowthGlobal1X128, lower?.feeGrowthOutside1X128 ?? .zero, upper?.feeGrowthOutside1X128 ?? .zero)
    )
  }

  /// Units of both tokens for liquidity in a range at the price where it is.
  ///
  /// - Parameters:
  ///   - liquidity: Any.
  ///   - key: The range.
  ///   - rounding: Up for what is paid in, down for what is taken out.
  func amounts(
    of liquidity: UInt128, in key: PositionKey, rounding: Rounding
  ) throws(LedgerError) -> (amount0: UInt256, amount1: UInt256) {
    let (low, high) = (try TickPrice.sqrtPriceX96(at: key.lower), try TickPrice.sqrtPriceX96(at: key.upper))
    // By ticks, not by prices: on a tick's price exactly the two differ, as on chain.
    let price = tick < key.lower ? low : tick < key.upper ? sqrtPriceX96 : high
    return (
      tick < key.upper ? try RangeAmounts.amount0(price, high, liquidity: liquidity, rounding: rounding) : .zero,
      tick < key.lower ? .zero : try RangeAmounts.amount1(low, price, liquidity: liquidity, rounding: rounding)
    )
  }

  /// Brings liquidity into a range, for at most so much of each token.
  ///
  /// - Returns: What was paid in.
  mutating func mint(
    _ key: PositionKey, liquidity added: UInt128, most0: UInt256, most1: UInt256
  ) throws(VenueRefusal) -> (amount0: UInt256, amount1: UInt256) {
    if added == 0 { throw .nothingToMove }
    guard added <= UInt128(Int128.max) else { throw .overflow }
    let change = try change(key, by: Int128(added))
    let (amount0, amount1) = try allowedAmounts(of: added, in: key, rounding: .up)
    if amount0 > most0 { throw .worseThanAllowed(found: amount0, allowed: most0) }
    if amount1 > most1 { throw .worseThanAllowed(found: amount1, allowed: most1) }
    do throws(LedgerError) {
      let (next0, next1) = (try balance0.adding(amount0), try balance1.adding(amount1))
      let within = try change.isInRange ? checkedSum(liquidity, added) : liquidity
      (balance0, balance1, liquidity) = (next0, next1, within)
      store(change, of: key)
      return (amount0, amount1)
    } catch { throw .overflow }
  }

  /// Takes liquidity out of a range, for at least so much of each token; zero only credits its fees.
  ///
  /// - Returns: What the owner is credited for it, to be collected.
  mutating func burn(
    _ key: PositionKey, liquidity removed: UInt128, least0: UInt256, least1: UInt256
  ) throws(VenueRefusal) -> (amount0: UInt256, amount1: UInt256) {
    guard removed <= UInt128(Int128.max) else { throw .overflow }
    var change = try change(key, by: -Int128(removed))
    let (amount0, amount1) = try allowedAmounts(of: removed, in: key, rounding: .down)
    if amount0 < least0 { throw .worseThanAllowed(found: amount0, allowed: least0) }
    if amount1 < least1 { throw .worseThanAllowed(found: amount1, allowed: least1) }
    do throws(LedgerError) {
      change.position.owed0 &+= amount0.low
      change.position.owed1 &+= amount1.low
      if change.isInRange { liquidity = try checkedDifference(liquidity, removed) }
      store(change, of: key)
      return (amount0, amount1)
    } catch { throw .overflow }
  }

  /// Pays out what a position is owed, as much as is asked for.
  mutating func collect(
    _ key: PositionKey, most0: UInt128, most1: UInt128
  ) throws(VenueRefusal) -> (amount0: UInt128, amount1: UInt128) {
    var position = positions[key] ?? Position()
    let (amount0, amount1) = (min(most0, position.owed0), min(most1, position.owed1))
    do throws(LedgerError) {
      let (next0, next1) = (
        try balance0.subtracting(UInt256(amount0)), try balance1.subtracting(UInt256(amount1))
      )
      (balance0, balance1) = (next0, next1)
    } catch { throw .overflow }
    position.owed0 -= amount0
    position.owed1 -= amount1
    keep(position, of: key)
    return (amount0, amount1)
  }

  private func allowedAmounts(
    of liquidity: UInt128, in key: PositionKey, rounding: Rounding
  ) throws(VenueRefusal) -> (amount0: UInt256, amount1: UInt256) {
    do throws(LedgerError) { return try amounts(of: liquidity, in: key, rounding: rounding) } catch { throw .overflow }
  }

  // MARK: The change of a position

  private struct Change {
    var position: Position
    var lower: TickState
    var upper: TickState
    let isInRange: Bool
  }

  private func change(_ key: PositionKey, by delta: Int128) throws(VenueRefusal) -> Change {
    let (ticks, spacing) = (terms.ticks, terms.tickSpacing)
    guard key.lower < key.upper, ticks.contains(key.lower), ticks.contains(key.upper),
      key.lower.isMultiple(of: spacing), key.upper.isMultiple(of: spacing)
    else { throw .invalidRange(lower: key.lower, upper: key.upper, spacing: spacing) }
    var position = positions[key] ?? Position()
    if delta <= 0, position.liquidity == 0 || position.liquidity < delta.magnitude {
      throw .tooLittleLiquidity(found: position.liquidity, expected: max(delta.magnitude, 1))
    }
    let lower = try changed(key.lower, by: delta, net: delta)
    let upper = try changed(key.upper, by: delta, net: -delta)
    let inside = feeGrowthInside(lower, upper, at: key.lower...key.upper)
    do throws(LedgerError) {
      let fees = try position.fees(growth: inside)
      position.owed0 &+= fees.amount0.low
      position.owed1 &+= fees.amount1.low
      position.liquidity = try position.liquidity.changed(by: delta)
    } catch { throw .overflow }
    (position.feeGrowthInside0LastX128, position.feeGrowthInside1LastX128) = inside
    return Change(position: position, lower: lower, upper: upper, isInRange: key.lower <= tick && tick < key.upper)
  }

  private func changed(_ at: Int, by delta: Int128, net: Int128) throws(VenueRefusal) -> TickState {
    var state: TickState
    do throws(LedgerError) {
      if let known = line[at] { state = known } else { state = try unused(at) }
      state.liquidityGross = try state.liquidityGross.changed(by: delta)
      state.liquidityNet = try checkedSum(state.liquidityNet, net)
    } catch { throw .overflow }
    if delta > 0, state.liquidityGross > terms.mostLiquidityPerTick {
      throw .tooMuchLiquidity(tick: at, found: state.liquidityGross, most: terms.mostLiquidityPerTick)
    }
    return state
  }

  /// A tick before its first use: what has grown until then counts as grown below it.
  private func unused(_ at: Int) throws(LedgerError) -> TickState {
    TickState(
      tick: at, sqrtPriceX96: try TickPrice.sqrtPriceX96(at: at), liquidityGross: 0, liquidityNet: 0,
      feeGrowthOutside0X128: at <= tick ? feeGrowthGlobal0X128 : .zero,
      feeGrowthOutside1X128: at <= tick ? feeGrowthGlobal1X128 : .zero)
  }

  private mutating func store(_ change: Change, of key: PositionKey) {
    line.set(change.lower)
    line.set(change.upper)
    keep(change.position, of: key)
  }

  private mutating func keep(_ position: Position, of key: PositionKey) {
    let isGone = position.liquidity == 0 && position.owed0 == 0 && position.owed1 == 0
    positions[key] = isGone ? nil : position
  }
}

extension ConcentratedPool.Position {
  /// Fees that have not been credited, where so much has grown within the range.
  func fees(growth: (UInt256, UInt256)) throws(LedgerError) -> (amount0: UInt256, amount1: UInt256) {
    let (liquidity, whole) = (UInt256(liquidity), UInt256(high: 1, low: 0))
    return (
      try mulDiv(growth.0 &- feeGrowthInside0LastX128, liquidity, whole, rounding: .down),
      try mulDiv(growth.1 &- feeGrowthInside1LastX128, liquidity, whole, rounding: .down)
    )
  }
}
