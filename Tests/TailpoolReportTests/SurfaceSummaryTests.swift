import Foundation
import TailpoolAnalysis
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing

@testable import TailpoolReport

@Suite("What is said of a calibrated surface")
struct SurfaceSummaryTests {
  /// Three expiries of a skewed smile; the second has a single quote, and no spline.
  private static func fit() throws -> FittedSurface {
    let expiries = try [(0.1, 9), (0.3, 1), (0.8, 5)].map { years, count -> SmileQuotes in
      let expiry = Timestamp(secondsSinceEpoch: Int64(years * 365 * 86_400))
      let quotes = try (0..<count).map { index -> SurfaceQuotes.Quote in
        let k = 0.1 * Double(index - count / 2)
        let price = exp(0.5 * k) * NormalizedBlack.price(x: k, s: (0.5 - 0.1 * k) * years.squareRoot())
        return SurfaceQuotes.Quote(
          contract: try OptionContract(
            underlying: "A", type: k >= 0 ? .call : .put, strike: 100 * exp(k), expiry: expiry), logMoneyness: k,
          bid: 0.99 * price, ask: 1.01 * price)
      }
      return SmileQuotes(expiry: expiry, years: years, forward: 100, quotes: quotes)
    }
    return try FittedSurface(
      SurfaceQuotes(underlying: "A", root: "AX", settlement: .cash, expiries: expiries), family: .grid)
  }

  @Test("Each expiry of the surface has its own quotes, volatility and density; one that is not in it has no row")
  func expiries() throws {
    let fit = try Self.fit()
    let section = SurfaceSection(fit, differenceToMarks: nil)
    #expect(section.name == "A AX" && section.family == .grid && section.expiries.map(\.years) == [0.1, 0.8])
    #expect(section.quotes == 15 && section.expiries.map(\.quotes) == [9, 5])
    #expect(section.expiries.map(\.inside) == [9, 5] && section.inside == fit.diagnostics.inside)
    for expiry in section.expiries {
      #expect(abs(expiry.volatilityAtTheMoney - 0.5) < 1e-9 && expiry.density.density.count == 201)
      #expect(expiry.density == RiskNeutralDensity(of: fit.surface, years: expiry.years, points: 201))
      #expect(expiry.addedVariance == 0 && expiry.parametersAtBounds.isEmpty)
    }
    #expect(section.leastDensity == section.expiries.map(\.density.least).min())
    let errors = section.expiries.map { abs($0.density.integral - 1) }
    #expect(section.largestIntegralError == errors.max() && errors[0] != errors[1])
    #expect(SurfaceSection(fit, differenceToMarks: nil).insideText == NumberText.percent(Double(section.inside) / 15))
  }

  @Test("Of each kind of arbitrage the worst place is told, and of expiries without a surface the first six")
  func sentences() throws {
    func place(_ k: Double, _ amount: Double) -> ArbitrageReport.Place {
      ArbitrageReport.Place(logMoneyness: k, years: 0.1, amount: amount)
    }
    let arbitrage = ArbitrageReport(
      points: 10, butterfly: [place(0.1, -0.2), place(0.2, -0.5), place(0.3, -0.1)],
      calendar: [place(0.4, -0.01), place(0.5, -0.03)], wings: [place(-1.5, -2.5), place(1.5, 2.1)],
      convexity: [place(0.6, -2e-4), place(0.7, -3e-4)])
    let density = RiskNeutralDensity(of: try Self.fit().surface, years: 0.1, points: 11)
    func expiry(_ added: Double) -> SurfaceSection.Expiry {
      SurfaceSection.Expiry(
        expiry: Timestamp(secondsSinceEpoch: 0), years: 0.1, quotes: 3, inside: 1, volatilityAtTheMoney: 0.5,
        addedVariance: added, parametersAtBounds: [], density: density)
    }
    func section(_ unfitted: Int) -> SurfacesSection {
      let surface = SurfaceSection(
        underlying: "A", root: "A", family: .svi, quotes: 8, inside: 6, medianErrorInVolatility: nil,
        medianErrorInHalfSpreads: nil, arbitrage: arbitrage, differenceToMarks: nil,
        expiries: [expiry(0), expiry(0.012), expiry(0.034)])
      return SurfacesSection(
        surfaces: [surface],
        unfitted: (0..<unfitted).map {
          .init(underlying: "A", root: "R\($0)", expiry: Timestamp(secondsSinceEpoch: 0), options: 1_000 + $0)
        }, bookValueAtQuotes: nil)
    }
    let found = section(7).sentences
    let expected = [
      "A: ARBITRAGE: Durrleman's g is worst, -0.500, at log-moneyness 0.200 and 36.5 days.",
      "A: ARBITRAGE: the change of total variance is worst, -0.0300, at log-moneyness 0.500 and 36.5 days.",
      "A: ARBITRAGE: the slope of a wing is worst, -2.50, at log-moneyness -1.500 and 36.5 days.",
      "A: ARBITRAGE: the cost of a butterfly in forwards is worst, -0.000300, at log-moneyness 0.700 and 36.5 days.",
      "A: the total variance of 2 of its expiries was raised to remove arbitrage, by 0.034 at most.",
    ]
    #expect(Array(found.prefix(5)) == expected, "\(found)")
    #expect(found.count == 6 && found[5].hasSuffix("R5 1970-01-01 (1,005) and 1 more."), "\(found)")
    #expect(section(6).sentences.last?.hasSuffix("R5 1970-01-01 (1,005).") == true)
    #expect(section(0).sentences.count == 5 && section(0).surfaces[0].insideText == "75.0%")
  }
}
