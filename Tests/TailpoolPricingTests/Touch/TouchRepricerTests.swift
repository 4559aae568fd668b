import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Touch options over a horizon")
struct TouchRepricerTests {
  private static let years = 0.3

  private static func repricer(
    _ payoff: TouchPayoff, _ side: BarrierSide, rate: Double, isHit: Bool = false
  ) throws -> TouchRepricer {
    TouchRepricer(
      try TouchContract(
        underlying: "X", payoff: payoff, side: side, barrier: side == .up ? 112 : 88,
        expiry: Timestamp(secondsSinceEpoch: 1_800_000_000), contractSize: 1_000), isBarrierHit: isHit,
      DatedMarket(spot: 100, rate: rate, dividendYield: 0.01, years: years, volatility: 0.5))
  }

  private static func values(_ repricer: some Repricer, _ spots: [Double], elapsed: Double) -> [Double] {
    let columns = MarketColumns(
      count: spots.count, inputs: [.init(spotFactors: spots.map { $0 / 100 }, volatilities: spots.map { _ in 0.5 })])
    var values = [Double](repeating: 0, count: spots.count)
    repricer.addValues(units: 1, under: columns, elapsedYears: elapsed, to: &values)
    return values
  }

  /// The discounted mean of the value after a time over the lognormal spot, by Gauss–Legendre panels that meet at the barrier.
  private static func expectation(_ repricer: TouchRepricer, elapsed: Double) -> Double {
    let deviation = 0.5 * elapsed.squareRoot()
    let drift = (repricer.market.rate - 0.01) * elapsed - 0.5 * deviation * deviation
    let cut = (log(repricer.contract.barrier / 100) - drift) / deviation
    let nodes = [0.3399810435848563, 0.8611363115940526].flatMap { [-$0, $0] }
    let weights = [0.6521451548625461, 0.3478548451374538].flatMap { [$0, $0] }
    var (points, masses): ([Double], [Double]) = ([], [])
    for (low, high) in [(min(-9, cut), cut), (cut, max(9, cut))] {
      let width = (high - low) / 400
      for panel in 0..<400 {
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

  @Test("The mean of the value at any horizon is the value today, by quadrature", arguments: TouchPayoff.allCases)
  func tower(_ payoff: TouchPayoff) throws {
    for side in BarrierSide.allCases {
      // What is paid on the way bears no interest to the horizon, so that it is tried without a rate.
      let repricer = try Self.repricer(payoff, side, rate: payoff == .oneTouch ? 0 : 0.05)
      let today = repricer.greeks(units: 1).value
      for elapsed in [0.01, 0.1, Self.years - 1e-3, Self.years] {
        let expected = Self.expectation(repricer, elapsed: elapsed)
        #expect(abs(expected - today) < 1e-9, "\(payoff) \(side) after \(elapsed): \(expected), \(today)")
      }
    }
  }

  @Test("What was reached is paid, or nothing; a move at once reaches the barrier when it ends beyond it")
  func reached() throws {
    let spots = [70.0, 88, 95, 130]
    #expect(
      Self.values(try Self.repricer(.oneTouch, .down, rate: 0.05, isHit: true), spots, elapsed: 0.1) == [0, 0, 0, 0])
    let bond = exp(-0.05 * (Self.years - 0.1))
    for value in Self.values(try Self.repricer(.oneTouchAtExpiry, .down, rate: 0.05, isHit: true), spots, elapsed: 0.1)
    {
      #expect(abs(value - bond) < 1e-15)
    }
    let moved = Self.values(try Self.repricer(.oneTouch, .down, rate: 0.05), spots, elapsed: 0)
    #expect(moved[0] == 1 && moved[1] == 1 && moved[2] < 1 && moved[3] < moved[2])
    let ended = Self.values(try Self.repricer(.noTouch, .down, rate: 0.05), [70, 300], elapsed: 1)
    // Of the paths that end at 300 some have been at 88.
    let crossed = exp(-2 * log(0.88) * log(88 / 300.0) / (0.25 * Self.years))
    #expect(ended[0] == 0 && abs(ended[1] - (1 - crossed)) < 1e-14)
  }
}
