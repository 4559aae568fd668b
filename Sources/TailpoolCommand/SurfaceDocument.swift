#if Command
  import Foundation
  import Tailpool

  /// The JSON of `tailpool surface`.
  struct SurfaceDocument: Encodable {
    let family: String
    let surfaces: [Surface]

    struct Surface: Encodable {
      let underlying: String
      let root: String
      let settlement: String
      let quotes: Int
      let inside: Int
      let insideShare: Double
      let medianErrorInVolatility: Double?
      let medianErrorInHalfSpreads: Double?
      let arbitrage: Arbitrage
      let expiries: [Expiry]
    }

    struct Arbitrage: Encodable {
      let points: Int
      let butterfly: [Place]
      let calendar: [Place]
      let wings: [Place]
      let convexity: [Place]
    }

    struct Place: Encodable {
      let logMoneyness: Double
      let years: Double
      let amount: Double?
    }

    struct Expiry: Encodable {
      let expiry: String
      let years: Double
      let forward: Double
      let parityForward: Double?
      let parityForwardStandardError: Double?
      let quotes: Int
      let inside: Int
      let oneSided: Int
      let crossed: Int
      let aboveMaximum: Int
      let volatilityAtTheMoney: Double
      let addedVariance: Double?
      let parametersAtBounds: [String]?
      let components: [Component]?
      let svi: SVI?
      let essvi: ExtendedSSVIParameters?
      let grid: Grid?
    }

    struct SVI: Encodable {
      let a: Double
      let b: Double
      let rho: Double
      let m: Double
      let sigma: Double
      let knots: [Double]
      let coefficients: [Double]
    }

    struct Grid: Encodable {
      let logMoneyness: [Double]
      let totalVariances: [Double]
    }

    struct ExtendedSSVIParameters: Encodable {
      let theta: Double
      let psi: Double
      let rho: Double
    }

    struct Component: Encodable {
      let weight: Double
      let mean: Double
      let deviation: Double
    }

    func encoded() throws -> Data {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return try encoder.encode(self) + Data("\n".utf8)
    }
  }

  extension SurfaceDocument.Surface {
    init(_ fit: FittedSurface) {
      func places(_ places: [ArbitrageReport.Place]) -> [SurfaceDocument.Place] {
        places.map {
          .init(logMoneyness: $0.logMoneyness, years: $0.years, amount: $0.amount.isFinite ? $0.amount : nil)
        }
      }
      let diagnostics = fit.diagnostics
      self.init(
        underlying: fit.quotes.underlying.name, root: fit.quotes.root, settlement: fit.quotes.settlement.rawValue,
        quotes: diagnostics.fits.count, inside: diagnostics.inside, insideShare: diagnostics.insideShare,
        medianErrorInVolatility: diagnostics.medianErrorInVolatility,
        medianErrorInHalfSpreads: diagnostics.medianErrorInHalfSpreads,
        arbitrage: .init(
          points: fit.arbitrage.points, butterfly: places(fit.arbitrage.butterfly),
          calendar: places(fit.arbitrage.calendar), wings: places(fit.arbitrage.wings),
          convexity: places(fit.arbitrage.convexity)),
        expiries: fit.quotes.expiries.map { SurfaceDocument.Expiry(fit, $0) })
    }
  }

  extension SurfaceDocument.Expiry {
    init(_ fit: FittedSurface, _ quotes: SmileQuotes) {
      let rows = fit.diagnostics.fits.filter { $0.years == quotes.years }
      let mixture = (fit.surface as? MixtureSurface)?.expiries.first { $0.years == quotes.years }
      let smile = (fit.surface as? SliceSurface<SplinedSVI>)?.expiries.first { $0.years == quotes.years }?.smile
      let essvi = (fit.surface as? ExtendedSSVI)?.expiries.first { $0.years == quotes.years }
      let spline = (fit.surface as? SliceSurface<SplineSmile>)?.expiries.first { $0.years == quotes.years }?.smile
      // Expiries with too few quotes are not in the surface.
      let place = fit.expiryYears.firstIndex(of: quotes.years)
      self.init(
        expiry: "\(quotes.expiry)", years: quotes.years, forward: quotes.forward,
        parityForward: quotes.parity?.forward, parityForwardStandardError: quotes.parity?.standardError,
        quotes: rows.count,
        inside: rows.count { $0.isInside }, oneSided: quotes.excluded.oneSided, crossed: quotes.excluded.crossed,
        aboveMaximum: quotes.excluded.aboveMaximum,
        volatilityAtTheMoney: fit.surface.volatility(logMoneyness: 0, years: quotes.years),
        addedVariance: place.map { fit.addedVariances[$0] },
        parametersAtBounds: place.map { fit.parametersAtBounds[$0] },
        components: mixture?.smile.components.map {
          .init(weight: $0.weight, mean: $0.mean, deviation: $0.deviation)
        },
        svi: smile.map {
          .init(
            a: $0.core.a, b: $0.core.b, rho: $0.core.rho, m: $0.core.m, sigma: $0.core.sigma, knots: $0.knots,
            coefficients: $0.coefficients)
        }, essvi: essvi.map { .init(theta: $0.theta, psi: $0.psi, rho: $0.rho) },
        grid: spline.map { .init(logMoneyness: $0.logMoneyness, totalVariances: $0.totalVariances) })
    }
  }
#endif
