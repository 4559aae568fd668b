import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct RainbowOptionTests {
  private func forEveryDraw(_ count: Int = isLongRun ? 100_000 : 3_000, _ check: (TwoAssetDraw) -> [String]) {
    var generator = SeededGenerator(seed: 1_982)
    var failures: [String] = []
    for _ in 0..<count { failures += check(TwoAssetDraw(&generator, strikes: 0...2)) }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  private func plain(_ draw: TwoAssetDraw, _ type: OptionType) -> (Double, Double) {
    func price(_ spot: Double, _ volatility: Double, _ yield: Double) -> Double {
      BlackScholesMerton.price(
        type, spot: spot, strike: draw.strike, years: draw.years, volatility: volatility, rate: draw.rate,
        dividendYield: yield)
    }
    return (
      price(draw.spot1, draw.volatility1, draw.dividendYield1), price(draw.spot2, draw.volatility2, draw.dividendYield2)
    )
  }

  @Test func isBoundedParallelAndHomogeneous() {
    forEveryDraw { draw in
      let slack = 2e-14 * draw.scale
      var wrong: [String] = []
      for type in OptionType.allCases {
        let (best, worst) = (draw.rainbow(.best, type), draw.rainbow(.worst, type))
        let (first, second) = plain(draw, type)
        let (high, low) = type == .call ? (best, worst) : (worst, best)
        if !(abs(best + worst - first - second) <= slack) { wrong.append("\(type) sum \(best) \(worst); \(draw)") }
        if !(low >= 0 && low <= min(first, second) + slack && high >= max(first, second) - slack) {
          wrong.append("\(type) bounds \(best) \(worst) \(first) \(second); \(draw)")
        }
        let double = draw.with {
          $0.spot1 *= 2
          $0.spot2 *= 2
          $0.strike *= 2
        }
        if !(abs(double.rainbow(.worst, type) - 2 * worst) <= slack) { wrong.append("\(type) twice; \(draw)") }
        if !(abs(draw.swapped.rainbow(.worst, type) - worst) <= slack) { wrong.append("\(type) swapped; \(draw)") }
      }
      // Call less put is the better or the worse asset less the strike.
      let exchange = ExchangeOption.price(
        spot1: draw.spot1, spot2: draw.spot2, years: draw.years, volatility1: draw.volatility1,
        volatility2: draw.volatility2, correlation: draw.correlation, dividendYield1: draw.dividendYield1,
        dividendYield2: draw.dividendYield2)
      let best = draw.rainbow(.best, .call) - draw.rainbow(.best, .put)
      let worst = draw.rainbow(.worst, .call) - draw.rainbow(.worst, .put)
      if !(abs(best - (draw.present2 + exchange - draw.presentStrike)) <= slack) { wrong.append("best; \(draw)") }
      if !(abs(worst - (draw.present1 - exchange - draw.presentStrike)) <= slack) { wrong.append("worst; \(draw)") }
      return wrong
    }
  }

  @Test func isMonotone() {
    forEveryDraw { draw in
      let slack = 2e-14 * draw.scale
      return RainbowSelection.allCases.compactMap { selection in
        let call = draw.rainbow(selection, .call)
        let higher = draw.with { $0.strike += 0.01 * $0.scale }.rainbow(selection, .call)
        let richer = draw.with { $0.spot2 *= 1.01 }.rainbow(selection, .call)
        let closer = draw.with { $0.correlation = min($0.correlation + 0.01, 1) }.rainbow(selection, .call)
        let isOrdered = selection == .best ? closer <= call + slack : closer >= call - slack
        return higher <= call + slack && richer >= call - slack && isOrdered
          ? nil : "\(selection) \(call) \(higher) \(richer) \(closer); \(draw)"
      }
    }
  }

  @Test func greeksAreTheDerivativesOfThePrice() {
    forEveryDraw(isLongRun ? 20_000 : 500) { draw in
      guard abs(draw.correlation) < 0.999, draw.strike > 0 else { return [] }
      return RainbowSelection.allCases.flatMap { selection in
        draw.differences(draw.rainbowGreeks(selection, .put), tolerance: 2e-7) { $0.rainbow(selection, .put) }
      }
    }
  }

  @Test func gammasAreTheDerivativesOfTheDeltas() {
    forEveryDraw(500) { draw in
      guard abs(draw.correlation) < 0.99, draw.years > 0.01, draw.strike > 0 else { return [] }
      return RainbowSelection.allCases.flatMap { selection in
        draw.secondDifferences(draw.rainbowGreeks(selection, .call), tolerance: 1e-5) {
          $0.rainbowGreeks(selection, .call)
        }
      }
    }
  }

  @Test("Two assets that move as one, that do not move or have no time, and a strike of 0 have their limits")
  func limits() {
    let draw = TwoAssetDraw()
    let one = draw.with { ($0.volatility2, $0.correlation) = (0.3, 1) }
    #expect(
      abs(one.with { $0.strike = 100 }.rainbow(.worst, .call) - plain(one.with { $0.strike = 100 }, .call).1) < 1e-13)
    let same = one.with { ($0.spot2, $0.dividendYield2, $0.strike) = (110, 0.02, 100) }
    for selection in RainbowSelection.allCases {
      #expect(abs(same.rainbow(selection, .put) - plain(same, .put).0) < 1e-13)
      let now = draw.with { ($0.years, $0.strike) = (0, 100) }
      #expect(now.rainbow(selection, .call) == (selection == .best ? 10 : 0))
      #expect(now.rainbow(selection, .put) == (selection == .best ? 0 : 10))
      let still = draw.with { ($0.volatility1, $0.volatility2, $0.strike) = (0, 0, 100) }
      #expect(
        abs(still.rainbow(selection, .call) - max((selection == .best ? still.present1 : 0) - still.presentStrike, 0))
          < 1e-13)
      let zero = draw.with { $0.strike = 0 }
      #expect(zero.rainbow(selection, .put) == 0 && zero.rainbowGreeks(selection, .call).delta1.isFinite)
    }
    for correlation in [-1.0, 1] {
      let edge = draw.with { $0.correlation = correlation }
      let near = draw.with { $0.correlation = correlation * (1 - 1e-15) }
      #expect(abs(edge.rainbow(.worst, .put) - near.rainbow(.worst, .put)) < 1e-6)
    }
    for spots in [(0.0, 0.0), (0, 90), (110, 0)] {
      let g = draw.with { ($0.spot1, $0.spot2) = spots }.rainbowGreeks(.worst, .call)
      #expect(g.price == 0 && g.gamma1.isFinite && g.gamma12.isFinite)
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
        #expect(bad.rainbow(.best, .call).isNaN && bad.rainbowGreeks(.worst, .put).gamma12.isNaN, "\(bad)")
      }
    }
    #expect(draw.with { $0.strike = -1 }.rainbow(.best, .call).isNaN)
  }
}
