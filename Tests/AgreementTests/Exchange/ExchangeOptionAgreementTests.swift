import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Exchange options and the European options that they are")
struct ExchangeOptionAgreementTests {
  private struct Market: CustomStringConvertible {
    var spot1, spot2, years, volatility1, volatility2, correlation, yield1, yield2: Double

    init(_ generator: inout SeededGenerator) {
      spot1 = 100
      years = pow(10, generator.uniform(-2, 0.5))
      volatility1 = generator.uniform(0.05, 0.9)
      volatility2 = generator.uniform(0.05, 0.9)
      correlation = generator.uniform(-0.98, 0.98)
      spot2 = 100 * exp(generator.uniform(-2, 2) * (volatility1 + volatility2) * years.squareRoot())
      yield1 = generator.uniform(-0.05, 0.1)
      yield2 = generator.uniform(-0.05, 0.1)
    }

    var price: Double {
      ExchangeOption.price(
        spot1: spot1, spot2: spot2, years: years, volatility1: volatility1, volatility2: volatility2,
        correlation: correlation, dividendYield1: yield1, dividendYield2: yield2)
    }

    /// The money that enters, of which rounding is a part.
    var scale: Double { (spot1 + spot2) * exp(0.05 * years) }

    var description: String {
      "S \(spot1) \(spot2) T \(years) σ \(volatility1) \(volatility2) ρ \(correlation) q \(yield1) \(yield2)"
    }
  }

  /// Compares two prices on seeded markets, within a part of the money that enters.
  private func compare(
    _ count: Int, seed: UInt64, within tolerance: Double, _ both: (inout Market) -> (Double, Double)
  ) {
    var generator = SeededGenerator(seed: seed)
    var failures: [String] = []
    for _ in 0..<count {
      var market = Market(&generator)
      let (actual, expected) = both(&market)
      if !(abs(actual - expected) <= tolerance * market.scale) { failures.append("\(actual), \(expected): \(market)") }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test("Against an asset without volatility it is a European call with that asset's yield for a rate")
  func europeanCall() {
    compare(3_000, seed: 41, within: 1e-15) { market in
      market.volatility2 = 0
      let call = BlackScholesMerton.price(
        .call, spot: market.spot1, strike: market.spot2, years: market.years, volatility: market.volatility1,
        rate: market.yield2, dividendYield: market.yield1)
      return (market.price, call)
    }
  }

  @Test("Receiving an asset without volatility it is a European put on the one delivered")
  func europeanPut() {
    compare(3_000, seed: 42, within: 4e-15) { market in
      market.volatility1 = 0
      let put = BlackScholesMerton.price(
        .put, spot: market.spot2, strike: market.spot1, years: market.years, volatility: market.volatility2,
        rate: market.yield1, dividendYield: market.yield2)
      return (market.price, put)
    }
  }

  @Test("Counted in the delivered asset it is a Black-76 call on the ratio, struck at one")
  func otherNumeraire() {
    compare(3_000, seed: 43, within: 4e-15) { market in
      let first = market.spot1 * exp(-market.yield1 * market.years)
      let second = market.spot2 * exp(-market.yield2 * market.years)
      let variance =
        pow(market.volatility1, 2) + pow(market.volatility2, 2)
        - 2 * market.correlation * market.volatility1 * market.volatility2
      let ratio = Black76.price(
        .call, forward: first / second, strike: 1, years: market.years, volatility: variance.squareRoot())
      return (market.price, second * ratio)
    }
  }

  @Test("It is the mean of European calls over the delivered price, each with the rest of the volatility")
  func integral() {
    compare(60, seed: 44, within: 1e-10) { market in
      let (s1, s2) = (market.volatility1 * market.years.squareRoot(), market.volatility2 * market.years.squareRoot())
      let rho = market.correlation
      let rest = (1 - rho * rho).squareRoot() * market.volatility1
      let first = market.spot1 * exp(-market.yield1 * market.years)
      let second = market.spot2 * exp(-market.yield2 * market.years)
      let reach = 12 + max(s1, s2)
      let mean = simpson(-reach, reach, count: 12_000) { z in
        let delivered = second * exp(s2 * z - 0.5 * s2 * s2)
        let forward = first * exp(rho * s1 * z - 0.5 * rho * rho * s1 * s1)
        return Black76.price(.call, forward: forward, strike: delivered, years: market.years, volatility: rest)
          * exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
      }
      return (market.price, mean)
    }
  }

  @Test("Both ways of one exchange differ by the assets, in units of either, after any move")
  func parity() throws {
    let expiry = Timestamp(secondsSinceEpoch: 1_800_000_000)
    let (years, ratio) = (0.3, 2.5)
    let assets: [Underlying: ExchangeRepricer.Asset] = [
      "A": .init(spot: 100, dividendYield: 0.02, volatility: 0.5),
      "B": .init(spot: 42, dividendYield: 0.01, volatility: 0.7),
    ]
    func repricer(_ received: Underlying, _ delivered: Underlying, ratio: Double) throws -> ExchangeRepricer {
      ExchangeRepricer(
        try ExchangeContract(receive: received, deliver: delivered, ratio: ratio, expiry: expiry),
        received: try #require(assets[received]), delivered: try #require(assets[delivered]), correlation: 0.6,
        years: years)
    }
    let (one, other) = (try repricer("A", "B", ratio: ratio), try repricer("B", "A", ratio: 1 / ratio))
    var generator = SeededGenerator(seed: 45)
    func input() -> MarketColumns.Input {
      let rows = (0..<400).map { _ in generator.uniform(-0.5, 0.5) }
      return .init(
        spotFactors: rows.map(exp), volatilities: rows.map { _ in generator.uniform(0.1, 1) },
        carryShifts: rows.map { _ in generator.uniform(-0.02, 0.02) })
    }
    let (a, b) = (input(), input())
    let shifts = (0..<400).map { _ in generator.uniform(-0.8, 0.3) }
    let moves = MarketColumns(count: 400, inputs: [a, b], correlationShifts: shifts)
    let reversed = MarketColumns(count: 400, inputs: [b, a], correlationShifts: shifts)
    for elapsed in [0, 0.1, 0.3] {
      let left = years - elapsed
      for row in 0..<400 {
        let difference =
          one.value(at: row, of: moves, elapsedYears: elapsed)
          - ratio * other.value(at: row, of: reversed, elapsedYears: elapsed)
        let first = 100 * a.spotFactors[row] * exp(-(0.02 + a.carryShifts[row]) * left)
        let second = ratio * 42 * b.spotFactors[row] * exp(-(0.01 + b.carryShifts[row]) * left)
        #expect(abs(difference - (first - second)) <= 4e-15 * (first + second), "row \(row) after \(elapsed)")
      }
    }
  }
}
