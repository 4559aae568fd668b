import TailpoolPricing

extension FiniteDifferences {
  /// The price of a contract under the local volatility of a surface: the second opinion beside the price at one volatility of the smile.
  ///
  /// The diffusion of Dupire's local variance gives every European option of the surface its own price; a barrier, an early exercise or a digital is then priced with the
  /// whole smile, and no volatility need be chosen for it.
  ///
  /// - Parameters:
  ///   - payoff: What is priced.
  ///   - spot: Spot price, finite and > 0.
  ///   - years: Time to expiry in years, finite and > 0.
  ///   - rate: Continuously compounded rate per year, finite, of the whole time.
  ///   - dividendYield: Continuously compounded yield per year, likewise.
  ///   - surface: A surface without arbitrage; where its local variance is no number above 0, that nearer to the money is taken.
  ///   - resolution: How fine the grid is.
  /// - Returns: As of `FiniteDifferences.price`; NaN throughout where the surface has no local variance at the money.
  /// - Accuracy: European options come back to the surface's own price to 2e-6 of the spot on a smooth surface.
  /// - Complexity: One local variance for each node and step.
  public static func price(
    _ payoff: Payoff, spot: Double, years: Double, rate: Double, dividendYield: Double,
    on surface: some VolatilitySurface, resolution: Resolution = .standard
  ) -> Valuation {
    price(
      payoff, spot: spot, years: years, rate: rate, dividendYield: dividendYield, resolution: resolution
    ) { k, time in surface.localVariance(logMoneyness: k, years: time) }
  }
}
