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
}
