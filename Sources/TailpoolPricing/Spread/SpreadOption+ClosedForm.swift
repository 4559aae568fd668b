import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

extension SpreadOption {
  /// The value of exercising a call where S₁ exceeds a power of S₂ that is tangent to S₂ + K at the forward; a put by parity.
  ///
  ///     b = F₂ / (F₂ + K),   σ² = σ₁² − 2bρσ₁σ₂ + b²σ₂²
  ///     price = A N(d₁) − B N(d₂) − K N(d₃),   dᵢ = (log(A / (B + K)) + mᵢ T) / (σ√T)
  ///     m₁ = σ₁²/2 − bρσ₁σ₂ + b²σ₂²/2,   m₂ = −σ₁²/2 + ρσ₁σ₂ + b²σ₂²/2 − bσ₂²,   m₃ = −σ₁²/2 + b²σ₂²/2
  static func bjerksundStensland(_ type: OptionType, _ market: TwoAssetMarket) -> Double {
    if market.strike < 0 { return bjerksundStensland(type.opposite, market.reversed) }
    let (asset, other, strike) = (market.present1, market.present2, market.presentStrike)
    let intrinsic = asset - other - strike
    let pay = other + strike
    let lower = max(type.sign * intrinsic, 0)
    guard asset > 0, pay > 0 else { return lower }
    let (a, c, rho) = (market.deviation1, market.deviation2, market.correlation)
    let b = other / pay
    let gap = a - b * c
    let squared = gap * gap + 2 * (1 - rho) * a * b * c
    guard squared > 0 else { return lower }
    let deviation = squared.squareRoot()
    let u = log(asset / pay)
    func probability(_ mean: Double) -> Double { NormalDistribution.cumulative((u + mean) / deviation) }
    let call =
      asset * probability(0.5 * squared)
      - other * probability(-0.5 * a * a + rho * a * c + 0.5 * b * b * c * c - b * c * c)
      - strike * probability(-0.5 * a * a + 0.5 * b * b * c * c)
    return max(type == .call ? call : call - intrinsic, lower)
  }
}
