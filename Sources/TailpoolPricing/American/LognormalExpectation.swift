import TailpoolLibc
import TailpoolNumerics

/// Expectations of a function of the log of a lognormal spot, by Gauss–Legendre rules between its kinks.
struct LognormalExpectation {
  let rate: Double
  let dividendYield: Double
  let volatility: Double

  /// Standard deviations to either side.
  private static let reach = 9.0
  private static let panelWidth = 0.75
  /// The rule of twelve points on [0, 1].
  private static let rule: (points: [Double], weights: [Double]) = {
    let half: [(Double, Double)] = [
      (0.1252334085114689, 0.2491470458134028), (0.3678314989981802, 0.2334925365383548),
      (0.5873179542866175, 0.2031674267230659), (0.7699026741943047, 0.1600783285433462),
      (0.9041172563704749, 0.1069393259953184), (0.9815606342467193, 0.0471753363865118),
    ]
    return (
      half.map { 0.5 * (1 - $0.0) } + half.map { 0.5 * (1 + $0.0) }, half.map { 0.5 * $0.1 } + half.map { 0.5 * $0.1 }
    )
  }()

  /// The discounted expectation, and its first and second derivative by the log of the spot.
  struct Value {
    var value = 0.0
    var slope = 0.0
    var curvature = 0.0
  }

  /// The discounted expectation of a function after some years, from a log spot.
  func callAsFunction(
    _ function: (Double) -> Double, kinks: [Double], logSpot: Double, years: Double
  ) -> Value {
    let s = volatility * years.squareRoot()
    let mean = logSpot + (rate - dividendYield) * years - 0.5 * s * s
    let ends =
      [-Self.reach] + kinks.map { ($0 - mean) / s }.filter { abs($0) < Self.reach }.sorted() + [Self.reach]
    var result = Value()
    for (low, high) in zip(ends, ends.dropFirst()) where high > low {
      let panels = max(Int(((high - low) / Self.panelWidth).rounded(.up)), 1)
      let width = (high - low) / Double(panels)
      for panel in 0..<panels {
        for (point, weight) in zip(Self.rule.points, Self.rule.weights) {
          let z = low + width * (Double(panel) + point)
          let part = function(mean + s * z) * weight * width * NormalDistribution.density(z)
          result.value += part
          result.slope += part * z
          result.curvature += part * (z * z - 1)
        }
      }
    }
    let discount = exp(-rate * years)
    result.value *= discount
    result.slope *= discount / s
    result.curvature *= discount / (s * s)
    return result
  }
}
