import Foundation
import TailpoolMarket
import TailpoolPricing
import _TailpoolTestSupport

/// A made-up option with two barriers and its market.
struct DoubleBarrierMarket: CustomStringConvertible {
  var kind = DoubleBarrierKind.knockOut
  var type = OptionType.call
  var spot = 100.0
  var strike = 98.0
  var lower = 85.0
  var upper = 120.0
  var rebate = 0.0
  var years = 0.5
  var volatility = 0.3
  var rate = 0.04
  var dividendYield = 0.01

  init() {}

  /// Barriers a fifth of a deviation to twenty deviations apart, the strike anywhere about them.
  init(_ generator: inout SeededGenerator) {
    spot = pow(10, generator.uniform(-9, 9))
    type = generator.uniform(0, 1) < 0.5 ? .call : .put
    kind = generator.uniform(0, 1) < 0.5 ? .knockOut : .knockIn
    years = pow(10, generator.uniform(-2.5, 1))
    volatility = generator.uniform(0.03, 1.2)
    let width = pow(10, generator.uniform(-0.7, 1.3)) * volatility * years.squareRoot()
    let part = generator.uniform(0.001, 0.999)
    lower = spot * exp(-part * width)
    upper = spot * exp((1 - part) * width)
    strike = spot * exp(generator.uniform(-1.2, 1.2) * width)
    rate = generator.uniform(-0.06, 0.15)
    dividendYield = generator.uniform(-0.06, 0.15)
  }

  func greeks() -> BarrierOption.Greeks {
    DoubleBarrierOption.greeks(
      kind, type, spot: spot, strike: strike, lowerBarrier: lower, upperBarrier: upper, rebate: rebate, years: years,
      volatility: volatility, rate: rate, dividendYield: dividendYield)
  }

  func price(hasCrossed: Bool = false) -> Double {
    DoubleBarrierOption.price(
      kind, type, spot: spot, strike: strike, lowerBarrier: lower, upperBarrier: upper, rebate: rebate, years: years,
      volatility: volatility, rate: rate, dividendYield: dividendYield, hasCrossed: hasCrossed)
  }

  func touch(_ payoff: DoubleTouchPayoff, hasTouched: Bool = false) -> Double {
    DoubleTouchOption.price(
      payoff, spot: spot, lowerBarrier: lower, upperBarrier: upper, years: years, volatility: volatility, rate: rate,
      dividendYield: dividendYield, hasTouched: hasTouched)
  }

  func single(_ kind: BarrierKind) -> Double {
    BarrierOption.price(
      kind, type, spot: spot, strike: strike, barrier: kind.isUp ? upper : lower, rebate: rebate, years: years,
      volatility: volatility, rate: rate, dividendYield: dividendYield)
  }

  var vanilla: Double {
    BlackScholesMerton.price(
      type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield)
  }

  func with(_ change: (inout DoubleBarrierMarket) -> Void) -> DoubleBarrierMarket {
    var market = self
    change(&market)
    return market
  }

  var description: String {
    "\(kind.rawValue) \(type) S \(spot) K \(strike) L \(lower) U \(upper) R \(rebate) T \(years) σ \(volatility) r \(rate) "
      + "q \(dividendYield)"
  }
}
