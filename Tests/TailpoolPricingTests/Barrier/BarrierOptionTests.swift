import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct BarrierOptionTests {
  /// Checks claims on 10,000 seeded markets.
  private func forEveryMarket(_ check: (BarrierMarket) -> [String]) {
    var generator = SeededGenerator(seed: 7)
    var failures: [String] = []
    for _ in 0..<10_000 {
      let market = BarrierMarket(&generator)
      failures += check(market).map { "\($0); \(market)" }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func inAndOutTogetherAreTheVanillaOption() {
    forEveryMarket { market in
      let plain = market.with { $0.rebate = 0 }
      let sum = plain.price() + plain.opposite.price()
      let vanilla = plain.vanilla.price
      // Rounding of strike and spot, each present value of which enters.
      let tolerance = 2e-15 * (max(plain.spot, plain.strike) * exp(0.05 * plain.years) + vanilla)
      return abs(sum - vanilla) <= tolerance ? [] : ["in and out \(sum), vanilla \(vanilla)"]
    }
  }

  @Test("Without interest one of the two rebates is paid for sure, at the same value")
  func rebatesTogetherPayForSure() {
    forEveryMarket { market in
      let free = market.with { $0.rate = 0 }
      let sum = free.price() + free.opposite.price()
      let expected = free.vanilla.price + free.rebate
      let tolerance = 2e-15 * (max(free.spot, free.strike) * exp(0.05 * free.years) + expected)
      return abs(sum - expected) <= tolerance ? [] : ["in and out \(sum), vanilla and rebate \(expected)"]
    }
  }

  @Test func isBetweenZeroAndTheVanillaOptionWithItsRebate() {
    forEveryMarket { market in
      let plain = market.with { $0.rebate = 0 }
      let (price, vanilla) = (plain.price(), plain.vanilla.price)
      let largest = market.rebate * max(1, exp(-market.rate * market.years))
      return (price >= 0 && price <= vanilla * (1 + 1e-12) ? [] : ["\(price), vanilla \(vanilla)"])
        + (market.price() >= price && market.price() <= (price + largest) * (1 + 1e-15)
          ? [] : ["with rebate \(market.price())"])
    }
  }

  @Test func isMonotoneInTheBarrier() {
    forEveryMarket { market in
      let plain = market.with { $0.rebate = 0 }
      let farther = plain.with { $0.barrier *= plain.kind.isUp ? 1.001 : 0.999 }
      let growth = (farther.price() - plain.price()) * (plain.kind.isKnockIn ? -1 : 1)
      let rounding = 2e-15 * max(plain.price(), farther.price())
      return growth >= -rounding ? [] : ["\(plain.price()), farther barrier \(farther.price())"]
    }
  }

  @Test func greeksAreTheDerivativesOfThePrice() {
    forEveryMarket { market in
      let deviation = market.volatility * market.years.squareRoot()
      let distance = abs(log(market.barrier / market.spot))
      guard distance > 1e-2 * deviation else { return [] }
      let greeks = market.greeks()
      let step = 1e-4 * min(distance, deviation)
      let rateStep = 1e-5 * min(1, deviation) / market.years
      let steps: [(String, WritableKeyPath<BarrierMarket, Double>, Double, Double)] = [
        ("delta", \.spot, step * market.spot, greeks.delta),
        ("vega", \.volatility, 1e-4 * market.volatility, greeks.vega),
        ("theta", \.years, -1e-4 * market.years, greeks.theta), ("rho", \.rate, rateStep, greeks.rho),
      ]
      var failures: [String] = greeks.price == market.price() ? [] : ["price \(greeks.price)"]
      let scale = max(market.spot, market.strike, market.rebate) * exp(0.05 * market.years)
      for (name, path, step, expected) in steps {
        let (up, down) = (market.with { $0[keyPath: path] += step }, market.with { $0[keyPath: path] -= step })
        let change = up.price() - down.price()
        if abs(change - 2 * abs(step) * expected) > 1e-6 * scale {
          failures.append("\(name) \(expected), by difference \(change / (2 * abs(step)))")
        }
        if name == "delta" {
          let bend = up.greeks().delta - down.greeks().delta
          if abs(bend - 2 * step * greeks.gamma) > 1e-6 * scale / market.spot / min(distance, deviation) {
            failures.append("gamma \(greeks.gamma), by difference \(bend / (2 * step))")
          }
        }
      }
      return failures
    }
  }

  @Test("An up barrier on S is a down barrier on 1/S: calls and puts, rates and yields change places")
  func isSymmetricUnderInversion() {
    forEveryMarket { market in
      let plain = market.with { $0.rebate = 0 }
      let inverted = plain.with {
        $0.kind =
          plain.kind.isUp
          ? (plain.kind.isKnockIn ? .downAndIn : .downAndOut) : (plain.kind.isKnockIn ? .upAndIn : .upAndOut)
        $0.type = plain.type == .call ? .put : .call
        ($0.spot, $0.strike, $0.barrier) = (1 / plain.spot, 1 / plain.strike, 1 / plain.barrier)
        ($0.rate, $0.dividendYield) = (plain.dividendYield, plain.rate)
      }
      let (price, other) = (plain.price(), plain.spot * plain.strike * inverted.price())
      // Rounding of the inverted numbers is that of the spot, seen over the distance to the barrier.
      let condition = 1 / abs(log(plain.barrier / plain.spot)) + 1 / abs(log(plain.barrier / plain.strike)) + 1e4
      return abs(price - other) <= 1e-15 * condition * max(price, other) ? [] : ["\(price), inverted \(other)"]
    }
  }

  @Test func scalesWithMoneyByPowersOfTwoExactly() {
    forEveryMarket { market in
      [0x1p-30, 0x1p30].compactMap { scale in
        let scaled = market.with {
          $0.spot *= scale
          $0.strike *= scale
          $0.barrier *= scale
          $0.rebate *= scale
        }
        return scaled.price() == scale * market.price() ? nil : "scale \(scale)"
      }
    }
  }

  @Test func aBarrierOutOfReachLeavesTheVanillaOptionOrTheRebate() {
    for type in OptionType.allCases {
      for (kind, barrier) in [(BarrierKind.downAndOut, 0), (.upAndOut, Double.infinity)] {
        let market = BarrierMarket(kind, type, barrier: barrier, rebate: 3)
        #expect(market.price() == market.vanilla.price)
        #expect(market.greeks().gamma == market.vanilla.gamma)
        let bond = 3 * exp(-0.08 * 0.5)
        #expect(market.opposite.price() == bond)
        #expect(market.opposite.greeks().theta == 0.08 * bond && market.opposite.greeks().rho == -0.5 * bond)
        // And so do barriers that are finite but far.
        let far = market.with { $0.barrier = kind.isUp ? 1e9 : 1e-9 }
        #expect(abs(far.price() - market.vanilla.price) <= 1e-13 && abs(far.opposite.price() - bond) <= 1e-15)
      }
    }
  }

  @Test func atTheBarrierTheOptionHasBecomeWhatItBecomes() {
    for type in OptionType.allCases {
      for (kind, spot) in [(BarrierKind.downAndOut, 90.0), (.downAndOut, 80), (.upAndOut, 90), (.upAndOut, 100)] {
        let market = BarrierMarket(kind, type, spot: spot, rebate: 3)
        #expect(market.price() == 3 && market.greeks().delta == 0)
        #expect(market.opposite.price() == market.vanilla.price)
        #expect(market.opposite.greeks().vega == market.vanilla.vega)
      }
      let market = BarrierMarket(.upAndOut, type, rebate: 3)
      #expect(market.price(hasCrossed: true) == 0 && market.greeks(hasCrossed: true).theta == 0)
      #expect(market.opposite.price(hasCrossed: true) == market.vanilla.price)
    }
  }

  @Test("Without volatility the spot follows its forward and may meet the barrier on the way")
  func withoutVolatility() {
    let met = BarrierMarket(
      .upAndOut, .call, strike: 90, barrier: 102, rebate: 3, years: 1, volatility: 0, rate: 0.05, dividendYield: 0.01)
    let wait = log(102.0 / 100) / 0.04
    #expect(abs(met.price() - 3 * exp(-0.05 * wait)) <= 1e-15)
    #expect(met.opposite.price() == met.vanilla.price)
    let quiet = met.with { $0.volatility = 1e-3 }
    #expect(abs(quiet.price() - met.price()) <= 1e-5)
    #expect(abs(quiet.greeks().delta - met.greeks().delta) <= 1e-4)
    #expect(abs(quiet.greeks().gamma - met.greeks().gamma) <= 1e-4)
    #expect(abs(quiet.greeks().rho - met.greeks().rho) <= 1e-3)
    let missed = met.with { $0.barrier = 105 }
    #expect(missed.price() == missed.vanilla.price && missed.opposite.price() == 3 * exp(-0.05))
    let ended = BarrierMarket(.downAndOut, .call, years: 0)
    #expect(ended.price() == 5 && ended.greeks().delta == 1)
    #expect(ended.with { $0.rebate = 3 }.opposite.price() == 3)
  }

  /// Counted in the underlying it is 1/S that falls to 0, and S that reaches H < S before with probability H/S.
  @Test("With infinite volatility a spot falls to 0, and reaches H > S before with probability S/H")
  func withInfiniteVolatility() {
    func price(_ kind: BarrierKind, _ type: OptionType, rebate: Double = 0) -> Double {
      BarrierMarket(
        kind, type, barrier: kind.isUp ? 125 : 80, rebate: rebate, years: 1, volatility: .infinity, rate: 0.05,
        dividendYield: 0
      ).price()
    }
    let bond = 95 * exp(-0.05)
    #expect(abs(price(.upAndOut, .put) - 0.2 * bond) <= 1e-13 && abs(price(.upAndIn, .put) - 0.8 * bond) <= 1e-13)
    #expect(price(.upAndOut, .call) <= 1e-13 && abs(price(.upAndIn, .call) - 100) <= 1e-13)
    #expect(price(.downAndOut, .put) <= 1e-13 && abs(price(.downAndIn, .put) - bond) <= 1e-13)
    #expect(abs(price(.downAndOut, .call) - 20) <= 1e-13 && abs(price(.downAndIn, .call) - 80) <= 1e-13)
    #expect(abs(price(.upAndOut, .call, rebate: 5) - 4) <= 1e-13)
  }

  @Test func zeroStrikesAndSpots() {
    let asset = BarrierMarket(.downAndOut, .call, strike: 0, rebate: 0)
    #expect(abs(asset.price() + asset.opposite.price() - 100 * exp(-0.02)) <= 1e-13)
    #expect(asset.with { $0.type = .put }.price() == 0 && asset.greeks().delta.isFinite)
    let capped = BarrierMarket(.upAndOut, .call, strike: 0, barrier: 110)
    #expect(abs(capped.price() + capped.opposite.price() - 100 * exp(-0.02)) <= 1e-13)
    #expect(capped.greeks().gamma.isFinite && capped.opposite.greeks().vega.isFinite)
    let nothing = BarrierMarket(.upAndOut, .put, spot: 0)
    #expect(nothing.price() == 95 * exp(-0.04) && nothing.with { $0.rebate = 1 }.opposite.price() == exp(-0.04))
  }

  @Test func outsideTheDomainEverythingIsNan() {
    let paths: [WritableKeyPath<BarrierMarket, Double>] = [
      \.spot, \.strike, \.barrier, \.rebate, \.years, \.volatility, \.rate, \.dividendYield,
    ]
    for kind in BarrierKind.allCases {
      for path in paths {
        let isRate = path == \.rate || path == \.dividendYield
        for value in [Double.nan, isRate ? -.infinity : -1] {
          let market = BarrierMarket(kind).with { $0[keyPath: path] = value }
          let g = market.greeks()
          let areNan = [market.price(), g.price, g.delta, g.gamma, g.vega, g.theta, g.rho].allSatisfy { $0.isNaN }
          #expect(areNan, "\(market): \(g)")
        }
      }
      let infinite = BarrierMarket(kind).with { $0.rebate = .infinity }
      #expect(infinite.price().isNaN)
    }
  }
}
