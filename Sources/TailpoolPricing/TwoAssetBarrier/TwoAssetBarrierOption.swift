import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// European options on one asset with a barrier on another, watched continuously, both lognormal.
///
/// Source: R. Heynen and H. Kat, "Crossing barriers", Risk 7 (1994) 46.
public enum TwoAssetBarrierOption {
  /// The price of an option with an outside barrier.
  ///
  /// Given where the second asset ends, whether it has been at the barrier does not depend on the first, and the first is lognormal:
  /// with ε the standard normal variable of the second, x its distance from the barrier at expiry and a that of the spot, in deviations,
  ///
  ///     out = ∫ φ(ε) (1 − exp(−2ax)) V(S₁ exp(ρσ₁√T ε − ρ²σ₁²T/2), σ₁√(1 − ρ²)) dε
  ///
  /// over x > 0, V being the vanilla option: a sum of positive terms. A knock-in is the vanilla option less it.
  ///
  /// - Parameters:
  ///   - kind: Up or down, in or out, for the second asset.
  ///   - type: Call or put on the first asset.
  ///   - spot1: Spot of the asset that pays, finite and ≥ 0.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - spot2: Spot of the asset with the barrier, finite and > 0.
  ///   - barrier: Barrier, finite and > 0, same unit as `spot2`.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility1: Annual volatility of the first asset, ≥ 0; σ₁√T at most 24.
  ///   - volatility2: Annual volatility of the second asset, finite and ≥ 0.
  ///   - correlation: Of both logarithms, in [−1, 1].
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield1: Yield of the first asset, finite.
  ///   - dividendYield2: Yield of the second asset, finite.
  /// - Returns: Price of one unit, ≥ 0 and at most the vanilla option. A second asset at the barrier or beyond it has reached it. An
  ///   argument out of its range, or NaN, gives NaN.
  /// - Accuracy: 1e-12 of the larger of spot and strike, by agreement with `BarrierOption` where both assets are one, and with the
  ///   bivariate normal distribution. There are no Greeks.
  /// - Complexity: About 10 to 80 panels of 20 prices.
  public static func price(
    _ kind: BarrierKind, _ type: OptionType, spot1: Double, strike: Double, spot2: Double, barrier: Double,
    years: Double, volatility1: Double, volatility2: Double, correlation: Double, rate: Double, dividendYield1: Double,
    dividendYield2: Double
  ) -> Double {
    func vanilla(_ spot: Double, _ volatility: Double) -> Double {
      BlackScholesMerton.price(
        type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield1)
    }
    let whole = vanilla(spot1, volatility1)
    guard
      !whole.isNaN, spot2 > 0, spot2 < .infinity, barrier > 0, barrier < .infinity,
      volatility1 * years.squareRoot() <= 24,
      volatility2 >= 0, volatility2 < .infinity, abs(correlation) <= 1, abs(dividendYield2) < .infinity,
      exp(-rate * years) < .infinity
    else { return .nan }
    if kind.isCrossed(spot: spot2, barrier: barrier) { return kind.isKnockIn ? whole : 0 }
    let s = volatility2 * years.squareRoot()
    let carry = (rate - dividendYield2) * years
    let distance = logRatio(barrier, spot2)
    let out: Double
    if s < 1e-150 {
      out = years > 0 && (kind.isUp ? carry >= distance : carry <= distance) ? 0 : whole
    } else {
      let first = correlation * volatility1 * years.squareRoot()
      let rest = volatility1 * ((1 - correlation) * (1 + correlation)).squareRoot()
      let level = (distance - carry) / s + 0.5 * s
      var bends = [StateIntegral.Bend(place: level, width: 1 / (1 + abs(distance) / s))]
      if first != 0, strike > 0, spot1 > 0 {
        let forward = logRatio(strike, spot1) - (rate - dividendYield1) * years
        bends.append(
          StateIntegral.Bend(
            place: (forward + 0.5 * first * first) / first, width: rest * years.squareRoot() / abs(first)))
      }
      let integral = StateIntegral(
        from: kind.isUp ? -.infinity : level, to: kind.isUp ? level : .infinity, shift: first, bends: bends)
      let mean = integral.mean { z in
        -expm1(-2 * (abs(distance) / s) * abs(z - level)) * vanilla(spot1 * exp(first * (z - 0.5 * first)), rest)
      }
      out = min(max(mean, 0), whole)
    }
    return kind.isKnockIn ? whole - out : out
  }
}
