import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Options on averages")
struct AverageOptionTests {
  private static func times(_ generator: inout SeededGenerator, _ market: PathMarket) -> AverageTimes {
    let choice = generator.uniform(0, 1)
    if choice < 0.2 { return .continuous() }
    if choice < 0.5 { return .even(Int(generator.uniform(2, 60))) }
    let count = Int(generator.uniform(1, 6))
    let times = (0..<count).map { _ in generator.uniform(0, 1) * market.years }.sorted()
    let past = (0..<Int(generator.uniform(0, 3))).map { _ in market.spot * generator.uniform(0.8, 1.25) }
    return .listed(times, past: past)
  }

  private static func scaled(_ times: AverageTimes, by factor: Double) -> AverageTimes {
    guard case .listed(let times, let past) = times else { return times }
    return .listed(times, past: past.map { $0 * factor })
  }

  @Test("Bounds, monotone in the strike, homogeneous, geometric below arithmetic")
  func properties() {
    let failures = PathMarket.failures(seed: 21, short: 600) { market, generator in
      let times = Self.times(&generator, market)
      let (spot, strike) = (market.spot, market.strike)
      var problems: [String] = []
      func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { problems.append("\(what()) \(times)") }
      }
      // A strike of 0 gives the mean.
      let call = market.with { $0.type = .call }
      let (mean, logMean) = (call.arithmetic(times, .fixed(0)), call.geometric(times, .fixed(0)))
      let isCall = market.type == .call
      for (name, price, forward, price2) in [
        ("arithmetic", market.arithmetic(times), mean, market.arithmetic(times, .fixed(strike * 1.01))),
        ("geometric", market.geometric(times), logMean, market.geometric(times, .fixed(strike * 1.01))),
      ] {
        let intrinsic = max(market.type.sign * (forward - strike * market.bond), 0)
        expect(price >= intrinsic * (1 - 1e-14) - 1e-15 * spot, "\(name) \(price) below \(intrinsic)")
        expect(price <= (isCall ? forward : strike * market.bond) * (1 + 1e-12), "\(name) \(price) above its bound")
        let change = price2 - price
        expect(isCall ? change <= 1e-9 * spot : change >= -1e-9 * spot, "\(name) not monotone: \(change)")
        expect(abs(change) <= 0.01 * strike * market.bond + 1e-9 * spot, "\(name) steep: \(change)")
      }
      if isCall {
        expect(market.arithmetic(times) >= market.geometric(times) - 1e-8 * spot, "geometric above arithmetic")
      }
      let doubled = market.with { ($0.spot, $0.strike) = (4 * spot, 4 * strike) }
      let scaled = Self.scaled(times, by: 4)
      // Exactly so, but where a price is below the normal numbers.
      let difference = abs(doubled.arithmetic(scaled) - 4 * market.arithmetic(times))
      expect(difference <= 1e-300, "arithmetic is not homogeneous")
      expect(abs(doubled.geometric(scaled) - 4 * market.geometric(times)) <= 1e-13 * spot, "geometric is not")
      return problems
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test("One fixing at expiry is the European option, and a floating strike then pays nothing but the multiple")
  func oneFixing() {
    let failures = PathMarket.failures(seed: 22, short: 1_000) { market, _ in
      let european = market.european(market.strike)
      var problems: [String] = []
      for times in [AverageTimes.even(1), .listed([market.years]), .continuous(start: market.years)] {
        for price in [market.geometric(times), market.arithmetic(times)]
        where abs(price - european) > 1e-14 * max(market.spot, market.strike) {
          problems.append("\(times): \(price), European \(european)")
        }
        let floating = market.arithmetic(times, .floating(multiple: 0.9))
        let expected = market.type == .call ? 0.1 * market.asset : 0
        if abs(floating - expected) > 1e-14 * market.spot { problems.append("\(times) floating \(floating)") }
      }
      return problems
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test("Calls less puts are the mean less the strike, fixed and floating")
  func parity() {
    let failures = PathMarket.failures(seed: 23, short: 600) { market, generator in
      let times = Self.times(&generator, market)
      let (call, put) = (market.with { $0.type = .call }, market.with { $0.type = .put })
      let (mean, logMean) = (call.arithmetic(times, .fixed(0)), call.geometric(times, .fixed(0)))
      let pairs = [
        (call.arithmetic(times) - put.arithmetic(times), mean - market.strike * market.bond),
        (call.geometric(times) - put.geometric(times), logMean - market.strike * market.bond),
        (call.arithmetic(times, .floating()) - put.arithmetic(times, .floating()), market.asset - mean),
        (call.geometric(times, .floating()) - put.geometric(times, .floating()), market.asset - logMean),
      ]
      return pairs.enumerated().compactMap { index, pair in
        abs(pair.0 - pair.1) <= 1e-12 * max(market.spot, market.strike) ? nil : "\(index) \(times): \(pair)"
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test("Settings agree within their errors; many even fixings near the continuous average")
  func settings() {
    let failures = PathMarket.failures(seed: 24, short: 60) { market, generator in
      let times: AverageTimes = generator.uniform(0, 1) < 0.5 ? .continuous() : .even(Int(generator.uniform(33, 300)))
      let deviation = market.volatility * market.years.squareRoot()
      guard deviation <= 1.3 else { return [] }
      let high = market.arithmetic(times, nil, .high)
      return [(ArithmeticAverageOption.Accuracy.fast, 6e-6), (.standard, 1.5e-8)].compactMap { accuracy, gate in
        let own = market.arithmetic(times, nil, accuracy)
        return abs(own - high) <= gate * market.spot ? nil : "\(accuracy) \(times) \(own) \(high)"
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test("An even average that is extrapolated is the one that is summed")
  func extrapolation() {
    for count in [60, 120, 250] {
      let market = PathMarket()
      let listed = AverageTimes.listed((1...count).map { market.years * Double($0) / Double(count) })
      for strike in [AverageStrike.fixed(90), .fixed(110), .floating(), .floating(multiple: 1.1)] {
        let (even, summed) = (market.arithmetic(.even(count), strike, .high), market.arithmetic(listed, strike, .high))
        #expect(abs(even - summed) < 1e-11, "\(count) \(strike): \(even), \(summed)")
      }
    }
  }

  @Test("What is fixed lowers the strike; where it decides the exercise the price is the mean's; spot of now counts")
  func seasoned() {
    let market = PathMarket().with { $0.strike = 60 }
    // Two of four fixings were 130: the average is at least 65.
    let times = AverageTimes.listed([0.5, 1], past: [130, 130])
    let mean = (260 + 100 * exp(0.03 * 0.5) + 100 * exp(0.03)) / 4
    #expect(abs(market.arithmetic(times) - market.bond * (mean - 60)) < 1e-13)
    #expect(market.with { $0.type = .put }.arithmetic(times) == 0)
    // A running continuous average: the rest of it at the strike that is left.
    let rest = PathMarket().with { $0.strike = (100 - 0.25 * 104) / 0.75 }
    let running = market.with { $0.strike = 100 }.arithmetic(.continuous(start: -1.0 / 3, average: 104))
    #expect(abs(running - 0.75 * rest.arithmetic(.continuous())) < 1e-9)
    let now = market.with { $0.strike = 100 }
    #expect(
      abs(now.arithmetic(.listed([0, 1])) - 0.5 * now.with { $0.strike = 100 }.european(100)) < 1e-13)
    // All is known.
    #expect(abs(now.arithmetic(.listed([], past: [120, 100])) - 10 * now.bond) < 1e-13)
    #expect(abs(now.geometric(.listed([], past: [144, 100])) - 20 * now.bond) < 1e-12)
  }

  @Test("Fixings a moment apart, a first one a moment away, many of them")
  func closeFixings() {
    let market = PathMarket()
    let single = market.arithmetic(.listed([1]), nil, .high)
    #expect(abs(market.arithmetic(.listed([1 - 1e-9, 1]), nil, .high) - single) < 1e-5)
    let pair = market.arithmetic(.listed([0.5, 1]), nil, .high)
    for first in [1e-15, 1e-10, 1e-6, 1e-4] {
      // The first of three is the spot of now, but for a trifle.
      let three = market.arithmetic(.listed([first, 0.5, 1]), nil, .high)
      let limit = market.arithmetic(.listed([0, 0.5, 1]), nil, .high)
      #expect(abs(three - limit) < 30 * first.squareRoot() * first.squareRoot() + 1e-11, "\(first): \(three) \(limit)")
    }
    #expect(pair > 0)
    let many = market.arithmetic(.listed((1...2_000).map { Double($0) / 2_000 }))
    let even = market.arithmetic(.even(2_000))
    #expect(abs(many - even) < 1e-6, "\(many) \(even)")
  }

  @Test("Without time or volatility the average is certain; what is out of range is no number")
  func limits() {
    for volatility in [0, 1e-9] {
      let market = PathMarket().with { ($0.volatility, $0.strike) = (volatility, 95) }
      let mean = expm1(0.03) / 0.03 * 100
      #expect(abs(market.arithmetic(.continuous()) - market.bond * (mean - 95)) < 1e-6)
      #expect(abs(market.geometric(.continuous()) - market.bond * (100 * exp(0.015) - 95)) < 1e-6)
      let twelve = (1...12).reduce(0) { $0 + exp(0.03 * Double($1) / 12) } / 12 * 100
      #expect(abs(market.arithmetic(.even(12)) - market.bond * (twelve - 95)) < 1e-6)
      #expect(
        abs(market.arithmetic(.even(100)) - market.bond * (market.arithmetic(.even(100), .fixed(0)) / market.bond - 95))
          < 1e-6)
    }
    let flat = PathMarket().with { ($0.years, $0.strike) = (0, 95) }
    #expect(flat.arithmetic(.continuous()) == 5 && flat.geometric(.continuous()) == 5)
    #expect(flat.arithmetic(.even(5)) == 5 && abs(flat.geometric(.even(5)) - 5) < 1e-13)
    let market = PathMarket()
    let bad: [(PathMarket, AverageTimes)] = [
      (market, .even(0)), (market, .even(-3)), (market, .even(.max)), (market, .listed([])), (market, .listed([2])),
      (market, .listed([0.6, 0.5])), (market, .listed([-0.1])), (market, .listed([.nan])),
      (market, .listed([0.5], past: [0])), (market, .continuous(start: 2)), (market, .continuous(start: .nan)),
      (market, .continuous(start: -1)), (market, .continuous(start: -1, average: -2)),
      (market.with { $0.years = -1 }, .even(2)), (market.with { $0.years = .infinity }, .even(2)),
      (market.with { $0.volatility = -0.1 }, .even(2)), (market.with { $0.volatility = .infinity }, .even(2)),
      (market.with { $0.spot = -1 }, .even(2)), (market.with { $0.strike = .nan }, .even(2)),
      (market.with { $0.rate = .infinity }, .even(2)), (market.with { $0.dividendYield = .nan }, .even(2)),
    ]
    for (market, times) in bad {
      #expect(market.arithmetic(times).isNaN && market.geometric(times).isNaN, "\(market) \(times)")
    }
    #expect(market.with { $0.volatility = 20 }.arithmetic(.even(2)).isNaN)
    for fixings in [-1, 0.5, .nan, .infinity, 1e9] { #expect(AverageTimes(fixings: fixings) == nil, "\(fixings)") }
    for volatility in [1e-300, 1e-12, 9.9] {
      for strike in [1e-300, 1e-3, 100, 1e300] {
        let price = market.with { ($0.volatility, $0.strike) = (volatility, strike) }.arithmetic(.even(7))
        #expect(price >= 0 && price < .infinity, "\(volatility) \(strike) \(price)")
      }
    }
  }

  @Test("Greeks of arithmetic averages are differences of their prices, and those of one fixing the European ones")
  func greeks() {
    for (times, strike) in [
      (AverageTimes.even(12), AverageStrike.fixed(105)), (.continuous(), .fixed(95)),
      (.listed([0.2, 0.9], past: [99]), .floating()),
      (.even(4), .floating(multiple: 1.05)),
    ] {
      for type in OptionType.allCases {
        func price(_ spot: Double, _ volatility: Double = 0.3, _ rate: Double = 0.04) -> Double {
          ArithmeticAverageOption.price(
            type, times, spot: spot, strike: strike, years: 1, volatility: volatility, rate: rate, dividendYield: 0.01,
            accuracy: .high)
        }
        let own = ArithmeticAverageOption.greeks(
          type, times, spot: 100, strike: strike, years: 1, volatility: 0.3, rate: 0.04, dividendYield: 0.01,
          accuracy: .high)
        let note = "\(type) \(times) \(strike)"
        #expect(abs(own.delta - (price(100.01) - price(99.99)) / 0.02) < 1e-7, "delta \(note)")
        #expect(abs(own.gamma - (price(100.1) - 2 * price(100) + price(99.9)) / 0.01) < 1e-6, "gamma \(note)")
        #expect(abs(own.vega - (price(100, 0.3001) - price(100, 0.2999)) / 2e-4) < 1e-5, "vega \(note)")
        #expect(abs(own.rho - (price(100, 0.3, 0.0401) - price(100, 0.3, 0.0399)) / 2e-4) < 1e-5, "rho \(note)")
      }
    }
    let one = ArithmeticAverageOption.greeks(
      .put, .even(1), spot: 100, strike: .fixed(105), years: 1, volatility: 0.3, rate: 0.04, dividendYield: 0.01)
    let european = BlackScholesMerton.greeks(
      .put, spot: 100, strike: 105, years: 1, volatility: 0.3, rate: 0.04, dividendYield: 0.01)
    #expect(abs(one.delta - european.delta) < 1e-13 && abs(one.gamma - european.gamma) < 1e-13)
    #expect(abs(one.vega - european.vega) < 1e-7 && abs(one.rho - european.rho) < 1e-7, "\(one) \(european.vega)")
    #expect(abs(one.theta - european.theta) < 1e-12)
  }
}
