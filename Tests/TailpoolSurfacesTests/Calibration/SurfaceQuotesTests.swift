import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolSurfaces

/// A forward away from the spot and money that is discounted.
@Suite("Quotes before a surface is fitted")
struct SurfaceQuotesTests {
  private static let asOf = Timestamp(secondsSinceEpoch: 1_700_000_000)
  private static let (forward, discount, years) = (104.0, 0.93, 146.0 / 365)

  private static func quote(
    _ type: OptionType, _ strike: Double, _ bid: Double?, _ ask: Double?, _ settlement: Settlement
  ) throws -> OptionQuote {
    OptionQuote(
      contract: try OptionContract(
        underlying: "A", type: type, strike: strike, expiry: asOf.advanced(bySeconds: 146 * 86_400),
        settlement: settlement), bid: bid, ask: ask, mark: bid, markVolatility: 0.5, openInterest: 1)
  }

  private static func snapshot(_ quotes: [OptionQuote]) -> MarketSnapshot {
    let expiry = ExpiryMarket(
      expiry: asOf.advanced(bySeconds: 146 * 86_400), years: years, forward: forward, discountFactor: discount,
      forwardSource: .quoted, quotes: quotes)
    return MarketSnapshot(asOf: asOf, markets: [UnderlyingMarket(underlying: "A", spot: 100, expiries: [expiry])])
  }

  /// What an option pays on average, in units of the forward, without discount.
  private static func value(_ type: OptionType, _ strike: Double, _ volatility: Double) -> Double {
    let (k, s) = (log(strike / forward), volatility * years.squareRoot())
    func normal(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }
    let (d1, d2) = (-k / s + 0.5 * s, -k / s - 0.5 * s)
    let call = normal(d1) - strike / forward * normal(d2)
    return type == .call ? call : call - 1 + strike / forward
  }

  @Test(
    "Cash prices are taken over the discounted forward, prices in coin as they are",
    arguments: [Settlement.cash, .coin])
  func units(settlement: Settlement) throws {
    let rows: [(OptionType, Double)] = [(.call, 104), (.put, 70), (.call, 150), (.put, 95)]
    let quotes = try rows.map { type, strike in
      let unit = settlement == .coin ? 1 : Self.discount * Self.forward
      return try Self.quote(
        type, strike, unit * Self.value(type, strike, 0.55), unit * Self.value(type, strike, 0.6), settlement)
    }
    let found = try #require(Self.snapshot(quotes).surfaceQuotes().first)
    #expect(found.settlement == settlement && found.underlying == "A" && found.expiries.count == 1)
    let smile = found.expiries[0]
    #expect(smile.years == Self.years && smile.forward == Self.forward)
    #expect(smile.quotes.map(\.contract.strike) == [70, 95, 104, 150])
    for quote in smile.quotes {
      let (type, strike) = (quote.contract.type, quote.contract.strike)
      #expect(abs(quote.logMoneyness - log(strike / 104)) < 1e-15, "\(quote)")
      #expect(abs(quote.bid - Self.value(type, strike, 0.55)) < 1e-14, "\(quote)")
      #expect(abs(quote.ask - Self.value(type, strike, 0.6)) < 1e-14, "\(quote)")
      #expect(abs(quote.mid - (quote.bid + quote.ask) / 2) < 1e-15)
      #expect(abs(quote.halfSpread - (quote.ask - quote.bid) / 2) < 1e-15)
      // A quote's own volatility comes back from its price.
      #expect(abs(try #require(quote.volatility(of: quote.bid, years: Self.years)) - 0.55) < 1e-9, "\(quote)")
      #expect(abs(try #require(quote.volatility(of: quote.ask, years: Self.years)) - 0.6) < 1e-9, "\(quote)")
    }
  }

