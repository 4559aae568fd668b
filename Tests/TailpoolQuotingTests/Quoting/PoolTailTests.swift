import TailpoolLedger
import TailpoolMarket
import TailpoolPools
import TailpoolRisk
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolQuoting

@Suite("Expected shortfall after a trade from the tail's scenarios alone")
struct PoolTailTests {
  /// Expected shortfall after a trade by valuing the whole book in every scenario.
  private func full(_ market: QuotingMarket, _ contract: String, _ size: Int128) throws -> Double {
    let priced = try market.risk.pricedBook(of: market.pool)
    let one = try #require(
      try PoolQuoter(market.risk, of: market.pool, by: QuotingMarket.policy(), contracts: [contract])
        .quoted[contract]?.get().priced.position.contract)
    let positions = priced.positions.map(\.position) + [Position(id: "trade", contract: one, quantity: Double(size))]
    let losses = try market.risk.losses(of: Book(positions: positions), asset: market.pool.terms.asset)
    return try ProfitAndLossDistribution(losses.map { -$0 }).expectedShortfall(market.risk.level).value
  }

  private func compare(_ market: QuotingMarket, every step: Int, sizes: [Int128]) throws -> (widened: Int, all: Int) {
    let quoter = try market.quoter()
    let before = try market.risk.expectedShortfall(of: market.pool)
    #expect(abs(quoter.tail.shortfall - before) <= 1e-12 * abs(before), "\(quoter.tail.shortfall) and \(before)")
    var (widened, all) = (0, 0)
    for (place, contract) in market.names.enumerated() where place % step == 0 {
      let found = try quoter.tail.shortfalls(
        of: try #require(quoter.places[contract]), in: quoter.instruments, sizes: sizes.map { Double($0) })
      for (size, after) in zip(sizes, found) {
        let expected = try full(market, contract, size)
        #expect(
          abs(after.shortfall - expected) <= 1e-10 * max(abs(expected), 1),
          "\(contract) × \(size): \(after) and \(expected) of a full run")
        widened += after.scenarios > quoter.tail.keptCount ? 1 : 0
        all += 1
      }
    }
    return (widened, all)
  }

  @Test(
    "It is that of a full run, for calls and puts, bought and sold, small and so large that the tail is another one")
  func fullRuns() throws {
    let (widened, all) = try compare(try QuotingMarket(), every: 3, sizes: [-900, -40, -3, -1, 0, 1, 5, 70, 2_000])
    // Both ways are taken.
    #expect(widened > 20 && widened < all - 60, "\(widened) of \(all)")
  }

  @Test("It is that of a full run in a pool with nothing open, whose every scenario is alike")
  func flat() throws {
    _ = try compare(try QuotingMarket(count: 600, isEmpty: true), every: 7, sizes: [-20, -1, 1, 30])
  }

  @Test("It is that of a full run under a rule that moves volatilities with spots, by valuing every scenario")
  func rules() throws {
    let market = try QuotingMarket(count: 500, rule: .surfaceShift(slope: -0.3), moves: .parallel)
    let (widened, all) = try compare(market, every: 9, sizes: [-8, 4])
    #expect(widened == all && all > 0)
  }

  @Test("The kept part is twice the tail, and all scenarios where there are few", arguments: [1, 2, 39, 40, 41, 4_000])
  func kept(_ count: Int) throws {
    let tail = try PoolTail(try QuotingMarket(count: count).risk, of: try QuotingMarket(count: count).pool)
    #expect(tail.scenarioCount == count)
    #expect(tail.keptCount == min(count, max(Int((0.05 * Double(count)).rounded(.up)), Int(0.025 * Double(count)) + 1)))
    let market = try QuotingMarket(count: count)
    if count < 100 { _ = try compare(market, every: 13, sizes: [-6, 6]) }
  }

  @Test("The threshold is between the value at risk and the next greater loss; every contract is ready once")
  func threshold() throws {
    let market = try QuotingMarket()
    let quoter = try market.quoter()
    let losses = try market.risk.losses(of: market.pool)
    let risk = try ProfitAndLossDistribution(losses.map { -$0 }).valueAtRisk(market.risk.level).value
    let next = try #require(losses.filter { $0 > risk }.min())
    #expect(
      quoter.tail.threshold >= risk && quoter.tail.threshold <= next, "\(quoter.tail.threshold): \(risk) to \(next)")
    #expect(quoter.instruments.count == market.names.count)
  }

  @Test("A trade that is marginal to the first order adds its contribution")
  func marginal() throws {
    let market = try QuotingMarket()
    let quoter = try market.quoter()
    for contract in market.names.prefix(9) {
      let place = try #require(quoter.places[contract])
      let slopes = try [1e-4, 1e-6].map { size in
        let after = try quoter.tail.shortfalls(of: place, in: quoter.instruments, sizes: [-size, size])
        return (after[1].shortfall - after[0].shortfall) / (2 * size)
      }
      // The slope of the expected shortfall at no trade, by two steps.
      #expect(abs(slopes[0] - slopes[1]) <= 1e-3 * max(abs(slopes[1]), 1), "\(contract): \(slopes)")
    }
  }

  @Test("Moves that no price can have are refused with their scenario")
  func nonFinite() throws {
    var rows = (0..<100).map { [0.001 * Double($0), 0.0, 0.0, 0.0] }
    rows[17] = [800, 0, 0, 0]
    let market = try QuotingMarket(count: 100, isEmpty: true)
    let risk = try PoolRisk(
      snapshot: market.risk.snapshot, volatilities: market.risk.volatilities,
      scenarios: ListedScenarios(rows, underlyings: ["BTC", "ETH"]))
    let quoter = try PoolQuoter(risk, of: market.pool, by: QuotingMarket.policy())
    let ladder = quoter.ladder(of: market.names[0], sizes: [-1], at: QuotingMarket.now)
    #expect(
      ladder.rungs.first?.refusal == .unpriced(.revaluation(.nonFiniteScenario(17))), "\(ladder)")
  }
}
