import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

/// Repricers of every kind, and the differences that their Greeks must be.
enum RepricerCases {
  static let expiry = SampleMarket.asOf.advanced(bySeconds: 100 * 86_400)
  static let years = 100 / 365.0

  static func european(_ settlement: Settlement) throws -> EuropeanRepricer {
    EuropeanRepricer(
      try SampleMarket.contract("X", .put, 104, expiry, settlement), spot: 100, forward: 101.5,
      discountFactor: settlement == .coin ? 100 / 101.5 : 0.99, years: years, volatility: 0.5)
  }

  static func digital(_ payoff: DigitalPayoff, _ type: OptionType, slope: Double = 0.003) throws -> DigitalRepricer {
    DigitalRepricer(
      try DigitalContract(underlying: "X", payoff: payoff, type: type, strike: 104, expiry: expiry),
      DatedMarket(spot: 100, rate: 0.04, dividendYield: 0.01, years: years, volatility: 0.5), volatilitySlope: slope)
  }

  static func barrier(
    _ kind: BarrierKind, _ type: OptionType, rebate: Double = 0, rate: Double = 0.04, isHit: Bool = false
  ) throws -> BarrierRepricer {
    BarrierRepricer(
      try BarrierContract(
        underlying: "X", kind: kind, type: type, strike: 98, barrier: kind.isUp ? 118 : 84, rebate: rebate,
        expiry: expiry), isBarrierHit: isHit,
      DatedMarket(spot: 100, rate: rate, dividendYield: 0.01, years: years, volatility: 0.5))
  }

  static func american(_ type: OptionType, rate: Double = 0.04, yield: Double = 0.01) throws -> AmericanRepricer {
    AmericanRepricer(
      try AmericanContract(underlying: "X", type: type, strike: 104, expiry: expiry),
      DatedMarket(spot: 100, rate: rate, dividendYield: yield, years: years, volatility: 0.5))
  }

  static func exchange(ratio: Double = 2.5, correlation: Double = 0.4) throws -> ExchangeRepricer {
    ExchangeRepricer(
      try ExchangeContract(receive: "X", deliver: "Y", ratio: ratio, expiry: expiry),
      received: .init(spot: 100, dividendYield: 0.01, volatility: 0.5),
      delivered: .init(spot: 41, dividendYield: 0.03, volatility: 0.7), correlation: correlation, years: years)
  }

  static func twoAssets(_ payoff: TwoAssetRepricer.Payoff, yield: Double = 0.01, rate: Double = 0.04)
    -> TwoAssetRepricer
  {
    TwoAssetRepricer(
      payoff, underlyings: ["X", "Y"], ratio: 2.2, first: .init(spot: 100, dividendYield: yield, volatility: 0.5),
      second: .init(spot: 41, dividendYield: 0.03, volatility: 0.7), rate: rate, correlation: 0.4, years: years)
  }

  /// Of two assets with weights of opposite signs, which is exact.
  static func basket() throws -> BasketRepricer {
    BasketRepricer(
      try BasketContract([.init("X", weight: -0.5), .init("Y", weight: 1.5)], type: .put, strike: 8, expiry: expiry),
      BasketOption.Market(
        spots: [100, 41], weights: [-0.5, 1.5], volatilities: [0.5, 0.7], dividendYields: [0.01, 0.03],
        correlations: try AssetCorrelations(uniform: 0.4, count: 2), rate: 0.04, years: years))
  }

