import TailpoolMarket
import Testing

@testable import TailpoolPricing

@Suite("Level of the volatilities of a chain")
struct VolatilityLevelTests {
  private static let asOf = Timestamp(secondsSinceEpoch: 1_700_000_000)

  /// Smiles at 10 and 50 days whose volatility at the forward is between two points.
  private static func marks() throws -> VolatilityMarks {
    let smiles = try [(days: 10.0, volatilities: [0.5, 0.3]), (50, [0.8, 0.6])].map { days, volatilities in
      let expiry = asOf.advanced(bySeconds: Int64(days * 86_400))
      let points = try zip([-0.1, 0.1], volatilities).map { moneyness, volatility in
        SmilePoint(
          quote: OptionQuote(
            contract: try OptionContract(underlying: "A", type: .call, strike: 100, expiry: expiry), bid: nil, ask: nil,
            mark: nil, markVolatility: nil, openInterest: 0),
          logMoneyness: moneyness, bidVolatility: nil, midVolatility: nil, markVolatility: nil, askVolatility: nil,
          volatility: volatility, source: .venue)
      }
      return VolatilitySmile(
        underlying: "A", spot: 100,
        market: ExpiryMarket(
          expiry: expiry, years: days / 365, forward: 100, discountFactor: 1, forwardSource: .quoted, quotes: []),
        points: points)
    }
    return VolatilityMarks(smiles: smiles, sourceCounts: [:], unusable: 0, medianMarkError: nil)
  }

  @Test("At the forward linear in variance between points, and between expiries in total variance; flat outside")
  func interpolation() throws {
    let marks = try Self.marks()
    let (near, far) = ((0.25 + 0.09) / 2, (0.64 + 0.36) / 2)
    let expected = ((near * 10 + (far * 50 - near * 10) * 0.5) / 30).squareRoot()
    #expect(abs(try #require(marks.volatilityLevel(of: "A", years: 30 / 365.0)) - expected) < 1e-15)
    #expect(abs(try #require(marks.volatilityLevel(of: "A", years: 1 / 365.0)) - near.squareRoot()) < 1e-15)
    #expect(abs(try #require(marks.volatilityLevel(of: "A", years: 2)) - far.squareRoot()) < 1e-15)
  }

  @Test("Nothing is said of an underlying without options, or of no time")
  func nothing() throws {
    let marks = try Self.marks()
    #expect(marks.volatilityLevel(of: "B", years: 0.1) == nil)
    for years in [0, -1, .nan, .infinity] { #expect(marks.volatilityLevel(of: "A", years: years) == nil) }
  }
}
