import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Barrier options and the densities that they are integrals of")
struct BarrierOptionAgreementTests {
  /// A made-up option whose barrier has not been reached, with the law of its log return y = ln(S(T) / S).
  private struct Market: CustomStringConvertible {
    let kind: BarrierKind
    let type: OptionType
    let strike, barrier, rebate, years, volatility, rate, dividendYield: Double
    let spot = 100.0

    init(_ generator: inout SeededGenerator) {
      kind = BarrierKind.allCases[min(3, Int(generator.uniform(0, 4)))]
      type = generator.uniform() < 0.5 ? .call : .put
      years = pow(10, generator.uniform(-2, 0.5))
      volatility = generator.uniform(0.1, 0.9)
      let deviation = volatility * years.squareRoot()
      strike = 100 * exp(generator.uniform(-3, 3) * deviation)
      let distance = pow(10, generator.uniform(-2, 0.5)) * deviation
      barrier = 100 * exp(kind.isUp ? distance : -distance)
      rate = generator.uniform(-0.05, 0.15)
      dividendYield = generator.uniform(-0.05, 0.15)
      rebate = generator.uniform(0, 20)
    }

    var deviation: Double { volatility * years.squareRoot() }
    var drift: Double { rate - dividendYield - 0.5 * volatility * volatility }
    /// ln(barrier / spot).
    var reach: Double { log(barrier / spot) }
    /// Where paths that have not crossed may end.
    var range: ClosedRange<Double> {
      let (mean, s) = (drift * years, deviation)
      return kind.isUp ? min(mean - 12 * s, reach)...reach : reach...max(mean + 12 * s + s * s, reach)
    }

    /// The density of y on paths that have not crossed: the normal one times the chance of a Brownian bridge to live.
    func density(_ y: Double) -> Double {
      let (s, b) = (deviation, reach)
      let z = (y - drift * years) / s
      return -expm1(-2 * b * (b - y) / (s * s)) * exp(-0.5 * z * z) / (s * (2 * Double.pi).squareRoot())
    }

    /// The mean of a function over paths that have not crossed; the function may have a kink at the strike.
    func living(_ function: (Double) -> Double) -> Double {
      let kink = min(max(log(strike / spot), range.lowerBound), range.upperBound)
      return simpson(range.lowerBound, kink) { function($0) * density($0) }
        + simpson(kink, range.upperBound) { function($0) * density($0) }
    }

    /// The mean of exp(−rate · t) over the time t of the first passage, with |b| / (σ √t) = exp(v) for the time.
    var discountedPassage: Double {
      let (b, variance) = (abs(reach), volatility * volatility)
      let inward = kind.isUp ? drift : -drift
      let first = b / deviation
      return simpson(log(first), log(first + 14), count: 6_000) { v in
        let u = exp(v)
        let t = b * b / (variance * u * u)
        let gap = b - inward * t
        return u * 2 / (2 * Double.pi).squareRoot() * exp(-gap * gap / (2 * variance * t) - rate * t)
      }
    }

    func price(_ kind: BarrierKind) -> Double {
      BarrierOption.price(
        kind, type, spot: spot, strike: strike, barrier: barrier, rebate: rebate, years: years,
        volatility: volatility, rate: rate, dividendYield: dividendYield)
    }

    var vanilla: Double {
      BlackScholesMerton.price(
        type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    }

    /// The knock-out and the knock-in with this barrier.
    var kinds: (out: BarrierKind, in: BarrierKind) {
      kind.isUp ? (.upAndOut, .upAndIn) : (.downAndOut, .downAndIn)
    }

    var description: String {
      "\(kind) \(type) K \(strike) H \(barrier) R \(rebate) T \(years) σ \(volatility) r \(rate) q \(dividendYield)"
    }
  }

