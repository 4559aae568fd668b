import TailpoolMarket

/// The displaced (shifted) lognormal formula: Black-76 on forward + shift and strike + shift.
///
/// The forward may be negative down to −shift; its differential is volatility · (forward + shift) dW.
///
/// Source: M. Rubinstein, "Displaced diffusion option pricing", Journal of Finance 38 (1983) 213.
public enum ShiftedBlack {
  /// The price of a European option on a forward.
  ///
  ///     price = Black76.price(forward + shift, strike + shift)
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - forward: Forward price, finite and ≥ −shift, in quote currency.
  ///   - strike: Strike, finite and ≥ −shift, same unit.
  ///   - shift: The displacement, finite, same unit; 0 is Black-76.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility of the shifted forward, ≥ 0; +∞ is allowed.
  ///   - discountFactor: Discount factor to expiry, finite and ≥ 0; 1 gives the undiscounted price.
  /// - Returns: Price of one unit, same unit as `forward`; limits as in `Black76.price`. An argument out of its range, or
  ///   NaN, gives NaN.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative on every row of References/Tables/shifted_black.csv.
  /// - Complexity: O(1), no allocation.
  @inlinable
  public static func price(
    _ type: OptionType, forward: Double, strike: Double, shift: Double, years: Double, volatility: Double,
    discountFactor: Double = 1
  ) -> Double {
    Black76.price(
      type, forward: forward + shift, strike: strike + shift, years: years, volatility: volatility,
      discountFactor: discountFactor)
  }

  /// The price and its derivatives with respect to forward, volatility, time and strike at a fixed shift.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `Black76Greeks` names them; limits as in `Black76.greeks`.
  /// - Accuracy: 6 (1 + cond) 2⁻⁵³ relative on every row of References/Tables/shifted_black.csv.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    _ type: OptionType, forward: Double, strike: Double, shift: Double, years: Double, volatility: Double,
    discountFactor: Double = 1
  ) -> Black76Greeks {
    Black76.greeks(
      type, forward: forward + shift, strike: strike + shift, years: years, volatility: volatility,
      discountFactor: discountFactor)
  }
}
