extension VolatilitySurface {
  /// Dupire's local variance: the square of the volatility that a diffusion has at a forward price and a time.
  ///
  ///     σ²(k, T) = (∂w/∂T) / g(k),   g = (1 − k w′ / 2w)² − w′²/4 (1/w + 1/4) + w″/2
  ///
  /// from the surface's own derivatives, so that nothing is differenced.
  ///
  /// - Parameters:
  ///   - logMoneyness: k = log(price / forward), finite.
  ///   - years: Time in years, finite and > 0; at an expiry of the surface the value to its right.
  /// - Returns: The variance per year, ≥ 0. NaN for arguments out of range and where the surface has arbitrage, ∂w/∂T < 0 or
  ///   g ≤ 0: there is no such diffusion.
  /// - Accuracy: That of the derivatives over g: a few digits are lost where the density is near zero.
  /// - Complexity: One evaluation with derivatives.
  /// - Source: B. Dupire, Risk 7 (1994) 18; J. Gatheral, The Volatility Surface (2006), chapter 1.
  public func localVariance(logMoneyness: Double, years: Double) -> Double {
    let slope = timeSlope(logMoneyness: logMoneyness, years: years)
    let density = derivatives(logMoneyness: logMoneyness, years: years).durrleman(at: logMoneyness)
    return slope >= 0 && density > 0 ? slope / density : .nan
  }

  /// The square root of the local variance.
  ///
  /// - Parameters: As of `localVariance`.
  /// - Returns: An annual volatility ≥ 0, or NaN as `localVariance`.
  public func localVolatility(logMoneyness: Double, years: Double) -> Double {
    localVariance(logMoneyness: logMoneyness, years: years).squareRoot()
  }
}
