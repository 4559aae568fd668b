import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

/// Properties of options from ranges on random events; failures print the event.
@Suite("Properties of options from ranges")
struct RangeOptionLiquidityPropertyTests {
  private static let calls = isLongRun ? 32_000 : 1_000

  private static let richDeposit = RangeOptionEvent(
    at: Timestamp(secondsSinceEpoch: 0), .deposit(owner: "rich", amount0: 1 << 60, amount1: 1 << 60))

  /// A pool whose vault has plenty, so that others can sell more than they have.
  private static func opened() throws -> RangeOptionPool {
    var pool = try RangeOptionPool(RangeOptionPoolTests.terms)
    try pool.apply(richDeposit)
    return pool
  }

  private static func key(_ traffic: inout LiquidityTraffic, _ pool: RangeOptionPool) -> RangeOptionPool.OptionKey {
    let own = pool.options.keys.sorted()
    if !own.isEmpty, Int.random(in: 0..<3, using: &traffic.random) == 0 {
      return own[Int.random(in: 0..<own.count, using: &traffic.random)]
    }
    let lower = 60 * [-10, -2, -1, 0, 1, 5][Int.random(in: 0..<6, using: &traffic.random)]
    let isLong = Bool.random(using: &traffic.random)
    return RangeOptionPool.OptionKey(
      owner: LiquidityTraffic.owners[Int.random(in: 0..<3, using: &traffic.random)],
      range: .init(lower: lower, upper: lower + 60 * Int.random(in: 1...4, using: &traffic.random)),
      type: Bool.random(using: &traffic.random) ? .put : .call, side: isLong ? .long : .short)
  }

  private static func action(_ pool: RangeOptionPool, _ traffic: inout LiquidityTraffic) -> RangeOptionAction {
    let owner = LiquidityTraffic.owners[Int.random(in: 0..<3, using: &traffic.random)]
    let key = key(&traffic, pool)
    switch Int.random(in: 0..<16, using: &traffic.random) {
    case 0...2: return .deposit(owner: owner, amount0: traffic.units(50), amount1: traffic.units(50))
    case 3: return .withdraw(owner: owner, amount0: traffic.units(48), amount1: traffic.units(48))
    case 4...7:
      let bound: UInt256 = key.side == .short ? .max : .zero
      func open(_ units: UInt128) -> RangeOptionAction { .open(key, liquidity: units, bound0: bound, bound1: bound) }
      if Int.random(in: 0..<4, using: &traffic.random) > 0 { return open(traffic.units(56)) }
      // As much as the account's collateral bears, but for a sixteenth, so that a move of the price makes it too little.
      var (units, step) = (UInt128(0), UInt128(1) << 58)
      while step > units >> 4 {
        var copy = pool
        if (try? copy.apply(.init(at: pool.time, open(units + step)))) != nil { units += step }
        step >>= 1
      }
      return open(units)
    case 8, 9:
      let isShort = key.side == .short
      return .close(key, bound0: isShort ? .zero : .max, bound1: isShort ? .zero : .max)
    case 10:
      // One that has too little, where there is one; taken over by one that has enough, or by any.
      let poor = LiquidityTraffic.owners.first { (try? pool.collateral(of: $0).isEnough) == false }
      let others = LiquidityTraffic.owners + ["rich", "rich", "rich"]
      return .liquidate(
        owner: poor ?? owner, liquidator: others[Int.random(in: 0..<6, using: &traffic.random)])
    case 11: return .pool(traffic.event(pool.pool).action)
    default:
      // Not further than options can be.
      let tick = Int.random(in: -900...900, using: &traffic.random)
      let limit = (try? TickPrice.sqrtPriceX96(at: tick)) ?? .zero
      return .pool(
        .swap(
          trader: "t",
          LiquiditySwap(
            zeroForOne: limit < pool.pool.sqrtPriceX96, amount: .exactInput(UInt256(traffic.units(72))),
            sqrtPriceLimitX96: limit), allowed: .zero))
    }
  }