  @Test("They are Simpson integrals of the killed density, and rebates of the density of the first passage")
  func integrals() {
    var generator = SeededGenerator(seed: 32)
    var failures: [String] = []
    for _ in 0..<150 {
      let market = Market(&generator)
      let discount = exp(-market.rate * market.years)
      let sign = market.type.sign
      let out = discount * market.living { max(sign * (market.spot * exp($0) - market.strike), 0) }
      let knockedOut = out + market.rebate * market.discountedPassage
      let knockedIn = market.vanilla - out + discount * market.rebate * market.living { _ in 1 }
      // Simpson's rule with steps of some 0.01 deviations: below 1e-9 of the money that enters.
      let scale = market.spot * exp(0.05 * market.years) + market.strike
      for (kind, expected) in [(market.kinds.out, knockedOut), (market.kinds.in, knockedIn)] {
        let actual = market.price(kind)
        if !(abs(actual - expected) <= 1e-9 * scale) { failures.append("\(actual), \(expected): \(kind), \(market)") }
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  private static let asOf = Timestamp(secondsSinceEpoch: 1_700_000_000)

  private static func repricer(_ kind: BarrierKind, _ type: OptionType) throws -> BarrierRepricer {
    BarrierRepricer(
      try BarrierContract(
        underlying: "A", kind: kind, type: type, strike: 103, barrier: kind.isUp ? 121 : 84,
        expiry: asOf.advanced(bySeconds: 146 * 86_400)),
      isBarrierHit: false,
      DatedMarket(spot: 100, rate: 0.06, dividendYield: 0.02, years: 0.4, volatility: 0.35))
  }

  @Test("In and out together are the vanilla option after any move and any time", arguments: OptionType.allCases)
  func parity(type: OptionType) throws {
    let option = try OptionContract(
      underlying: "A", type: type, strike: 103, expiry: Self.asOf.advanced(bySeconds: 146 * 86_400))
    let listed = EuropeanRepricer(
      option, spot: 100, forward: 100 * exp(0.04 * 0.4), discountFactor: exp(-0.06 * 0.4), years: 0.4, volatility: 0.35)
    var generator = SeededGenerator(seed: 33)
    let rows = (0..<500).map { _ in exp(generator.uniform(-0.4, 0.4)) }
    let moves = MarketColumns(
      count: 500,
      inputs: [
        .init(
          spotFactors: rows, volatilities: rows.map { _ in generator.uniform(0.1, 0.9) },
          rateShifts: rows.map { _ in generator.uniform(-0.02, 0.02) },
          carryShifts: rows.map { _ in generator.uniform(-0.02, 0.02) })
      ])
    func vanilla(_ row: Int, _ elapsed: Double) -> Double {
      BlackScholesMerton.price(
        type, spot: 100 * rows[row], strike: 103, years: max(0.4 - elapsed, 0),
        volatility: moves.inputs[0].volatilities[row], rate: 0.06 + moves.rateShift(0, at: row),
        dividendYield: 0.02 + moves.carryShift(0, at: row))
    }
    for isUp in [true, false] {
      let pair = try [isUp ? BarrierKind.upAndIn : .downAndIn, isUp ? .upAndOut : .downAndOut].map {
        try Self.repricer($0, type)
      }
      for elapsed in [0, 0.01, 0.2, 0.4, 0.5] {
        for row in rows.indices {
          let sum = pair.reduce(0) { $0 + $1.value(at: row, of: moves, elapsedYears: elapsed) }
          let expected = vanilla(row, elapsed)
          #expect(abs(sum - expected) <= 1e-12 * 200, "\(isUp) after \(elapsed): \(sum), \(expected)")
          // A listed option keeps its ratio of forward to spot as time passes; at once both are the same.
          if elapsed == 0 {
            #expect(abs(listed.value(at: row, of: moves, elapsedYears: 0) - expected) <= 1e-12 * 200)
          }
        }
      }
    }
  }

  @Test(
    "A value then, weighted with the chance that the barrier was reached on the way, has today's price for its mean",
    arguments: BarrierKind.allCases, OptionType.allCases)
  func tower(kind: BarrierKind, type: OptionType) throws {
    let repricer = try Self.repricer(kind, type)
    let (elapsed, volatility) = (0.1, 0.35)
    let s = volatility * elapsed.squareRoot()
    let mean = (0.06 - 0.02) * elapsed - 0.5 * s * s
    func value(_ y: Double) -> Double {
      let moves = MarketColumns(count: 1, inputs: [.init(spotFactors: [exp(y)], volatilities: [volatility])])
      let z = (y - mean) / s
      return repricer.value(at: 0, of: moves, elapsedYears: elapsed) * exp(-0.5 * z * z)
        / (s * (2 * Double.pi).squareRoot())
    }
    // The value has a kink where the path ends at the barrier.
    let kink = log(repricer.contract.barrier / 100)
    let integral = simpson(mean - 10 * s, kink, count: 1_000, value) + simpson(kink, mean + 10 * s, count: 1_000, value)
    let expected = repricer.greeks(units: 1).value
    let actual = exp(-0.06 * elapsed) * integral
    #expect(abs(actual - expected) <= 1e-8 * 100, "\(actual), \(expected)")
  }
}
