import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite struct SmileCalibrationTests {
  /// Quotes a half-spread in volatility around a smile.
  static func quotes(_ smile: RawSVI, years: Double, halfSpread: Double, steps: Int = 20) throws -> SmileQuotes {
    let expiry = Timestamp(secondsSinceEpoch: 1_780_000_000 + Int64(years * 31_536_000))
    var quotes: [SurfaceQuotes.Quote] = []
    for step in -steps...steps {
      let k = 0.6 * Double(step) / Double(steps)
      let type: OptionType = k >= 0 ? .call : .put
      let volatility = (smile.totalVariance(at: k) / years).squareRoot()
      func price(_ volatility: Double) -> Double {
        Black76.price(type, forward: 1, strike: exp(k), years: years, volatility: volatility)
      }
      quotes.append(
        SurfaceQuotes.Quote(
          contract: try OptionContract(
            underlying: "BTC", type: type, strike: 50_000 * exp(k), expiry: expiry, settlement: .coin),
          logMoneyness: k, bid: price(volatility - halfSpread), ask: price(volatility + halfSpread)))
    }
    return SmileQuotes(expiry: expiry, years: years, forward: 50_000, quotes: quotes)
  }

  static let smiles: [RawSVI] = [
    RawSVI.example(a: 0.002, b: 0.05, rho: -0.3, m: 0.01, sigma: 0.1),
    RawSVI.example(a: 0.01, b: 0.1, rho: 0.4, m: -0.05, sigma: 0.2),
    RawSVI.example(a: 0.0, b: 0.08, rho: -0.7, m: 0.02, sigma: 0.15),
  ]

  @Test(arguments: smiles)
  func aKnownSmileIsMetInsideEverySpread(_ smile: RawSVI) throws {
    let quotes = try Self.quotes(smile, years: 0.25, halfSpread: 0.002)
    let result = try SmileCalibration().slice(fitting: quotes)
    for quote in quotes.quotes {
      let error =
        (result.smile.totalVariance(at: quote.logMoneyness) / 0.25).squareRoot()
        - (smile.totalVariance(at: quote.logMoneyness) / 0.25).squareRoot()
      #expect(abs(error) <= 0.002, "k \(quote.logMoneyness): \(error)")
    }
    #expect(result.smile.core.isButterflyFree)
    #expect(result.addedVariance == 0)
  }

  @Test func aSmileWithButterfliesIsFittedWithoutThem() throws {
    // Vogt's smile: its density is negative for k around 0.6 to 1.2.
    let vogt = try RawSVI(a: -0.0410, b: 0.1331, rho: 0.3060, m: 0.3586, sigma: 0.4153)
    let result = try SmileCalibration().slice(fitting: try Self.quotes(vogt, years: 1, halfSpread: 0.003))
    for step in -150...150 {
      let k = 0.01 * Double(step)
      #expect(result.smile.derivatives(at: k).durrleman(at: k) >= 0, "\(k)")
    }
  }

  @Test func staleQuotesDoNotLead() throws {
    let smile = Self.smiles[0]
    var quotes = try Self.quotes(smile, years: 0.25, halfSpread: 0.002)
    quotes = SmileQuotes(
      expiry: quotes.expiry, years: quotes.years, forward: quotes.forward,
      quotes: quotes.quotes.enumerated().map { index, quote in
        guard index % 13 == 5 else { return quote }
        return SurfaceQuotes.Quote(
          contract: quote.contract, logMoneyness: quote.logMoneyness, bid: 1.5 * quote.bid, ask: 1.5 * quote.ask)
      })
    let fitted = try SmileCalibration().slice(fitting: quotes).smile
    for k in [-0.4, -0.1, 0, 0.1, 0.4] {
      let error = (fitted.totalVariance(at: k) / 0.25).squareRoot() - (smile.totalVariance(at: k) / 0.25).squareRoot()
      #expect(abs(error) <= 0.004, "\(k): \(error)")
    }
  }

  @Test(arguments: [SmileCalibration.Splines.none, .byQuotes, .count(6)])
  func surfacesAreFreeOfArbitrage(_ splines: SmileCalibration.Splines) throws {
    // A later smile that crosses the earlier one in the wings.
    let surface = SurfaceQuotes(
      underlying: "BTC", root: "BTC", settlement: .coin,
      expiries: [
        try Self.quotes(.example(a: 0.002, b: 0.12, rho: -0.3, m: 0, sigma: 0.05), years: 0.1, halfSpread: 0.01),
        try Self.quotes(.example(a: 0.02, b: 0.10, rho: -0.3, m: 0, sigma: 0.1), years: 0.3, halfSpread: 0.01),
      ])
    let result = try SmileCalibration(splines: splines).surface(fitting: surface)
    #expect(result.surface.expiries.count == 2)
    #expect(result.parametersAtBounds.count == 2)
    let report = ArbitrageReport(
      checking: result.surface, on: .init(range: 1.5, points: 201, from: 0.1, to: 0.3, times: 11))
    #expect(report.isFree, "\(report.butterfly.prefix(2)) \(report.calendar.prefix(2))")
    let diagnostics = SurfaceDiagnostics(of: result.surface, on: surface)
    #expect(diagnostics.insideShare > 0.9, "\(diagnostics.inside) of \(diagnostics.fits.count)")
  }

  @Test func correctionsMeetWhatPlainSmilesCannot() throws {
    let core = RawSVI.example(a: 0.002, b: 0.05, rho: -0.3, m: 0.01, sigma: 0.1)
    let bumped = try SplinedSVI(
      core: core, knots: (0..<8).map { -0.35 + 0.1 * Double($0) }, coefficients: [0, 1e-3, -5e-4, 5e-4])
    var quotes: [SurfaceQuotes.Quote] = []
    for quote in try Self.quotes(core, years: 0.25, halfSpread: 0.002).quotes {
      let k = quote.logMoneyness
      let volatility = (bumped.totalVariance(at: k) / 0.25).squareRoot()
      func price(_ volatility: Double) -> Double {
        Black76.price(quote.contract.type, forward: 1, strike: exp(k), years: 0.25, volatility: volatility)
      }
      quotes.append(
        SurfaceQuotes.Quote(
          contract: quote.contract, logMoneyness: k, bid: price(volatility - 5e-4), ask: price(volatility + 5e-4)))
    }
    let expiry = try Self.quotes(core, years: 0.25, halfSpread: 0.002)
    let all = SurfaceQuotes(
      underlying: "BTC", root: "BTC", settlement: .coin,
      expiries: [SmileQuotes(expiry: expiry.expiry, years: 0.25, forward: 50_000, quotes: quotes)])
    let plain = SurfaceDiagnostics(of: try SmileCalibration().surface(fitting: all).surface, on: all)
    let splined = SurfaceDiagnostics(
      of: try SmileCalibration(splines: .count(8)).surface(fitting: all).surface, on: all)
    #expect(splined.inside > plain.inside, "\(splined.inside), \(plain.inside)")
    #expect(splined.inside == 41, "\(splined.inside)")
  }

  @Test func tooFewQuotesAreAnError() throws {
    let few = try Self.quotes(Self.smiles[0], years: 0.25, halfSpread: 0.002, steps: 1)
    #expect(throws: SurfaceError.tooFewQuotes(found: 3, required: 5)) { try SmileCalibration().slice(fitting: few) }
    let surface = SurfaceQuotes(underlying: "BTC", root: "BTC", settlement: .coin, expiries: [few])
    #expect(throws: SurfaceError.empty) { try SmileCalibration().surface(fitting: surface) }
    let none = SurfaceQuotes(underlying: "BTC", root: "BTC", settlement: .coin, expiries: [])
    #expect(throws: SurfaceError.empty) { try ExtendedSSVICalibration().surface(fitting: none) }
  }
}

extension RawSVI {
  /// Parameters that are in their domain.
  fileprivate static func example(a: Double, b: Double, rho: Double, m: Double, sigma: Double) -> RawSVI {
    guard let smile = try? RawSVI(a: a, b: b, rho: rho, m: m, sigma: sigma) else { preconditionFailure("\(a) \(b)") }
    return smile
  }
}
