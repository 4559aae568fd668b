import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Orders of execution, and what they leak")
struct SwapOrderingTests {
  private static let calls = isLongRun ? 32_000 : 1_000

  private func pool(_ reserve0: UInt128, _ reserve1: UInt128, fee: UInt32 = 3_000) throws -> ConstantProductPool {
    var pool = try ConstantProductPool(ConstantProductPoolTests.terms(feeMillionths: fee))
    _ = try pool.mint("o", amount0: reserve0, amount1: reserve1, leastShares: 0)
    return pool
  }

  private func intent(
    _ id: UInt64, _ zeroForOne: Bool, _ paidIn: UInt128, least: UInt128 = 0, commitment: String = ""
  ) -> SwapIntent {
    SwapIntent(
      id: id, trader: "t\(id)", zeroForOne: zeroForOne, paidIn: paidIn, least: least, commitment: commitment)
  }

  @Test("First come trades at what the one before leaves; by commitment at that order; a batch at one price")
  func rules() throws {
    let start = try pool(1_000_000, 1_000_000, fee: 0)
    let intents = [intent(1, true, 1_000, commitment: "b"), intent(2, true, 1_000, commitment: "a")]
    func run(_ rule: SwapOrdering, _ intents: [SwapIntent]) throws -> [UInt128?] {
      var copy = start
      return try rule.execute(intents, on: &copy).map { $0?.received }
    }
    #expect(try run(.firstCome, intents) == [999, 997])
    #expect(try run(.byCommitment, intents) == [997, 999])
    // 2,000 in get 1,996, which both share.
    #expect(try run(.batch, intents) == [998, 998])
    // Both ways: 600 cross at the pool's price, and 400 are sold.
    #expect(try run(.batch, [intent(1, true, 1_000), intent(2, false, 600)]) == [999, 600])
    // One that would get less than its least is as if it were not there.
    #expect(try run(.firstCome, [intent(1, true, 1_000, least: 1_000), intent(2, true, 1_000)]) == [nil, 999])
    #expect(try run(.batch, [intent(1, true, 1_000, least: 999), intent(2, true, 1_000)]) == [nil, 999])
    for rule in SwapOrdering.allCases {
      #expect(throws: AuctionRefusal.duplicateOrder(id: 1)) { try run(rule, [intents[0], intents[0]]) }
      #expect(throws: AuctionRefusal.nothingToTrade(order: 3)) { try run(rule, [intent(3, true, 0)]) }
      #expect(try run(rule, []) == [])
    }
    var empty = try ConstantProductPool(ConstantProductPoolTests.terms())
    #expect(throws: AuctionRefusal.invalidReference) { try SwapOrdering.batch.execute(intents, on: &empty) }
  }

  @Test("A payment that the pool cannot hold stops nobody else")
  func great() throws {
    let start = try pool(1_000_000, 1_000_000, fee: 0)
    let most = ConstantProductPool.greatestReserve
    let others = [intent(1, true, 1_000), intent(2, false, 600)]
    for zeroForOne in [true, false] {
      for whales in [[.max], [.max, .max, 5], [most], [most - 1_000_000, 1_000_001, most / 2 + 1, most / 2 + 1]]
        as [[UInt128]]
      {
        let all = others + whales.enumerated().map { intent(UInt64(10 + $0), zeroForOne, $1) }
        var copy = start
        let results = try SwapOrdering.batch.execute(all, on: &copy)
        #expect(results[0]?.received ?? 0 > 0 || results[1]?.received ?? 0 > 0, "\(zeroForOne) \(whales) \(results)")
        #expect(copy.audit().isEmpty, "\(zeroForOne) \(whales)")
        var other = start
        let again = try SwapOrdering.batch.execute(all.reversed(), on: &other)
        #expect(again.reversed() == results && other == copy, "\(zeroForOne) \(whales)")
        for rule in [SwapOrdering.firstCome, .byCommitment] {
          var copy = start
          #expect(try rule.execute(all, on: &copy)[0]?.received == 999, "\(rule) \(whales)")
        }
      }
    }
    // One side is worth less than a unit: it finds nothing, and the other trades.
    let lopsided = try pool(1_000_000_000, 10_000, fee: 0)
    var copy = lopsided
    let results = try SwapOrdering.batch.execute([intent(1, true, 9_000), intent(2, false, 50)], on: &copy)
    #expect(results.map { $0?.received } == [nil, 4_975_124], "\(results)")
  }

  @Test("The best sandwich is the best of all, and the victim still gets its least")
  func sandwich() throws {
    for (reserve0, reserve1, fee, paid, slack) in [
      (5_000, 9_000, 0, 400, 30), (5_000, 9_000, 3_000, 700, 100), (9_000, 4_000, 3_000, 2_000, 400),
      (9_000, 4_000, 30_000, 200, 1),
    ] as [(UInt128, UInt128, UInt32, UInt128, UInt128)] {
      let pool = try pool(reserve0, reserve1, fee: fee)
      for zeroForOne in [true, false] {
        let free = try pool.received(zeroForOne: zeroForOne, payingIn: paid)
        let victim = intent(1, zeroForOne, paid, least: free - min(free, slack))
        // Every amount that the attacker could pay in.
        var (best, most): (Int128, UInt128) = (0, 0)
        for units in 1...4_000 as ClosedRange<UInt128> {
          if let run = SandwichAttack.attack(units, against: victim, on: pool) { best = max(best, run.gain) }
          var front = pool
          if (try? front.swap(zeroForOne: zeroForOne, payingIn: units, least: 0)) == nil
            || (try? front.execute(victim)) != nil
          {
            most = units
          }
        }
        let attack = try #require(SandwichAttack.best(against: victim, on: pool, capital: 4_000))
        let context = "\(reserve0) \(reserve1) \(fee) \(victim) \(attack)"
        // The search may miss the best by what whole units round.
        #expect(Int128(attack.profit) <= best && Int128(attack.profit) >= best - 2, "\(best) \(context)")
        #expect(SandwichAttack.greatestPaidIn(against: victim, on: pool, capital: 4_000) == most, "\(context)")
        #expect(attack.attacked >= victim.least && attack.loss <= slack && attack.undisturbed == free, "\(context)")
        let run = SandwichAttack.attack(attack.paidIn, against: victim, on: pool)
        #expect(attack.paidIn == 0 || run?.gain == Int128(attack.profit), "\(context)")
      }
    }
    let pool = try pool(5_000, 9_000)
    #expect(SandwichAttack.best(against: intent(1, true, 100, least: 9_000), on: pool, capital: 10) == nil)
    #expect(SandwichAttack.best(against: intent(1, true, 100), on: pool, capital: 0)?.profit == 0)
  }

