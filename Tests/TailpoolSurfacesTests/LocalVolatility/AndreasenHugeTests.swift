import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing

@Suite("Andreasen–Huge interpolation")
struct AndreasenHugeTests {
  private static let years = [0.02, 0.1, 0.25, 0.5, 1.0]

  /// Quotes of a smile with half a point of volatility on either side, from −3 to 2.5 deviations.
  private static func quotes(
    years: [Double] = years, count: Int = 25, halfSpread: Double = 0.005,
    totalVariance: (_ k: Double, _ years: Double) -> Double
  ) throws -> SurfaceQuotes {
    let expiries = try years.map { years -> SmileQuotes in
      let unit = totalVariance(0, years).squareRoot()
      let expiry = Timestamp(secondsSinceEpoch: Int64(years * 365 * 86_400))
      let quotes = try (0..<count).map { index -> SurfaceQuotes.Quote in
        let k = unit * (-3 + 5.5 * Double(index) / Double(count - 1))
        let s = totalVariance(k, years).squareRoot()
        func price(_ s: Double) -> Double { exp(0.5 * k) * NormalizedBlack.price(x: k, s: s) }
        // The mid is the smile's price to the last digit.
        let width = min(price(s + halfSpread * years.squareRoot()) - price(s), 0.5 * price(s))
        return SurfaceQuotes.Quote(
          contract: try OptionContract(
            underlying: "A", type: k >= 0 ? .call : .put, strike: 100 * exp(k), expiry: expiry),
          logMoneyness: k, bid: price(s) - width, ask: price(s) + width)
      }
      return SmileQuotes(expiry: expiry, years: years, forward: 100, quotes: quotes)
    }
    return SurfaceQuotes(underlying: "A", root: "A", settlement: .cash, expiries: expiries)
  }

  private static let svi = try? RawSVI(a: 0.02, b: 0.1, rho: -0.4, m: 0.02, sigma: 0.15)

  /// The same SVI volatility at each time: free of arbitrage.
  private static func skewed(_ k: Double, _ years: Double) -> Double {
    (svi?.totalVariance(at: k) ?? .nan) * years
  }

  /// Convex and falling between the bounds at every strike of the grid and between, and rising from time to time.
  private static func expectNoArbitrage(_ surface: AndreasenHugeSurface, _ name: Comment) {
    let strikes = (1...400).map { 0.01 * Double($0) }
    var before = strikes.map { max(1 - $0, 0) }
    for time in 1...40 {
      let years = surface.lastYears * pow(Double(time) / 40, 2)
      guard let slice = surface.slice(years: years) else {
        Issue.record("no slice at \(years)")
        return
      }
      let prices = strikes.map { slice.callPrice(logMoneyness: log($0)) }
      for i in strikes.indices {
        #expect(prices[i] >= before[i] - 1e-14, "\(name): calendar at \(strikes[i]), \(years)")
        guard i > 0 else { continue }
        #expect(prices[i] <= prices[i - 1] + 1e-15, "\(name): rising at \(strikes[i]), \(years)")
        if i + 1 < strikes.count {
          let chord = 0.5 * (prices[i - 1] + prices[i + 1])
          #expect(prices[i] <= chord + 1e-14, "\(name): not convex at \(strikes[i]), \(years)")
        }
      }
      before = prices
    }
  }

  @Test("Quotes of a flat volatility are met, and what lies between is near it", arguments: [0.2, 0.8])
  func flat(_ volatility: Double) throws {
    let result = try AndreasenHugeCalibration().surface(
      fitting: Self.quotes { _, years in volatility * volatility * years })
    #expect(result.diagnostics.fits.count == 125)
    for fit in result.diagnostics.fits {
      #expect(abs(fit.volatility - volatility) < 5e-5, "\(fit.quote.logMoneyness) \(fit.years): \(fit.volatility)")
    }
    for years in Self.years {
      for step in -20...20 {
        let k = 0.1 * Double(step) * volatility * years.squareRoot()
        let found = result.surface.volatility(logMoneyness: k, years: years)
        #expect(abs(found - volatility) < 0.005 * volatility, "\(k) \(years): \(found)")
      }
    }
    Self.expectNoArbitrage(result.surface, "flat")
  }

  @Test("Quotes of an SVI surface are met within five thousandths of a point")
  func skew() throws {
    let result = try AndreasenHugeCalibration().surface(fitting: Self.quotes(totalVariance: Self.skewed))
    #expect(result.diagnostics.insideShare == 1)
    for fit in result.diagnostics.fits {
      let expected = (Self.skewed(fit.quote.logMoneyness, fit.years) / fit.years).squareRoot()
      #expect(abs(fit.volatility - expected) < 5e-5, "\(fit.quote.logMoneyness) \(fit.years): \(fit.volatility)")
    }
    Self.expectNoArbitrage(result.surface, "svi")
  }

  @Test("With many expiries the local variance is near Dupire's of the smooth surface")
  func dupire() throws {
    let years = (1...12).map { 1.0 / 12 * Double($0) }
    let surface = try AndreasenHugeCalibration().surface(
      fitting: Self.quotes(years: years, count: 31, totalVariance: Self.skewed)
    ).surface
    let svi = try #require(Self.svi)
    let smooth = try SliceSurface(
      expiries: [.init(years: 1, smile: svi)], interpolation: .totalVariance)
    for time in [0.4, 0.625, 0.9] {
      let slice = try #require(surface.slice(years: time))
      for step in -6...6 {
        let k = 0.25 * Double(step) * (0.04 * time).squareRoot()
        let (found, expected) = (
          slice.localVariance(logMoneyness: k).squareRoot(), smooth.localVolatility(logMoneyness: k, years: time)
        )
        #expect(abs(found - expected) < 0.06 * expected, "\(k) at \(time): \(found), Dupire \(expected)")
      }
    }
  }

