import TailpoolLibc
import TailpoolMarket

extension BarrierOption {
  /// Price and sensitivities of a barrier option.
  public struct Greeks: Hashable, Sendable {
    /// Price of one unit, V.
    public var price: Double
    /// dV/dS.
    public var delta = 0.0
    /// d²V/dS².
    public var gamma = 0.0
    /// dV/dσ, per 1.00 of volatility.
    public var vega = 0.0
    /// −dV/dT, per year.
    public var theta = 0.0
    /// dV/dr at fixed yield.
    public var rho = 0.0

    init(price: Double) { self.price = price }

    static var invalid: BarrierOption.Greeks {
      var greeks = BarrierOption.Greeks(price: .nan)
      (greeks.delta, greeks.gamma, greeks.vega, greeks.theta, greeks.rho) = (.nan, .nan, .nan, .nan, .nan)
      return greeks
    }

    init(_ vanilla: BlackScholesMerton.Greeks) {
      price = vanilla.price
      (delta, gamma, vega, theta, rho) = (vanilla.delta, vanilla.gamma, vanilla.vega, vanilla.theta, vanilla.rho)
    }
  }
}

extension BarrierOption {
  /// The price and its derivatives with respect to spot, volatility, time and rate.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `BarrierOption.Greeks` names them, those of the living side as the spot nears the barrier.
  ///   At the barrier or beyond it they are those of what the option has become: of a rebate paid now, 0. Where σ√T is 0
  ///   they are those of the path that the spot then follows. An argument out of its range, or NaN, gives NaN throughout.
  /// - Accuracy: Delta, gamma and vega to 2e-12 of themselves on every row of References/Tables/barrier.csv. Very close to
  ///   the barrier and very far in the tails they are not relative to themselves, as the price is.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    _ kind: BarrierKind, _ type: OptionType, spot: Double, strike: Double, barrier: Double, rebate: Double = 0,
    years: Double, volatility: Double, rate: Double, dividendYield: Double, hasCrossed: Bool = false
  ) -> BarrierOption.Greeks {
    BarrierPricer(
      kind, type, strike: strike, barrier: barrier, rebate: rebate, years: years, rate: rate,
      dividendYield: dividendYield, hasCrossed: hasCrossed
    ).greeks(spot: spot, volatility: volatility)
  }
}

extension BarrierPricer {
  /// The price and its derivatives at a spot and a volatility; as `BarrierOption.greeks`.
  package func greeks(spot: Double, volatility: Double) -> BarrierOption.Greeks {
    var greeks = BarrierOption.Greeks(price: price(spot: spot, volatility: volatility))
    switch situation(spot: spot, volatility: volatility) {
    case .invalid: return .invalid
    case .ended, .rebateNow: break
    case .vanilla:
      return BarrierOption.Greeks(
        BlackScholesMerton.greeks(
          type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
          dividendYield: dividendYield))
    case .rebateAtExpiry:
      greeks.theta = rate * greeks.price
      greeks.rho = -years * greeks.price
    case .rebateAfter(let wait):
      greeks.takePower(rate: rate, dividendYield: dividendYield, spot: spot, wait: wait)
    case .open(let market):
      greeks.take(slopes(market), spot: spot, years: years, rate: rate, dividendYield: dividendYield, s: market.s)
    }
    return greeks
  }

  private func slopes(_ market: BarrierCoordinates) -> BarrierSlopes {
    var slopes = kind.isKnockIn ? market.knockInSlopes : market.knockOutSlopes
    if rebate > 0 {
      slopes.add(
        kind.isKnockIn
          ? market.survivalSlopes : market.hitSlopes(rate: rate * years, yield: dividendYield * years), times: rebate)
    }
    return slopes
  }
}

extension BarrierOption.Greeks {
  mutating func take(
    _ slopes: BarrierSlopes, spot: Double, years: Double, rate: Double, dividendYield: Double, s: Double
  ) {
    delta = slopes.logSpot / spot
    gamma = slopes.curvature / spot / spot
    vega = slopes.deviation * years.squareRoot()
    theta = -(0.5 * slopes.deviation * s / years + slopes.rate * rate + slopes.yield * dividendYield)
    rho = slopes.rate * years
  }

  /// Adds the derivatives of another price, but not the price.
  mutating func addSlopes(of other: BarrierOption.Greeks) {
    delta += other.delta
    gamma += other.gamma
    vega += other.vega
    theta += other.theta
    rho += other.rho
  }

  /// The derivatives of a payment that a spot without volatility reaches after a time: it is worth P (S/H)^(r/(r − q)).
  mutating func takePower(rate: Double, dividendYield: Double, spot: Double, wait: Double) {
    let power = rate / (rate - dividendYield)
    delta = power * price / spot
    gamma = (power - 1) * delta / spot
    rho = wait * (power - 1) * price
  }
}
