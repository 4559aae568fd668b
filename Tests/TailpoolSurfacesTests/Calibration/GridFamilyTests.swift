import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing

@Suite("The plain grid as a family of surfaces")
struct GridFamilyTests {
  /// Quotes of a skewed smile at three times; `bump` is added to the volatility of every second strike.
  private static func quotes(bump: Double = 0) throws -> SurfaceQuotes {
    let expiries = try [0.1, 0.3, 0.8].map { years -> SmileQuotes in
      let expiry = Timestamp(secondsSinceEpoch: Int64(years * 365 * 86_400))
      let quotes = try (-6...6).map { step -> SurfaceQuotes.Quote in
        let k = 0.3 * Double(step) * 0.3 * years.squareRoot()
        let volatility = 0.3 - 0.1 * k + (step.isMultiple(of: 2) ? bump : 0)
        let price = exp(0.5 * k) * NormalizedBlack.price(x: k, s: volatility * years.squareRoot())
        return SurfaceQuotes.Quote(
          contract: try OptionContract(
            underlying: "A", type: k >= 0 ? .call : .put, strike: 100 * exp(k), expiry: expiry), logMoneyness: k,
          bid: 0.99 * price, ask: 1.01 * price)
      }
      return SmileQuotes(expiry: expiry, years: years, forward: 100, quotes: quotes)
    }
    return SurfaceQuotes(underlying: "A", root: "A", settlement: .cash, expiries: expiries)
  }

  @Test("It meets every mid, and is free of arbitrage where the quotes are near a smile that is")
  func meetsMids() throws {
    let fit = try FittedSurface(Self.quotes(), family: .grid)
    #expect(fit.diagnostics.fits.count == 39 && fit.diagnostics.insideShare == 1)
    for quote in fit.diagnostics.fits {
      #expect(abs(quote.errorInHalfSpreads) < 1e-10, "\(quote.quote.logMoneyness) \(quote.years)")
      #expect(abs(quote.volatility - (0.3 - 0.1 * quote.quote.logMoneyness)) < 1e-12)
    }
    #expect(fit.expiryYears == [0.1, 0.3, 0.8] && fit.addedVariances == [0, 0, 0])
  }

  @Test("It keeps the arbitrage of its quotes, and the report names the places")
  func keepsArbitrage() throws {
    let fit = try FittedSurface(Self.quotes(bump: 0.02), family: .grid)
    #expect(fit.diagnostics.insideShare == 1)
    #expect(!fit.arbitrage.isFree && !fit.arbitrage.butterfly.isEmpty && !fit.arbitrage.convexity.isEmpty)
    #expect(try FittedSurface(Self.quotes(bump: 0.02)).arbitrage.isFree)
  }

  @Test("An expiry of one quote has no spline; without any other there is a typed error")
  func tooFew() throws {
    let good = try Self.quotes()
    let one = good.expiries.map {
      SmileQuotes(expiry: $0.expiry, years: $0.years, forward: 100, quotes: [$0.quotes[3]])
    }
    func with(_ expiries: [SmileQuotes]) -> SurfaceQuotes {
      SurfaceQuotes(underlying: "A", root: "A", settlement: .cash, expiries: expiries)
    }
    #expect(try FittedSurface(with([good.expiries[0], one[1]]), family: .grid).expiryYears == [0.1])
    #expect(throws: SurfaceError.tooFewQuotes(found: 1, required: 2)) {
      try FittedSurface(with(one), family: .grid)
    }
  }

  @Test("An expiry's parity forward comes with its standard error, and with the quotes of its surface")
  func parity() throws {
    let asOf = Timestamp(secondsSinceEpoch: 0)
    let expiry = asOf.advanced(bySeconds: 90 * 86_400)
    let quotes = try stride(from: 80.0, through: 120, by: 5).flatMap { strike in
      try [OptionType.call, .put].map { type -> OptionQuote in
        // Marks a little off, so that parity has an error.
        let price =
          Black76.price(type, forward: 101, strike: strike, years: 90.0 / 365, volatility: 0.4)
          + (strike.truncatingRemainder(dividingBy: 10) == 0 && type == .call ? 0.02 : 0)
        return OptionQuote(
          contract: try OptionContract(underlying: "A", type: type, strike: strike, expiry: expiry),
          bid: price - 0.05, ask: price + 0.05, mark: price, markVolatility: nil, openInterest: 0)
      }
    }
    let market = ExpiryMarket(
      expiry: expiry, years: 90.0 / 365, forward: 101, discountFactor: 1, forwardSource: .parity, quotes: quotes)
    let found = try #require(market.parity)
    let error = try #require(found.standardError)
    #expect(abs(found.forward - 101) < 0.05 && error > 0 && error < 0.05 && found.pairs >= 3, "\(found)")
    let snapshot = MarketSnapshot(
      asOf: asOf, markets: [UnderlyingMarket(underlying: "A", spot: 100, expiries: [market])])
    #expect(snapshot.surfaceQuotes()[0].expiries[0].parity == found)
  }
}
