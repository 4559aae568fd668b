import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct GreekScalingTests {
  private let greeks = BlackScholesMerton.greeks(
    .put, spot: 100, strike: 110, years: 0.5, volatility: 0.6, rate: 0.04, dividendYield: 0.01)

  @Test func mathematicalUnitsChangeNothing() {
    #expect(greeks.scaled(to: .mathematical) == greeks)
    let inverse = InverseOption.greeks(.call, forward: 100, strike: 90, years: 0.1, volatility: 0.8)
    #expect(inverse.scaled(to: .mathematical) == inverse)
  }

  @Test func eachGreekIsScaledByItsUnits() {
    let day = 1.0 / 365
    let scaled = greeks.scaled(to: .perCalendarDay)
    let pairs: [(KeyPath<BlackScholesMerton.Greeks, Double>, Double)] = [
      (\.price, 1), (\.delta, 1), (\.gamma, 1), (\.dualDelta, 1), (\.dualGamma, 1), (\.speed, 1), (\.vega, 0.01),
      (\.theta, day), (\.rho, 0.01), (\.epsilon, 0.01), (\.vanna, 0.01), (\.volga, 1e-4), (\.charm, day),
      (\.veta, 0.01 * day), (\.vera, 1e-4), (\.zomma, 0.01), (\.color, day), (\.ultima, 1e-6),
      (\.dVannaDVol, 1e-4), (\.parmicharma, day * day),
    ]
    for (path, unit) in pairs {
      #expect(
        Tolerance.relative(1e-15).accepts(scaled[keyPath: path], greeks[keyPath: path] * unit), "\(path) by \(unit)")
    }
  }

  @Test func thetaPerDayIsTheDecayOfADay() {
    let later = BlackScholesMerton.price(
      .put, spot: 100, strike: 110, years: 0.5 - 1.0 / 365, volatility: 0.6, rate: 0.04, dividendYield: 0.01)
    let theta = greeks.scaled(to: .marketConvention).theta
    #expect(abs(later - greeks.price - theta) < 0.01 * abs(theta))
    #expect(abs(greeks.scaled(to: .perTradingDay).theta / theta - 365.0 / 252) < 1e-14)
  }

  @Test func vegaPerPointIsTheChangeForAPoint() {
    let higher = BlackScholesMerton.price(
      .put, spot: 100, strike: 110, years: 0.5, volatility: 0.61, rate: 0.04, dividendYield: 0.01)
    let vega = greeks.scaled(to: .marketConvention).vega
    #expect(abs(higher - greeks.price - vega) < 0.01 * abs(vega))
  }

  @Test func theOtherModelsScaleAlike() {
    let scaling = GreekScaling(timeUnit: 0.5, volatilityUnit: 0.25, rateUnit: 0.125)
    let black = Black76.greeks(.call, forward: 100, strike: 90, years: 1, volatility: 0.5)
    let bachelier = Bachelier.greeks(.call, forward: 100, strike: 90, years: 1, normalVolatility: 50)
    let digital = DigitalOption.greeks(
      .cash, .call, spot: 100, strike: 90, years: 1, volatility: 0.5, rate: 0.1, dividendYield: 0)
    let inverse = InverseOption.greeks(.call, forward: 100, strike: 90, years: 1, volatility: 0.5)
    let triples = [
      (black.scaled(to: scaling).vega, black.vega, 0.25), (black.scaled(to: scaling).theta, black.theta, 0.5),
      (black.scaled(to: scaling).vanna, black.vanna, 0.25), (black.scaled(to: scaling).volga, black.volga, 0.0625),
      (bachelier.scaled(to: scaling).vega, bachelier.vega, 0.25),
      (bachelier.scaled(to: scaling).theta, bachelier.theta, 0.5),
      (bachelier.scaled(to: scaling).vanna, bachelier.vanna, 0.25),
      (bachelier.scaled(to: scaling).volga, bachelier.volga, 0.0625),
      (digital.scaled(to: scaling).vega, digital.vega, 0.25), (digital.scaled(to: scaling).theta, digital.theta, 0.5),
      (digital.scaled(to: scaling).rho, digital.rho, 0.125),
      (digital.scaled(to: scaling).vanna, digital.vanna, 0.25),
      (digital.scaled(to: scaling).volga, digital.volga, 0.0625),
      (inverse.scaled(to: scaling).dollarVega, inverse.dollarVega, 0.25),
      (inverse.scaled(to: scaling).coinVega, inverse.coinVega, 0.25),
      (inverse.scaled(to: scaling).dollarTheta, inverse.dollarTheta, 0.5),
      (inverse.scaled(to: scaling).coinTheta, inverse.coinTheta, 0.5),
    ]
    for (index, (scaled, plain, unit)) in triples.enumerated() {
      #expect(scaled == plain * unit, "number \(index)")
    }
  }
}
