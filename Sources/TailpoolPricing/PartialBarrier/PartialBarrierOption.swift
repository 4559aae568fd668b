import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// European options whose barrier is watched during a part of their time, in the Black–Scholes–Merton model.
///
/// Source: R. Heynen and H. Kat, "Partial barrier options", Journal of Financial Engineering 3 (1994) 253.
public enum PartialBarrierOption {
  /// When the barrier is watched.
  public enum Window: String, Hashable, Sendable, CaseIterable {
    /// From now to the instant (type A).
    case start
    /// From the instant to expiry; only what reaches the barrier counts, from either side (type B1).
    case end
    /// From the instant to expiry; what is beyond the barrier at the instant counts as well (type B2).
    case endBeyond = "end-beyond"
  }

  /// The price of an option with a barrier that is watched for a part of its time.
  ///
  /// The mean over the state of the underlying at the instant: of the vanilla option that is left, over the paths that have not reached
  /// the barrier before, or of the barrier option that is left. Every term is positive; a knock-in is the vanilla option less it.
  ///
  /// - Parameters:
  ///   - kind: Up or down, in or out. For `end` the direction does not matter.
  ///   - type: Call or put.
  ///   - window: When the barrier is watched.
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - barrier: Barrier, finite and > 0, same unit.
  ///   - instant: When watching ends or starts, in years, from 0 to `years`.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0 (0.20 is 20 %); σ√T at most 24, beyond which the
  ///     underlying of a mean leaves the range of numbers.
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: Price of one unit, ≥ 0 and at most the vanilla option. While the barrier is watched from the start a spot at the
  ///   barrier or beyond it has reached it. An argument out of its range, or NaN, gives NaN.
  /// - Accuracy: 1e-12 of the larger of spot and strike, by agreement with the full barrier option, the vanilla one and the bivariate
  ///   normal distribution. There are no Greeks.
  /// - Complexity: About 20 to 80 panels of 20 prices.
  public static func price(
    _ kind: BarrierKind, _ type: OptionType, _ window: Window, spot: Double, strike: Double, barrier: Double,
    instant: Double, years: Double, volatility: Double, rate: Double, dividendYield: Double
  ) -> Double {
    let vanilla = BlackScholesMerton.price(
      type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield)
    guard
      !vanilla.isNaN, barrier > 0, barrier < .infinity, volatility * years.squareRoot() <= 24, instant >= 0,
      instant <= years,
      exp(-rate * years) < .infinity
    else { return .nan }
    let market = PartialBarrierMarket(
      type: type, spot: spot, strike: strike, barrier: barrier, instant: instant, years: years, volatility: volatility,
      rate: rate, dividendYield: dividendYield)
    let out = min(max(market.knockOut(kind.isUp, window), 0), vanilla)
    return kind.isKnockIn ? vanilla - out : out
  }
}

/// An option with its market, of which the barrier is watched up to or from an instant.
private struct PartialBarrierMarket {
  let type: OptionType
  let spot, strike, barrier, instant, years, volatility, rate, dividendYield: Double

  private var left: Double { years - instant }

  func knockOut(_ isUp: Bool, _ window: PartialBarrierOption.Window) -> Double {
    switch window {
    case .start: start(isUp)
    case .end: end(up: true, down: true)
    case .endBeyond: end(up: isUp, down: !isUp)
    }
  }

  private var deviation: Double { volatility * instant.squareRoot() }
  private var carry: Double { (rate - dividendYield) * instant }

  /// Beside the strike, and the barrier, what is left bends over the deviation that is left.
  private func bends(_ s: Double, _ levels: [Double]) -> [StateIntegral.Bend] {
    let width = volatility * left.squareRoot() / s
    return levels.filter { $0 > 0 }.map {
      StateIntegral.Bend(place: (logRatio($0, spot) - carry) / s + 0.5 * s, width: width)
    }
  }

  /// The vanilla option that is left, over the paths that have not reached the barrier.
  private func start(_ isUp: Bool) -> Double {
    guard isUp ? spot < barrier : spot > barrier else { return 0 }
    func vanilla(_ spot: Double) -> Double {
      BlackScholesMerton.price(
        type, spot: spot, strike: strike, years: left, volatility: volatility, rate: rate, dividendYield: dividendYield)
    }
    let s = deviation
    if spot == 0 || s < 1e-150 {
      let isReached = isUp ? carry >= logRatio(barrier, spot) : carry <= logRatio(barrier, spot)
      return spot > 0 && instant > 0 && isReached ? 0 : exp(-rate * instant) * vanilla(spot * exp(carry))
    }
    let distance = abs(logRatio(barrier, spot)) / s
    let level = (logRatio(barrier, spot) - carry) / s + 0.5 * s
    let near = StateIntegral.Bend(place: level, width: 1 / (1 + distance))
    let integral = StateIntegral(
      from: isUp ? -.infinity : level, to: isUp ? level : .infinity, shift: s, bends: bends(s, [strike]) + [near])
    return exp(-rate * instant)
      * integral.mean { z in
        let beyond = abs(z - level)
        return -expm1(-2 * distance * beyond) * vanilla(barrier * exp((z - level) * s))
      }
  }

  /// The barrier option that is left, above the barrier, below it or on both sides.
  private func end(up: Bool, down: Bool) -> Double {
    func option(_ spot: Double) -> Double {
      let isUp = spot < barrier
      guard spot != barrier, isUp ? up : down else { return 0 }
      return BarrierOption.price(
        isUp ? .upAndOut : .downAndOut, type, spot: spot, strike: strike, barrier: barrier, years: left,
        volatility: volatility, rate: rate, dividendYield: dividendYield)
    }
    let s = deviation
    if spot == 0 || s < 1e-150 { return exp(-rate * instant) * option(spot * exp(carry)) }
    let level = (logRatio(barrier, spot) - carry) / s + 0.5 * s
    let integral = StateIntegral(from: -.infinity, to: .infinity, shift: s, bends: bends(s, [strike, barrier]))
    return exp(-rate * instant) * integral.mean { z in option(barrier * exp((z - level) * s)) }
  }
}
