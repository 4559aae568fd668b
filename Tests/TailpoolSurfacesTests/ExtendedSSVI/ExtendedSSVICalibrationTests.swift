import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite struct ExtendedSSVICalibrationTests {
  /// Quotes a half-spread in volatility around a surface.
  static func quotes(of surface: some VolatilitySurface, years: [Double], halfSpread: Double) throws -> SurfaceQuotes {
    let expiries = try years.map { years in
      let expiry = Timestamp(secondsSinceEpoch: 1_780_000_000 + Int64(years * 31_536_000))
      let quotes = try (-10...10).map { step in
        let k = 0.05 * Double(step)
        let type: OptionType = k >= 0 ? .call : .put
        let volatility = surface.volatility(logMoneyness: k, years: years)
        func price(_ volatility: Double) -> Double {
          Black76.price(type, forward: 1, strike: exp(k), years: years, volatility: volatility)
        }
        return SurfaceQuotes.Quote(
          contract: try OptionContract(
            underlying: "BTC", type: type, strike: 50_000 * exp(k), expiry: expiry, settlement: .coin),
          logMoneyness: k, bid: price(volatility - halfSpread), ask: price(volatility + halfSpread))
      }
      return SmileQuotes(expiry: expiry, years: years, forward: 50_000, quotes: quotes)
    }
    return SurfaceQuotes(underlying: "BTC", root: "BTC", settlement: .coin, expiries: expiries)
  }

  @Test func aKnownSurfaceIsMetInsideEverySpread() throws {
    let truth = try ExtendedSSVI(expiries: [
      .init(years: 0.1, theta: 0.03, psi: 0.12, rho: -0.4), .init(years: 0.4, theta: 0.1, psi: 0.3, rho: -0.3),
      .init(years: 1, theta: 0.2, psi: 0.45, rho: -0.25),
    ])
    let quotes = try Self.quotes(of: truth, years: [0.1, 0.4, 1], halfSpread: 0.003)
    let result = try ExtendedSSVICalibration().surface(fitting: quotes)
    let diagnostics = SurfaceDiagnostics(of: result.surface, on: quotes)
    #expect(diagnostics.inside == diagnostics.fits.count, "\(diagnostics.inside) of \(diagnostics.fits.count)")
    let report = ArbitrageReport(
      checking: result.surface, on: .init(range: 1.5, points: 201, from: 0.05, to: 2, times: 21))
    #expect(report.isFree)
  }

  @Test func quotesWithArbitrageGiveASurfaceWithout() throws {
    let smile = try RawSVI(a: 0.02, b: 0.1, rho: -0.3, m: 0, sigma: 0.1)
    // The same total variance at both expiries but for a steeper early one.
    let early = try RawSVI(a: 0.02, b: 0.2, rho: -0.3, m: 0, sigma: 0.05)
    let surface = try SliceSurface(expiries: [.init(years: 0.2, smile: early), .init(years: 0.5, smile: smile)])
    let quotes = try Self.quotes(of: surface, years: [0.2, 0.5], halfSpread: 0.005)
    let result = try ExtendedSSVICalibration().surface(fitting: quotes)
    let report = ArbitrageReport(
      checking: result.surface, on: .init(range: 1.5, points: 201, from: 0.05, to: 2, times: 21))
    #expect(report.isFree, "\(report.butterfly.prefix(2)) \(report.calendar.prefix(2))")
  }
}
