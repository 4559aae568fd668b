import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Barrier options over a horizon")
struct BarrierRepricerTests {
  private static let elapsed = 0.1

  private static func columns(_ spots: [Double]) -> MarketColumns {
    MarketColumns(
      count: spots.count,
      inputs: [.init(spotFactors: spots.map { $0 / 100 }, volatilities: spots.map { _ in 0.5 })])
  }

  private static func values(_ repricer: some Repricer, _ spots: [Double], elapsed: Double) -> [Double] {
    var values = [Double](repeating: 0, count: spots.count)
    repricer.addValues(units: 1, under: columns(spots), elapsedYears: elapsed, to: &values)
    return values
  }

  /// The expectation of the value after a time over the lognormal spot, by Gauss–Legendre panels that meet at barrier and
  /// strike.
  private static func expectation(_ repricer: BarrierRepricer, elapsed: Double) -> Double {
    let deviation = 0.5 * elapsed.squareRoot()
    let drift = (repricer.market.rate - repricer.market.dividendYield) * elapsed - 0.5 * deviation * deviation
    let cuts = [repricer.contract.barrier, repricer.contract.strike].map { (log($0 / 100) - drift) / deviation }
      .sorted()
    // Four nodes of a panel, exact for degree seven.
    let nodes = [0.3399810435848563, 0.8611363115940526].flatMap { [-$0, $0] }
    let weights = [0.6521451548625461, 0.3478548451374538].flatMap { [$0, $0] }
    var (points, masses): ([Double], [Double]) = ([], [])
    for (low, high) in [(min(-9, cuts[0]), cuts[0]), (cuts[0], cuts[1]), (cuts[1], max(9, cuts[1]))] {
      let (panels, width) = (400, (high - low) / 400)
      for panel in 0..<panels {
        for (node, weight) in zip(nodes, weights) {
          let z = low + width * (Double(panel) + 0.5 * (1 + node))
          points.append(100 * exp(drift + deviation * z))
          masses.append(0.5 * width * weight * exp(-0.5 * z * z) / (2 * Double.pi).squareRoot())
        }
      }
    }
    return zip(values(repricer, points, elapsed: elapsed), masses).reduce(0) { $0 + $1.0 * $1.1 }
      * exp(-repricer.market.rate * elapsed)
  }

  /// The value today is the discounted expectation of the value then, which holds only with the probability of the bridge. A
  /// rebate of a knock-out that is paid on the way bears no interest to the horizon, so that it is tried without a rate.
  @Test(
    "The expectation of the value at any horizon is the value today, by quadrature", arguments: BarrierKind.allCases)
  func tower(_ kind: BarrierKind) throws {
    for type in OptionType.allCases {
      for (rebate, rate) in [(0.0, 0.04), (3, 0)] {
        let repricer = try RepricerCases.barrier(kind, type, rebate: rebate, rate: rate)
        let today = repricer.greeks(units: 1).value
        for elapsed in [0.01, 0.1, RepricerCases.years - 1e-3, RepricerCases.years] {
          let expected = Self.expectation(repricer, elapsed: elapsed)
          #expect(
            abs(expected - today) < 1e-9 * 100, "\(kind) \(type) \(rebate) after \(elapsed): \(expected), \(today)")
        }
      }
    }
  }

  @Test("In and out make the vanilla option over a horizon, and what was hit is vanilla or nothing")
  func parity() throws {
    let spots = stride(from: 60.0, through: 160, by: 2.5).map { $0 }
    for type in OptionType.allCases {
      let vanilla = { (spot: Double, left: Double) in
        BlackScholesMerton.price(
          type, spot: spot, strike: 98, years: left, volatility: 0.5, rate: 0.04, dividendYield: 0.01)
      }
      for isUp in [true, false] {
        let (knockIn, knockOut): (BarrierKind, BarrierKind) = isUp ? (.upAndIn, .upAndOut) : (.downAndIn, .downAndOut)
        for elapsed in [0, Self.elapsed, RepricerCases.years, 1] {
          let left = max(RepricerCases.years - elapsed, 0)
          let inside = Self.values(try RepricerCases.barrier(knockIn, type), spots, elapsed: elapsed)
          let outside = Self.values(try RepricerCases.barrier(knockOut, type), spots, elapsed: elapsed)
          let hit = Self.values(try RepricerCases.barrier(knockIn, type, isHit: true), spots, elapsed: elapsed)
          let ended = Self.values(
            try RepricerCases.barrier(knockOut, type, rebate: 3, isHit: true), spots, elapsed: elapsed)
          for (index, spot) in spots.enumerated() {
            let expected = vanilla(spot, left)
            #expect(abs(inside[index] + outside[index] - expected) < 1e-13 * 100, "\(knockIn) \(spot) \(elapsed)")
            #expect(abs(hit[index] - expected) < 1e-13 * 100 && ended[index] == 0, "\(knockIn) \(spot) \(elapsed)")
          }
        }
      }
    }
  }

  @Test("A move at once reaches the barrier when it ends there or beyond, and never on the way")
  func instant() throws {
    let repricer = try RepricerCases.barrier(.downAndOut, .put, rebate: 3)
    let values = Self.values(repricer, [90, 84.001, 84, 70], elapsed: 0)
    #expect(values[2] == 3 && values[3] == 3)
    for (spot, value) in zip([90, 84.001], values) {
      let expected = BarrierOption.price(
        .downAndOut, .put, spot: spot, strike: 98, barrier: 84, rebate: 3, years: repricer.market.years,
        volatility: 0.5,
        rate: 0.04, dividendYield: 0.01)
      #expect(abs(value - expected) <= 1e-13 * expected)
    }
  }
}