  static func perpetual() throws -> PerpetualRepricer {
    try #require(
      PerpetualRepricer(
        PerpetualContract(
          underlying: "X", terms: .everlastingOption(.call, strike: 104, fundingPeriod: 0.05, funding: .continuous)),
        spot: 100, volatility: 0.5, rate: 0.04, dividendYield: 0.01))
  }

  static func liquidity(
    lower: Double = 80, upper: Double = 130, isQuotedInToken: Bool = false
  ) throws -> LiquidityPositionRepricer {
    let scale = isQuotedInToken ? 41.0 : 1
    return LiquidityPositionRepricer(
      try LiquidityPositionContract(
        base: "X", quote: isQuotedInToken ? "Y" : nil, lower: lower / scale, upper: upper / scale, liquidity: 7),
      baseSpot: 100, quoteSpot: isQuotedInToken ? 41 : nil, feesOwed: .init(base: 0.02, quote: 3))
  }

  static func all() throws -> [(name: String, repricer: any Repricer)] {
    var all: [(String, any Repricer)] = try [
      ("european", european(.cash)), ("coin", european(.coin)), ("perpetual", perpetual()), ("exchange", exchange()),
      ("spread", twoAssets(.spread(.call, strike: 7))), ("spread below 0", twoAssets(.spread(.put, strike: -12))),
      ("best-of", twoAssets(.rainbow(.best, .put, strike: 104))), ("basket", basket()),
      ("worst-of", twoAssets(.rainbow(.worst, .call, strike: 88))),
      ("liquidity", liquidity()), ("liquidity in a token", liquidity(isQuotedInToken: true)),
      ("liquidity without ends", liquidity(lower: 0, upper: .infinity)),
      ("liquidity below", liquidity(lower: 120, upper: 150)), ("liquidity above", liquidity(lower: 60, upper: 80)),
      ("narrow liquidity", liquidity(lower: 99, upper: 101.5)),
      ("liquidity from nothing", liquidity(lower: 0, upper: 110)),
      ("liquidity without end in a token", liquidity(upper: .infinity, isQuotedInToken: true)),
    ]
    for payoff in DigitalPayoff.allCases {
      for type in OptionType.allCases { all.append(("\(payoff) \(type)", try digital(payoff, type))) }
    }
    for kind in BarrierKind.allCases {
      all.append(("\(kind) call", try barrier(kind, .call, rebate: 3)))
      all.append(("\(kind) put", try barrier(kind, .put)))
      all.append(("\(kind) hit", try barrier(kind, .put, rebate: 3, isHit: true)))
    }
    return all
  }

  /// What moves, all of one row.
  struct Bump {
    var spots = [0.0, 0]
    var volatilities = [0.0, 0]
    var rates = [0.0, 0]
    var carries = [0.0, 0]
    var correlation = 0.0
    var elapsedYears = 0.0
  }

  static func columns(_ bumps: [Bump], of repricer: any Repricer, withRates: Bool = true) -> MarketColumns {
    MarketColumns(
      count: bumps.count,
      inputs: repricer.inputs.enumerated().map { index, input in
        MarketColumns.Input(
          spotFactors: bumps.map { 1 + $0.spots[index] / input.spot },
          volatilities: bumps.map { input.volatility + $0.volatilities[index] },
          rateShifts: withRates ? bumps.map { $0.rates[index] } : [],
          carryShifts: withRates ? bumps.map { $0.carries[index] } : [])
      }, correlationShifts: repricer.inputs.count > 1 ? bumps.map(\.correlation) : [])
  }

  static func value(_ repricer: any Repricer, _ bump: Bump = Bump()) -> Double {
    repricer.value(at: 0, of: columns([bump], of: repricer), elapsedYears: bump.elapsedYears)
  }
}

@Suite("Repricers of every kind")
struct RepricerGreeksTests {
  private typealias Bump = RepricerCases.Bump

  /// A first derivative by five points.
  private func slope(_ h: Double, _ f: (Double) -> Double) -> Double {
    (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)
  }

  /// A second derivative by five points.
  private func curvature(_ h: Double, _ f: (Double) -> Double) -> Double {
    (16 * (f(h) + f(-h)) - (f(2 * h) + f(-2 * h)) - 30 * f(0)) / (12 * h * h)
  }

