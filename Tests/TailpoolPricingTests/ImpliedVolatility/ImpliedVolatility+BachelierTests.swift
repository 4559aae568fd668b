import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct ImpliedVolatilityBachelierTests {
  private func implied(_ type: OptionType, _ price: Double, _ forward: Double, _ strike: Double, _ years: Double = 1)
    -> ImpliedVolatility.Result
  {
    ImpliedVolatility.bachelier(type, price: price, forward: forward, strike: strike, years: years)
  }

  @Test func status() {
    #expect(implied(.call, 10, 100, 90) == .zero)
    #expect(implied(.call, 9.999, 100, 90) == .belowIntrinsic)
    #expect(implied(.put, 0, 100, 90) == .zero)
    #expect(implied(.put, -1e-300, 100, 90) == .belowIntrinsic)
    #expect(implied(.put, .infinity, 100, 90) == .infinite)
    #expect(implied(.put, 1e308, 100, 90) == .infinite)  // √(2π) · 1e308 overflows
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(implied(.call, 1, bad, 90) == .invalidInput)
      #expect(implied(.call, 1, 100, bad) == .invalidInput)
      #expect(implied(.call, 1, 100, 90, bad) == .invalidInput)
    }
    #expect(implied(.call, .nan, 100, 90) == .invalidInput)
    #expect(implied(.call, 11, 100, 90, 0) == .invalidInput)
    #expect(implied(.call, 11, 100, 90, -1) == .invalidInput)
    #expect(
      ImpliedVolatility.bachelier(.call, price: 1, forward: 1, strike: 1, years: 1, discountFactor: 0) == .invalidInput)
  }

  @Test func atTheForwardItIsClosed() {
    for price in [1e-300, 1e-20, 1, 1e20, 1e300] {
      guard case .value(let volatility) = implied(.put, price, -5, -5, 4) else {
        Issue.record("no volatility at \(price)")
        continue
      }
      #expect(Tolerance.ulps(2).accepts(volatility, price / 2 * (2 * Double.pi).squareRoot()), "\(price)")
    }
  }

  @Test("Price, volatility, price over a million seeded options")
  func roundTrip() {
    var generator = SeededGenerator(seed: 11)
    var failures: [String] = []
    for _ in 0..<1_000_000 {
      let strike = generator.uniform(-1, 1)
      let years = pow(10, generator.uniform(-4, 1.5))
      // Distances from nothing to 37 standard deviations, where prices are near 1e-300.
      let distance = pow(10, generator.uniform(-12, 1.568))
      let volatility = pow(10, generator.uniform(-6, 6))
      let deviation = volatility * years.squareRoot()
      let type: OptionType = generator.next() % 2 == 0 ? .call : .put
      let forward = strike - type.sign * distance * deviation
      let price = Bachelier.price(
        type, forward: forward, strike: strike, years: years, normalVolatility: volatility)
      let result = implied(type, price, forward, strike, years)
      guard price > 0, case .value(let back) = result else {
        failures.append("\(result) for \(type) F \(forward) K \(strike) T \(years) σ \(volatility): \(price)")
        continue
      }
      if abs(back - volatility) > 1.2e-15 * volatility {
        failures.append("\(back) for \(type) F \(forward) K \(strike) T \(years) σ \(volatility): \(price)")
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func whereTwoBranchesMeet() {
    // Time value over distance on both sides of the thresholds of the solver.
    for ratio in [0.08331547058768628, 1e-290, 0x1p500] {
      for nudge in [-1e-12, 0, 1e-12] {
        let price = ratio * (1 + nudge)
        guard case .value(let volatility) = implied(.call, price, 0, 1) else {
          Issue.record("no volatility at \(price)")
          continue
        }
        let back = Bachelier.price(.call, forward: 0, strike: 1, years: 1, normalVolatility: volatility)
        #expect(Tolerance.relative(4e-13).accepts(back, price), "\(price) came back as \(back)")
      }
    }
  }
}