  @Test(
    "VENUE-010: every law holds after every event, what moves is what is held, refusals change nothing, the state is the fold of the journal",
    arguments: [61, 62, 63, 64] as [UInt64])
  func laws(seed: UInt64) throws {
    var traffic = LiquidityTraffic(seed: seed)
    var pool = try Self.opened()
    var (events, kinds): ([RangeOptionEvent], [RangeOptionAction.Kind: Int]) = ([Self.richDeposit], [:])
    for index in 0..<Self.calls {
      let event = RangeOptionEvent(at: traffic.now(), Self.action(pool, &traffic))
      let before = pool
      do {
        let flow = try pool.fill(event).flow
        events.append(event)
        kinds[event.action.kind, default: 0] += 1
        #expect(pool.inventory.amount0 &+ flow.out0 == before.inventory.amount0 &+ flow.in0, "\(event)")
        #expect(pool.inventory.amount1 &+ flow.out1 == before.inventory.amount1 &+ flow.in1, "\(event)")
      } catch { #expect(pool == before, "\(error): \(event)") }
      if index % 16 == 0 { #expect(pool.audit().isEmpty, "\(pool.audit()) after \(event)") }
    }
    #expect(pool.audit().isEmpty)
    for kind in [RangeOptionAction.Kind.open, .close, .swap, .deposit, .withdraw] {
      #expect(kinds[kind, default: 0] >= Self.calls / 200, "\(kind) \(kinds)")
    }
    #expect(kinds[.liquidate, default: 0] > 0, "\(kinds)")
    var replayed = try RangeOptionPool(RangeOptionTerms(pool.terms.eventValue))
    for event in events { try replayed.apply(RangeOptionEvent(event.eventValue)) }
    #expect(replayed == pool)
  }

  @Test(
    "VENUE-011: an option opened and closed at once pays nobody, and no premium is paid that did not come in",
    arguments: [65, 66, 67, 68] as [UInt64])
  func trips(seed: UInt64) throws {
    var traffic = LiquidityTraffic(seed: seed)
    var (pool, trips) = (try Self.opened(), 0)
    for _ in 0..<Self.calls {
      let event = RangeOptionEvent(at: traffic.now(), Self.action(pool, &traffic))
      if (try? pool.apply(event)) == nil { continue }
      let key = Self.key(&traffic, pool)
      if pool.options[key] != nil { continue }
      var copy = pool
      // What has been earned before is paid whenever a range is touched.
      for range in copy.chunks.keys { try copy.touch(range) }
      let (before, units, isShort) = (copy, traffic.units(56), key.side == .short)
      let bounds: (UInt256, UInt256) = isShort ? (.max, .zero) : (.zero, .max)
      let open = RangeOptionAction.open(key, liquidity: units, bound0: bounds.0, bound1: bounds.0)
      guard (try? copy.apply(.init(at: copy.time, open))) != nil,
        (try? copy.apply(.init(at: copy.time, .close(key, bound0: bounds.1, bound1: bounds.1)))) != nil
      else { continue }
      let (old, new) = (
        before.cash[key.owner] ?? TokenPair(0, 0), copy.cash[key.owner] ?? TokenPair(0, 0)
      )
      #expect(new.token0 <= old.token0 && new.token1 <= old.token1, "\(key) \(units): \(old) \(new)")
      #expect(copy.premiums == before.premiums && copy.audit().isEmpty, "\(key) \(units)")
      trips += 1
    }
    #expect(trips > Self.calls / 20, "\(trips)")
  }

  @Test(
    "VENUE-012: where no account owes more than it has, claims are no more than what is held",
    arguments: [69, 70, 71, 72] as [UInt64])
  func claims(seed: UInt64) throws {
    var traffic = LiquidityTraffic(seed: seed)
    var (pool, held) = (try Self.opened(), 0)
    for _ in 0..<Self.calls {
      let event = RangeOptionEvent(at: traffic.now(), Self.action(pool, &traffic))
      if (try? pool.apply(event)) == nil { continue }
      let isSolvent = try (LiquidityTraffic.owners + ["rich"]).allSatisfy {
        let collateral = try pool.collateral(of: $0)
        return collateral.assets >= collateral.debts
      }
      if !isSolvent { continue }
      let claims = try pool.claims().values.reduce(
        TokenAmounts(UInt256(pool.pool.protocolOwed0), UInt256(pool.pool.protocolOwed1)), +)
      let all = pool.inventory
      let worth = (
        try pool.value(.init(claims.amount0, claims.amount1), .down),
        try pool.value(.init(all.amount0, all.amount1), .up)
      )
      // Each part rounds once, by a unit of a token at a price near one.
      #expect(worth.0 <= worth.1 &+ 40, "\(worth) after \(event)")
      held += 1
    }
    #expect(held > Self.calls / 10, "\(held)")
  }
}
