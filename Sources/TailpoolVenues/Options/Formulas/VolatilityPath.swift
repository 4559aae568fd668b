import TailpoolLibc

/// How the volatility moves as a pool sells: v(x), with x the number of options that it has sold.
public enum VolatilityPath: Hashable, Sendable {
  /// v = v₀ + slope x.
  case linear(volatility: Double, slope: Double)
  /// v = v₀ exp(rate x).
  case exponential(volatility: Double, rate: Double)
  /// v² = v₀² + slope x.
  case linearVariance(volatility: Double, slope: Double)
  /// v = (b₀ + base slope x) (s₀ + skew slope x): a base volatility and a skew that move together.
  case product(base: Double, baseSlope: Double, skew: Double, skewSlope: Double)

  /// The volatility where so many were sold; 0 where the formula falls below zero.
  ///
  /// - Parameter sold: Options sold, any finite number.
  /// - Returns: A volatility ≥ 0; NaN for a NaN argument.
  public func volatility(at sold: Double) -> Double {
    switch self {
    case .linear(let volatility, let slope): atLeastZero(volatility + slope * sold)
    case .exponential(let volatility, let rate): volatility * exp(rate * sold)
    case .linearVariance(let volatility, let slope): atLeastZero(volatility * volatility + slope * sold).squareRoot()
    case .product(let base, let baseSlope, let skew, let skewSlope):
      atLeastZero(base + baseSlope * sold) * atLeastZero(skew + skewSlope * sold)
    }
  }

  /// The numbers sold at which the volatility meets zero, where the integrand of a premium has a kink.
  var zeros: [Double] {
    switch self {
    case .linear(let volatility, let slope): [-volatility / slope]
    case .exponential: []
    case .linearVariance(let volatility, let slope): [-volatility * volatility / slope]
    case .product(let base, let baseSlope, let skew, let skewSlope): [-base / baseSlope, -skew / skewSlope]
    }
  }

  private func atLeastZero(_ value: Double) -> Double { value < 0 ? 0 : value }
}
