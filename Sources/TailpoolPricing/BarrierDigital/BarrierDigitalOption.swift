import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// Digital options with one barrier, watched continuously, in the Black–Scholes–Merton model.
///
/// One unit pays at expiry one unit of cash, or what the underlying is worth then, if it ends beyond the strike and the barrier was
/// (in) or was never (out) reached. With a strike of 0 a call is a payment at expiry for the barrier alone. What is paid when the
/// barrier is reached is `TouchOption`; paid in the underlying it is the barrier times that.
///
/// Source: M. Rubinstein and E. Reiner, "Unscrambling the Binary Code", Risk 4 (1991) 75.
public enum BarrierDigitalOption {
  /// The price of a digital option with a barrier.
  ///
  /// In the coordinates of `BarrierOption`, turned so that the barrier h lies below, with m the mean of z when payments are counted in
  /// what is paid, R(a) = e^2mh N(m + 2h − a) the paths that reach the barrier and end above a ≥ h, and P those of all:
  ///
  ///     above k, in:   R(k), or P(k < z < h) + R(h) for k < h        above k, out:  P(z > max(k, h)) − R(max(k, h))
  ///     below k, in:   P(z < h) + R(h) − R(k), or P(z < k) for k < h   below k, out:  P(h < z < k) − R(h) + R(k), or 0 for k < h
  ///
  /// - Parameters:
  ///   - payoff: Cash or asset.
  ///   - kind: Up or down, in or out.
  ///   - type: Call (ends above the strike) or put (below).
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - barrier: Barrier, ≥ 0, same unit; +∞ is allowed.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0 (0.20 is 20 %); +∞ is allowed.
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  ///   - hasCrossed: Whether the barrier was reached before the valuation.
  /// - Returns: Price of one unit, ≥ 0 and at most the digital option without a barrier. A spot at the barrier or beyond it reaches it
  ///   now; the limits are those of `BarrierOption`. An argument out of its range, or NaN, gives NaN.
  /// - Accuracy: 1e-14 of the payment; in and out add up to the option without a barrier. Small prices are not accurate relative to
  ///   themselves.
  /// - Complexity: O(1).
  public static func price(
    _ payoff: DigitalPayoff, _ kind: BarrierKind, _ type: OptionType, spot: Double, strike: Double, barrier: Double,
    years: Double, volatility: Double, rate: Double, dividendYield: Double, hasCrossed: Bool = false
  ) -> Double {
    greeks(
      payoff, kind, type, spot: spot, strike: strike, barrier: barrier, years: years, volatility: volatility,
      rate: rate,
      dividendYield: dividendYield, hasCrossed: hasCrossed
    ).price
  }

  /// The price and its derivatives with respect to spot, volatility, time and rate.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `BarrierOption.Greeks` names them, those of the living side as the spot nears the barrier, and those of
  ///   the digital option or of nothing where the barrier no longer counts. Where σ√T is 0 they are those of the digital option.
  /// - Complexity: O(1).
  public static func greeks(
    _ payoff: DigitalPayoff, _ kind: BarrierKind, _ type: OptionType, spot: Double, strike: Double, barrier: Double,
    years: Double, volatility: Double, rate: Double, dividendYield: Double, hasCrossed: Bool = false
  ) -> BarrierOption.Greeks {
    let pricer = BarrierPricer(
      kind, type, strike: strike, barrier: barrier, rebate: 0, years: years, rate: rate, dividendYield: dividendYield,
      hasCrossed: hasCrossed)
    func free() -> DigitalOption.Greeks {
      DigitalOption.greeks(
        payoff, type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    }
    switch pricer.situation(spot: spot, volatility: volatility) {
    case .invalid: return .invalid
    case .ended, .rebateNow, .rebateAfter, .rebateAtExpiry: return BarrierOption.Greeks(price: 0)
    case .vanilla:
      let free = free()
      var greeks = BarrierOption.Greeks(price: free.price)
      (greeks.delta, greeks.gamma, greeks.vega) = (free.delta, free.gamma, free.vega)
      (greeks.theta, greeks.rho) = (free.theta, free.rho)
      return greeks
    case .open(let market):
      let pieces = market.digitalPieces(isKnockIn: kind.isKnockIn)
      let value = market.digitalValue(pieces, isAsset: payoff == .asset)
      var greeks = BarrierOption.Greeks(price: min(max(value, 0), free().price))
      greeks.take(
        market.digitalSlopes(pieces, isAsset: payoff == .asset), spot: spot, years: years, rate: rate,
        dividendYield: dividendYield, s: market.s)
      return greeks
    }
  }
}

extension BarrierCoordinates {
  /// A probability that a digital price is a sum of.
  struct DigitalPiece {
    let weight: Double
    /// Of the paths that reach the barrier, reflected; of all otherwise.
    let isReflected: Bool
    let level: Double
    /// Above the level; below otherwise.
    let isAbove: Bool
  }

  /// The pieces of a digital price, as `BarrierDigitalOption.price` lists them.
  func digitalPieces(isKnockIn: Bool) -> [DigitalPiece] {
    func all(_ weight: Double, _ level: Double, above: Bool) -> DigitalPiece {
      DigitalPiece(weight: weight, isReflected: false, level: level, isAbove: above)
    }
    func reached(_ weight: Double, _ level: Double) -> DigitalPiece {
      DigitalPiece(weight: weight, isReflected: true, level: level, isAbove: true)
    }
    switch (isOutward, isKnockIn) {
    case (true, true):
      return k >= h ? [reached(1, k)] : between(k, h) + [reached(1, h)]
    case (true, false):
      let level = max(k, h)
      return [all(1, level, above: true), reached(-1, level)]
    case (false, true):
      return k <= h ? [all(1, k, above: false)] : [all(1, h, above: false), reached(1, h), reached(-1, k)]
    case (false, false):
      return k <= h ? [] : between(h, k) + [reached(-1, h), reached(1, k)]
    }
  }

  /// The paths that end between two levels, by the tails away from the forward.
  private func between(_ low: Double, _ high: Double) -> [DigitalPiece] {
    let isAbove = forward < low
    return [
      DigitalPiece(weight: 1, isReflected: false, level: isAbove ? low : high, isAbove: isAbove),
      DigitalPiece(weight: -1, isReflected: false, level: isAbove ? high : low, isAbove: isAbove),
    ]
  }

  /// The discounted value of some pieces.
  func digitalValue(_ pieces: [DigitalPiece], isAsset: Bool) -> Double {
    let mean = isAsset ? drift + eta * s : drift
    let unit = isAsset ? receive : discount
    return pieces.reduce(0) { sum, piece in
      guard piece.isReflected else {
        return sum + piece.weight * unit
          * NormalDistribution.cumulative(piece.isAbove ? mean - piece.level : piece.level - mean)
      }
      if piece.level == .infinity { return sum }
      let argument = mean + 2 * h - piece.level
      let part =
        argument >= 0
        ? exp(2 * mean * h) * NormalDistribution.cumulative(argument)
        : NormalDistribution.density(piece.level - mean) * exp(-2 * h * (h - piece.level))
          * NormalDistribution.millsRatio(-argument)
      return sum + piece.weight * unit * part
    }
  }
}
