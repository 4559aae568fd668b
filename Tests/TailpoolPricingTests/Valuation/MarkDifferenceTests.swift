import TailpoolMarket
import Testing

@testable import TailpoolPricing

@Suite("Difference of two sets of marks")
struct MarkDifferenceTests {
  private static let expiry = SampleMarket.asOf.advanced(bySeconds: 73 * 86_400)

  /// Five calls at these volatilities, discounted at 0.97.
  private func marks(_ volatilities: [Double]) throws -> VolatilityMarks {
    let quotes = try zip([80.0, 90, 100, 110, 120], volatilities).map { strike, volatility in
      SampleMarket.quote(try SampleMarket.contract("X", .call, strike, Self.expiry, .cash), volatility: volatility)
    }
    let market = ExpiryMarket(
      expiry: Self.expiry, years: 0.2, forward: 101, discountFactor: 0.97, forwardSource: .quoted, quotes: quotes)
    return MarketSnapshot(
      asOf: SampleMarket.asOf, markets: [UnderlyingMarket(underlying: "X", spot: 100, expiries: [market])]
    ).volatilityMarks()
  }

  private func price(_ strike: Double, _ volatility: Double) -> Double {
    0.97 * Black76.price(.call, forward: 101, strike: strike, years: 0.2, volatility: volatility)
  }

  @Test("Volatilities and prices differ by as much above as below, in the middle and at most")
  func difference() throws {
    let (own, other) = ([0.5, 0.5, 0.5, 0.5, 0.5], [0.53, 0.49, 0.56, 0.48, 0.5])
    let found = try #require(try marks(own).difference(from: marks(other)))
    let prices = zip([80.0, 90, 100, 110, 120], other).map { abs(price($0, 0.5) - price($0, $1)) }.sorted()
    #expect(found.options == 5 && abs(found.medianVolatility - 0.02) < 1e-12, "\(found)")
    #expect(abs(found.medianPrice - prices[2]) < 1e-12 && abs(found.largestPrice - prices[4]) < 1e-12, "\(found)")
    let back = try #require(try marks(other).difference(from: marks(own)))
    #expect(back == found)
    let some = try #require(try marks(own).difference(from: marks(other)) { own, _ in own.quote.contract.strike < 95 })
    #expect(some.options == 2 && abs(some.medianVolatility - 0.02) < 1e-12)
    #expect(try marks(own).difference(from: marks(other)) { _, _ in false } == nil)
  }
}
