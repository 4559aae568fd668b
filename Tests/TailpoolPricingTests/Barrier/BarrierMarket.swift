import Foundation
import TailpoolMarket
import TailpoolPricing
import _TailpoolTestSupport

/// A made-up barrier option and its market.
struct BarrierMarket: CustomStringConvertible {
  var kind: BarrierKind
  var type: OptionType
  var spot, strike, barrier, rebate, years, volatility, rate, dividendYield: Double

  init(
    _ kind: BarrierKind = .downAndOut, _ type: OptionType = .call, spot: Double = 100, strike: Double = 95,
    barrier: Double = 90, rebate: Double = 0, years: Double = 0.5, volatility: Double = 0.25, rate: Double = 0.08,
    dividendYield: Double = 0.04
  ) {
    (self.kind, self.type) = (kind, type)
    (self.spot, self.strike, self.barrier, self.rebate) = (spot, strike, barrier, rebate)
    (self.years, self.volatility, self.rate, self.dividendYield) = (years, volatility, rate, dividendYield)
  }

  /// An option whose barrier has not been reached: near or far from spot and strike by up to four deviations.
  init(_ generator: inout SeededGenerator) {
    let scale = pow(10, generator.uniform(-9, 9))
    self.init(spot: scale)
    kind = BarrierKind.allCases[min(3, Int(generator.uniform(0, 4)))]
    type = generator.uniform(0, 1) < 0.5 ? .call : .put
    years = pow(10, generator.uniform(-2, 1))
    volatility = generator.uniform(0.05, 1.5)
    let deviation = volatility * years.squareRoot()
    strike = scale * exp(generator.uniform(-4, 4) * deviation)
    let distance = pow(10, generator.uniform(-3, 0.6)) * deviation
    barrier = scale * exp(kind.isUp ? distance : -distance)
    rate = generator.uniform(-0.05, 0.15)
    dividendYield = generator.uniform(-0.05, 0.15)
    rebate = scale * generator.uniform(0, 0.2)
  }

  func price(hasCrossed: Bool = false) -> Double {
    BarrierOption.price(
      kind, type, spot: spot, strike: strike, barrier: barrier, rebate: rebate, years: years, volatility: volatility,
      rate: rate, dividendYield: dividendYield, hasCrossed: hasCrossed)
  }

  func greeks(hasCrossed: Bool = false) -> BarrierOption.Greeks {
    BarrierOption.greeks(
      kind, type, spot: spot, strike: strike, barrier: barrier, rebate: rebate, years: years, volatility: volatility,
      rate: rate, dividendYield: dividendYield, hasCrossed: hasCrossed)
  }

  var vanilla: BlackScholesMerton.Greeks {
    BlackScholesMerton.greeks(
      type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield)
  }

  /// The same with the other of in and out.
  var opposite: BarrierMarket {
    with {
      switch kind {
      case .upAndIn: $0.kind = .upAndOut
      case .upAndOut: $0.kind = .upAndIn
      case .downAndIn: $0.kind = .downAndOut
      case .downAndOut: $0.kind = .downAndIn
      }
    }
  }

  func with(_ change: (inout BarrierMarket) -> Void) -> BarrierMarket {
    var market = self
    change(&market)
    return market
  }

  var description: String {
    "\(kind.rawValue) \(type) S \(spot) K \(strike) H \(barrier) R \(rebate) T \(years) σ \(volatility) r \(rate) "
      + "q \(dividendYield)"
  }
}
