import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct BasketOptionTests {
  /// A basket of two to four assets with factors in common; weights of either sign.
  private static func draw(_ generator: inout SeededGenerator) throws -> (BasketOption.Market, strike: Double) {
    let n = 2 + Int(generator.uniform(0, 3))
    let loadings = (0..<n).map { _ in (0..<n).map { _ in generator.uniform(-1, 1) } }
    func product(_ i: Int, _ j: Int) -> Double { zip(loadings[i], loadings[j]).reduce(0) { $0 + $1.0 * $1.1 } }
    let rows = (0..<n).map { i in
      (0..<n).map { j in i == j ? 1 : product(max(i, j), min(i, j)) / (product(i, i) * product(j, j)).squareRoot() }
    }
    func numbers(_ low: Double, _ high: Double) -> [Double] { (0..<n).map { _ in generator.uniform(low, high) } }
    let market = BasketOption.Market(
      spots: numbers(50, 150), weights: numbers(-1, 1), volatilities: numbers(0.05, 0.6),
      dividendYields: numbers(-0.02, 0.06), correlations: try AssetCorrelations(rows),
      rate: generator.uniform(-0.02, 0.08),
      years: generator.uniform(0.05, 2))
    let sum = zip(market.weights, market.spots).reduce(0) { $0 + $1.0 * $1.1 }
    return (market, sum * generator.uniform(0.5, 1.5))
  }

  private func forEveryDraw(_ count: Int, _ check: (BasketOption.Market, Double) -> [String]) throws {
    var generator = SeededGenerator(seed: 68)
    var failures: [String] = []
    for _ in 0..<count {
      let (market, strike) = try Self.draw(&generator)
      failures += check(market, strike).map { "\($0); strike \(strike), \(market)" }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func isBoundedParallelAndHomogeneous() throws {
    try forEveryDraw(isLongRun ? 100_000 : 30) { market, strike in
      let call = BasketOption.price(.call, strike: strike, in: market)
      let put = BasketOption.price(.put, strike: strike, in: market)
      let presents = zip(market.spots, market.dividendYields).map { $0 * exp(-$1 * market.years) }
      let pay = strike * exp(-market.rate * market.years)
      let legs = zip(market.weights, presents).map { $0 * $1 }
      let intrinsic = legs.reduce(0, +) - pay
      let most = legs.filter { $0 > 0 }.reduce(0, +) + max(-pay, 0)
      let scale = market.spots.max() ?? 0
      var wrong: [String] = []
      if !(abs(call - put - intrinsic) <= 1e-13 * scale) { wrong.append("parity \(call) \(put) \(intrinsic)") }
      if !(call >= max(intrinsic, 0) - 1e-13 * scale && call <= most + 1e-13 * scale) {
        wrong.append("bounds \(call) \(most)")
      }
      var double = market
      double.spots = market.spots.map { 2 * $0 }
      if BasketOption.price(.call, strike: 2 * strike, in: double) != 2 * call { wrong.append("twice") }
      // The order of the assets does not matter, nor who is called a put.
      var other = market
      other.weights = market.weights.map { -$0 }
      let mirrored = BasketOption.price(.put, strike: -strike, in: other)
      if !(abs(mirrored - call) <= BasketOption.accuracy * scale) { wrong.append("mirrored \(mirrored) \(call)") }
      let higher = BasketOption.price(.call, strike: strike + 0.02 * scale, in: market)
      if !(higher <= call + BasketOption.accuracy * scale) { wrong.append("higher strike \(higher) \(call)") }
      return wrong
    }
  }

  @Test func greeksAreTheDerivativesOfThePrice() throws {
    try forEveryDraw(8) { market, strike in
      let found = BasketOption.valuation(.call, strike: strike, in: market)
      let scale = market.spots.max() ?? 0
      // A hundredth of what the assets may move.
      let step =
        0.01
        * market.spots.indices.reduce(0.0) {
          $0 + abs(market.weights[$1]) * market.spots[$1] * market.volatilities[$1] * market.years.squareRoot()
        }
      func slope(
        _ step: Double, _ change: (inout BasketOption.Market, inout Double, Double) -> Void
      ) -> Double {
        func price(_ by: Double) -> Double {
          var (moved, level) = (market, strike)
          change(&moved, &level, by)
          return BasketOption.price(.call, strike: level, in: moved)
        }
        return (price(step) - price(-step)) / (2 * step)
      }
      var pairs: [(String, Double, Double, Double)] = [
        ("dualDelta", found.dualDelta, slope(step) { $1 += $2 }, 2e-3),
        ("rho", found.rho / scale, slope(1e-3) { market, _, by in market.rate += by } / scale, 2e-3),
        ("theta", -found.theta / scale, slope(0.005) { market, _, by in market.years += by } / scale, 2e-2),
      ]
      for k in market.spots.indices {
        pairs.append(
          ("delta \(k)", found.deltas[k], slope(step) { market, _, by in market.spots[k] += by }, 2e-3))
        pairs.append(
          (
            "vega \(k)", found.vegas[k] / scale, slope(0.01) { market, _, by in market.volatilities[k] += by } / scale,
            4e-3
          ))
      }
      return pairs.compactMap { abs($1 - $2) <= $3 ? nil : "\($0) \($1), by difference \($2)" }
    }
  }

  @Test("A basket of one asset is a plain option, a basket of two a spread option, and one of copies is one of them")
  func smallBaskets() throws {
    let one = BasketOption.Market(
      spots: [100], weights: [2], volatilities: [0.3], dividendYields: [0.01],
      correlations: try AssetCorrelations([[1]]), rate: 0.04, years: 1.5)
    let plain = BlackScholesMerton.greeks(
      .put, spot: 200, strike: 210, years: 1.5, volatility: 0.3, rate: 0.04, dividendYield: 0.01)
    let found = BasketOption.valuation(.put, strike: 210, in: one)
    #expect(abs(found.price - plain.price) < 1e-12 && abs(found.deltas[0] - 2 * plain.delta) < 1e-13)
    #expect(abs(found.gammas[0][0] - 4 * plain.gamma) < 1e-13 && abs(found.vegas[0] - plain.vega) < 1e-11)
    #expect(abs(found.theta - plain.theta) < 1e-11 && abs(found.rho - plain.rho) < 1e-11)

    let pair = BasketOption.Market(
      spots: [90, 110], weights: [-0.5, 1.5], volatilities: [0.2, 0.3], dividendYields: [0, 0.02],
      correlations: try AssetCorrelations(uniform: 0.6, count: 2), rate: 0.05, years: 2)
    let spread = SpreadOption.greeks(
      .call, spot1: 165, spot2: 45, strike: 100, years: 2, volatility1: 0.3, volatility2: 0.2, correlation: 0.6,
      rate: 0.05, dividendYield1: 0.02, dividendYield2: 0)
    let two = BasketOption.valuation(.call, strike: 100, in: pair)
    #expect(abs(two.price - spread.price) < 1e-12 && two.error == 0)
    #expect(abs(two.deltas[0] - 0.5 * spread.delta2) < 1e-12)
    #expect(abs(two.deltas[1] - 1.5 * spread.delta1) < 1e-12 && abs(two.gammas[0][1] - 0.75 * spread.gamma12) < 1e-12)
    #expect(abs(two.vegas[0] - spread.vega2) < 1e-10 && abs(two.theta - spread.theta) < 1e-10)

    // Perfectly correlated copies, so that the matrix is singular.
    let copies = BasketOption.Market(
      spots: [100, 100, 100], weights: [1, 0.5, 0.5], volatilities: [0.3, 0.3, 0.3],
      dividendYields: [0.01, 0.01, 0.01],
      correlations: try AssetCorrelations(uniform: 1, count: 3), rate: 0.04, years: 1.5)
    #expect(abs(BasketOption.price(.put, strike: 210, in: copies) - plain.price) < 1e-11)
  }

  @Test func limitsAndArgumentsOutOfRange() throws {
    let correlations = try AssetCorrelations(uniform: 0.5, count: 3)
    let market = BasketOption.Market(
      spots: [100, 90, 80], weights: [1, -0.5, 1], volatilities: [0.2, 0.3, 0.4], dividendYields: [0, 0.01, 0.02],
      correlations: correlations, rate: 0.03, years: 1)
    func price(_ strike: Double = 130, _ change: (inout BasketOption.Market) -> Void) -> Double {
      var changed = market
      change(&changed)
      return BasketOption.price(.call, strike: strike, in: changed)
    }
    #expect(price { $0.years = 0 } == 5)
    #expect(
      abs(price { $0.volatilities = [0, 0, 0] } - max(100 - 45 * exp(-0.01) + 80 * exp(-0.02) - 130 * exp(-0.03), 0))
        < 1e-13)
    #expect(price { $0.spots = [0, 0, 0] } == 0 && price { $0.weights = [0, 0, 0] } == 0)
    #expect(price { $0.spots = [0, 90, 80] } < price { _ in })
    // A basket whose forwards cancel.
    #expect(price(0) { ($0.spots, $0.weights, $0.dividendYields) = ([100, 100, 100], [1, 1, -2], [0, 0, 0]) } > 0)
    let bad: [(inout BasketOption.Market) -> Void] = [
      { $0.spots = [100, 90] }, { $0.spots[1] = -1 }, { $0.spots[1] = .nan }, { $0.weights[0] = .infinity },
      { $0.volatilities[2] = -0.1 }, { $0.volatilities[2] = 11 }, { $0.volatilities[2] = .nan }, { $0.years = -1 },
      { $0.years = .infinity }, { $0.rate = .nan }, { $0.dividendYields[0] = .nan },
    ]
    for (index, change) in bad.enumerated() {
      var changed = market
      change(&changed)
      #expect(BasketOption.price(.call, strike: 130, in: changed).isNaN, "\(index)")
      #expect(BasketOption.valuation(.put, strike: 130, in: changed).price.isNaN, "\(index)")
    }
    #expect(price(.nan) { _ in }.isNaN && price(.infinity) { _ in }.isNaN)
  }
}
