import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

/// Properties of a pool with an impact for imbalance on random events; failures print the event.
@Suite("Properties of a pool with an impact for imbalance")
struct ImbalanceLiquidityPropertyTests {
  private static let calls = isLongRun ? 32_000 : 1_000

  /// Random terms: depths near the amounts that are traded, so that impacts are large, and exponents of all kinds.
  private static func terms(_ traffic: inout LiquidityTraffic, fee: UInt32) -> ImbalancePoolTerms {
    let negative = (1 << 60) + traffic.units(74)
    return ImbalancePoolTerms(
      token0: "A", token1: "B", feeMillionths: fee,
      positiveDepth: negative + (Bool.random(using: &traffic.random) ? 0 : traffic.units(74)), negativeDepth: negative,
      exponentMillionths: UInt32.random(in: 1_000_001...4_000_000, using: &traffic.random), greatestAge: 1_000,
      opening: Timestamp(secondsSinceEpoch: 0))
  }

  private static func index(_ traffic: inout LiquidityTraffic, isOneSided: Bool) -> ImbalancePoolAction {
    let scale = UInt256(UInt128.random(in: 1 << 89...1 << 109, using: &traffic.random))
    let spread = isOneSided ? .zero : UInt256(traffic.units(80))
    return .index(low: scale, high: scale &+ spread)
  }

  private static func action(_ pool: ImbalancePool, _ traffic: inout LiquidityTraffic) -> ImbalancePoolAction {
    let owner = LiquidityTraffic.owners[Int.random(in: 0..<3, using: &traffic.random)]
    switch Int.random(in: 0..<9, using: &traffic.random) {
    case 0: return index(&traffic, isOneSided: false)
    case 1, 2: return .mint(owner: owner, amount0: traffic.units(76), amount1: traffic.units(76), leastShares: 0)
    case 3:
      return .burn(owner: owner, shares: min(traffic.units(80), pool.shares[owner] ?? 0), least0: 0, least1: 0)
    case 4, 5: return .sell(trader: "t", amount0: traffic.units(76), least: 0)
    default: return .buy(trader: "t", amount0: traffic.units(76), most: .max)
    }
  }

  @Test(
    "VENUE-007: claims are covered, what moves is what is held, refusals change nothing, the state is the fold of the journal",
    arguments: [41, 42, 43, 44] as [UInt64])
  func laws(seed: UInt64) throws {
    var traffic = LiquidityTraffic(seed: seed)
    var pool = try ImbalancePool(Self.terms(&traffic, fee: 500))
    var events: [ImbalancePoolEvent] = []
    for _ in 0..<Self.calls {
      let event = ImbalancePoolEvent(at: traffic.now(), Self.action(pool, &traffic))
      let before = pool
      do {
        let flow = try pool.settle(event)
        events.append(event)
        #expect(UInt256(pool.held0) &+ flow.out0 == UInt256(before.held0) &+ flow.in0, "\(event)")
        #expect(UInt256(pool.held1) &+ flow.out1 == UInt256(before.held1) &+ flow.in1, "\(event)")
      } catch {
        #expect(pool == before, "\(error): \(event)")
        continue
      }
      #expect(pool.audit().isEmpty, "\(pool.audit()) after \(event)")
      // The value of all is the sum of claims: the locked shares' part and a unit an owner aside.
      let claims = pool.claims().values.reduce(TokenAmounts.zero, +)
      let locked = (
        try mulDiv(ImbalancePool.lockedShares, pool.held0, max(pool.supply, 1), rounding: .up),
        try mulDiv(ImbalancePool.lockedShares, pool.owned1, max(pool.supply, 1), rounding: .up)
      )
      #expect(claims.amount0 <= UInt256(pool.held0) && claims.amount1 <= UInt256(pool.owned1), "\(event)")
      if pool.supply > 0 {
        #expect(claims.amount0 &+ UInt256(locked.0 + 3) >= UInt256(pool.held0), "\(event)")
        #expect(claims.amount1 &+ UInt256(locked.1 + 3) >= UInt256(pool.owned1), "\(event)")
      }
    }
    #expect(events.count > Self.calls / 4, "\(events.count)")
    var replayed = try ImbalancePool(ImbalancePoolTerms(pool.terms.eventValue))
    for event in events { try replayed.apply(ImbalancePoolEvent(event.eventValue)) }
    #expect(replayed == pool)
  }

