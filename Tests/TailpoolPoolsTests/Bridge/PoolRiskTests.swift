import Foundation
import TailpoolLedger
import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import Testing

@testable import TailpoolPools

@Suite("The risk engine's events of a pool")
struct PoolRiskTests {
  /// Forty moves; the worst 2.5 % are the one of −20 %.
  private let moves = [-0.2] + (0..<39).map { Double($0) * 0.001 }

  private func put(_ spot: Double) -> Double {
    let years = DayCount.actual365Fixed.years(from: BridgePool.now, to: BridgePool.expiry)
    return 0.1 * 80_000 / 80_200
      * Black76.price(.put, forward: 80_200 * spot / 80_000, strike: 76_000, years: years, volatility: 0.5)
  }

  @Test("A hedge loses what spot moves, and an option what Black-76 says")
  func losses() throws {
    var case1 = try BridgePool()
    try case1.hedge(500_000)
    let held = try BridgePool.risk(moves).losses(of: case1.pool)
    for (loss, move) in zip(held, moves) { #expect(abs(loss + 40_000 * move) < 1e-8, "\(loss) for \(move)") }
    #expect(try abs(BridgePool.risk(moves).expectedShortfall(of: case1.pool) - 8_000) < 1e-8)
    var sold = try BridgePool()
    try sold.open(BridgePool.contract(), -12)
    let short = try BridgePool.risk(moves).expectedShortfall(of: sold.pool)
    let expected = 12 * (put(64_000) - put(80_000))
    #expect(abs(short - expected) < 1e-9 * expected, "\(short) and \(expected)")
  }

  @Test("A trade carries the expected shortfall of the book with it, and above the budget is refused with the number")
  func trade() throws {
    // One percent of a million and fifty thousand in the reserve that do not count.
    var case1 = try BridgePool(budget: 100)
    try case1.open(BridgePool.contract(), 0)
    let risk = try BridgePool.risk(moves)
    let each = put(64_000) - put(80_000)
    let trade = try risk.trade(of: "P", quantity: -8, in: case1.pool)
    #expect(trade.shortfallAfter == UInt128((8 * each * 100).rounded(.up)))
    #expect(trade.premium == 8 * 9_600 && trade.mark.bid == 8_000, "\(trade)")
    var after = case1.pool
    try after.apply(PoolEvent(at: risk.snapshot.asOf, .trade(trade)))

    let shortfall = UInt128((20 * each * 100).rounded(.up))
    // Twenty are sold at the ask, so that the low side stays what was paid in.
    #expect(throws: PoolBridgeError.shortfallAboveBudget(contract: "P", shortfall: shortfall, budget: 1_000_000)) {
      try risk.trade(of: "P", quantity: -20, in: case1.pool)
    }
    #expect(throws: PoolBridgeError.refused(.unknownContract("Q"))) {
      try risk.trade(of: "Q", quantity: -1, in: case1.pool)
    }
    // As many again, so that what is open and what is traded are equal.
    var half = case1.pool
    try half.apply(PoolEvent(at: risk.snapshot.asOf, .trade(risk.trade(of: "P", quantity: -4, in: half))))
    let again = try risk.trade(of: "P", quantity: -4, in: half)
    #expect(again.shortfallAfter == trade.shortfallAfter && again.mark == trade.mark, "\(again)")
    // One bought is paid at the bid.
    #expect(try risk.trade(of: "P", quantity: 1, in: after).premium == 8_000)
    for quantity in [0, Int128.max, Int128.min] {
      #expect(throws: PoolBridgeError.refused(.invalidQuantity(field: "quantity")), "\(quantity)") {
        try risk.trade(of: "P", quantity: quantity, in: after)
      }
    }
    // Closing what is open asks for no shortfall.
    #expect(try risk.trade(of: "P", quantity: 8, in: after).shortfallAfter == 0)
  }

  @Test("On probation the budget that is told is the part that is left of it")
  func probation() throws {
    var terms = PoolTerms(asset: try Asset("USDC", decimals: 2), opening: BridgePool.opening)
    var breaker = PoolControls.Breaker()
    (breaker.skewBasisPoints, breaker.skewSeconds) = (3_400, 500)
    (breaker.probationSeconds, breaker.probationBasisPoints) = (1_000, 2_500)
    terms.controls.breaker = breaker
    terms.limits.shortfallBasisPoints = 100
    var one = try BridgePool()
    one.pool = try MutualPool(terms)
    try one.pool.apply(
      PoolEvent(at: BridgePool.opening, .deposit(participant: "one", assets: 100_000_000, minimumShares: 0)))
    try one.open(BridgePool.contract(), -4)
    // Stopped until a hundred seconds before the market is seen.
    let signal = PoolAction.signal(volatilityBasisPoints: 0, skewBasisPoints: 3_401)
    try one.pool.apply(PoolEvent(at: BridgePool.now.advanced(bySeconds: -600), signal))
    let shortfall = UInt128((24 * (put(64_000) - put(80_000)) * 100).rounded(.up))
    // A quarter of a percent of a million dollars, 80 for the four sold and 20 times 96, less the 24 at 96 each.
    #expect(throws: PoolBridgeError.shortfallAboveBudget(contract: "P", shortfall: shortfall, budget: 249_924)) {
      try BridgePool.risk(moves).trade(of: "P", quantity: -20, in: one.pool)
    }
  }

  @Test("A pool in coin loses coins: what it owes in coin grows as the coin falls")
  func coin() throws {
    var case1 = try BridgePool(asset: try Asset("BTC", decimals: 8))
    try case1.open(BridgePool.contract(.put, settlement: .coin, size: 10_000_000), -3)
    let losses = try BridgePool.risk(moves).losses(of: case1.pool)
    let expected = 3 * (put(64_000) / 64_000 - put(80_000) / 80_000)
    #expect(abs(losses[0] - expected) < 1e-12, "\(losses[0]) and \(expected)")
  }

  @Test("Margin is the expected shortfall of a participant's own book, rounded up")
  func margin() throws {
    let case1 = try BridgePool()
    let future = try PerpetualContract(underlying: "BTC", terms: .linearFuture(entry: nil))
    let book = try Book(positions: [Position(id: "long", contract: future, quantity: 2)])
    let action = try BridgePool.risk(moves).requireMargin([(participant: "one", book: book)], of: case1.pool)
    // 2 · 80,000 · 20 % in the worst fortieth; at 99 % the worst hundredth is the same move.
    guard case .requireMargin(let asked) = action, let first = asked.first else { return #expect(Bool(false)) }
    for units in [first.initial, first.maintenance] { #expect((3_200_000...3_200_001).contains(units), "\(units)") }
    var pool = case1.pool
    try pool.apply(PoolEvent(at: BridgePool.now, action))
    #expect(pool.margin.exposure == first.maintenance)
  }

  @Test(
    "Initial margin is of the worst hundredth and maintenance of the worst fortieth; who cannot lose is asked nothing")
  func marginLevels() throws {
    let case1 = try BridgePool()
    let future = try PerpetualContract(underlying: "BTC", terms: .linearFuture(entry: nil))
    func book(_ quantity: Double) throws -> Book {
      try Book(positions: [Position(id: "future", contract: future, quantity: quantity)])
    }
    // Of 200 moves two are the worst hundredth, 25 % on average, five the worst fortieth, 16 %.
    let risk = try BridgePool.risk([-0.1, -0.3, -0.1, -0.2, -0.1] + [Double](repeating: 0.05, count: 195))
    let action = try risk.requireMargin(
      [(participant: "two", book: book(2)), (participant: "one", book: book(1e-9))], of: case1.pool)
    guard case .requireMargin(let asked) = action else { return #expect(Bool(false)) }
    #expect(asked.map(\.participant) == ["two", "one"])
    #expect((4_000_000...4_000_001).contains(asked[0].initial), "\(asked)")
    #expect((2_560_000...2_560_001).contains(asked[0].maintenance), "\(asked)")
    // A part of a cent is a cent.
    #expect(asked[1].initial == 1 && asked[1].maintenance == 1, "\(asked)")
    let gains = try BridgePool.risk([0.1, 0.2]).requireMargin([(participant: "one", book: book(2))], of: case1.pool)
    #expect(gains == .requireMargin([MarginRequirement(participant: "one", initial: 0, maintenance: 0)]), "\(gains)")
  }

  @Test("Contributions add up to the expected shortfall, and who hedges its part brings less")
  func rewards() throws {
    var case1 = try BridgePool()
    try case1.hedge(500_000)
    let risk = try BridgePool.risk(moves)
    let elsewhere = try Book(
      positions: [Position(id: "short", contract: SpotHolding("BTC"), quantity: -0.1)])
    let action = try risk.rewardRisk(from: "sponsor", assets: 1_000, in: case1.pool, elsewhere: ["two": elsewhere])
    guard case .rewardRisk(_, _, let parts) = action else { return #expect(Bool(false)) }
    // The pool loses 8,000 in the tail: 4,800 and 3,200, of which two has hedged 1,600.
    #expect(parts.map(\.participant) == ["one", "two"])
    #expect(abs(parts[0].units - 480_000) <= 1 && abs(parts[1].units - 160_000) <= 1, "\(parts)")
    var pool = case1.pool
    try pool.apply(PoolEvent(at: BridgePool.now, action))
    #expect(pool.audit().isEmpty)
    let rewards = try pool.statements(at: pool.time).map(\.reward)
    #expect(rewards.reduce(0, +) == 1_000)
  }

  @Test("A loss is shared by any rule, to the last unit")
  func sharing() throws {
    var case1 = try BridgePool()
    try case1.hedge(500_000)
    let (members, losses) = try BridgePool.risk(moves).memberLosses(of: case1.pool)
    #expect(members == ["one", "two"])
    let rule = try ConditionalMeanShare(losses)
    for loss in [0, 1, 7, 799_999] as [Int128] {
      let parts = try case1.pool.shares(of: loss, by: rule)
      #expect(parts.reduce(0) { $0 + $1.units } == loss && parts.map(\.member) == members, "\(loss): \(parts)")
    }
  }
}