  @Test("What each rule leaves an attacker: a sandwich the most, and a sealed order's random place less")
  func leakage() throws {
    let pool = try pool(10_000_000_000, 10_000_000_000)
    let victim = intent(1, true, 500_000_000, least: 465_000_000)
    let rules = try #require(OrderLeakage.byRule(against: victim, on: pool, capital: 1 << 60))
    #expect(rules.map(\.ordering) == SwapOrdering.allCases)
    let sandwich = try #require(SandwichAttack.best(against: victim, on: pool, capital: 1 << 60))
    #expect(rules[0].profit == Double(sandwich.profit) && rules[0].loss == Double(sandwich.loss))
    #expect(rules[0].paidIn == sandwich.paidIn && rules[0].profit > 0)
    #expect(rules[1].profit < rules[0].profit / 6 && rules[1].profit >= 0)
    #expect(rules[2].profit < rules[0].profit && rules[2].loss <= rules[0].loss, "\(rules)")
    #expect(OrderLeakage.byRule(against: intent(1, true, 1, least: 5), on: pool, capital: 1) == nil)
  }

  @Test("A trade back gains what the trade moved, and the parts of a refund are the whole")
  func backrun() throws {
    let pool = try pool(1_000_000, 4_000_000)
    let victim = intent(1, true, 100_000)
    var moved = pool
    let out = try moved.execute(victim)
    var best: UInt128 = 0
    for paid in 1...out {
      let received = (try? moved.received(zeroForOne: false, payingIn: paid)) ?? 0
      best = max(best, received * 4 > paid ? received * 4 - paid : 0)
    }
    let refund = try #require(try BackrunRefund.best(after: victim, on: pool, refundMillionths: 900_000))
    #expect(refund.profit <= best && refund.profit + 8 >= best, "\(refund) \(best)")
    #expect(refund.refund + refund.kept == refund.profit && refund.refund >= refund.profit * 9 / 10)
    let own = try BackrunRefund.best(after: intent(1, false, 100_000), on: pool, refundMillionths: 1_000_000)
    #expect(own?.kept == 0)
    #expect(try BackrunRefund.best(after: intent(1, true, 10), on: pool, refundMillionths: 0)?.profit == 0)
    #expect(try BackrunRefund.best(after: intent(1, true, 10, least: 99), on: pool, refundMillionths: 0) == nil)
    #expect(throws: AuctionRefusal.invalidTerms(field: "refundMillionths")) {
      try BackrunRefund.best(after: victim, on: pool, refundMillionths: 1_000_001)
    }
  }

  @Test(
    "VENUE-035: by commitment and in a batch the order of arrival does not matter, and tokens are conserved by every rule",
    arguments: [1, 2, 3, 4] as [UInt64])
  func independence(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var executed = 0
    for _ in 0..<Self.calls {
      func units(_ bits: UInt128) -> UInt128 {
        UInt128(random.next()) >> (64 - UInt128.random(in: 1...bits, using: &random))
      }
      let start = try pool(units(40) + 2_000, units(40) + 2_000)
      let intents = (0..<Int.random(in: 1...7, using: &random)).map {
        intent(
          UInt64($0), Bool.random(using: &random), units(38) + 1, least: Bool.random(using: &random) ? units(34) : 0,
          commitment: "\(random.next() % 4)")
      }
      let places = intents.indices.shuffled(using: &random)
      for rule in SwapOrdering.allCases {
        var pool = start
        let results = try rule.execute(intents, on: &pool)
        let context = "\(rule) \(start.reserve0) \(start.reserve1) \(intents): \(results)"
        var (in0, in1, out0, out1): (UInt128, UInt128, UInt128, UInt128) = (start.reserve0, start.reserve1, 0, 0)
        for case (let intent, let result?) in zip(intents, results) {
          executed += 1
          #expect(result.received >= intent.least && result.received > 0, "\(context)")
          if intent.zeroForOne {
            (in0, out0, out1) = (in0 + intent.paidIn, out0 + result.returned, out1 + result.received)
          } else {
            (in1, out1, out0) = (in1 + intent.paidIn, out1 + result.returned, out0 + result.received)
          }
        }
        #expect(pool.reserve0 + out0 == in0 && pool.reserve1 + out1 == in1, "\(context)")
        #expect(pool.audit().isEmpty, "\(context)")
        if rule == .firstCome { continue }
        var other = start
        let again = try rule.execute(places.map { intents[$0] }, on: &other)
        #expect(again == places.map { results[$0] } && other == pool, "\(context)")
      }
    }
    #expect(executed > 4 * Self.calls, "\(executed)")
  }
}
