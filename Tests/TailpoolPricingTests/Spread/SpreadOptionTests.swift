import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct SpreadOptionTests {
  private static let count = isLongRun ? 100_000 : 500

  private func forEveryDraw(
    _ count: Int = Self.count, strikes: ClosedRange<Double> = -1.5...1.5, _ check: (TwoAssetDraw) -> [String]
  ) {
    var generator = SeededGenerator(seed: 18)
    var failures: [String] = []
    for _ in 0..<count { failures += check(TwoAssetDraw(&generator, strikes: strikes)) }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func isBoundedParallelAndHomogeneous() {
    forEveryDraw { draw in
      let (call, put) = (draw.spread(.call), draw.spread(.put))
      let intrinsic = draw.present1 - draw.present2 - draw.presentStrike
      let slack = 4e-15 * draw.scale
      var wrong: [String] = []
      if !(abs(call - put - intrinsic) <= slack) { wrong.append("parity \(call) \(put) \(intrinsic); \(draw)") }
      if !(call >= max(intrinsic, 0) - slack && call <= draw.present1 + max(-draw.presentStrike, 0) + slack) {
        wrong.append("bounds of the call \(call); \(draw)")
      }
      if !(put >= max(-intrinsic, 0) - slack && put <= draw.present2 + max(draw.presentStrike, 0) + slack) {
        wrong.append("bounds of the put \(put); \(draw)")
      }
      let double = draw.with {
        $0.spot1 *= 2
        $0.spot2 *= 2
        $0.strike *= 2
      }
      if !(abs(double.spread(.call) - 2 * call) <= slack) {
        wrong.append("twice \(double.spread(.call)) \(call); \(draw)")
      }
      // The difference the other way.
      let other = draw.swapped.with { $0.strike = -draw.strike }.spread(.put)
      if !(abs(other - call) <= slack) { wrong.append("reversed \(other) \(call); \(draw)") }
      let closed = draw.spread(.call, .bjerksundStensland)
      if !(closed <= call + slack || draw.strike < 0) { wrong.append("closed form \(closed) above \(call); \(draw)") }
      return wrong
    }
  }

  @Test func isMonotone() {
    forEveryDraw { draw in
      let call = draw.spread(.call)
      let slack = 4e-15 * draw.scale
      let higher = draw.with { $0.strike += 0.01 * $0.scale }.spread(.call)
      let richer = draw.with { $0.spot1 *= 1.01 }.spread(.call)
      let poorer = draw.with { $0.spot2 *= 1.01 }.spread(.call)
      let closer = draw.with { $0.correlation = min($0.correlation + 0.01, 1) }.spread(.call)
      return higher <= call + slack && richer >= call - slack && poorer <= call + slack && closer <= call + slack
        ? [] : ["\(call) \(higher) \(richer) \(poorer) \(closer); \(draw)"]
    }
  }

  @Test func greeksAreTheDerivativesOfThePrice() {
    forEveryDraw(isLongRun ? 20_000 : 200) { draw in
      guard abs(draw.correlation) < 0.999, draw.strike != 0 else { return [] }
      return draw.differences(draw.spreadGreeks(.call), tolerance: 2e-7) { $0.spread(.call) }
    }
  }

  @Test func gammasAreTheDerivativesOfTheDeltas() {
    forEveryDraw(200) { draw in
      guard abs(draw.correlation) < 0.99, draw.years > 0.01, draw.strike != 0 else { return [] }
      return draw.secondDifferences(draw.spreadGreeks(.put), tolerance: 1e-5) { $0.spreadGreeks(.put) }
    }
  }

  @Test("With a strike of 0 it is Margrabe's option")
  func zeroStrike() {
    forEveryDraw { draw in
      let own = draw.with { $0.strike = 0 }
      let exchange = ExchangeOption.price(
        spot1: own.spot1, spot2: own.spot2, years: own.years, volatility1: own.volatility1,
        volatility2: own.volatility2, correlation: own.correlation, dividendYield1: own.dividendYield1,
        dividendYield2: own.dividendYield2)
      let slack = 1e-14 * own.scale
      let pair = (own.spread(.call), own.spread(.call, .bjerksundStensland))
      return abs(pair.0 - exchange) <= slack && abs(pair.1 - exchange) <= slack
        ? [] : ["\(pair), exchange \(exchange); \(own)"]
    }
  }

  @Test("With one asset that does not move, or is worth nothing, it is a plain option on the other")
  func plainLimits() {
    forEveryDraw { draw in
      func plain(_ type: OptionType, _ spot: Double, _ volatility: Double, _ yield: Double, _ strike: Double) -> Double
      {
        BlackScholesMerton.price(
          type, spot: spot, strike: strike, years: draw.years, volatility: volatility, rate: draw.rate,
          dividendYield: yield)
      }
      let slack = 1e-14 * draw.scale
      let strike = abs(draw.strike)
      let single = draw.with { ($0.spot2, $0.strike) = (0, strike) }.spread(.call)
      let first = plain(.call, draw.spot1, draw.volatility1, draw.dividendYield1, strike)
      let forward2 = draw.spot2 * exp((draw.rate - draw.dividendYield2) * draw.years)
      let still = draw.with { ($0.volatility2, $0.strike) = (0, strike) }.spread(.call)
      let firstBeyond = plain(.call, draw.spot1, draw.volatility1, draw.dividendYield1, strike + forward2)
      let forward1 = draw.spot1 * exp((draw.rate - draw.dividendYield1) * draw.years)
      let other = draw.with { ($0.volatility1, $0.strike) = (0, strike) }.spread(.call)
      let second =
        forward1 > strike ? plain(.put, draw.spot2, draw.volatility2, draw.dividendYield2, forward1 - strike) : 0
      return abs(single - first) <= slack && abs(still - firstBeyond) <= slack && abs(other - second) <= slack
        ? [] : ["\(single) \(first), \(still) \(firstBeyond), \(other) \(second); \(draw)"]
    }
  }

  @Test("Towards a correlation of ±1 and a deviation of 0 the price goes to its limit")
  func limits() {
    forEveryDraw(isLongRun ? 20_000 : 200) { draw in
      var wrong: [String] = []
      for end in [1.0, -1] {
        let limit = draw.with { $0.correlation = end }.spread(.call)
        let near = draw.with { $0.correlation = end * (1 - 1e-15) }.spread(.call)
        if !(abs(limit - near) <= 1e-7 * draw.scale) { wrong.append("\(end): \(limit) \(near); \(draw)") }
      }
      let none = draw.with { $0.years = 0 }
      if none.spread(.call) != max(draw.spot1 - draw.spot2 - draw.strike, 0) { wrong.append("years 0; \(draw)") }
      let still = draw.with { ($0.volatility1, $0.volatility2) = (0, 0) }.spread(.put)
      let value = max(draw.present2 + draw.presentStrike - draw.present1, 0)
      if !(abs(still - value) <= 4e-15 * draw.scale) { wrong.append("still \(still) \(value); \(draw)") }
      return wrong
    }
  }

  @Test func argumentsOutOfRangeGiveNoNumber() {
    let draw = TwoAssetDraw()
    let paths: [WritableKeyPath<TwoAssetDraw, Double>] = [
      \.spot1, \.spot2, \.strike, \.years, \.volatility1, \.volatility2, \.rate, \.dividendYield1, \.dividendYield2,
      \.correlation,
    ]
    for path in paths {
      for value in [Double.nan, .infinity, -.infinity] {
        let bad = draw.with { $0[keyPath: path] = value }
        #expect(bad.spread(.call).isNaN && bad.spread(.put, .bjerksundStensland).isNaN, "\(bad)")
        #expect(bad.spreadGreeks(.call).gamma12.isNaN, "\(bad)")
      }
    }
    for bad in [
      draw.with { $0.correlation = 1.0000001 }, draw.with { $0.spot1 = -1 }, draw.with { $0.years = -1 },
      draw.with { $0.volatility2 = 26 },
    ] { #expect(bad.spread(.call).isNaN, "\(bad)") }
    // The widest deviation that is taken.
    let wide = draw.with { ($0.volatility1, $0.volatility2, $0.correlation) = (25, 25, -0.5) }
    #expect(abs(wide.spread(.call) - wide.present1) <= 1e-12 * wide.present1, "\(wide.spread(.call))")
    for spots in [(0.0, 0.0), (0, 90), (110, 0)] {
      let g = draw.with { ($0.spot1, $0.spot2) = spots }.spreadGreeks(.put)
      #expect(g.price.isFinite && g.delta1.isFinite && g.delta2.isFinite && g.gamma1.isFinite && g.gamma12.isFinite)
    }
  }
}
