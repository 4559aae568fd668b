import Foundation
import TailpoolMarket
import TailpoolPricing
import _TailpoolTestSupport

/// A seeded market of an option on a path.
struct PathMarket: CustomStringConvertible {
  var spot = 100.0
  var strike = 100.0
  var years = 1.0
  var volatility = 0.3
  var rate = 0.04
  var dividendYield = 0.01
  var type = OptionType.call

  init() {}

  init(_ generator: inout SeededGenerator) {
    spot = pow(10, generator.uniform(-3, 4))
    years = pow(10, generator.uniform(-2, 0.7))
    volatility = generator.uniform(0.03, 0.9)
    rate = generator.uniform(-0.05, 0.12)
    dividendYield = generator.uniform(0, 1) < 0.2 ? rate : generator.uniform(-0.05, 0.1)
    strike = spot * exp(generator.uniform(-2, 2) * volatility * years.squareRoot())
    type = generator.uniform(0, 1) < 0.5 ? .call : .put
  }

  var bond: Double { exp(-rate * years) }
  var asset: Double { spot * exp(-dividendYield * years) }
  var carry: Double { rate - dividendYield }

  func with(_ change: (inout PathMarket) -> Void) -> PathMarket {
    var market = self
    change(&market)
    return market
  }

  func european(_ strike: Double) -> Double {
    BlackScholesMerton.price(
      type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield)
  }

  func geometric(_ times: AverageTimes, _ strike: AverageStrike? = nil) -> Double {
    GeometricAverageOption.price(
      type, times, spot: spot, strike: strike ?? .fixed(self.strike), years: years, volatility: volatility, rate: rate,
      dividendYield: dividendYield)
  }

  func arithmetic(
    _ times: AverageTimes, _ strike: AverageStrike? = nil, _ accuracy: ArithmeticAverageOption.Accuracy = .standard
  ) -> Double {
    ArithmeticAverageOption.price(
      type, times, spot: spot, strike: strike ?? .fixed(self.strike), years: years, volatility: volatility, rate: rate,
      dividendYield: dividendYield, accuracy: accuracy)
  }

  func lookback(_ strike: LookbackOption.Strike, _ extremum: Double) -> Double {
    LookbackOption.price(
      type, strike, spot: spot, extremum: extremum, years: years, volatility: volatility, rate: rate,
      dividendYield: dividendYield)
  }

  var description: String {
    "\(type) S \(spot) K \(strike) T \(years) σ \(volatility) r \(rate) q \(dividendYield)"
  }

  /// Checks claims on seeded markets: 100,000 in a long run.
  static func failures(seed: UInt64, short: Int, _ check: (PathMarket, inout SeededGenerator) -> [String]) -> [String] {
    var generator = SeededGenerator(seed: seed)
    var failures: [String] = []
    for _ in 0..<(isLongRun ? 100_000 : short) {
      let market = PathMarket(&generator)
      failures += check(market, &generator).map { "\($0); \(market)" }
    }
    return failures
  }
}
