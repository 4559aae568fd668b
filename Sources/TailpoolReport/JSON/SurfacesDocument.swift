import TailpoolAnalysis
import TailpoolPricing
import TailpoolSurfaces

struct SurfacesDocument: Codable, Equatable {
  var surfaces: [FittedSurfaceDocument]
  var unfitted: [UnfittedExpiryDocument]
  var bookValueAtQuotes: JSONNumber
}

struct FittedSurfaceDocument: Codable, Equatable {
  var underlying: String
  var root: String
  var family: String
  var quotes: Int
  var inside: Int
  var medianErrorInVolatility: JSONNumber
  var medianErrorInHalfSpreads: JSONNumber
  var arbitrage: ArbitrageDocument
  var differenceToMarks: OrNull<MarkDifferenceDocument>
  var expiries: [FittedExpiryDocument]
}

struct ArbitrageDocument: Codable, Equatable {
  var points: Int
  var free: Bool
  var butterfly: [ArbitragePlaceDocument]
  var calendar: [ArbitragePlaceDocument]
  var wings: [ArbitragePlaceDocument]
  var convexity: [ArbitragePlaceDocument]
}

struct ArbitragePlaceDocument: Codable, Equatable {
  var logMoneyness: JSONNumber
  var years: JSONNumber
  var amount: JSONNumber
}

struct MarkDifferenceDocument: Codable, Equatable {
  var options: Int
  var medianVolatility: JSONNumber
  var medianPrice: JSONNumber
  var largestPrice: JSONNumber
}

struct FittedExpiryDocument: Codable, Equatable {
  var expiry: String
  var years: JSONNumber
  var quotes: Int
  var inside: Int
  var volatilityAtTheMoney: JSONNumber
  var addedVariance: JSONNumber
  var parametersAtBounds: [String]
  var density: DensityDocument
}

struct DensityDocument: Codable, Equatable {
  var logMoneyness: [JSONNumber]
  var values: [JSONNumber]
  var below: JSONNumber
  var above: JSONNumber
  var integral: JSONNumber
  var least: JSONNumber
}

struct UnfittedExpiryDocument: Codable, Equatable {
  var underlying: String
  var root: String
  var expiry: String
  var options: Int
}

extension SurfacesDocument {
  init(_ section: SurfacesSection) {
    self.init(
      surfaces: section.surfaces.map(FittedSurfaceDocument.init),
      unfitted: section.unfitted.map {
        UnfittedExpiryDocument(
          underlying: $0.underlying.name, root: $0.root, expiry: "\($0.expiry)", options: $0.options)
      }, bookValueAtQuotes: JSONNumber(section.bookValueAtQuotes))
  }
}

extension FittedSurfaceDocument {
  init(_ surface: SurfaceSection) {
    self.init(
      underlying: surface.underlying.name, root: surface.root, family: surface.family.rawValue,
      quotes: surface.quotes, inside: surface.inside,
      medianErrorInVolatility: JSONNumber(surface.medianErrorInVolatility),
      medianErrorInHalfSpreads: JSONNumber(surface.medianErrorInHalfSpreads),
      arbitrage: ArbitrageDocument(surface.arbitrage),
      differenceToMarks: OrNull(
        surface.differenceToMarks.map {
          MarkDifferenceDocument(
            options: $0.options, medianVolatility: JSONNumber($0.medianVolatility),
            medianPrice: JSONNumber($0.medianPrice), largestPrice: JSONNumber($0.largestPrice))
        }),
      expiries: surface.expiries.map(FittedExpiryDocument.init))
  }
}

extension ArbitrageDocument {
  init(_ report: ArbitrageReport) {
    func places(_ places: [ArbitrageReport.Place]) -> [ArbitragePlaceDocument] {
      places.map {
        ArbitragePlaceDocument(
          logMoneyness: JSONNumber($0.logMoneyness), years: JSONNumber($0.years), amount: JSONNumber($0.amount))
      }
    }
    self.init(
      points: report.points, free: report.isFree, butterfly: places(report.butterfly),
      calendar: places(report.calendar), wings: places(report.wings), convexity: places(report.convexity))
  }
}

extension FittedExpiryDocument {
  init(_ row: SurfaceSection.Expiry) {
    // Every second point draws the same curve.
    let shown = row.density.logMoneyness.indices.filter { $0 % 2 == 0 }
    self.init(
      expiry: "\(row.expiry)", years: JSONNumber(row.years), quotes: row.quotes, inside: row.inside,
      volatilityAtTheMoney: JSONNumber(row.volatilityAtTheMoney), addedVariance: JSONNumber(row.addedVariance),
      parametersAtBounds: row.parametersAtBounds,
      density: DensityDocument(
        logMoneyness: shown.map { JSONNumber(row.density.logMoneyness[$0]) },
        values: shown.map { JSONNumber(row.density.density[$0]) }, below: JSONNumber(row.density.below),
        above: JSONNumber(row.density.above), integral: JSONNumber(row.density.integral),
        least: JSONNumber(row.density.least)))
  }
}
