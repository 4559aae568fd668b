import TailpoolLibc
import TailpoolNumerics

/// Logarithms of normalized Black prices, finite far beyond where the prices underflow.
package enum LogBlack {
  private static let logRootTwoPi = 0.918938533204672742

  /// log b(x, s) for s > 0 and any x.
  package static func price(x: Double, s: Double) -> Double {
    let a = abs(x) / s
    let t = 0.5 * s
    if t - a > MillsSpread.bodyThreshold { return log(NormalizedBlack.price(x: x, s: s)) }
    return -0.5 * (a * a + t * t) - logRootTwoPi + log(MillsSpread.value(a: a, t: t))
  }

  /// The logarithm of the price out of the money in units of the forward.
  package static func outOfTheMoney(_ k: Double, totalVariance: Double) -> Double {
    0.5 * k + price(x: k, s: totalVariance.squareRoot())
  }

  /// d log b / d log s, ≥ 0.
  package static func elasticity(x: Double, s: Double) -> Double {
    let a = abs(x) / s
    let t = 0.5 * s
    if t - a > MillsSpread.bodyThreshold {
      return s * NormalizedBlack.vega(x: x, s: s) / NormalizedBlack.price(x: x, s: s)
    }
    return s / MillsSpread.value(a: a, t: t)
  }

  /// The deviation s at which log b(x, s) takes a value.
  ///
  /// - Parameters:
  ///   - x: Log-moneyness, finite.
  ///   - logPrice: log b < −|x|/2.
  /// - Returns: s > 0; NaN when there is none.
  package static func deviation(x: Double, logPrice: Double) -> Double {
    if logPrice > -600 {
      switch ImpliedVolatility.normalizedDeviation(x: x, price: exp(logPrice)) {
      case .value(let s): return s
      default: return .nan
      }
    }
    // In y = 1/s² the logarithm is nearly the straight line −x² y / 2; Newton's steps on it settle at once.
    var y = -2 * logPrice / (x * x)
    for _ in 0..<50 {
      let s = 1 / y.squareRoot()
      let error = price(x: x, s: s) - logPrice
      let step = error / (-0.5 * elasticity(x: x, s: s) / y)
      let next = max(y - step, 0.1 * y)
      if abs(next - y) <= 0x1p-51 * y { return 1 / next.squareRoot() }
      y = next
    }
    return 1 / y.squareRoot()
  }
}
