import TailpoolLibc
import TailpoolMarket

extension PowerPerpetual {
  /// Price and sensitivities of a power perpetual.
  public struct Greeks: Hashable, Sendable {
    /// Mark of one unit.
    public var price: Double
    /// dV/dS.
    public var delta: Double
    /// d²V/dS².
    public var gamma: Double
    /// dV/dσ, per 1.00 of volatility.
    public var vega: Double
    /// dV/dr, per 1.00 of rate.
    public var rho: Double
    /// dV/d(funding period), per year.
    public var fundingSensitivity: Double
  }
}

/// Power perpetuals: contracts without expiry on a power of the spot, kept near it by funding.
///
/// Source: D. White, D. Robinson, Z. Koticha et al., "Power Perpetuals", Paradigm (2021).
public enum PowerPerpetual {
  /// The mark that funding makes fair, and its derivatives.
  ///
  /// With h = f (p − 1)(r + p σ²/2), the growth of the expected power over a funding period f less its discount:
  ///
  ///     V = Sᵖ / (2 e⁻ʰ − 1)   (discrete),   V = Sᵖ / (1 − h)   (continuous)
  ///
  /// - Parameters:
  ///   - spot: Spot price, finite and > 0.
  ///   - power: The power p, finite.
  ///   - rate: Interest rate, finite, continuously compounded; the asset pays no dividend.
  ///   - volatility: Annual lognormal volatility, finite and ≥ 0.
  ///   - fundingPeriod: Funding period in years, finite and ≥ 0.
  ///   - funding: How funding is paid.
  /// - Returns: Price and derivatives. Where the power grows faster than funding can hold (h ≥ 1, or ≥ log 2 when
  ///   discrete) the price is +∞ and its derivatives NaN. An argument out of its range, or NaN, gives NaN throughout.
  /// - Accuracy: 1e-12 relative on every row of References/Tables/power_perp.csv.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    spot: Double, power: Double, rate: Double, volatility: Double, fundingPeriod: Double, funding: Funding
  ) -> PowerPerpetual.Greeks {
    guard
      spot > 0, spot < .infinity, power.isFinite, rate.isFinite, isFiniteNonnegative(volatility),
      isFiniteNonnegative(fundingPeriod)
    else { return unpriced(.nan) }
    let growth = (power - 1) * (rate + 0.5 * power * volatility * volatility)
    let h = fundingPeriod * growth
    let gap = funding == .discrete ? 2 * expm1(-h) + 1 : 1 - h
    guard gap > 0 else { return unpriced(.infinity) }
    let price = pow(spot, power) / gap
    // d log V / dh
    let slope = price * (funding == .discrete ? (gap + 1) / gap : 1 / gap)
    return PowerPerpetual.Greeks(
      price: price, delta: power * price / spot, gamma: power * (power - 1) * price / (spot * spot),
      vega: slope * fundingPeriod * (power - 1) * power * volatility, rho: slope * fundingPeriod * (power - 1),
      fundingSensitivity: slope * growth)
  }

  /// The factor by which a unit of a power perpetual shrinks as its funding is paid in kind.
  ///
  ///     next = factor · (index / mark)^(elapsed / period),   mark held to [0.8, 1.4] · index
  ///
  /// - Parameters:
  ///   - factor: The factor before, finite and ≥ 0.
  ///   - index: The power of the spot, finite and > 0.
  ///   - mark: The traded price, finite and ≥ 0.
  ///   - elapsedSeconds: Seconds since the last funding, ≥ 0.
  ///   - periodSeconds: Funding period in seconds, > 0; 17.5 days by default.
  /// - Returns: The factor after; NaN for arguments out of range.
  /// - Accuracy: 1e-12 relative.
  /// - Source: Opyn, Squeeth contracts, `Controller._getNewNormalizationFactor`.
  public static func normalization(
    factor: Double, index: Double, mark: Double, elapsedSeconds: Double, periodSeconds: Double = 1_512_000
  ) -> Double {
    guard
      isFiniteNonnegative(factor), index > 0, index < .infinity, isFiniteNonnegative(mark),
      isFiniteNonnegative(elapsedSeconds), periodSeconds > 0
    else { return .nan }
    let held = min(max(mark, 0.8 * index), 1.4 * index)
    return factor * exp(logRatio(index, held) * elapsedSeconds / periodSeconds)
  }

  private static func unpriced(_ price: Double) -> PowerPerpetual.Greeks {
    PowerPerpetual.Greeks(
      price: price, delta: .nan, gamma: .nan, vega: .nan, rho: .nan, fundingSensitivity: .nan)
  }
}
