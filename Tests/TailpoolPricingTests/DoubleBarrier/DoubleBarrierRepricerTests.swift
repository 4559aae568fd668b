import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Options with two barriers over a horizon")
struct DoubleBarrierRepricerTests {
  private static let years = 0.3
  private static let expiry = Timestamp(secondsSinceEpoch: 1_800_000_000)

  private static func market(rate: Double) -> DatedMarket {
    DatedMarket(spot: 100, rate: rate, dividendYield: 0.01, years: years, volatility: 0.5)
  }

  private static func option(
    _ kind: DoubleBarrierKind, rate: Double, rebate: Double = 0, isHit: Bool = false
  ) throws -> DoubleBarrierRepricer {
    DoubleBarrierRepricer(
      try DoubleBarrierContract(
        underlying: "X", kind: kind, type: .call, strike: 95, lowerBarrier: 82, upperBarrier: 131, rebate: rebate,
        expiry: expiry), isBarrierHit: isHit, market(rate: rate))
  }

  private static func touch(_ payoff: DoubleTouchPayoff, rate: Double, isHit: Bool = false) throws
    -> DoubleTouchRepricer
  {
    DoubleTouchRepricer(
      try DoubleTouchContract(
        underlying: "X", payoff: payoff, lowerBarrier: 82, upperBarrier: 131, expiry: expiry), isBarrierHit: isHit,
      market(rate: rate))
  }

  private static func values(_ repricer: some Repricer, _ spots: [Double], elapsed: Double) -> [Double] {
    let columns = MarketColumns(
      count: spots.count, inputs: [.init(spotFactors: spots.map { $0 / 100 }, volatilities: spots.map { _ in 0.5 })])
    var values = [Double](repeating: 0, count: spots.count)
    repricer.addValues(units: 1, under: columns, elapsedYears: elapsed, to: &values)
    return values
  }

  /// The discounted mean of the value over the lognormal spot, by Gauss–Legendre panels that meet at barriers and strike.
  private static func expectation(_ repricer: some Repricer, elapsed: Double, rate: Double) -> Double {
    let deviation = 0.5 * elapsed.squareRoot()
    let drift = (rate - 0.01) * elapsed - 0.5 * deviation * deviation
    let cuts = [82.0, 95, 131].map { min(max((log($0 / 100) - drift) / deviation, -9), 9) }
    let nodes = [0.3399810435848563, 0.8611363115940526].flatMap { [-$0, $0] }
    let weights = [0.6521451548625461, 0.3478548451374538].flatMap { [$0, $0] }
    var (points, masses): ([Double], [Double]) = ([], [])
    for (low, high) in zip([-9] + cuts, cuts + [9]) {
      let width = (high - low) / 150
      for panel in 0..<150 {
        for (node, weight) in zip(nodes, weights) {
          let z = low + width * (Double(panel) + 0.5 * (1 + node))
          points.append(100 * exp(drift + deviation * z))
          masses.append(0.5 * width * weight * exp(-0.5 * z * z) / (2 * Double.pi).squareRoot())
        }
      }
    }
    return zip(values(repricer, points, elapsed: elapsed), masses).reduce(0) { $0 + $1.0 * $1.1 } * exp(-rate * elapsed)
  }

  @Test("The mean of the value at any horizon is the value today, by quadrature")
  func tower() throws {
    func check(_ repricer: some Repricer, _ rate: Double, _ note: String) {
      let today = repricer.greeks(units: 1).value
      for elapsed in [0.01, 0.1, Self.years - 1e-3, Self.years] {
        let expected = Self.expectation(repricer, elapsed: elapsed, rate: rate)
        #expect(abs(expected - today) < 1e-8 * max(1, today), "\(note) after \(elapsed): \(expected), \(today)")
      }
    }
    // What is paid on the way bears no interest to the horizon, so that it is tried without a rate.
    for kind in DoubleBarrierKind.allCases {
      check(try Self.option(kind, rate: 0.05), 0.05, "\(kind)")
      check(try Self.option(kind, rate: 0, rebate: 4), 0, "\(kind) with a rebate")
    }
    for payoff in DoubleTouchPayoff.allCases {
      let rate = payoff == .noTouch || payoff == .oneTouchAtExpiry ? 0.05 : 0
      check(try Self.touch(payoff, rate: rate), rate, "\(payoff)")
    }
  }

  @Test("What was reached is what it became; a move at once reaches a barrier when it ends beyond it")
  func reached() throws {
    let spots = [70.0, 82, 95, 131, 150]
    #expect(Self.values(try Self.option(.knockOut, rate: 0.05, isHit: true), spots, elapsed: 0.1) == [0, 0, 0, 0, 0])
    let left = Self.years - 0.1
    for (spot, value) in zip(
      spots, Self.values(try Self.option(.knockIn, rate: 0.05, isHit: true), spots, elapsed: 0.1))
    {
      let vanilla = BlackScholesMerton.price(
        .call, spot: spot, strike: 95, years: left, volatility: 0.5, rate: 0.05, dividendYield: 0.01)
      #expect(abs(value - vanilla) < 1e-12, "\(spot)")
    }
    let moved = Self.values(try Self.option(.knockOut, rate: 0.05, rebate: 2), spots, elapsed: 0)
    #expect(moved[0] == 2 && moved[1] == 2 && moved[3] == 2 && moved[4] == 2)
    let first = Self.values(try Self.touch(.upperFirst, rate: 0.05), spots, elapsed: 0)
    #expect(first[0] == 0 && first[1] == 0 && first[2] > 0 && first[2] < 1 && first[3] == 1 && first[4] == 1)
    #expect(Self.values(try Self.touch(.oneTouch, rate: 0.05, isHit: true), spots, elapsed: 0.1) == [0, 0, 0, 0, 0])
  }

  @Test("Of a path between two known prices: neither barrier, one or the other first, and one barrier far away")
  func bridge() throws {
    for variance in [0, 1e-4, 0.01, 0.04, 0.3, 4] {
      for end in [70.0, 85, 100, 120, 150] {
        let up = BarrierOption.crossingProbability(from: 100, to: end, barrier: 131, variance: variance)
        let far = DatedMarket(
          spot: 100, rate: 0, dividendYield: 0, years: 1, volatility: variance.squareRoot())
        let alone = DoubleTouchRepricer(
          try DoubleTouchContract(
            underlying: "X", payoff: .noTouch, lowerBarrier: 1e-12, upperBarrier: 131, expiry: Self.expiry),
          isBarrierHit: false, far)
        let columns = MarketColumns(count: 1, inputs: [.init(spotFactors: [end / 100], volatilities: [0.1])])
        let value = alone.value(at: 0, of: columns, elapsedYears: 1)
        #expect(abs(value - (1 - up)) < 1e-14, "\(variance) \(end): \(value), \(1 - up)")
      }
    }
  }
}