  @Test("Quotes that allow arbitrage leave an error of the fit, never arbitrage")
  func impossibleQuotes() throws {
    // Total variance falls from half a year to a year, and one strike is far too dear.
    let surface = try AndreasenHugeCalibration().surface(
      fitting: Self.quotes { k, years in
        (years > 0.6 ? 0.015 : 0.04 * years) * (abs(k - 0.05) < 0.02 ? 1.5 : 1)
      })
    #expect(surface.diagnostics.insideShare < 0.9)
    Self.expectNoArbitrage(surface.surface, "impossible")
  }

  @Test("Between expiries prices rise from one to the next, and meet them at both ends")
  func interpolation() throws {
    let surface = try AndreasenHugeCalibration().surface(fitting: Self.quotes(totalVariance: Self.skewed)).surface
    for k in [-0.2, 0, 0.1] {
      let (early, late) = (
        surface.callPrice(logMoneyness: k, years: 0.25), surface.callPrice(logMoneyness: k, years: 0.5)
      )
      let (near, far) = (
        surface.callPrice(logMoneyness: k, years: 0.25 + 1e-9), surface.callPrice(logMoneyness: k, years: 0.5 - 1e-9)
      )
      #expect(abs(near - early) < 1e-8 && abs(far - late) < 1e-8, "\(k)")
      let middle = surface.callPrice(logMoneyness: k, years: 0.375)
      #expect(early < middle && middle < late, "\(k)")
    }
  }

  @Test("Times out of range and strikes beyond the grid have defined answers")
  func range() throws {
    let surface = try AndreasenHugeCalibration().surface(fitting: Self.quotes(totalVariance: Self.skewed)).surface
    for years in [0, -1, 1.01, .nan, .infinity] {
      #expect(surface.callPrice(logMoneyness: 0, years: years).isNaN, "\(years)")
      #expect(surface.slice(years: years) == nil)
    }
    #expect(surface.callPrice(logMoneyness: 12, years: 0.5) == 0)
    #expect(abs(surface.callPrice(logMoneyness: -12, years: 0.5) - (1 - exp(-12))) < 1e-15)
    #expect(surface.volatility(logMoneyness: 12, years: 0.5).isNaN)
    #expect(surface.localVariance(logMoneyness: 12, years: 0.5).isNaN)
    #expect(surface.callPrice(logMoneyness: .nan, years: 0.5).isNaN)
  }

  @Test("Quotes that cannot be used are typed errors")
  func errors() throws {
    let good = try Self.quotes(totalVariance: Self.skewed)
    let calibration = AndreasenHugeCalibration()
    func with(_ expiries: [SmileQuotes]) -> SurfaceQuotes {
      SurfaceQuotes(underlying: "A", root: "A", settlement: .cash, expiries: expiries)
    }
    #expect(throws: SurfaceError.empty) { try calibration.surface(fitting: with([])) }
    #expect(throws: SurfaceError.unorderedExpiries(index: 1)) {
      try calibration.surface(fitting: with([good.expiries[1], good.expiries[0]]))
    }
    let few = good.expiries.map {
      SmileQuotes(expiry: $0.expiry, years: $0.years, forward: $0.forward, quotes: Array($0.quotes.prefix(2)))
    }
    #expect(throws: SurfaceError.tooFewQuotes(found: 2, required: 3)) { try calibration.surface(fitting: with(few)) }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "smoothing", value: 0)) {
      try AndreasenHugeCalibration(smoothing: 0).surface(fitting: good)
    }
    for step in [0, -1, .infinity] as [Double] {
      #expect(throws: SurfaceError.parameterOutOfDomain(name: "step", value: step)) {
        try AndreasenHugeCalibration(step: step).surface(fitting: good)
      }
    }
    let first = good.expiries[0]
    func replacing(_ change: (SurfaceQuotes.Quote) -> SurfaceQuotes.Quote) -> SurfaceQuotes {
      let quotes = first.quotes.enumerated().map { $0 == 3 ? change($1) : $1 }
      return with([SmileQuotes(expiry: first.expiry, years: first.years, forward: 100, quotes: quotes)])
    }
    let name = first.quotes[3].contract.name
    for (bid, ask) in [(0.01, 0.01), (0, 0.01), (0.01, .infinity)] as [(Double, Double)] {
      #expect(throws: SurfaceError.parameterOutOfDomain(name: "price of \(name)", value: 0.5 * (bid + ask))) {
        try calibration.surface(
          fitting: replacing { .init(contract: $0.contract, logMoneyness: $0.logMoneyness, bid: bid, ask: ask) })
      }
    }
    for k in [10.001, -10.001] {
      #expect(throws: SurfaceError.parameterOutOfDomain(name: "log-moneyness of \(name)", value: k)) {
        try calibration.surface(
          fitting: replacing { .init(contract: $0.contract, logMoneyness: k, bid: $0.bid, ask: $0.ask) })
      }
    }
    let bad = first.quotes.map {
      SurfaceQuotes.Quote(contract: $0.contract, logMoneyness: $0.logMoneyness, bid: $0.ask, ask: $0.bid)
    }
    #expect(throws: SurfaceError.self) {
      try calibration.surface(
        fitting: with([SmileQuotes(expiry: first.expiry, years: first.years, forward: 100, quotes: bad)]))
    }
  }
}
