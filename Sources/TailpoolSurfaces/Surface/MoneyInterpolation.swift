import TailpoolLibc
import TailpoolPricing

/// The weight λ with which the prices of two expiries are mixed between them,
///
///     C(k, T) = (1 − λ(T)) C₁(k) + λ(T) C₂(k)
///
/// such that total variance at the money is linear in time. A mixture of prices has no butterfly that the two have not, and
/// rises in time where C₂ ≥ C₁.
struct MoneyInterpolation {
  private let first: Double
  private let second: Double
  private let start: Double
  private let end: Double

  /// - Parameters:
  ///   - first: Total variance at the money of the earlier expiry, > 0.
  ///   - second: The same of the later expiry.
  ///   - start: Years to the earlier expiry.
  ///   - end: Years to the later expiry, > start.
  init(_ first: Double, _ second: Double, _ start: Double, _ end: Double) {
    (self.first, self.second, self.start, self.end) = (first, second, start, end)
  }

  /// λ at a time between the two.
  func weight(at years: Double) -> Double {
    let share = (years - start) / (end - start)
    let low = price(first)
    let range = price(second) - low
    guard hasDigits(range, low) else { return share }
    return min(max((price(first + share * (second - first)) - low) / range, 0), 1)
  }

  /// dλ/dT.
  private func weightSlope(at years: Double) -> Double {
    let low = price(first)
    let range = price(second) - low
    guard hasDigits(range, low) else { return 1 / (end - start) }
    let rate = (second - first) / (end - start)
    let s = (first + rate * (years - start)).squareRoot()
    return NormalizedBlack.vega(x: 0, s: s) / (2 * s) * rate / range
  }

  /// ∂w/∂T at a log-moneyness.
  ///
  /// - Parameters:
  ///   - k: The log-moneyness.
  ///   - years: The time, from the earlier expiry to the later one.
  ///   - w: Total variance there.
  ///   - left: Logarithm of the earlier expiry's price out of the money in units of the forward.
  ///   - right: The same of the later expiry.
  func timeSlope(_ k: Double, years: Double, totalVariance w: Double, left: Double, right: Double) -> Double {
    let s = w.squareRoot()
    let d1 = -k / s + 0.5 * s
    let logDensity = -0.5 * d1 * d1 - 0.918938533204672742
    // From the larger of the two prices, so that the difference keeps its digits and cannot overflow.
    let gain =
      right >= left
      ? -exp(right - logDensity) * expm1(left - right) : exp(left - logDensity) * expm1(right - left)
    return weightSlope(at: years) * 2 * s * gain
  }

  /// The forward variance per year at the money after the last of some expiries, ≥ 0: that of the last interval.
  static func lastRate(years: [Double], moneyVariances: [Double]) -> Double {
    let count = years.count
    guard count > 1 else { return moneyVariances[0] / years[0] }
    return max((moneyVariances[count - 1] - moneyVariances[count - 2]) / (years[count - 1] - years[count - 2]), 0)
  }

  private func price(_ variance: Double) -> Double { NormalizedBlack.price(x: 0, s: variance.squareRoot()) }

  /// Too small a range has no digits left; the weight then hardly matters.
  private func hasDigits(_ range: Double, _ low: Double) -> Bool { abs(range) > 1e-12 * low }
}