  @Test("A surface through discounted quotes marks the volatility that made them")
  func fitted() throws {
    let quotes = try (0..<15).map { index in
      let strike = 104 * exp(0.06 * Double(index - 7))
      let type: OptionType = strike >= 104 ? .call : .put
      let unit = Self.discount * Self.forward
      return try Self.quote(
        type, strike, unit * Self.value(type, strike, 0.595), unit * Self.value(type, strike, 0.605), .cash)
    }
    let surface = try FittedSurface(#require(Self.snapshot(quotes).surfaceQuotes().first), family: .grid).surface
    for k in [-0.3, 0, 0.2] {
      #expect(abs(surface.volatility(logMoneyness: k, years: Self.years) - 0.6) < 1e-3, "\(k)")
    }
  }

  @Test("What is left out is counted by its reason, and options in the money by none")
  func exclusions() throws {
    let (half, whole) = (50.0, Self.discount * Self.forward)
    let quotes = try [
      Self.quote(.call, 120, nil, 2, .cash), Self.quote(.put, 80, 2, nil, .cash),
      Self.quote(.call, 121, nil, nil, .cash),
      Self.quote(.call, 122, 3, 3, .cash), Self.quote(.call, 123, 4, 3, .cash),
      // A call is worth no more than the discounted forward, a put no more than the discounted strike.
      Self.quote(.call, 124, whole + 1e-9, whole + 1, .cash),
      Self.quote(.put, 52, Self.discount * 52 + 1e-9, half, .cash),
      Self.quote(.call, 125, whole - 0.01, whole + 1, .cash),
      Self.quote(.put, 51, Self.discount * 51 - 0.01, half, .cash),
      Self.quote(.call, 103.9, 9, 10, .cash), Self.quote(.put, 104, 9, 10, .cash),
    ]
    let smile = try #require(Self.snapshot(quotes).surfaceQuotes().first).expiries[0]
    #expect(smile.excluded.oneSided == 3 && smile.excluded.crossed == 2 && smile.excluded.aboveMaximum == 2)
    #expect(smile.quotes.map(\.contract.strike) == [51, 125])
  }

  @Test("A miss costs from nine tenths of the half-spread on, and the middle pulls a little")
  func loss() {
    for (residual, softness) in [(0.5, 1.0), (-0.9, 2), (1.7, 1), (-2.4, 3), (6, 2)] {
      let excess = max(abs(residual) - 0.9, 0) / softness
      let cost = softness * softness * log(1 + excess * excess) + 0.0025 * residual * residual
      let found = QuoteLoss(residual: residual, softness: softness)
      #expect(abs(found.cost - cost) < 1e-13, "\(residual): \(found)")
      // The force is half the slope of the cost.
      let step = 1e-6
      let (above, below) = (
        QuoteLoss(residual: residual + step, softness: softness).cost,
        QuoteLoss(residual: residual - step, softness: softness).cost
      )
      #expect(abs(found.force - (above - below) / (4 * step)) < 1e-6, "\(residual): \(found)")
      #expect(found.curvature > 0 && found.curvature <= 1.0025)
    }
  }

  @Test("A price at the bid or the ask is inside, up to a billionth of the half-spread", arguments: [-1.0, 1])
  func edge(side: Double) throws {
    let contract = try OptionContract(underlying: "A", type: .call, strike: 100, expiry: Self.asOf)
    func isInside(_ error: Double) -> Bool {
      SurfaceDiagnostics.Fit(
        quote: .init(contract: contract, logMoneyness: 0, bid: 0.1, ask: 0.2), years: 1, forward: 100,
        bidVolatility: nil, midVolatility: nil, askVolatility: nil, volatility: 0.5, errorInHalfSpreads: error
      ).isInside
    }
    #expect(isInside(side) && isInside(side * (1 + 1e-9)) && isInside(0.999 * side))
    #expect(!isInside(side * (1 + 1.1e-9)) && !isInside(1.01 * side) && !isInside(.nan))
  }

  @Test("Errors of a surface in half-spreads and in volatility")
  func diagnostics() throws {
    let rows: [(OptionType, Double, Double)] = [(.put, 80, 0.02), (.call, 110, 0.01), (.call, 130, 0.05)]
    let quotes = try rows.map { type, strike, width in
      let unit = Self.discount * Self.forward
      return try Self.quote(
        type, strike, unit * Self.value(type, strike, 0.6 - width), unit * Self.value(type, strike, 0.6 + width), .cash)
    }
    let own = try #require(Self.snapshot(quotes).surfaceQuotes().first)
    // A surface three points too high: 1.5, 3 and 0.6 half-spreads, nearly.
    let found = SurfaceDiagnostics(on: own) { _, years in 0.63 * 0.63 * years }
    #expect(found.fits.count == 3 && found.inside == 1 && abs(found.insideShare - 1.0 / 3) < 1e-15)
    for (fit, (type, strike, width)) in zip(found.fits, rows) {
      let (bid, ask) = (Self.value(type, strike, 0.6 - width), Self.value(type, strike, 0.6 + width))
      let expected = (Self.value(type, strike, 0.63) - (bid + ask) / 2) / ((ask - bid) / 2)
      #expect(abs(fit.errorInHalfSpreads - expected) < 1e-9 && expected > 0, "\(fit)")
      #expect(abs(fit.volatility - 0.63) < 1e-12 && fit.forward == Self.forward && fit.years == Self.years)
      #expect(abs(try #require(fit.bidVolatility) - 0.6 + width) < 1e-9)
      #expect(abs(try #require(fit.askVolatility) - 0.6 - width) < 1e-9)
      #expect(abs(try #require(fit.midVolatility) - 0.6) < 2e-3)
    }
    let errors = found.fits.map(\.errorInHalfSpreads).sorted()
    #expect(found.medianErrorInHalfSpreads == errors[1])
    #expect(abs(try #require(found.medianErrorInVolatility) - 0.03) < 2e-3)
  }

  @Test("A surface through the bid or the ask is inside, and one beyond by a millionth of the half-spread is not")
  func edges() throws {
    let rows: [(OptionType, Double)] = [(.put, 80), (.call, 110), (.call, 130)]
    let unit = Self.discount * Self.forward
    let quotes = try rows.map { type, strike in
      try Self.quote(
        type, strike, unit * Self.value(type, strike, 0.58), unit * Self.value(type, strike, 0.62), .cash)
    }
    let own = try #require(Self.snapshot(quotes).surfaceQuotes().first)
    for (volatility, inside) in [(0.58, 3), (0.62, 3), (0.6, 3), (0.58 - 1e-6, 0), (0.62 + 1e-6, 0)] {
      let found = SurfaceDiagnostics(on: own) { _, years in volatility * volatility * years }
      #expect(found.inside == inside && found.insideShare == Double(inside) / 3, "\(volatility): \(found.fits)")
    }
    let quote = own.expiries[0].quotes[0]
    for (error, isInside) in [(0, true), (1, true), (1 + 1e-10, true), (1 + 1e-6, false), (2, false)] {
      for sign in [1.0, -1] {
        let fit = SurfaceDiagnostics.Fit(
          quote: quote, years: 1, forward: 100, bidVolatility: nil, midVolatility: nil, askVolatility: nil,
          volatility: 0.6, errorInHalfSpreads: sign * error)
        #expect(fit.isInside == isInside, "\(sign * error)")
      }
    }
  }
}
