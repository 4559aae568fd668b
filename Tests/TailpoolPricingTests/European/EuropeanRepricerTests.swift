import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolPricing

/// Forward and spot are two numbers, so that a sensitivity to one is none to the other.
@Suite("Options, digitals and the underlying itself while the forward is away from the spot")
struct EuropeanRepricerTests {
  private static let expiry = SampleMarket.asOf.advanced(bySeconds: 73 * 86_400)

  @Test("Coin delta and gamma are slopes by the spot, which moves the forward along", arguments: OptionType.allCases)
  func coin(_ type: OptionType) throws {
    let contract = try SampleMarket.contract("X", type, 104, Self.expiry, .coin)
    let repricer = EuropeanRepricer(
      contract, spot: 100, forward: 108, discountFactor: 100 / 108, years: 0.2, volatility: 0.6)
    func coins(_ spot: Double) -> Double {
      let forward = spot * 1.08
      return Black76.price(type, forward: forward, strike: 104, years: 0.2, volatility: 0.6) / forward
    }
    let step = 0.01
    let slope = (coins(100 + step) - coins(100 - step)) / (2 * step)
    let curvature = (coins(100 + step) - 2 * coins(100) + coins(100 - step)) / (step * step)
    let found = try #require(repricer.coinGreeks(units: -3))
    #expect(Tolerance.relative(1e-12).accepts(found.value, -3 * coins(100)))
    #expect(Tolerance.relative(1e-6).accepts(found.delta, -3 * slope), "\(found.delta), \(-3 * slope)")
    #expect(Tolerance.relative(1e-5).accepts(found.gamma, -3 * curvature), "\(found.gamma), \(-3 * curvature)")
  }

  private static func snapshot() throws -> MarketSnapshot {
    let market = ExpiryMarket(
      expiry: expiry, years: 0.2, forward: 104, discountFactor: 0.97, forwardSource: .quoted,
      quotes: [SampleMarket.quote(try SampleMarket.contract("X", .call, 100, expiry, .cash), volatility: 0.5)])
    return MarketSnapshot(
      asOf: SampleMarket.asOf, markets: [UnderlyingMarket(underlying: "X", spot: 100, expiries: [market])])
  }

  @Test("A digital counts its moneyness from the forward of its day")
  func forward() throws {
    let snapshot = try Self.snapshot()
    let digital = try DigitalContract(underlying: "X", payoff: .cash, type: .call, strike: 110, expiry: Self.expiry)
    let book = try Book(positions: [Position(id: "1", contract: digital, quantity: 1)])
    let priced = try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks()).positions[0]
    let input = try #require(priced.repricer.inputs.first)
    #expect(Tolerance.relative(1e-12).accepts(input.forward, 104), "\(input)")
    #expect(input.spot == 100 && input.years == 0.2 && input.strike == 110 && input.volatility == 0.5)
  }

  @Test("The underlying itself is worth its spot, before a move and after it")
  func holding() throws {
    let snapshot = try Self.snapshot()
    let book = try Book(positions: [Position(id: "1", contract: SpotHolding("X"), quantity: -2)])
    let priced = try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks()).positions[0]
    #expect(priced.greeks.value == -200 && priced.greeks.delta == -2 && priced.greeks.gamma == 0)
    #expect(priced.price == 100 && priced.coin == nil)
    let moves = MarketColumns(count: 2, inputs: [.init(spotFactors: [0.75, 1.25], volatilities: [0, 0])])
    #expect(priced.repricer.value(at: 0, of: moves, elapsedYears: 0.1) == 75)
    #expect(priced.repricer.value(at: 1, of: moves, elapsedYears: 0.1) == 125)
    var values = [1.0, 1]
    priced.repricer.addValues(units: -2, under: moves, elapsedYears: 0, to: &values)
    #expect(values == [-149, -249])
  }
}