  @Test("Greeks are differences of the value: spots, volatilities, time and correlation")
  func greeks() throws {
    for (name, repricer) in try RepricerCases.all() {
      let greeks = repricer.greeks(units: -3)
      func at(_ change: (inout Bump) -> Void) -> Double {
        var bump = Bump()
        change(&bump)
        return -3 * RepricerCases.value(repricer, bump)
      }
      let value = at { _ in }
      func expect(_ what: String, _ actual: Double, _ expected: Double, _ part: Double, _ scale: Double) {
        #expect(abs(actual - expected) <= part * (abs(expected) + scale), "\(name) \(what): \(actual), \(expected)")
      }
      expect("value", greeks.value, value, 1e-13, 0)
      #expect(repricer.valuation(units: -3).greeks == greeks && greeks.byInput.count == repricer.inputs.count)
      for (index, input) in repricer.inputs.enumerated() {
        let (own, step) = (greeks.byInput[index], 2e-3 * input.spot)
        let size = abs(value) / input.spot
        expect("delta \(index)", own.delta, slope(step) { x in at { $0.spots[index] = x } }, 1e-8, size)
        expect(
          "gamma \(index)", own.gamma, curvature(step) { x in at { $0.spots[index] = x } }, 1e-6, size / input.spot)
        expect("vega \(index)", own.vega, slope(1e-3) { x in at { $0.volatilities[index] = x } }, 1e-8, abs(value))
      }
      // Time only passes: a difference of five points on one side.
      let h = 1e-5
      let later = (0...4).map { step in at { $0.elapsedYears = Double(step) * h } }
      let theta = (-25 * later[0] + 48 * later[1] - 36 * later[2] + 16 * later[3] - 3 * later[4]) / (12 * h)
      expect("theta", greeks.theta, theta, 1e-7, abs(value))
      guard repricer.inputs.count > 1 else {
        #expect(greeks.crossGamma == 0 && greeks.correlationSensitivity == 0)
        continue
      }
      let mixed = slope(0.2) { x in
        slope(0.1) { y in
          at {
            $0.spots = [x, y]
          }
        }
      }
      expect("cross gamma", greeks.crossGamma, mixed, 1e-6, abs(value) / 4_100)
      expect(
        "correlation", greeks.correlationSensitivity, slope(1e-3) { x in at { $0.correlation = x } }, 1e-8, abs(value))
      #expect(greeks.byInput[1].value == 0 && greeks.byInput[1].theta == 0)
    }
  }

