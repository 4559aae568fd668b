import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

/// Volatility to price and back over a million options: half of them drawn, half on a grid.
@Suite struct ImpliedVolatilityRoundTripTests {
  /// Options described by log-moneyness in standard deviations, so that every region of the solver is met.
  struct Cases {
    private(set) var types: [OptionType] = []
    private(set) var forwards: [Double] = []
    private(set) var strikes: [Double] = []
    private(set) var years: [Double] = []
    private(set) var volatilities: [Double] = []
    private(set) var discountFactors: [Double] = []

    mutating func add(
      _ type: OptionType, forward: Double, deviations: Double, deviation: Double, years: Double, discountFactor: Double
    ) {
      types.append(type)
      forwards.append(forward)
      strikes.append(forward * exp(deviations * deviation))
      self.years.append(years)
      volatilities.append(deviation / years.squareRoot())
      discountFactors.append(discountFactor)
    }

    var options: ForwardOptionColumns {
      ForwardOptionColumns(
        types: types, forwards: forwards, strikes: strikes, years: years, volatilities: volatilities,
        discountFactors: discountFactors)
    }
  }

  /// Money from 1e-9 to 1e9, standard deviations from 1e-4 to 4, up to eight of them out of the money.
  static func drawn() -> Cases {
    var random = SeededGenerator(seed: 20_261_125)
    var cases = Cases()
    for _ in 0..<500_000 {
      let deviations = random.uniform(-1, 8)
      let isCall = random.uniform() < 0.5
      cases.add(
        isCall ? .call : .put, forward: exp(random.uniform(-20, 20)), deviations: isCall ? deviations : -deviations,
        deviation: exp(random.uniform(-9.2, 1.4)), years: exp(random.uniform(-8, 3)),
        discountFactor: random.uniform(0.5, 1.1))
    }
    return cases
  }

  /// 101 × 99 points of (deviations, deviation) for call and put at 25 times: zero deviations and the seams of the
  /// solver (deviation 1.3, six deviations, t = 1/8, 1/4 and 1/2) among them.
  static func structured() -> Cases {
    var cases = Cases()
    for time in 0..<25 {
      for i in 0...100 {
        for j in 1...99 {
          let deviation = j <= 50 ? Double(j) * 0.026 : 1e-4 * exp(Double(j - 50) * 0.2)
          let deviations = Double(i) * 0.08
          for type in [OptionType.call, .put] {
            cases.add(
              type, forward: 100, deviations: type.sign * deviations, deviation: deviation,
              years: 0.004 * Double(1 + time * time), discountFactor: 1)
          }
        }
      }
    }
    return cases
  }

  @Test(arguments: [true, false]) func volatilityToPriceAndBack(isDrawn: Bool) {
    let cases = isDrawn ? Self.drawn() : Self.structured()
    let options = cases.options
    #expect(options.count >= 499_950)
    var greeks = GreekColumns(count: options.count, set: .forward)
    Black76.greeks(of: options, into: &greeks)
    let prices = Array(greeks[.price])
    var found = [Double](repeating: 0, count: options.count)
    var span = found.mutableSpan
    ImpliedVolatility.black76(of: options, prices: prices.span, into: &span)
    let (delta, dualDelta, vega) = (Array(greeks[.delta]), Array(greeks[.dualDelta]), Array(greeks[.vega]))
    var failures: [String] = []
    for (i, price) in prices.enumerated() where price > 1e-290 {
      // What half a unit of each argument, of the price and of the answer is worth in volatility.
      let asset = abs(cases.forwards[i] * delta[i])
      let cash = abs(cases.strikes[i] * dualDelta[i])
      let money = asset + cash + price
      let tolerance = 8 * 0x1p-53 * (money / vega[i] + cases.volatilities[i])
      if !(abs(found[i] - cases.volatilities[i]) <= tolerance) {
        failures.append(
          "\(cases.types[i]) F \(cases.forwards[i]) K \(cases.strikes[i]) T \(cases.years[i]) "
            + "σ \(cases.volatilities[i]) D \(cases.discountFactors[i]): found \(found[i]), tolerance \(tolerance)")
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }
}