  @Test(
    "VENUE-008: no cycle of trades, and of shares brought and taken out, pays: not a unit of token 1, nor of token 0 beside it",
    arguments: [45, 46, 47, 48] as [UInt64])
  func cycles(seed: UInt64) throws {
    var traffic = LiquidityTraffic(seed: seed)
    var (cycles, calls, paid) = (0, 0, 0)
    while calls < Self.calls {
      let terms = Self.terms(&traffic, fee: Bool.random(using: &traffic.random) ? 0 : 30)
      var pool = try ImbalancePool(terms)
      let time = Timestamp(secondsSinceEpoch: 0)
      try pool.apply(.init(at: time, Self.index(&traffic, isOneSided: true)))
      for owner in LiquidityTraffic.owners {
        _ = try? pool.apply(
          .init(
            at: time,
            .mint(
              owner: owner, amount0: traffic.units(70) + 1 << 60, amount1: traffic.units(70) + 1 << 60, leastShares: 0))
        )
      }
      // Someone else has made an imbalance, and an impact pool.
      for _ in 0..<4 { _ = try? pool.apply(.init(at: time, Self.action(pool, &traffic, tradesOnly: true))) }
      guard let index = pool.index else { continue }
      var held = (Int128(0), Int128(0))
      let count = Int.random(in: 1...6, using: &traffic.random)
      func run(_ action: ImbalancePoolAction) -> Bool {
        guard let flow = try? pool.settle(.init(at: time, action)) else { return false }
        if flow.out1.low > flow.in1.low { paid += 1 }
        held.0 += Int128(flow.out0.low) - Int128(flow.in0.low)
        held.1 += Int128(flow.out1.low) - Int128(flow.in1.low)
        return true
      }
      for _ in 0..<count {
        calls += 1
        _ = run(Self.action(pool, &traffic, tradesOnly: Bool.random(using: &traffic.random)).by("cycle"))
      }
      // All shares out, then what there is more of token 0 sold, or what lacks bought.
      if let shares = pool.shares["cycle"], !run(.burn(owner: "cycle", shares: shares, least0: 0, least1: 0)) {
        continue
      }
      let isClosed =
        held.0 == 0
        || run(
          held.0 > 0
            ? .sell(trader: "cycle", amount0: held.0.magnitude, least: 0)
            : .buy(trader: "cycle", amount0: held.0.magnitude, most: .max))
      guard isClosed else { continue }
      cycles += 1
      // Roundings of a unit of token 0 are worth so much, of which a quarter may be an impact.
      let unit = Int128(try mulDiv(index.high, 1, ImbalancePool.priceUnit, rounding: .up).narrowed())
      #expect(held.1 <= Int128(count + 2) * max(1, unit), "seed \(seed): \(held.1) of \(terms) \(pool)")
    }
    #expect(cycles > Self.calls / 40 && paid > 0, "\(cycles) \(calls)")
  }

  private static func action(
    _ pool: ImbalancePool, _ traffic: inout LiquidityTraffic, tradesOnly: Bool
  ) -> ImbalancePoolAction {
    while true {
      let action = action(pool, &traffic)
      switch action.kind {
      case .index: continue
      case .mint, .burn: if !tradesOnly { return action }
      case .sell, .buy: return action
      }
    }
  }

  @Test(
    "VENUE-009: more sold never gets less, more bought never costs less, and parts never cost less than the whole, but for 2⁻⁴⁷",
    arguments: [49, 50, 51, 52] as [UInt64])
  func quotes(seed: UInt64) throws {
    var traffic = LiquidityTraffic(seed: seed)
    var (pool, quotes) = (try ImbalancePool(Self.terms(&traffic, fee: 500)), 0)
    for _ in 0..<Self.calls {
      let event = ImbalancePoolEvent(at: traffic.now(), Self.action(pool, &traffic))
      if (try? pool.apply(event)) == nil { continue }
      let (units, time) = (traffic.units(70) + 1, pool.time)
      let more = units + units / 1_024 + 1
      // The impact is a difference of powers of double precision, of which each is at most a quarter of what the pool holds.
      let held = try ImbalancePool.value(pool.held0, at: pool.index?.high ?? .zero, .up) + pool.owned1
      let slack = held >> 47 + 4
      if let less = try? pool.quote(selling: units, at: time), let greater = try? pool.quote(selling: more, at: time) {
        #expect(greater.amount1 + slack >= less.amount1, "\(units) \(pool)")
        quotes += 1
      }
      guard let whole = try? pool.quote(buying: units, at: time) else { continue }
      if let greater = try? pool.quote(buying: more, at: time) {
        #expect(greater.amount1 + slack >= whole.amount1, "\(units) \(pool)")
      }
      // Parts of a trade that costs: fees and prices round once more.
      var copy = pool
      let first = units / 3
      guard whole.impact < 0, first > 0,
        let a = try? copy.settle(.init(at: time, .buy(trader: "t", amount0: first, most: .max))),
        let b = try? copy.settle(.init(at: time, .buy(trader: "t", amount0: units - first, most: .max)))
      else { continue }
      let (parts, once) = (a.in1 &+ b.in1, UInt256(whole.amount1))
      #expect(parts &+ UInt256(slack) >= once, "\(units) \(pool)")
    }
    #expect(quotes > Self.calls / 10, "\(quotes)")
  }
}

extension ImbalancePoolAction {
  /// The same, asked for by another.
  fileprivate func by(_ name: String) -> ImbalancePoolAction {
    switch self {
    case .index: self
    case .mint(_, let amount0, let amount1, let least):
      .mint(owner: name, amount0: amount0, amount1: amount1, leastShares: least)
    case .burn(_, let shares, let least0, let least1):
      .burn(owner: name, shares: shares, least0: least0, least1: least1)
    case .sell(_, let amount0, let least): .sell(trader: name, amount0: amount0, least: least)
    case .buy(_, let amount0, let most): .buy(trader: name, amount0: amount0, most: most)
    }
  }
}