  @Test("Columns are valued row by row, with rates and without, and moves of size zero are no moves")
  func columns() throws {
    var generator = SeededGenerator(seed: 4)
    for (name, repricer) in try RepricerCases.all() {
      let bumps = (0..<40).map { _ in
        Bump(
          spots: [generator.uniform(-30, 30), generator.uniform(-12, 12)],
          volatilities: [generator.uniform(-0.4, 0.4), generator.uniform(-0.4, 0.4)],
          rates: [generator.uniform(-0.02, 0.02), 0], carries: [0, generator.uniform(-0.02, 0.02)],
          correlation: generator.uniform(-2, 2))
      }
      for (withRates, elapsed) in [(true, 0.0), (false, 0.1), (true, 0.1), (false, 2)] {
        let moves = RepricerCases.columns(bumps, of: repricer, withRates: withRates)
        var values = [Double](repeating: 1, count: 40)
        repricer.addValues(units: 2, under: moves, elapsedYears: elapsed, to: &values)
        for row in 0..<40 {
          let expected = 1 + 2 * repricer.value(at: row, of: moves, elapsedYears: elapsed)
          #expect(abs(values[row] - expected) <= 1e-13 * abs(expected), "\(name) \(bumps[row])")
        }
      }
      let today = repricer.value(at: 0, of: MarketColumns(today: repricer.inputs), elapsedYears: 0)
      #expect(
        today == RepricerCases.value(repricer) || abs(today / RepricerCases.value(repricer) - 1) < 1e-13, "\(name)")
      #expect(!repricer.isCostly && repricer.numbers.allSatisfy { $0.isFinite })
    }
  }

  @Test("Many spots at once are the value at each, in wide and narrow ranges, beyond their ends and at them")
  func liquidityRanges() throws {
    for (lower, upper) in [
      (80.0, 130.0), (99, 101.5), (0, 110), (95, .infinity), (0, .infinity), (99.99, 100.01), (100, 104.05),
      (100, 104.03),
    ] {
      let market = try RepricerCases.liquidity(lower: lower, upper: upper)
      var spots = (0..<401).map { 60 + 0.25 * Double($0) }
      spots += [lower, lower.nextUp, lower.nextDown, upper, upper.nextUp, upper.nextDown].filter {
        $0 > 1 && $0.isFinite
      }
      let moves = MarketColumns(
        count: spots.count,
        inputs: [
          .init(spotFactors: spots.map { $0 / 100 }, volatilities: [Double](repeating: 0, count: spots.count))
        ])
      var values = [Double](repeating: 0, count: spots.count)
      market.addValues(units: 1, under: moves, elapsedYears: 0, to: &values)
      for (row, (spot, value)) in zip(spots, values).enumerated() {
        #expect(value == market.value(at: row, of: moves, elapsedYears: 0), "\(lower) to \(upper) at \(spot)")
        let moved = 100 * (spot / 100)
        let expected = LiquidityPosition.value(spot: moved, lower: lower, upper: upper) + 0.02 * moved + 3
        #expect(abs(value - expected) <= 2e-15 * expected, "\(lower) to \(upper) at \(spot): \(value), \(expected)")
      }
    }
  }

  @Test("Without a way of its own a repricer fills as many rows as there are moves and values")
  func rows() {
    let market = SpotRepricer(underlying: "X", spot: 50)
    let moves = MarketColumns(count: 2, inputs: [.init(spotFactors: [1, 2], volatilities: [0, 0])])
    for (count, expected) in [(1, [101.0]), (2, [101, 201]), (3, [101, 201, 1])] {
      var values = [Double](repeating: 1, count: count)
      market.addValues(units: 2, under: moves, elapsedYears: 0, to: &values)
      #expect(values == expected)
    }
  }

  @Test("A move of rate and yield is the formula at the moved rate and yield")
  func rates() throws {
    func rated(_ r: Double, _ q: Double) throws -> [any Repricer] {
      let (digital, barrier) = (try RepricerCases.digital(.cash, .call), try RepricerCases.barrier(.downAndOut, .put))
      let exchange = try RepricerCases.exchange()
      return [
        DigitalRepricer(
          digital.contract,
          DatedMarket(spot: 100, rate: r, dividendYield: q, years: digital.market.years, volatility: 0.5),
          volatilitySlope: 0.003),
        BarrierRepricer(
          barrier.contract, isBarrierHit: false,
          DatedMarket(spot: 100, rate: r, dividendYield: q, years: barrier.market.years, volatility: 0.5)),
        ExchangeRepricer(
          exchange.contract, received: .init(spot: 100, dividendYield: q, volatility: 0.5),
          delivered: exchange.delivered, correlation: 0.4, years: exchange.years),
        // The second asset's forward stays, so that its yield follows the rate.
        TwoAssetRepricer(
          .spread(.put, strike: 12), underlyings: ["X", "Y"], ratio: 2.2,
          first: .init(spot: 100, dividendYield: q, volatility: 0.5),
          second: .init(spot: 41, dividendYield: 0.03 + r - 0.04, volatility: 0.7), rate: r, correlation: 0.4,
          years: RepricerCases.years),
        EuropeanRepricer(
          try SampleMarket.contract("X", .call, 104, RepricerCases.expiry, .cash), spot: 100,
          forward: 100 * exp((r - q) * RepricerCases.years), discountFactor: exp(-r * RepricerCases.years),
          years: RepricerCases.years, volatility: 0.5),
        EuropeanRepricer(
          try SampleMarket.contract("X", .call, 104, RepricerCases.expiry, .coin), spot: 100,
          forward: 100 * exp((r - q) * RepricerCases.years), discountFactor: exp(-(r - q) * RepricerCases.years),
          years: RepricerCases.years, volatility: 0.5),
      ]
    }
    for (base, moved) in zip(try rated(0.04, 0.01), try rated(0.055, 0.03)) {
      let actual = RepricerCases.value(base, Bump(rates: [0.015, 0], carries: [0.02, 0]))
      let expected = moved.greeks(units: 1).value
      #expect(abs(actual - expected) <= 1e-12 * expected, "\(base)")
    }
  }
}
