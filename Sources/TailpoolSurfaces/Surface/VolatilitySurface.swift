/// Total variance of one expiry with its derivatives against log-moneyness, at one point.
public struct TotalVarianceDerivatives: Hashable, Sendable {
  /// w = σ²T.
  public var totalVariance: Double
  /// dw/dk.
  public var slope: Double
  /// d²w/dk².
  public var curvature: Double

  /// Creates the values; see the properties.
  public init(totalVariance: Double, slope: Double, curvature: Double) {
    self.totalVariance = totalVariance
    self.slope = slope
    self.curvature = curvature
  }

  /// Durrleman's function, which is negative exactly where the price density is.
  ///
  ///     g = (1 − k w′ / 2w)² − w′²/4 (1/w + 1/4) + w″/2
  ///
  /// - Parameter logMoneyness: k = log(strike / forward), where the derivatives were taken.
  /// - Returns: g; NaN where the total variance is not positive.
  /// - Accuracy: 1e-14 max(1, |g|) on every row of References/Tables/svi_raw.csv.
  /// - Source: V. Durrleman (2003); J. Gatheral and A. Jacquier, "Arbitrage-free SVI volatility surfaces" (2014).
  public func durrleman(at logMoneyness: Double) -> Double {
    guard totalVariance > 0 else { return .nan }
    let moneyness = 1 - logMoneyness * slope / (2 * totalVariance)
    return moneyness * moneyness - 0.25 * slope * slope * (1 / totalVariance + 0.25) + 0.5 * curvature
  }
}

/// The smile of one expiry: total variance against k = log(strike / forward).
public protocol VolatilitySlice: Sendable {
  /// Total variance σ²T and its first two derivatives.
  ///
  /// - Parameter logMoneyness: k = log(strike / forward), finite.
  func derivatives(at logMoneyness: Double) -> TotalVarianceDerivatives
}

extension TotalVarianceDerivatives {
  /// All values times a number.
  public func scaled(by factor: Double) -> TotalVarianceDerivatives {
    TotalVarianceDerivatives(
      totalVariance: totalVariance * factor, slope: slope * factor, curvature: curvature * factor)
  }
}

extension VolatilitySlice {
  /// Total variance σ²T.
  ///
  /// - Parameter logMoneyness: k = log(strike / forward), finite.
  public func totalVariance(at logMoneyness: Double) -> Double { derivatives(at: logMoneyness).totalVariance }
}

/// A volatility surface: total variance against log-forward-moneyness and years, whatever its family.
public protocol VolatilitySurface: Sendable {
  /// Total variance σ²T.
  ///
  /// - Parameters:
  ///   - logMoneyness: k = log(strike / forward), finite.
  ///   - years: Time to expiry in years, finite and > 0.
  /// - Returns: σ²T ≥ 0; NaN for arguments out of range.
  func totalVariance(logMoneyness: Double, years: Double) -> Double

  /// Total variance and its first two derivatives against log-moneyness.
  ///
  /// - Parameters: As of `totalVariance`.
  func derivatives(logMoneyness: Double, years: Double) -> TotalVarianceDerivatives

  /// The derivative of total variance against years at fixed log-moneyness, ∂w/∂T.
  ///
  /// With `derivatives` it gives Dupire's local variance, (∂w/∂T) / g.
  ///
  /// - Parameters: As of `totalVariance`.
  /// - Returns: ≥ 0 where there is no calendar arbitrage; the derivative to the right at an expiry; NaN for arguments out
  ///   of range.
  func timeSlope(logMoneyness: Double, years: Double) -> Double
}

extension VolatilitySurface {
  /// The annual lognormal volatility.
  ///
  /// - Parameters: As of `totalVariance`.
  /// - Returns: √(w / T); NaN for arguments out of range.
  public func volatility(logMoneyness: Double, years: Double) -> Double {
    (totalVariance(logMoneyness: logMoneyness, years: years) / years).squareRoot()
  }
}
