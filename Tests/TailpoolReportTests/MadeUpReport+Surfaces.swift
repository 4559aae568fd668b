import TailpoolAnalysis
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces

@testable import TailpoolReport

extension MadeUpReport {
  /// A section of surfaces with made-up numbers, one of them with arbitrage of every kind.
  static func surfaces(_ smiles: [VolatilitySmile]) throws -> SurfacesSection {
    let flat = try MixtureSurface(
      expiries: [
        .init(
          years: 0.1, smile: try LognormalMixture(components: [.init(weight: 1, mean: 1, deviation: 0.2)]))
      ])
    func place(_ amount: Double) -> ArbitrageReport.Place {
      ArbitrageReport.Place(logMoneyness: -1.2, years: 0.25, amount: amount)
    }
    func surface(_ underlying: Underlying, _ arbitrage: ArbitrageReport, added: Double) -> SurfaceSection {
      SurfaceSection(
        underlying: underlying, root: underlying.name, family: .svi, quotes: 120, inside: 118,
        medianErrorInVolatility: 0.0012, medianErrorInHalfSpreads: 0.31, arbitrage: arbitrage,
        differenceToMarks: MarkDifference(
          options: 296, medianVolatility: 0.0007, medianPrice: 2.7e-5, largestPrice: 5.9e-4),
        expiries: smiles.filter { $0.underlying == underlying }.map {
          SurfaceSection.Expiry(
            expiry: $0.market.expiry, years: $0.market.years, quotes: 20, inside: 19, volatilityAtTheMoney: 0.5,
            addedVariance: added, parametersAtBounds: added > 0 ? ["rho"] : [],
            density: RiskNeutralDensity(of: flat, years: 0.1, points: 41))
        })
    }
    let none = ArbitrageReport(points: 50_000, butterfly: [], calendar: [], wings: [], convexity: [])
    let all = ArbitrageReport(
      points: 50_000, butterfly: [place(-0.1), place(-0.4)], calendar: [place(-0.002)], wings: [place(-2.2)],
      convexity: [place(-3e-5)])
    return SurfacesSection(
      surfaces: [surface("BTC", none, added: 0), surface("ETH", all, added: 0.01)],
      unfitted: [
        CalibratedMarks.UnfittedExpiry(underlying: "ETH", root: "ETH", expiry: Sample.expiries[0], options: 12)
      ], bookValueAtQuotes: -987_000)
  }
}
