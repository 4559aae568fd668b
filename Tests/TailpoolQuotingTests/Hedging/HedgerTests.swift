import Foundation
import TailpoolMarket
import TailpoolPools
import TailpoolPricing
import TailpoolQuoting
import TailpoolScenarios
import Testing

@Suite("A pool's hedger")
struct HedgerTests {
  private let cost = HedgeCost(proportional: 0.0005, fundingRate: 0.1)

  private func hedger(
    aversion: Double = 1e-5, _ instrument: Hedger.Instrument = .spot, capitalPart: Double? = nil
  ) throws -> Hedger {
    let cost = try #require(self.cost)
    return try #require(
      Hedger(cost: cost, riskAversion: aversion, instrument: instrument, capitalPart: capitalPart))
  }

  @Test("The target is minus the delta of the contracts, and a hedge from afar goes to the edge of the band")
  func edge() throws {
    let market = try HedgedPool.market(80_000)
    let risk = try HedgedPool.risk(market)
    var one = try HedgedPool()
    try one.sell(40, by: risk)
    let plan = try hedger().plan("BTC", in: one.pool, by: risk)
    let greeks = try #require(try risk.pricedBook(of: one.pool).byUnderlying["BTC"])
    #expect(abs(plan.delta / greeks.delta - 1) < 1e-5 && abs(plan.gamma / greeks.gamma - 1) < 1e-3, "\(plan)")
    let half = HedgeBand.smallCostHalfWidth(gamma: plan.gamma, spot: 80_000, cost: 0.0005, riskAversion: 1e-5)
    #expect(plan.band.halfWidth == half && half > 0.05 && plan.band.target == -plan.delta, "\(plan.band)")
    #expect(plan.held == 0 && abs(plan.hedge - plan.band.lower) < 1e-6 && plan.hedge > 0, "\(plan)")
    #expect(abs(plan.cost - plan.hedge * 80_000 * 0.0005) < 1e-9)
    #expect(abs(plan.fundingADay - plan.hedge * 0.1 * 80_000 / 365) < 1e-9)
    try one.add(try #require(plan.action), at: HedgedPool.opening)
    #expect(one.pool.audit().isEmpty)
    #expect(one.pool.hedges["BTC"]?.millionths == Int128((plan.hedge * 1e6).rounded()))
    // In the band nothing is done.
    let again = try hedger().plan("BTC", in: one.pool, by: risk)
    #expect(again.action == nil && again.hedge == again.held && again.cost == 0, "\(again)")
    // A dear dollar of risk narrows the band.
    let narrow = try hedger(aversion: 1e-2).plan("BTC", in: one.pool, by: risk)
    #expect(abs(narrow.band.halfWidth * 10 / plan.band.halfWidth - 1) < 1e-4 && narrow.action != nil, "\(narrow)")
  }

  @Test("The delta is that of the engine's rule of volatilities")
  func rules() throws {
    let market = try HedgedPool.market(80_000)
    var one = try HedgedPool()
    try one.sell(40, by: try HedgedPool.risk(market))
    let strike = try hedger().plan("BTC", in: one.pool, by: try HedgedPool.risk(market))
    let slope = -0.5
    let shifted = try hedger().plan(
      "BTC", in: one.pool, by: try HedgedPool.risk(market, rule: .surfaceShift(slope: slope)))
    let vega = try #require(try HedgedPool.risk(market).pricedBook(of: one.pool).byUnderlying["BTC"]).vega
    // A fall of one percent adds half a point: dV/dS gains vega · slope / S.
    #expect(abs(shifted.delta - strike.delta - vega * slope / 80_000) < 1e-4 * abs(strike.delta), "\(shifted.delta)")
    let along = try hedger().plan(
      "BTC", in: one.pool, by: try HedgedPool.risk(market, rule: .stickyDelta(market.volatilities)))
    #expect(along.delta != strike.delta && along.delta.isFinite)
  }

  @Test("Caps of the terms and of the capital hold the hedge")
  func caps() throws {
    let risk = try HedgedPool.risk(try HedgedPool.market(80_000))
    var one = try HedgedPool { $0.limits.hedgeMillionths = 400_000 }
    try one.sell(40, by: risk)
    let plan = try hedger().plan("BTC", in: one.pool, by: risk)
    #expect(plan.cap == 0.4 && plan.hedge == 0.4 && plan.band.lower > 0.4, "\(plan)")
    try one.add(try #require(plan.action))
    let part = try hedger(capitalPart: 0.01).plan("BTC", in: one.pool, by: risk)
    let low = Double(try one.pool.value(at: one.pool.time).low) / 100
    #expect(abs(part.cap - 0.01 * low / 80_000) < 1e-12 && abs(part.hedge - part.cap) < 1e-6, "\(part)")
  }

  @Test("A pool with a band of its own takes what goes its way, and keeps what does not")
  func terms() throws {
    let risk = try HedgedPool.risk(try HedgedPool.market(80_000))
    for (band, isHeld) in [(1_000, false), (50_000_000, true)] as [(UInt128, Bool)] {
      var one = try HedgedPool { $0.controls.hedgeBandMillionths = band }
      try one.sell(40, by: risk)
      let plan = try hedger().plan("BTC", in: one.pool, by: risk)
      #expect(plan.isHeldByTerms == isHeld && (plan.action == nil) == isHeld, "\(band): \(plan)")
      #expect(isHeld ? plan.hedge == 0 : plan.hedge > 0)
    }
  }

  @Test("A hedge by futures costs no cash to open, keeps a mean entry, and pays what it closes")
  func futures() throws {
    let market = try HedgedPool.market(80_000)
    let risk = try HedgedPool.risk(market)
    var one = try HedgedPool()
    try one.sell(40, by: risk)
    let plan = try hedger(.perpetualFuture).plan("BTC", in: one.pool, by: risk)
    guard case .hedge(_, _, let cash, let mark) = try #require(plan.action) else { return }
    // Bought half a spread above the spot; worth the spot less that, and half a spread to sell.
    #expect(cash == 0 && abs((plan.entry ?? 0) - 80_040) < 1e-9, "\(plan)")
    #expect(abs(Double(mark.low) + plan.hedge * 8_000) <= 1 && abs(Double(mark.high)) <= 1, "\(mark)")
    try one.add(try #require(plan.action))
    let blind = try HedgedPool.risk(market)
    #expect(throws: HedgingError.bridge(.noHedgeEntry(underlying: "BTC"), at: HedgedPool.opening)) {
      try hedger(aversion: 1e-2, .perpetualFuture).plan("BTC", in: one.pool, by: blind)
    }
    let known = try HedgedPool.risk(market, inputs: PoolBookInputs(hedgeEntries: ["BTC": 80_040]))
    #expect(throws: HedgingError.bridge(.hedgedByFutures(underlying: "BTC"), at: HedgedPool.opening)) {
      try hedger(aversion: 1e-2).plan("BTC", in: one.pool, by: known)
    }
    #expect(try hedger(aversion: 1e-2, .perpetualFuture).plan("BTC", in: one.pool, by: known).entry != nil)
  }

  @Test("Numbers that are none, unknown underlyings and pools that count in coin are refused by name")
  func refusals() throws {
    let cost = try #require(self.cost)
    for aversion in [0, -1, .nan, .infinity] as [Double] { #expect(Hedger(cost: cost, riskAversion: aversion) == nil) }
    for part in [0, -1, .nan] as [Double] {
      #expect(Hedger(cost: cost, riskAversion: 1, capitalPart: part) == nil, "\(part)")
    }
    let market = try HedgedPool.market(80_000)
    let risk = try HedgedPool.risk(market)
    var one = try HedgedPool()
    #expect(throws: HedgingError.noSpot(underlying: "ETH", at: HedgedPool.opening)) {
      try hedger().plan("ETH", in: one.pool, by: risk)
    }
    let flat = try hedger().plan("BTC", in: one.pool, by: risk)
    #expect(flat.action == nil && flat.delta == 0 && flat.gamma == 0 && flat.band.halfWidth == 0, "\(flat)")
    try one.sell(1, by: risk)
    let coins = try HedgedPool(asset: "BTC", decimals: 8)
    #expect(throws: HedgingError.countsInCoin(asset: "BTC")) { try hedger().plan("BTC", in: coins.pool, by: risk) }
    // A market without the contract.
    let bare = MarketSnapshot(
      asOf: HedgedPool.opening, markets: [UnderlyingMarket(underlying: "BTC", spot: 80_000, expiries: [])])
    let empty = try HedgedPool.risk(PricingMarket(snapshot: bare, volatilities: bare.volatilityMarks()))
    #expect(throws: HedgingError.bridge(.notListed(contract: "C"), at: HedgedPool.opening)) {
      try hedger().plan("BTC", in: one.pool, by: empty)
    }
  }
}
