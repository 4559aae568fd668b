import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct BachelierTests {
  struct Option: CustomStringConvertible {
    var type: OptionType
    var forward, strike, years, volatility, discountFactor: Double

    /// A seeded option with |F − K| up to eight standard deviations, at a scale between 1e-9 and 1e9.
    init(_ generator: inout SeededGenerator) {
      type = generator.next() % 2 == 0 ? .call : .put
      let scale = pow(10, generator.uniform(-9, 9))
      forward = scale * generator.uniform(-1, 1)
      years = pow(10, generator.uniform(-4, 1.5))
      volatility = scale * pow(10, generator.uniform(-2, 1))
      strike = forward + generator.uniform(-8, 8) * volatility * years.squareRoot()
      discountFactor = generator.uniform(0.5, 1.1)
    }

    func price(
      _ type: OptionType? = nil, forward: Double? = nil, strike: Double? = nil, years: Double? = nil,
      volatility: Double? = nil
    ) -> Double {
      Bachelier.price(
        type ?? self.type, forward: forward ?? self.forward, strike: strike ?? self.strike, years: years ?? self.years,
        normalVolatility: volatility ?? self.volatility, discountFactor: discountFactor)
    }

    var greeks: Bachelier.Greeks {
      Bachelier.greeks(
        type, forward: forward, strike: strike, years: years, normalVolatility: volatility,
        discountFactor: discountFactor)
    }

    var deviation: Double { volatility * years.squareRoot() }

    var description: String { "\(type) F \(forward) K \(strike) T \(years) σ \(volatility) D \(discountFactor)" }
  }

  /// Checks a claim on 20,000 seeded options.
  private func forEveryOption(_ check: (Option) -> String?) {
    var generator = SeededGenerator(seed: 7)
    var failures: [String] = []
    for _ in 0..<20_000 {
      let option = Option(&generator)
      if let failure = check(option) { failures.append("\(failure); \(option)") }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func parity() {
    forEveryOption { option in
      let (call, put) = (option.price(.call), option.price(.put))
      let forward = option.discountFactor * (option.forward - option.strike)
      return abs(call - put - forward) <= 4e-16 * (call + put) ? nil : "call \(call), put \(put)"
    }
  }

  @Test func scalesWithMoneyByPowersOfTwoExactly() {
    forEveryOption { option in
      for scale in [0x1p-30, 0x1p30] {
        let scaled = option.price(
          forward: option.forward * scale, strike: option.strike * scale, volatility: option.volatility * scale)
        if scaled != option.price() * scale { return "\(scaled) at scale \(scale)" }
      }
      return nil
    }
  }

  @Test func scalesWithMoney() {
    forEveryOption { option in
      for exponent in [-9.0, -3, 3, 9] {
        let scale = pow(10, exponent)
        let scaled = option.price(
          forward: option.forward * scale, strike: option.strike * scale, volatility: option.volatility * scale)
        // The rounding of forward and strike moves d by their size over the deviation.
        let moved = (abs(option.forward) + abs(option.strike)) / option.deviation
        let tolerance = 1e-15 * (1 + 9 * moved) * 10
        if abs(scaled / scale - option.price()) > tolerance * option.price() { return "\(scaled) at scale \(scale)" }
      }
      return nil
    }
  }

  @Test func fallsAndIsConvexInStrikeAndRisesWithVolatility() {
    forEveryOption { option in
      let step = 0.05 * option.deviation
      let (low, high) = (option.price(strike: option.strike - step), option.price(strike: option.strike + step))
      let price = option.price()
      if option.type == .call ? low < high : low > high { return "not monotone in strike: \(low) \(price) \(high)" }
      let rounding = 4e-16 * (low + high + abs(option.strike) * option.discountFactor)
      if low + high - 2 * price < -rounding { return "not convex in strike: \(low) \(price) \(high)" }
      return option.price(volatility: option.volatility * 1.01) >= price ? nil : "falls with volatility"
    }
  }

  @Test func greeksAreTheDerivativesOfThePrice() {
    forEveryOption { option in
      let greeks = option.greeks
      let (dF, dV, dT) = (1e-3 * option.deviation, 1e-3 * option.volatility, 1e-3 * option.years)
      let up = option.price(forward: option.forward + dF)
      let down = option.price(forward: option.forward - dF)
      let scale = option.discountFactor * option.deviation
      func near(_ actual: Double, _ difference: Double, _ unit: Double, _ name: String) -> String? {
        abs(actual - difference) <= 1e-4 * unit ? nil : "\(name) \(actual), by difference \(difference)"
      }
      // Rounding of forward and strike where they are large beside the deviation.
      guard abs(option.forward) + abs(option.strike) < 1e6 * option.deviation else { return nil }
      let longer = option.price(years: option.years + dT)
      let shorter = option.price(years: option.years - dT)
      let higher = option.price(volatility: option.volatility + dV)
      let lower = option.price(volatility: option.volatility - dV)
      let price = option.price()
      return near(greeks.delta, (up - down) / (2 * dF), scale / option.deviation, "delta")
        ?? near(greeks.gamma, (up - 2 * price + down) / (dF * dF), scale / option.deviation / option.deviation, "gamma")
        ?? near(greeks.vega, (higher - lower) / (2 * dV), scale / option.volatility, "vega")
        ?? near(greeks.volga, (higher - 2 * price + lower) / (dV * dV), 10 * scale / pow(option.volatility, 2), "volga")
        ?? near(greeks.theta, (shorter - longer) / (2 * dT), scale / option.years, "theta")
        ?? (greeks.dualDelta == -greeks.delta && greeks.dualGamma == greeks.gamma ? nil : "dual Greeks")
    }
  }

  @Test func limits() {
    for (type, sign) in [(OptionType.call, 1.0), (.put, -1)] {
      for (forward, strike) in [(5.0, -2.0), (-2, 5), (0, 0), (3, 3), (-3, -3)] {
        let intrinsic = 0.5 * max(sign * (forward - strike), 0)
        for (years, volatility) in [(0.0, 2.0), (2, 0), (0, 0), (0, .infinity)] {
          let greeks = Bachelier.greeks(
            type, forward: forward, strike: strike, years: years, normalVolatility: volatility, discountFactor: 0.5)
          #expect(greeks.price == intrinsic)
          let step = forward == strike ? 0.25 : sign * (forward - strike) > 0 ? 0.5 : 0
          #expect(greeks.delta == sign * step)
          #expect(greeks.dualDelta == -sign * step)
          #expect(greeks.gamma == (forward == strike ? .infinity : 0))
          #expect(greeks.vanna == 0 && greeks.volga == 0)
          #expect(forward == strike || greeks.vega == 0 && greeks.theta == 0)
        }
      }
    }
    #expect(Bachelier.price(.put, forward: 1, strike: 0, years: 1, normalVolatility: .infinity) == .infinity)
    let kink = Bachelier.greeks(.call, forward: 1, strike: 1, years: 4, normalVolatility: 0)
    #expect(kink.vega == 2 * 0.3989422804014327 && kink.theta == 0)
    #expect(Bachelier.greeks(.call, forward: 1, strike: 1, years: 0, normalVolatility: 2).theta == -.infinity)
    #expect(Bachelier.price(.call, forward: 0, strike: 1e300, years: 1, normalVolatility: 1e-300) == 0)
  }

  @Test func outsideTheDomainEverythingIsNan() {
    let good = [100.0, 90, 1, 20, 0.9]
    let bad: [(Int, Double)] =
      (0..<5).map { ($0, .nan) } + [2, 3, 4].map { ($0, -1) } + [0, 1, 2, 4].map { ($0, .infinity) }
    for (index, value) in bad {
      var v = good
      v[index] = value
      let greeks = Bachelier.greeks(
        .call, forward: v[0], strike: v[1], years: v[2], normalVolatility: v[3], discountFactor: v[4])
      let all = [
        greeks.price, greeks.delta, greeks.gamma, greeks.vega, greeks.theta, greeks.vanna, greeks.volga,
        greeks.dualDelta, greeks.dualGamma,
      ]
      let areNan = all.allSatisfy { $0.isNaN }
      #expect(areNan, "argument \(index) = \(value): \(all)")
    }
  }
}
