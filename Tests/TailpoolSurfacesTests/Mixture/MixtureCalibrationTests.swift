import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite struct MixtureCalibrationTests {
  /// Coin-settled options quoted a half-spread around the prices of a known surface.
  static func snapshot(halfSpread: Double, change: (inout Double?, inout Double?, Int) -> Void = { _, _, _ in })
    throws -> MarketSnapshot
  {
    let surface = try MixtureSurfaceTests.surface()
    let asOf = Timestamp(secondsSinceEpoch: 1_780_000_000)
    var expiries: [ExpiryMarket] = []
    var count = 0
    for days in [20, 80, 200] {
      let expiry = Timestamp(secondsSinceEpoch: asOf.secondsSinceEpoch + Int64(days) * 86_400)
      let years = Double(days) / 365
      var quotes: [OptionQuote] = []
      for step in -10...10 {
        let k = 0.04 * Double(step)
        let type: OptionType = k >= 0 ? .call : .put
        let w = surface.totalVariance(logMoneyness: k, years: years)
        let price = Black76.price(type, forward: 1, strike: exp(k), years: 1, volatility: w.squareRoot())
        var bid: Double? = price > halfSpread ? price - halfSpread : nil
        var ask: Double? = price + halfSpread
        change(&bid, &ask, count)
        count += 1
        quotes.append(
          OptionQuote(
            contract: try OptionContract(
              underlying: "BTC", type: type, strike: 50_000 * exp(k), expiry: expiry, settlement: .coin),
            bid: bid, ask: ask, mark: nil, markVolatility: nil, openInterest: 1))
      }
      expiries.append(
        ExpiryMarket(
          expiry: expiry, years: years, forward: 50_000, discountFactor: 1, forwardSource: .quoted, quotes: quotes))
    }
    return MarketSnapshot(
      asOf: asOf, markets: [UnderlyingMarket(underlying: "BTC", spot: 50_000, expiries: expiries)])
  }

  @Test func aKnownSurfaceIsMetInsideEverySpread() throws {
    let quotes = try #require(try Self.snapshot(halfSpread: 2e-4).surfaceQuotes().first)
    let result = try MixtureCalibration(components: 3).surface(fitting: quotes)
    let diagnostics = SurfaceDiagnostics(of: result.surface, on: quotes)
    #expect(diagnostics.fits.count > 40)
    #expect(diagnostics.inside == diagnostics.fits.count)
    let report = ArbitrageReport(
      checking: result.surface, on: .init(range: 1.5, points: 101, from: 20 / 365.0, to: 200 / 365.0, times: 21))
    #expect(report.isFree, "\(report.butterfly.prefix(2)) \(report.calendar.prefix(2))")
  }

  @Test func staleQuotesDoNotLead() throws {
    // Every fifteenth quote is twice what it should be.
    let snapshot = try Self.snapshot(halfSpread: 2e-4) { bid, ask, index in
      guard index % 15 == 7 else { return }
      bid = bid.map { 2 * $0 }
      ask = ask.map { 2 * $0 }
    }
    let quotes = try #require(snapshot.surfaceQuotes().first)
    let result = try MixtureCalibration(components: 3).surface(fitting: quotes)
    let truth = try MixtureSurfaceTests.surface()
    for expiry in quotes.expiries {
      for k in [-0.2, 0, 0.2] {
        let fitted = result.surface.volatility(logMoneyness: k, years: expiry.years)
        let expected = truth.volatility(logMoneyness: k, years: expiry.years)
        #expect(abs(fitted - expected) <= 0.03, "\(expiry.years) \(k): \(fitted) and \(expected)")
      }
    }
  }

  @Test func missingAndCrossedSidesAreCountedAndLeftAside() throws {
    let snapshot = try Self.snapshot(halfSpread: 2e-4) { bid, ask, index in
      if index == 8 { bid = nil }
      if index == 9 { swap(&bid, &ask) }
    }
    let whole = try #require(try Self.snapshot(halfSpread: 2e-4).surfaceQuotes().first?.expiries.first)
    let expiry = try #require(snapshot.surfaceQuotes().first?.expiries.first)
    #expect(expiry.excluded.crossed == 1)
    #expect(expiry.excluded.oneSided == whole.excluded.oneSided + 1)
    #expect(expiry.quotes.count == whole.quotes.count - 2)
  }

  @Test func noUsableQuoteThrows() throws {
    let snapshot = try Self.snapshot(halfSpread: 2e-4) { bid, _, _ in bid = nil }
    #expect(snapshot.surfaceQuotes().isEmpty)
    let some = try #require(try Self.snapshot(halfSpread: 2e-4).surfaceQuotes().first)
    let none = SurfaceQuotes(underlying: some.underlying, root: some.root, settlement: some.settlement, expiries: [])
    #expect(throws: SurfaceError.empty) { try MixtureCalibration().surface(fitting: none) }
  }
}
