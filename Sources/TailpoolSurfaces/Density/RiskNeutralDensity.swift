import TailpoolLibc
import TailpoolNumerics

/// The density of log(price / forward) at one time that a surface implies, with its integral as a check.
public struct RiskNeutralDensity: Hashable, Sendable {
  /// k = log(strike / forward), ascending and even.
  public let logMoneyness: [Double]
  /// The density at each, g φ(d₂) / √w.
  public let density: [Double]
  /// The probability below the first point, N(−d₂) + φ(d₂) w′ / 2√w.
  public let below: Double
  /// The probability above the last point, N(d₂) − φ(d₂) w′ / 2√w.
  public let above: Double
  /// The integral of the density and the tails: 1 where the smile has a finite number of kinks and no mass at zero.
  public let integral: Double
  /// The least density; negative where a butterfly costs less than nothing.
  public let least: Double

  /// Evaluates the density of a surface.
  ///
  /// - Parameters:
  ///   - surface: The surface.
  ///   - years: Time to expiry in years, finite and > 0.
  ///   - reach: The range on either side in deviations at the money, > 0.
  ///   - points: Number of points; made odd, at least 3.
  /// - Accuracy: The integral by Simpson's rule.
  /// - Complexity: One evaluation with derivatives for each point.
  /// - Source: D. Breeden and R. Litzenberger, Journal of Business 51 (1978) 621.
  public init(of surface: some VolatilitySurface, years: Double, reach: Double = 8, points: Int = 801) {
    let count = max(points, 3) | 1
    let width = reach * surface.totalVariance(logMoneyness: 0, years: years).squareRoot()
    let step = 2 * width / Double(count - 1)
    var logMoneyness: [Double] = []
    var density: [Double] = []
    var sum = 0.0
    for index in 0..<count {
      let k = -width + step * Double(index)
      let values = surface.derivatives(logMoneyness: k, years: years)
      let s = values.totalVariance.squareRoot()
      let value = values.durrleman(at: k) * NormalDistribution.density(-k / s - 0.5 * s) / s
      sum += value * (index == 0 || index == count - 1 ? 1 : index % 2 == 1 ? 4 : 2)
      logMoneyness.append(k)
      density.append(value)
    }
    self.logMoneyness = logMoneyness
    self.density = density
    below = 1 - RiskNeutralDensity.probabilityAbove(surface, -width, years)
    above = RiskNeutralDensity.probabilityAbove(surface, width, years)
    integral = sum * step / 3 + below + above
    least = density.min() ?? .nan
  }

  /// The probability of a price above a strike.
  private static func probabilityAbove(_ surface: some VolatilitySurface, _ k: Double, _ years: Double) -> Double {
    let values = surface.derivatives(logMoneyness: k, years: years)
    let s = values.totalVariance.squareRoot()
    let d2 = -k / s - 0.5 * s
    return NormalDistribution.cumulative(d2) - NormalDistribution.density(d2) * values.slope / (2 * s)
  }
}
