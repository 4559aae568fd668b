import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing

@Suite("Marks off a calibrated surface")
struct SurfaceMarksTests {
  private static let asOf = Timestamp(secondsSinceEpoch: 1_700_000_000)

  /// Two expiries quoted around a skewed smile, the venue's marks a point above it, and a third expiry without a bid.
  private static func snapshot() throws -> MarketSnapshot {
    let expiries = try [(30, 21), (90, 21), (180, 1)].map { days, count -> ExpiryMarket in
      let expiry = asOf.advanced(bySeconds: Int64(days) * 86_400)
      let years = Double(days) / 365
      let quotes = try (0..<count).map { index -> OptionQuote in
        let strike = 100 * exp(years.squareRoot() * 0.1 * Double(index - 10))
        let contract = try OptionContract(
          underlying: "A", type: strike >= 100 ? .call : .put, strike: strike, expiry: expiry)
        let volatility = Self.volatility(strike)
        func price(_ volatility: Double) -> Double {
          Black76.price(contract.type, forward: 100, strike: strike, years: years, volatility: volatility)
        }
        return OptionQuote(
          contract: contract, bid: days == 180 ? nil : price(volatility - 0.01), ask: price(volatility + 0.01),
          mark: price(volatility + 0.01), markVolatility: volatility + 0.01, openInterest: 1)
      }
      return ExpiryMarket(
        expiry: expiry, years: years, forward: 100, discountFactor: 1, forwardSource: .quoted, quotes: quotes)
    }
    return MarketSnapshot(asOf: asOf, markets: [UnderlyingMarket(underlying: "A", spot: 100, expiries: expiries)])
  }

  private static func volatility(_ strike: Double) -> Double { 0.5 - 0.1 * log(strike / 100) }

  @Test("Options of calibrated expiries are marked at the surface, the others keep their quotes")
  func marks() throws {
    let snapshot = try Self.snapshot()
    let fits = try snapshot.surfaceQuotes().map { try FittedSurface($0) }
    let fit = try #require(fits.first)
    let marks = snapshot.volatilityMarks(off: fits)
    #expect(marks.sourceCounts == [.surface: 42, .venue: 1])
    for smile in marks.smiles.prefix(2) {
      for point in smile.points {
        #expect(
          point.volatility
            == fit.surface.volatility(logMoneyness: point.logMoneyness, years: smile.market.years))
        #expect(abs(point.volatility - Self.volatility(point.quote.contract.strike)) < 0.01)
      }
      #expect(smile.curve.count == 129)
      #expect(zip(smile.curve, smile.curve.dropFirst()).allSatisfy { $0.logMoneyness < $1.logMoneyness })
      let ends = (try #require(smile.curve.first).logMoneyness, try #require(smile.curve.last).logMoneyness)
      #expect(abs(ends.0 - (smile.points.first?.logMoneyness ?? 0) + 0.7) < 1e-12)
      #expect(abs(ends.1 - (smile.points.last?.logMoneyness ?? 0) - 0.7) < 1e-12)
    }
    #expect(marks.smiles[2].curve.isEmpty && marks.smiles[2].points[0].source == .venue)
  }

  @Test("The difference to the venue's marks is the point of volatility that they are above")
  func difference() throws {
    let snapshot = try Self.snapshot()
    let quotes = snapshot.volatilityMarks()
    let marks = snapshot.volatilityMarks(off: try snapshot.surfaceQuotes().map { try FittedSurface($0) })
    let found = try #require(marks.difference(from: quotes) { own, _ in own.source == .surface })
    #expect(found.options == 42)
    #expect(abs(found.medianVolatility - 0.01) < 0.003, "\(found)")
    #expect(found.medianPrice > 0 && found.largestPrice > found.medianPrice)
    let none = try #require(quotes.difference(from: quotes))
    #expect(none.options == 43 && none.largestPrice == 0 && none.medianVolatility == 0)
    #expect(quotes.difference(from: quotes) { _, _ in false } == nil)
  }

  @Test("Without surfaces the marks are those of the quotes")
  func none() throws {
    let snapshot = try Self.snapshot()
    #expect(snapshot.volatilityMarks(off: []) == snapshot.volatilityMarks())
  }
}
