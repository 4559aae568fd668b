import TailpoolMarket
import Testing

@testable import TailpoolVenues

@Suite("What waiting trades leak")
struct SwapLeakageTests {
  private func pool(_ reserve0: UInt128, _ reserve1: UInt128) throws -> ConstantProductPool {
    var pool = try ConstantProductPool(ConstantProductPoolTests.terms())
    _ = try pool.mint("o", amount0: reserve0, amount1: reserve1, leastShares: 0)
    return pool
  }

  @Test("Of each trade the best responses, the bound, the refund and what it gets by each rule")
  func trades() throws {
    let pool = try pool(10_000_000, 30_000_000)
    let intents = [
      SwapIntent(id: 1, trader: "Ada", zeroForOne: true, paidIn: 300_000, least: 800_000),
      SwapIntent(id: 2, trader: "Bob", zeroForOne: false, paidIn: 300_000, least: 0),
      SwapIntent(id: 3, trader: "Cyd", zeroForOne: true, paidIn: 10, least: 99),
    ]
    let capital = TokenPair<UInt128>(1 << 40, 1_000)
    let leakage = try SwapLeakage(of: intents, on: pool, capital: capital, refundMillionths: 900_000)
    #expect(leakage.pool == pool && leakage.trades.map(\.intent) == intents)
    let first = leakage.trades[0]
    #expect(first.rules == OrderLeakage.byRule(against: intents[0], on: pool, capital: 1 << 40))
    #expect(first.bound == SandwichAttack.greatestPaidIn(against: intents[0], on: pool, capital: 1 << 40))
    #expect(first.alone == (try pool.received(zeroForOne: true, payingIn: 300_000)) && first.bound > 0)
    #expect(first.refund == (try BackrunRefund.best(after: intents[0], on: pool, refundMillionths: 900_000)))
    // The capital of a trade is that of the token that it pays in.
    #expect(leakage.trades[1].bound == 1_000 && leakage.trades[1].rules.allSatisfy { $0.paidIn <= 1_000 })
    // What is refused alone leaks nothing.
    let last = leakage.trades[2]
    #expect(last.alone == nil && last.rules.isEmpty && last.refund == nil && last.executions == [nil, nil, nil])
    for (index, rule) in SwapOrdering.allCases.enumerated() {
      var copy = pool
      #expect(leakage.trades.map { $0.executions[index] } == (try rule.execute(intents, on: &copy)), "\(rule)")
    }
    // Nor what the pool could not hold.
    let great = SwapIntent(id: 4, trader: "Dee", zeroForOne: true, paidIn: .max, least: 0)
    let refused = try SwapLeakage(of: [great], on: pool, capital: capital, refundMillionths: 5)
    #expect(refused.trades[0].alone == nil && refused.trades[0].rules.isEmpty && refused.trades[0].refund == nil)
    #expect(SandwichAttack.best(against: great, on: pool, capital: 9) == nil)
    let none = try SwapLeakage(of: intents, on: pool, capital: capital, refundMillionths: nil)
    #expect(none.trades.allSatisfy { $0.refund == nil })
  }

  @Test("What cannot be executed is refused by name")
  func refusals() throws {
    let (pool, capital) = (try pool(5_000, 5_000), TokenPair<UInt128>(9, 9))
    let intent = SwapIntent(id: 1, trader: "Ada", zeroForOne: true, paidIn: 5, least: 0)
    #expect(throws: AuctionRefusal.duplicateOrder(id: 1)) {
      try SwapLeakage(of: [intent, intent], on: pool, capital: capital, refundMillionths: nil)
    }
    #expect(throws: AuctionRefusal.invalidTerms(field: "refundMillionths")) {
      try SwapLeakage(of: [intent], on: pool, capital: capital, refundMillionths: 1_000_001)
    }
    let empty = try ConstantProductPool(ConstantProductPoolTests.terms())
    #expect(throws: AuctionRefusal.invalidReference) {
      try SwapLeakage(of: [intent], on: empty, capital: capital, refundMillionths: nil)
    }
    #expect(try SwapLeakage(of: [], on: empty, capital: capital, refundMillionths: nil).trades.isEmpty)
  }
}
