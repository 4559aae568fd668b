import Foundation
import TailpoolMarket
import TailpoolPricing
import _TailpoolTestSupport

/// Arguments of an option on two assets, drawn from a seed.
struct TwoAssetDraw: CustomStringConvertible {
  var spot1 = 110.0
  var spot2 = 90.0
  var strike = 10.0
  var years = 1.0
  var volatility1 = 0.3
  var volatility2 = 0.2
  var correlation = 0.4
  var rate = 0.03
  var dividendYield1 = 0.02
  var dividendYield2 = 0.05

  init() {}

  init(_ generator: inout SeededGenerator, strikes: ClosedRange<Double>) {
    spot1 = pow(10, generator.uniform(-6, 6))
    spot2 = spot1 * exp(generator.uniform(-1.5, 1.5))
    strike = spot1 * generator.uniform(strikes.lowerBound, strikes.upperBound)
    if generator.uniform() < 0.05 { strike = 0 }
    years = pow(10, generator.uniform(-3, 1))
    volatility1 = generator.uniform(0.02, 1)
    volatility2 = generator.uniform(0.02, 1)
    let kind = generator.uniform()
    let near = pow(10, generator.uniform(-14, -1))
    correlation =
      kind < 0.8 ? generator.uniform(-1, 1) : kind < 0.85 ? 1 : kind < 0.9 ? -1 : kind < 0.95 ? 1 - near : near - 1
    rate = generator.uniform(-0.05, 0.1)
    dividendYield1 = generator.uniform(-0.05, 0.1)
    dividendYield2 = generator.uniform(-0.05, 0.1)
  }

  func with(_ change: (inout TwoAssetDraw) -> Void) -> TwoAssetDraw {
    var copy = self
    change(&copy)
    return copy
  }

  var swapped: TwoAssetDraw {
    with {
      ($0.spot1, $0.spot2) = (spot2, spot1)
      ($0.volatility1, $0.volatility2) = (volatility2, volatility1)
      ($0.dividendYield1, $0.dividendYield2) = (dividendYield2, dividendYield1)
    }
  }

  func spread(_ type: OptionType, _ method: SpreadOption.Method = .exact) -> Double {
    SpreadOption.price(
      type, spot1: spot1, spot2: spot2, strike: strike, years: years, volatility1: volatility1,
      volatility2: volatility2, correlation: correlation, rate: rate, dividendYield1: dividendYield1,
      dividendYield2: dividendYield2, method: method)
  }

  func spreadGreeks(_ type: OptionType) -> TwoAssetGreeks {
    SpreadOption.greeks(
      type, spot1: spot1, spot2: spot2, strike: strike, years: years, volatility1: volatility1,
      volatility2: volatility2, correlation: correlation, rate: rate, dividendYield1: dividendYield1,
      dividendYield2: dividendYield2)
  }

  func rainbow(_ selection: RainbowSelection, _ type: OptionType) -> Double {
    RainbowOption.price(
      selection, type, spot1: spot1, spot2: spot2, strike: strike, years: years, volatility1: volatility1,
      volatility2: volatility2, correlation: correlation, rate: rate, dividendYield1: dividendYield1,
      dividendYield2: dividendYield2)
  }

  func rainbowGreeks(_ selection: RainbowSelection, _ type: OptionType) -> TwoAssetGreeks {
    RainbowOption.greeks(
      selection, type, spot1: spot1, spot2: spot2, strike: strike, years: years, volatility1: volatility1,
      volatility2: volatility2, correlation: correlation, rate: rate, dividendYield1: dividendYield1,
      dividendYield2: dividendYield2)
  }

  var present1: Double { spot1 * exp(-dividendYield1 * years) }
  var present2: Double { spot2 * exp(-dividendYield2 * years) }
  var presentStrike: Double { strike * exp(-rate * years) }
  var scale: Double { max(spot1, spot2, abs(strike), present1, present2, abs(presentStrike)) }

  var description: String {
    "S \(spot1) \(spot2) K \(strike) T \(years) σ \(volatility1) \(volatility2) ρ \(correlation) r \(rate) q \(dividendYield1) \(dividendYield2)"
  }

  /// The derivatives of a price by central differences, beside what is claimed of them; those that differ by more than the tolerance.
  func differences(
    _ claimed: TwoAssetGreeks, tolerance: Double, _ price: (TwoAssetDraw) -> Double
  ) -> [String] {
    let width = max(abs(volatility1 - volatility2), 0.05) * years.squareRoot()
    let steps: [(String, WritableKeyPath<TwoAssetDraw, Double>, Double, Double)] = [
      ("delta1", \.spot1, 1e-4 * spot1 * width, claimed.delta1),
      ("delta2", \.spot2, 1e-4 * spot2 * width, claimed.delta2),
      ("dualDelta", \.strike, 1e-4 * scale * width, claimed.dualDelta),
      ("vega1", \.volatility1, 1e-6, claimed.vega1), ("vega2", \.volatility2, 1e-6, claimed.vega2),
      ("correlation", \.correlation, 1e-6, claimed.correlationSensitivity), ("rho", \.rate, 1e-6, claimed.rho),
      ("theta", \.years, 1e-5 * years, -claimed.theta),
    ]
    return steps.compactMap { name, path, step, expected in
      let change = price(with { $0[keyPath: path] += step }) - price(with { $0[keyPath: path] -= step })
      return abs(change - 2 * step * expected) <= tolerance * scale
        ? nil : "\(name) \(expected), by difference \(change / (2 * step)); \(self)"
    }
  }

  /// The second derivatives by central differences of the first, likewise.
  func secondDifferences(
    _ claimed: TwoAssetGreeks, tolerance: Double, _ greeks: (TwoAssetDraw) -> TwoAssetGreeks
  ) -> [String] {
    func slope(_ path: WritableKeyPath<TwoAssetDraw, Double>, _ greek: KeyPath<TwoAssetGreeks, Double>) -> Double {
      let step = 1e-5 * self[keyPath: path]
      let (up, down) = (greeks(with { $0[keyPath: path] += step }), greeks(with { $0[keyPath: path] -= step }))
      return (up[keyPath: greek] - down[keyPath: greek]) / (2 * step)
    }
    let pairs = [
      ("gamma1", claimed.gamma1, slope(\.spot1, \.delta1)), ("gamma2", claimed.gamma2, slope(\.spot2, \.delta2)),
      ("gamma12", claimed.gamma12, slope(\.spot1, \.delta2)),
    ]
    return pairs.compactMap { name, expected, found in
      abs(found - expected) <= tolerance * (abs(claimed.gamma1) + abs(claimed.gamma2) + 1 / scale)
        ? nil : "\(name) \(expected), by difference \(found); \(self)"
    }
  }
}
