import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

/// Properties of liquidity pools on random events; failures print the event.
@Suite("Properties of liquidity pools")
struct LiquidityPropertyTests {
  private static let calls = isLongRun ? 32_000 : 1_000

  @Test(
    "VENUE-001: every law of a concentrated pool holds after every event, and a refused one changes nothing",
    arguments: [1, 2, 3, 4] as [UInt64])
  func laws(seed: UInt64) throws {
    var traffic = LiquidityTraffic(seed: seed)
    var pool = try ConcentratedPool(LiquidityTraffic.concentrated)
    var (taken, events): (Int, [ConcentratedPoolEvent]) = (0, [])
    for index in 0..<Self.calls {
      let event = traffic.event(pool)
      let before = pool
      do {
        let flow = try pool.settle(event)
        taken += 1
        events.append(event)
        #expect(pool.balance0 &+ flow.out0 == before.balance0 &+ flow.in0, "\(event)")
        #expect(pool.balance1 &+ flow.out1 == before.balance1 &+ flow.in1, "\(event)")
      } catch { #expect(pool == before, "\(error): \(event)") }
      if index % 16 == 0 { #expect(pool.audit().isEmpty, "\(pool.audit()) after \(event)") }
    }
    #expect(taken > Self.calls / 3)
    #expect(pool.audit().isEmpty)
    // The state is the fold of the journal, also of one written and read.
    var replayed = try ConcentratedPool(ConcentratedPoolTerms(LiquidityTraffic.concentrated.eventValue))
    for event in events { try replayed.apply(ConcentratedPoolEvent(event.eventValue)) }
    #expect(replayed == pool)
  }

  @Test(
    "VENUE-002: fees are never lost: when all have left, what is over is less than the roundings of what was taken",
    arguments: [5, 6, 7, 8] as [UInt64])
  func fees(seed: UInt64) throws {
    var traffic = LiquidityTraffic(seed: seed)
    for _ in 0..<Self.calls / 50 {
      // Each mint and burn rounds once a token and credits fees, each step of a swap rounds once a token and its growth.
      var (pool, roundings): (ConcentratedPool, UInt128) = (try ConcentratedPool(LiquidityTraffic.concentrated), 0)
      for _ in 0..<50 {
        let event = traffic.event(pool)
        var steps: UInt128 = 2
        if case .swap(_, let swap, _) = event.action, let quote = try? pool.quote(swap) {
          steps = UInt128(2 * quote.steps)
        }
        if (try? pool.apply(event)) != nil { roundings += steps }
      }
      let end = Timestamp(secondsSinceEpoch: 1 << 40)
      for (key, position) in pool.positions.sorted(by: { $0.key < $1.key }) {
        if position.liquidity > 0 {
          try pool.apply(.init(at: end, .burn(key, liquidity: position.liquidity, least0: .zero, least1: .zero)))
          roundings += 2
        }
        try pool.apply(.init(at: end, .collect(key, most0: .max, most1: .max)))
      }
      try pool.apply(.init(at: end, .collectProtocol))
      #expect(pool.positions.isEmpty && pool.ticks.isEmpty && pool.liquidity == 0)
      #expect(
        pool.balance0 <= UInt256(roundings) && pool.balance1 <= UInt256(roundings),
        "\(pool.balance0) \(pool.balance1) \(roundings)")
    }
  }

  @Test(
    "VENUE-003: no trade there and back pays the trader, and more in never gets less",
    arguments: [9, 10, 11, 12] as [UInt64])
  func trips(seed: UInt64) throws {
    var traffic = LiquidityTraffic(seed: seed)
    var (pool, trips) = (try ConcentratedPool(LiquidityTraffic.concentrated), 0)
    for _ in 0..<Self.calls {
      if (try? pool.apply(traffic.event(pool))) == nil { continue }
      let swap = traffic.swap(pool)
      guard case .exactInput(let units) = swap.amount, let there = try? pool.quote(swap), there.received != .zero else {
        continue
      }
      var copy = pool
      _ = try copy.trade(swap, allowed: nil)
      if let back = try? copy.quote(LiquiditySwap(zeroForOne: !swap.zeroForOne, amount: .exactInput(there.received))) {
        #expect(back.received <= there.paidIn, "\(swap)")
        trips += 1
      }
      let more = LiquiditySwap(
        zeroForOne: swap.zeroForOne, amount: .exactInput(units &+ 1), sqrtPriceLimitX96: swap.sqrtPriceLimitX96)
      #expect(try pool.quote(more).received >= there.received, "\(swap)")
    }
    #expect(trips > Self.calls / 10)
  }

  @Test(
    "VENUE-004: the product never falls, owners' claims are covered, and refusals change nothing",
    arguments: [13, 14, 15, 16] as [UInt64])
  func product(seed: UInt64) throws {
    var traffic = LiquidityTraffic(seed: seed)
    var pool = try ConstantProductPool(ConstantProductPoolTests.terms(hasProtocolFee: seed % 2 == 0))
    var events: [ConstantProductEvent] = []
    for _ in 0..<Self.calls {
      let owner = LiquidityTraffic.owners[Int.random(in: 0..<3, using: &traffic.random)]
      let zeroForOne = Bool.random(using: &traffic.random)
      let action: ConstantProductAction =
        switch Int.random(in: 0..<6, using: &traffic.random) {
        case 0: .mint(owner: owner, amount0: traffic.units(80), amount1: traffic.units(80), leastShares: 0)
        case 1: .burn(owner: owner, shares: min(traffic.units(80), pool.shares[owner] ?? 0), least0: 0, least1: 0)
        case 2, 3: .sell(trader: "t", zeroForOne: zeroForOne, paidIn: traffic.units(80), least: 0)
        default: .buy(trader: "t", zeroForOne: zeroForOne, received: traffic.units(80), most: .max)
        }
      let event = ConstantProductEvent(at: traffic.now(), action)
      let before = pool
      do { try pool.apply(event) } catch {
        #expect(pool == before, "\(error): \(event)")
        continue
      }
      events.append(event)
      let (old, new) = (
        UInt256.product(before.reserve0, before.reserve1), UInt256.product(pool.reserve0, pool.reserve1)
      )
      if [.sell, .buy].contains(event.action.kind) { #expect(new >= old, "\(event)") }
      #expect(pool.audit().isEmpty, "\(pool.audit()) after \(event)")
      #expect(pool.shares.values.reduce(0, +) + pool.protocolShares + 1_000 == pool.supply, "\(event)")
      let claims = pool.shares.keys.map { pool.claim(of: $0) }
      #expect(claims.reduce(0) { $0 + $1.amount0 } <= pool.reserve0, "\(event)")
      #expect(claims.reduce(0) { $0 + $1.amount1 } <= pool.reserve1, "\(event)")
    }
    #expect(events.count > Self.calls / 4)
    var replayed = try ConstantProductPool(ConstantProductTerms(pool.terms.eventValue))
    for event in events { try replayed.apply(ConstantProductEvent(event.eventValue)) }
    #expect(replayed == pool)
  }

  /// Runs random trades of one trader, and a last one after which it has as much of token 0 as before.
  ///
  /// - Parameters:
  ///   - count: Trades before the last.
  ///   - trade: Makes a trade and says what it came to; nil where it is refused.
  ///   - close: The last trade: what there is more of token 0 is sold, what lacks bought.
  /// - Returns: What there is more of token 1; nil where the cycle cannot be closed.
  private func cycle(
    _ count: Int, trade: () -> TokenFlow?, close: (_ units: UInt128, _ isSold: Bool) -> TokenFlow?
  ) -> Int128? {
    var held = (Int128(0), Int128(0))
    func add(_ flow: TokenFlow) {
      held.0 += Int128(flow.out0.low) - Int128(flow.in0.low)
      held.1 += Int128(flow.out1.low) - Int128(flow.in1.low)
    }
    for _ in 0..<count { if let flow = trade() { add(flow) } }
    if held.0 != 0 {
      guard let flow = close(held.0.magnitude, held.0 > 0) else { return nil }
      add(flow)
    }
    return held.0 == 0 ? held.1 : nil
  }

  @Test(
    "VENUE-005: no cycle of trades pays the trader more than a unit an operation, and quotes rise with their size",
    arguments: [17, 18, 19, 20] as [UInt64])
  func cycles(seed: UInt64) throws {
    var traffic = LiquidityTraffic(seed: seed)
    var (product, ranges) = (
      try ConstantProductPool(ConstantProductPoolTests.terms(hasProtocolFee: false)),
      try ConcentratedPool(LiquidityTraffic.concentrated)
    )
    try product.apply(
      .init(at: product.time, .mint(owner: "a", amount0: 1 << 70, amount1: 1 << 66, leastShares: 0)))
    var (calls, cycles) = (0, 0)
    while calls < Self.calls {
      _ = try? ranges.apply(traffic.event(ranges))
      let count = Int.random(in: 1...5, using: &traffic.random)
      calls += 2 * count
      // A constant product, on a copy.
      var pool = product
      func run(_ action: ConstantProductAction) -> TokenFlow? { try? pool.settle(.init(at: pool.time, action)) }
      let gain = cycle(count) {
        let (zeroForOne, units) = (Bool.random(using: &traffic.random), traffic.units(72))
        return Bool.random(using: &traffic.random)
          ? run(.sell(trader: "t", zeroForOne: zeroForOne, paidIn: units, least: 0))
          : run(.buy(trader: "t", zeroForOne: zeroForOne, received: units, most: .max))
      } close: { units, isSold in
        isSold
          ? run(.sell(trader: "t", zeroForOne: true, paidIn: units, least: 0))
          : run(.buy(trader: "t", zeroForOne: false, received: units, most: .max))
      }
      if let gain {
        cycles += 1
        #expect(gain <= Int128(count + 1), "seed \(seed): \(gain) of \(product)")
      }
      let (units, falls) = (traffic.units(72), Bool.random(using: &traffic.random))
      if let less = try? product.received(zeroForOne: falls, payingIn: units) {
        #expect(try product.received(zeroForOne: falls, payingIn: units + 1) >= less, "\(units) \(product)")
      }
      if let less = try? product.paidIn(zeroForOne: falls, receiving: units),
        let more = try? product.paidIn(zeroForOne: falls, receiving: units + 1)
      {
        #expect(more >= less, "\(units) \(product)")
      }
      product = pool
      // Ranges, on a copy too: what others do between is no part of a cycle.
      var copy = ranges
      func swap(_ swap: LiquiditySwap) -> TokenFlow? {
        guard let result = try? copy.trade(swap, allowed: nil) else { return nil }
        return TokenFlow(trading: swap.zeroForOne, in: result.paidIn, out: result.received)
      }
      let other = cycle(count) {
        swap(traffic.swap(copy))
      } close: { units, isSold in
        swap(
          LiquiditySwap(
            zeroForOne: isSold, amount: isSold ? .exactInput(UInt256(units)) : .exactOutput(UInt256(units))))
      }
      if let other {
        cycles += 1
        #expect(other <= Int128(count + 1), "seed \(seed): \(other) of \(ranges)")
      }
      let wanted = LiquiditySwap(zeroForOne: falls, amount: .exactOutput(UInt256(units) &+ 1))
      let next = LiquiditySwap(zeroForOne: falls, amount: .exactOutput(UInt256(units) &+ 2))
      if let less = try? ranges.quote(wanted), let more = try? ranges.quote(next), more.received > less.received {
        #expect(more.paidIn >= less.paidIn, "\(units) \(ranges)")
      }
    }
    #expect(cycles > Self.calls / 20, "\(cycles) \(calls)")
  }

  @Test(
    "VENUE-006: what liquidity is worth is the sum of claims, and fees of a constant product are never lost",
    arguments: [25, 26, 27, 28] as [UInt64])
  func claims(seed: UInt64) throws {
    var traffic = LiquidityTraffic(seed: seed)
    var (ranges, product) = (
      try ConcentratedPool(LiquidityTraffic.concentrated),
      try ConstantProductPool(ConstantProductPoolTests.terms(hasProtocolFee: false))
    )
    var (roundings, fees): (UInt128, Int) = (0, 0)
    for index in 0..<Self.calls {
      let event = traffic.event(ranges)
      var steps: UInt128 = 2
      if case .swap(_, let swap, _) = event.action, let quote = try? ranges.quote(swap) {
        steps = UInt128(2 * quote.steps)
      }
      if (try? ranges.apply(event)) != nil { roundings += steps }
      if index % 16 == 0 {
        let claimed = try ranges.claims().values.reduce(
          TokenAmounts(UInt256(ranges.protocolOwed0), UInt256(ranges.protocolOwed1)), +)
        let slack = UInt256(roundings + 4 * UInt128(ranges.positions.count))
        #expect(claimed.amount0 <= ranges.balance0 && claimed.amount0 &+ slack >= ranges.balance0, "\(event)")
        #expect(claimed.amount1 <= ranges.balance1 && claimed.amount1 &+ slack >= ranges.balance1, "\(event)")
      }
      let owner = LiquidityTraffic.owners[index % 3]
      let zeroForOne = Bool.random(using: &traffic.random)
      let action: ConstantProductAction =
        switch Int.random(in: 0..<4, using: &traffic.random) {
        case 0: .mint(owner: owner, amount0: traffic.units(70), amount1: traffic.units(70), leastShares: 0)
        case 1: .burn(owner: owner, shares: min(traffic.units(70), product.shares[owner] ?? 0), least0: 0, least1: 0)
        default: .sell(trader: "t", zeroForOne: zeroForOne, paidIn: traffic.units(70), least: 0)
        }
      let before = product
      guard (try? product.apply(.init(at: product.time, action))) != nil else { continue }
      let claims = product.claims().values.reduce(TokenAmounts.zero, +)
      for (claimed, held) in [(claims.amount0, product.reserve0), (claims.amount1, product.reserve1)] {
        // The locked shares' part is nobody's, and each claim rounds down.
        let locked = try mulDiv(ConstantProductPool.lockedShares, held, product.supply, rounding: .up)
        #expect(claimed <= UInt256(held) && claimed &+ UInt256(locked + 4) >= UInt256(held), "\(action)")
      }
      // A trade's fee stays: without it the trader would have got more, and the claims would be less.
      guard case .sell(_, _, let paid, _) = action else { continue }
      let (reserve, other) = zeroForOne ? (before.reserve0, before.reserve1) : (before.reserve1, before.reserve0)
      let free = try mulDiv(UInt256(paid), UInt256(other), UInt256(reserve) &+ UInt256(paid), rounding: .down).low
      let received = zeroForOne ? before.reserve1 - product.reserve1 : before.reserve0 - product.reserve0
      #expect(received <= free, "\(action)")
      if received < free { fees += 1 }
    }
    #expect(fees > Self.calls / 20, "\(fees)")
  }
}
