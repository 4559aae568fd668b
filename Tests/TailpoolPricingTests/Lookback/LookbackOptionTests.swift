import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Lookback options")
struct LookbackOptionTests {
  /// An extremum on the side that a type and strike count.
  private static func extremum(_ market: PathMarket, isFloating: Bool, _ generator: inout SeededGenerator) -> Double {
    let move =
      generator.uniform(0, 1) < 0.2 ? 0 : generator.uniform(0, 3) * market.volatility * market.years.squareRoot()
    let isLowest = (market.type == .call) == isFloating
    return market.spot * exp(isLowest ? -move : move)
  }

  @Test("Worth the European option at least; bounds, monotone, homogeneous, the two strikes in their relation")
  func properties() {
    let failures = PathMarket.failures(seed: 31, short: 4_000) { market, generator in
      var problems: [String] = []
      let extremum = Self.extremum(market, isFloating: true, &generator)
      let (spot, strike) = (market.spot, market.strike)
      let floating = market.lookback(.floating, extremum)
      let slack = 1e-13 * max(spot, strike, extremum)
      func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { problems.append("\(what()) extremum \(extremum)") }
      }
      expect(floating >= market.european(extremum) - slack, "floating \(floating) below European")
      if market.type == .call { expect(floating <= market.asset + slack, "floating above the asset") }
      // A wider extremum is worth more.
      let wider = market.lookback(.floating, market.type == .call ? extremum * 0.97 : extremum * 1.03)
      expect(wider >= floating - slack, "not monotone in the extremum \(wider) \(floating)")
      let four = market.with { ($0.spot, $0.strike) = (4 * spot, 4 * strike) }
      expect(four.lookback(.floating, 4 * extremum) == 4 * floating, "not homogeneous")
      // The other type with the same extremum as floor of its strike.
      let other = market.with { $0.type = market.type == .call ? .put : .call }
      let level = market.type == .call ? min(extremum, strike) : max(extremum, strike)
      let fixed = other.lookback(.fixed(strike), extremum)
      let expected =
        market.lookback(.floating, level)
        + (market.type == .call ? strike * market.bond - market.asset : market.asset - strike * market.bond)
      expect(abs(fixed - expected) <= slack, "fixed \(fixed), decomposition \(expected)")
      expect(fixed >= other.european(strike) - slack, "fixed \(fixed) below European")
      return problems
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test("Nothing happens as r − q passes 0")
  func continuity() {
    let failures = PathMarket.failures(seed: 32, short: 3_000) { market, generator in
      let extremum = Self.extremum(market, isFloating: true, &generator)
      let level = market.with { $0.dividendYield = $0.rate }
      let own = level.lookback(.floating, extremum)
      return [1e-15, 1e-12, 1e-9].flatMap { gap in
        [-gap, gap].compactMap { change in
          let near = level.with { $0.rate += change }.lookback(.floating, extremum)
          let gate = (1e-14 + 10 * gap * (1 + market.years)) * max(market.spot, extremum)
          return abs(near - own) <= gate ? nil : "\(change): \(near), \(own) extremum \(extremum)"
        }
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test("Greeks are differences of prices", arguments: [true, false])
  func greeks(isFloating: Bool) {
    let failures = PathMarket.failures(seed: 33, short: 300) { market, generator in
      var extremum = Self.extremum(market, isFloating: isFloating, &generator)
      let isLowest = (market.type == .call) == isFloating
      let deviation = market.volatility * market.years.squareRoot()
      // Away from the extremum, where prices have kinks.
      extremum *= exp((isLowest ? -0.2 : 0.2) * deviation)
      let strike: LookbackOption.Strike = isFloating ? .floating : .fixed(market.strike)
      let own = LookbackOption.greeks(
        market.type, strike, spot: market.spot, extremum: extremum, years: market.years, volatility: market.volatility,
        rate: market.rate, dividendYield: market.dividendYield)
      let step = 1e-3 * deviation * market.spot
      let up = market.with { $0.spot += step }.lookback(strike, extremum)
      let down = market.with { $0.spot -= step }.lookback(strike, extremum)
      let middle = market.lookback(strike, extremum)
      let year = 1e-4 * market.years
      let later = market.with { $0.years -= year }.lookback(strike, extremum)
      let sooner = market.with { $0.years += year }.lookback(strike, extremum)
      let scale = max(market.spot, market.strike, extremum) / market.spot
      return [
        ("delta", own.delta, (up - down) / (2 * step), 1e-5 * scale),
        (
          "gamma", own.gamma * market.spot, (up - 2 * middle + down) / (step * step) * market.spot,
          1e-4 * scale / deviation
        ),
        ("theta", own.theta * market.years / market.spot, (later - sooner) / (2e-4) / market.spot, 1e-6 * scale),
      ].compactMap { name, actual, expected, gate in
        abs(actual - expected) <= gate ? nil : "\(name) \(actual), \(expected) extremum \(extremum)"
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test("Partial watches: all of the time, none of it, and between both")
  func partial() {
    let failures = PathMarket.failures(seed: 34, short: 60) { market, generator in
      let tilt =
        abs(market.carry - 0.5 * market.volatility * market.volatility) * market.years.squareRoot() / market.volatility
      guard tilt < 1 else { return [] }
      let extremum = Self.extremum(market, isFloating: true, &generator)
      func floating(_ end: Double, multiple: Double = 1) -> Double {
        PartialLookbackOption.floating(
          market.type, multiple: multiple, spot: market.spot, extremum: extremum, watchEnd: end, years: market.years,
          volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield)
      }
      func fixed(_ start: Double) -> Double {
        PartialLookbackOption.fixed(
          market.type, strike: market.strike, spot: market.spot, watchStart: start, years: market.years,
          volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield)
      }
      let (whole, part, part2) = (floating(market.years), floating(0.6 * market.years), floating(0.3 * market.years))
      let (fixedWhole, late, later) = (fixed(0), fixed(0.3 * market.years), fixed(0.7 * market.years))
      let slack = 1e-11 * max(market.spot, extremum, market.strike)
      var problems: [String] = []
      if abs(whole - market.lookback(.floating, extremum)) > slack { problems.append("whole \(whole)") }
      if abs(fixedWhole - market.lookback(.fixed(market.strike), market.spot)) > slack {
        problems.append("fixed whole")
      }
      if abs(floating(0) - market.european(extremum)) > slack { problems.append("none") }
      if abs(fixed(market.years) - market.european(market.strike)) > slack { problems.append("fixed none") }
      if !(whole >= part - slack && part >= part2 - slack && part2 >= market.european(extremum) - slack) {
        problems.append("order \(whole) \(part) \(part2)")
      }
      if !(fixedWhole >= late - slack && late >= later - slack && later >= market.european(market.strike) - slack) {
        problems.append("fixed order \(fixedWhole) \(late) \(later)")
      }
      let near = floating(market.years * (1 - 1e-9))
      if abs(near - whole) > 1e-3 * max(market.spot, extremum) { problems.append("near \(near) \(whole)") }
      return problems.map { "\($0) extremum \(extremum)" }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test("Without volatility or time, far extremes, and what is out of range")
  func limits() {
    let market = PathMarket().with { $0.volatility = 0 }
    let forward = 100 * exp(0.03)
    #expect(abs(market.lookback(.floating, 90) - market.bond * (forward - 90)) < 1e-13)
    #expect(abs(market.lookback(.fixed(80), 110) - market.bond * 30) < 1e-13)
    #expect(abs(market.lookback(.fixed(80), 100) - market.bond * (forward - 80)) < 1e-13)
    #expect(abs(market.with { $0.type = .put }.lookback(.floating, 120) - market.bond * (120 - forward)) < 1e-13)
    for volatility in [1e-8, 1e-4] {
      let near = market.with { $0.volatility = volatility }
      #expect(abs(near.lookback(.floating, 90) - market.lookback(.floating, 90)) < 200 * volatility)
      #expect(abs(near.lookback(.fixed(80), 100) - market.lookback(.fixed(80), 100)) < 200 * volatility)
    }
    let ended = PathMarket().with { $0.years = 0 }
    #expect(ended.lookback(.floating, 90) == 10 && ended.lookback(.fixed(80), 130) == 50)
    #expect(ended.with { $0.type = .put }.lookback(.fixed(120), 95) == 25)
    // A spot beyond the extremum takes its place.
    #expect(PathMarket().lookback(.floating, 150) == PathMarket().lookback(.floating, 100))
    #expect(PathMarket().lookback(.floating, 0) == PathMarket().asset)
    for change: (inout PathMarket) -> Void in [
      { $0.spot = 0 }, { $0.spot = .nan }, { $0.years = -1 }, { $0.volatility = .infinity }, { $0.volatility = -1 },
      { $0.rate = .nan }, { $0.dividendYield = .infinity },
    ] {
      let bad = PathMarket().with(change)
      #expect(bad.lookback(.floating, 90).isNaN, "\(bad)")
    }
    #expect(PathMarket().lookback(.fixed(-1), 90).isNaN && PathMarket().lookback(.floating, .nan).isNaN)
    for volatility in [1e-300, 1e-5, 0.5, 10, 40] {
      for years in [1e-300, 1e-3, 50] {
        for rate in [-2, 0, 3.0] {
          for type in OptionType.allCases {
            for extremum in [1e-300, 50, 100, 200, 1e200] {
              let price = PathMarket().with {
                ($0.volatility, $0.years, $0.rate, $0.type) = (volatility, years, rate, type)
              }.lookback(.floating, extremum)
              #expect(!price.isNaN && price >= 0, "\(type) \(volatility) \(years) \(rate) \(extremum): \(price)")
            }
          }
        }
      }
    }
  }
}
