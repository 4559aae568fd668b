import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// The extremum over a part of the time to expiry and the spot at expiry, as logarithms X over the spot of now.
struct PartialExtremum {
  let years: Double
  let volatility: Double
  let rate: Double
  let dividendYield: Double
  private let spot: Double
  /// Mean and deviation of X at the split.
  private let split: (mean: Double, deviation: Double)
  /// Those at expiry.
  private let end: (mean: Double, deviation: Double)
  /// The correlation of both.
  private let correlation: Double

  /// Creates it; nil for an argument out of its range.
  init?(spot: Double, split: Double, years: Double, volatility: Double, rate: Double, dividendYield: Double) {
    guard spot > 0, spot < .infinity, isFiniteNonnegative(years), split >= 0, split <= years,
      isFiniteNonnegative(volatility), abs(rate) < .infinity, abs(dividendYield) < .infinity
    else { return nil }
    self.spot = spot
    (self.years, self.volatility, self.rate, self.dividendYield) = (years, volatility, rate, dividendYield)
    let drift = rate - dividendYield - 0.5 * volatility * volatility
    self.split = (drift * split, volatility * split.squareRoot())
    end = (drift * years, volatility * years.squareRoot())
    correlation = years > 0 ? (split / years).squareRoot() : 0
  }

  var carry: Double { rate - dividendYield }
  var deviation: Double { end.deviation }
  var discount: Double { exp(-rate * years) }

  /// A vanilla option.
  func vanilla(_ type: OptionType, strike: Double) -> Double {
    BlackScholesMerton.price(
      type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield)
  }

  /// A probability with the weight exp(w) of reflected paths.
  private func reflected(_ weight: Double, _ probability: Double) -> Double {
    probability > 0 ? min(exp(weight) * probability, 1) : 0
  }

  /// P(min until the split ≤ y, X > y + shift) for η = 1, P(max ≥ y, X < y + shift) for η = −1.
  ///
  /// Paths that end the first part beyond y, and those that come back, of which the mirror image does not.
  func early(_ y: Double, eta: Double, shift: Double) -> Double {
    NormalDistribution.bivariateCumulative(
      eta * (y - split.mean) / split.deviation, -eta * (y + shift - end.mean) / end.deviation,
      correlation: -correlation)
      + reflected(
        2 * split.mean * y / (split.deviation * split.deviation),
        NormalDistribution.bivariateCumulative(
          eta * (y + split.mean) / split.deviation, eta * (y - shift + end.mean) / end.deviation,
          correlation: correlation))
  }

  /// P(max from the split on ≥ y, X < y) for η = 1, P(min ≤ y, X > y) for η = −1.
  func late(_ y: Double, eta: Double) -> Double {
    NormalDistribution.bivariateCumulative(
      -eta * (y - split.mean) / split.deviation, eta * (y - end.mean) / end.deviation, correlation: -correlation)
      + reflected(
        2 * end.mean * y / (end.deviation * end.deviation),
        NormalDistribution.bivariateCumulative(
          eta * (y + split.mean) / split.deviation, -eta * (y + end.mean) / end.deviation, correlation: -correlation))
  }

  /// ∫ probability(log(z/S)) dz from a level on, downwards or upwards.
  func integral(
    spot: Double, level: Double, isBelow: Bool, isEarly: Bool, _ probability: (Double) -> Double
  ) -> Double {
    let (mean, s) = isEarly ? split : end
    let reach = 9 * s + abs(mean) + s * s
    let first = level == 0 ? -Double.infinity : logRatio(level, spot)
    let low = isBelow ? -reach : max(first, -reach)
    let high = isBelow ? min(first, reach) : reach
    guard low < high else { return 0 }
    // Panels of a deviation and a half, and finer ones where the law of a short first part varies.
    var edges = [low, high]
    for step in -8...8 { edges.append(1.5 * s * Double(step)) }
    if !isEarly {
      var distance = 1.5 * split.deviation
      while distance < 1.5 * s, distance > 0 {
        edges += [split.mean - distance, split.mean + distance]
        distance *= 3
      }
    }
    edges = edges.filter { $0 >= low && $0 <= high }.sorted()
    var sum = 0.0
    for (from, to) in zip(edges, edges.dropFirst()) where to > from {
      let (middle, half) = (0.5 * (from + to), 0.5 * (to - from))
      sum += half * GaussLegendre.twenty.sum { x in exp(middle + half * x) * probability(middle + half * x) }
    }
    return spot * sum
  }
}
