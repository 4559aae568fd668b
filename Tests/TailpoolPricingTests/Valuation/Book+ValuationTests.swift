import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite struct PricedBookTests {
  private static func valuation(
    spotFactor: Double = 1, daysPassed: Double = 0, volatilityBump: Double = 0
  ) throws -> PricedBook {
    let base = try SampleMarket.snapshot()
    let marks = SampleMarket.marks(base, volatilityBump: volatilityBump).volatilityMarks()
    return try SampleMarket.book().valuation(
      in: SampleMarket.snapshot(spotFactor: spotFactor, daysPassed: daysPassed), volatilities: marks)
  }

  @Test func positionsAreWorthTheirFormulas() throws {
    let valuation = try Self.valuation()
    #expect(valuation.positions.map(\.position.id) == ["a", "b", "c", "d"])
    let years = 30.0 / 365
    let call = valuation.positions[0]
    let x = 65_000 / 60_300.0 - 1
    let coin = InverseOption.price(
      .call, forward: 60_300, strike: 65_000, years: years, volatility: 0.6 + 0.1 * x * x)
    #expect(Tolerance.relative(1e-14).accepts(call.price, coin))
    #expect(Tolerance.relative(1e-14).accepts(call.settlementValue, -3 * coin))
    #expect(Tolerance.relative(1e-14).accepts(call.greeks.value, -3 * coin * 60_000))
    let put = valuation.positions[3]
    #expect(Tolerance.relative(1e-14).accepts(put.settlementValue, put.greeks.value))
    #expect(Tolerance.relative(1e-14).accepts(put.greeks.value, -100 * put.price))
    #expect(put.volatilitySource == .venue)
  }

  @Test func sumsAddUp() throws {
    let valuation = try Self.valuation()
    let total = valuation.positions.reduce(0) { $0 + $1.greeks.value }
    #expect(valuation.value == total)
    #expect(valuation.byExpiry.map(\.underlying) == ["COIN", "COIN", "IDX"])
    #expect(valuation.byExpiry[0].expiry == SampleMarket.near)
    #expect(Tolerance.relative(1e-14).accepts(valuation.byUnderlying.values.reduce(0) { $0 + $1.value }, total))
    #expect(Tolerance.relative(1e-14).accepts(valuation.byExpiry.reduce(0) { $0 + $1.greeks.value }, total))
    let coin = try #require(valuation.byUnderlying["COIN"])
    #expect(
      Tolerance.relative(1e-14).accepts(
        coin.vega, valuation.byExpiry[0].greeks.vega + valuation.byExpiry[1].greeks.vega))
  }

  /// Spots and forwards move together; discount factors, also the coin's spot over forward, stay.
  @Test func greeksAreTheBumpsOfTheValuation() throws {
    let base = try Self.valuation()
    let step = 1e-4
    let (up, down) = (try Self.valuation(spotFactor: 1 + step), try Self.valuation(spotFactor: 1 - step))
    let (richer, poorer) = (try Self.valuation(volatilityBump: 1e-4), try Self.valuation(volatilityBump: -1e-4))
    let (later, earlier) = (try Self.valuation(daysPassed: 0.01), try Self.valuation(daysPassed: -0.01))
    for (underlying, spot) in [("COIN", 60_000.0), ("IDX", 4_000)] as [(Underlying, Double)] {
      func value(_ valuation: PricedBook) throws -> Double {
        try #require(valuation.byUnderlying[underlying]).value
      }
      let greeks = try #require(base.byUnderlying[underlying])
      let delta = (try value(up) - value(down)) / (2 * step * spot)
      let gamma = (try value(up) - 2 * value(base) + value(down)) / (step * spot * step * spot)
      let vega = (try value(richer) - value(poorer)) / 2e-4
      let theta = (try value(later) - value(earlier)) / (0.02 / 365)
      #expect(Tolerance.relative(1e-6).accepts(greeks.delta, delta), "\(underlying)")
      #expect(Tolerance.relative(1e-4).accepts(greeks.gamma, gamma), "\(underlying)")
      #expect(Tolerance.relative(1e-6).accepts(greeks.vega, vega), "\(underlying)")
      #expect(Tolerance.relative(1e-6).accepts(greeks.theta, theta), "\(underlying)")
    }
  }

  @Test func aPositionThatCannotBeValuedIsNamed() throws {
    let snapshot = try SampleMarket.snapshot()
    let marks = snapshot.volatilityMarks()
    let unlisted = try Book(positions: [
      Position(id: "x", contract: SampleMarket.contract("COIN", .call, 70_000, SampleMarket.near, .coin), quantity: 1)
    ])
    #expect(throws: PricingError.missingVolatility(id: "x", instrument: "COIN-14DEC23-70000-C")) {
      try unlisted.valuation(in: snapshot, volatilities: marks)
    }
    let stranger = try Book(positions: [
      Position(id: "y", contract: SampleMarket.contract("ABC", .call, 70_000, SampleMarket.near, .cash), quantity: 1)
    ])
    #expect(throws: PricingError.missingMarket(id: "y", instrument: "ABC-14DEC23-70000-C")) {
      try stranger.valuation(in: snapshot, volatilities: marks)
    }
  }

  @Test func anEmptyBookIsWorthNothing() throws {
    let snapshot = try SampleMarket.snapshot()
    let valuation = try Book(positions: []).valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    #expect(valuation.value == 0)
    #expect(valuation.byExpiry.isEmpty && valuation.byUnderlying.isEmpty)
  }
}
