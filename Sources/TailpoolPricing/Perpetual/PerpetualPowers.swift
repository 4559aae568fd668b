/// The two powers of the spot that solve the perpetual pricing equation.
///
///     σ²/2 γ (γ − 1) + b γ = λ,   upper > 0 ≥ lower
///
/// with b the drift of the spot and λ ≥ 0 the rate at which value decays.
struct PerpetualPowers {
  /// The positive root; > 1 when λ > b.
  let upper: Double
  /// The root ≤ 0.
  let lower: Double

  /// Solves the quadratic; the smaller root comes from the product of both, so that it never cancels.
  init(volatility: Double, drift: Double, decay: Double) {
    let variance = volatility * volatility
    let center = 0.5 - drift / variance
    let product = 2 * decay / variance
    let distance = (center * center + product).squareRoot()
    if center >= 0 {
      upper = center + distance
      lower = upper > 0 ? -product / upper : 0
    } else {
      lower = center - distance
      upper = -product / lower
    }
  }

  /// The derivative of a root with respect to a parameter whose effect on the quadratic is `change`.
  static func derivative(_ root: Double, change: Double, volatility: Double, drift: Double) -> Double {
    -change / (volatility * volatility * (root - 0.5) + drift)
  }
}
