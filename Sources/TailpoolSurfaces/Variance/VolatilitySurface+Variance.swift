import TailpoolPricing

extension VolatilitySurface {
  /// The fair variance and volatility of the time to an expiry, replicated by the options of the surface.
  ///
  /// - Parameters:
  ///   - years: Time to expiry in years, finite and > 0.
  ///   - range: The log-moneyness of the strikes that the surface was fitted to, so that the share of its extrapolation is told; nil for none.
  /// - Returns: The strikes of swaps on variance and on volatility that cost nothing now (`VarianceReplication`). NaN where the surface has no
  ///   total variance or its wings are too steep for the integrals to end.
  /// - Accuracy: 1e-10 of the variance where the smile is smooth, with σ√T up to 2.
  /// - Complexity: Some thousand evaluations.
  public func varianceReplication(years: Double, range: ClosedRange<Double>? = nil) -> VarianceReplication {
    VarianceReplication(years: years, range: range) { totalVariance(logMoneyness: $0, years: years) }
  }

  /// The fair variance a year of the time between two expiries, seen from now.
  ///
  /// - Parameters:
  ///   - start: Years to the begin, finite and ≥ 0.
  ///   - end: Years to the end, > start.
  /// - Returns: (V(end) · end − V(start) · start) / (end − start), ≥ 0 on a surface without calendar arbitrage; NaN for years out of range.
  /// - Complexity: As of `varianceReplication`, twice.
  public func forwardVariance(from start: Double, to end: Double) -> Double {
    guard start >= 0, end > start, end < .infinity else { return .nan }
    let before = start > 0 ? varianceReplication(years: start).variance * start : 0
    return (varianceReplication(years: end).variance * end - before) / (end - start)
  }
}
