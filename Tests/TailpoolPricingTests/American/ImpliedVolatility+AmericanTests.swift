import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct ImpliedVolatilityAmericanTests {
  @Test("A round trip gives the volatility back within 1e-8 on a seeded grid, without a failure")
  func roundTrip() {
    var generator = SeededGenerator(seed: 18)
    var (compared, flat) = (0, 0)
    var worst = 0.0
    for _ in 0..<1500 {
      let type: OptionType = Bool.random(using: &generator) ? .call : .put
      let strike = 100 * exp(Double.random(in: -0.5...0.5, using: &generator))
      let years = exp(Double.random(in: log(0.01)...log(4), using: &generator))
      let volatility = exp(Double.random(in: log(0.05)...log(1.2), using: &generator))
      let rate = Double.random(in: -0.04...0.1, using: &generator)
      let yield = Double.random(in: -0.04...0.1, using: &generator)
      func price(_ volatility: Double) -> Double {
        AmericanOption.price(
          type, spot: 100, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: yield)
      }
      let wanted = price(volatility)
      let result = ImpliedVolatility.american(
        type, price: wanted, spot: 100, strike: strike, years: years, rate: rate, dividendYield: yield)
      let context = "\(type) \(strike) \(years) \(volatility) \(rate) \(yield): \(wanted), \(result)"
      // Where it is exercised now, and far from the money, many volatilities have the price.
      let slope = (price(volatility * 1.001) - price(volatility * 0.999)) / (0.002 * volatility)
      guard slope * 0.01 > 1e-6 * strike, price(volatility * 0.98) < wanted else {
        flat += 1
        #expect(result.volatility != nil, "\(context)")
        if let found = result.volatility { #expect(abs(price(found) - wanted) <= 1e-6 * strike, "\(context)") }
        continue
      }
      guard case .value(let found) = result else {
        Issue.record("\(context)")
        continue
      }
      compared += 1
      worst = max(worst, abs(found - volatility))
      #expect(abs(found - volatility) <= 1e-8, "\(context)")
    }
    #expect(compared > 800 && flat > 0, "\(compared), \(flat)")
    if ProcessInfo.processInfo.environment["TAILPOOL_PRINT_MEASUREMENTS"] != nil {
      print("American implied volatility: \(worst) at most on \(compared) round trips")
    }
  }

  @Test("Prices at and beyond their bounds")
  func bounds() {
    func implied(_ type: OptionType, _ price: Double, rate: Double = 0.05, yield: Double = 0)
      -> ImpliedVolatility.Result
    {
      ImpliedVolatility.american(
        type, price: price, spot: 100, strike: 120, years: 1, rate: rate, dividendYield: yield)
    }
    #expect(implied(.put, 20) == .zero)
    #expect(implied(.put, 19.99) == .belowIntrinsic)
    #expect(implied(.put, 120) == .infinite)
    #expect(implied(.put, 120.01) == .aboveMaximum)
    #expect(implied(.call, 100) == .infinite)
    #expect(implied(.call, -1) == .belowIntrinsic)
    #expect(implied(.put, .nan) == .invalidInput)
    #expect(implied(.put, 25, rate: .infinity) == .invalidInput)
    // A negative rate leaves the strike to grow.
    #expect(implied(.put, 120.01, rate: -0.05, yield: 0.02).volatility != nil)
    // Never exercised: that of the European formula.
    #expect(
      implied(.call, 9, yield: 0)
        == ImpliedVolatility.blackScholesMerton(
          .call, price: 9, spot: 100, strike: 120, years: 1, rate: 0.05, dividendYield: 0))
  }
}
