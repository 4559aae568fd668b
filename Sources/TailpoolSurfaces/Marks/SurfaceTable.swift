import TailpoolLibc
import TailpoolMarket
import TailpoolPricing

/// Calibrated surfaces by listing class.
struct SurfaceTable {
  private struct Key: Hashable {
    let underlying: Underlying
    let root: String
    let settlement: Settlement
  }

  private let fits: [Key: FittedSurface]

  /// Creates a table; of two surfaces of one class the first counts.
  init(_ surfaces: [FittedSurface]) {
    fits = Dictionary(
      surfaces.map {
        (Key(underlying: $0.quotes.underlying, root: $0.quotes.root, settlement: $0.quotes.settlement), $0)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The surface of a contract's class; nil where there is none or it was not calibrated at this time.
  func surface(of contract: OptionContract, years: Double) -> (any VolatilitySurface)? {
    guard !fits.isEmpty else { return nil }
    let fit = fits[Key(underlying: contract.underlying, root: contract.root, settlement: contract.settlement)]
    guard let fit, fit.expiryYears.contains(years) else { return nil }
    return fit.surface
  }
}

extension ExpiryMarket {
  /// The calibrated smile of the class that most of the points are of, through and beyond the strikes.
  func curve(through points: [SmilePoint], off surfaces: SurfaceTable) -> [VolatilitySmile.CurvePoint] {
    var counts: [String: Int] = [:]
    for point in points where point.source == .surface { counts[point.quote.contract.root, default: 0] += 1 }
    // Of two classes with as many points the first in the alphabet, so that the result does not depend on hashing.
    guard let root = counts.min(by: { ($1.value, $0.key) < ($0.value, $1.key) })?.key,
      let contract = points.first(where: { $0.quote.contract.root == root })?.quote.contract,
      let surface = surfaces.surface(of: contract, years: years)
    else { return [] }
    let unit = surface.totalVariance(logMoneyness: 0, years: years).squareRoot()
    guard unit > 0, unit < .infinity else { return [] }
    let own = points.map(\.logMoneyness).filter(\.isFinite)
    let low = asinh((min(own.min() ?? 0, 0) - Self.curveMargin) / unit)
    let high = asinh((max(own.max() ?? 0, 0) + Self.curveMargin) / unit)
    return (0..<Self.curvePoints).compactMap { index in
      // Even in asinh: close together within a deviation of the money, and in proportion to the distance beyond.
      let k = unit * sinh(low + (high - low) * Double(index) / Double(Self.curvePoints - 1))
      let volatility = surface.volatility(logMoneyness: k, years: years)
      return volatility > 0 && volatility < .infinity ? .init(logMoneyness: k, volatility: volatility) : nil
    }
  }

  private static let curvePoints = 129
  /// How far beyond the strikes, in log-moneyness, the smile can move with a spot and still be known.
  private static let curveMargin = 0.7
}
