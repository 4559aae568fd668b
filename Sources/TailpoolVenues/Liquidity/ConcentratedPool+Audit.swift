import TailpoolLedger

extension ConcentratedPool {
  /// What a position would be paid in all if it left now: liquidity, fees to this moment, and what it was credited before.
  ///
  /// - Throws: `VenueRefusal.tooLittleLiquidity` where there is no such position, `.overflow`.
  public func claim(of key: PositionKey) throws(VenueRefusal) -> (amount0: UInt256, amount1: UInt256) {
    guard let position = positions[key] else { throw .tooLittleLiquidity(found: 0, expected: 1) }
    do throws(LedgerError) {
      let amounts = try amounts(of: position.liquidity, in: key, rounding: .down)
      let owed = try owed(to: position, in: key)
      return (try amounts.amount0.adding(owed.amount0), try amounts.amount1.adding(owed.amount1))
    } catch { throw .overflow }
  }

  /// What a position would be paid beside its liquidity: fees to this moment, and what it was credited before.
  func owed(to position: Position, in key: PositionKey) throws(LedgerError) -> (amount0: UInt256, amount1: UInt256) {
    let inside = feeGrowthInside(line[key.lower], line[key.upper], at: key.lower...key.upper)
    let fees = try position.fees(growth: inside)
    return (
      try fees.amount0.adding(UInt256(position.owed0)), try fees.amount1.adding(UInt256(position.owed1))
    )
  }

  /// The laws that the state does not keep; none, unless there is a fault.
  ///
  /// - Complexity: O(positions + ticks).
  public func audit() -> [VenueFinding] {
    var findings: [VenueFinding] = []
    var (inRange, gross, net): (UInt128, [Int: UInt128], [Int: Int128]) = (0, [:], [:])
    for (key, position) in positions where position.liquidity > 0 {
      if key.lower <= tick, tick < key.upper { inRange &+= position.liquidity }
      for (at, sign) in [(key.lower, Int128(1)), (key.upper, -1)] {
        gross[at, default: 0] &+= position.liquidity
        net[at, default: 0] &+= sign &* Int128(truncatingIfNeeded: position.liquidity)
      }
    }
    if inRange != liquidity { findings.append(.liquidity(found: liquidity, expected: inRange)) }
    for state in ticks {
      let isRight =
        gross.removeValue(forKey: state.tick) == state.liquidityGross && net[state.tick] == state.liquidityNet
      if !isRight { findings.append(.tick(state.tick)) }
    }
    findings += gross.keys.sorted().map { .tick($0) }
    // After a fall to a tick's price exactly the tick is the one below.
    let own = try? TickPrice.tick(at: sqrtPriceX96)
    let lower = try? TickPrice.sqrtPriceX96(at: tick + 1)
    if own != tick, lower != sqrtPriceX96 || own != tick + 1 { findings.append(.price(tick: tick)) }
    return findings + claimFindings()
  }

  private func claimFindings() -> [VenueFinding] {
    do {
      var (claimed0, claimed1) = (UInt256(protocolOwed0), UInt256(protocolOwed1))
      for key in positions.keys {
        let (amount0, amount1) = try claim(of: key)
        (claimed0, claimed1) = (try claimed0.adding(amount0), try claimed1.adding(amount1))
      }
      return [(0, claimed0, balance0), (1, claimed1, balance1)].compactMap { token, claimed, held in
        claimed > held ? .claims(token: token, claimed: claimed, held: held) : nil
      }
    } catch { return [.overflow] }
  }
}
