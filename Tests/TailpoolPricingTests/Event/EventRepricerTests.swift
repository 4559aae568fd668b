import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Covers of events over a horizon")
struct EventRepricerTests {
  private static let years = 0.5

  private static func repricer(
    payment: EventPayment = .atEvent, premium: Double = 0.1, power: Double = 0, rate: Double = 0.05,
    hasOccurred: Bool = false, spot: Double = 90
  ) throws -> EventRepricer {
    EventRepricer(
      try EventContract(
        event: "oracle", underlying: "X", lossGivenEvent: 0.6, payment: payment, premiumRate: premium,
        hazard: HazardCurve(rates: [0.4, 1.5, 0.2], ends: [0.05, 0.2]),
        dependence: power == 0 ? nil : .init(power: power, reference: 100),
        expiry: Timestamp(secondsSinceEpoch: 1_800_000_000)), hasOccurred: hasOccurred, spot: spot, rate: rate,
      years: years)
  }

  private static func values(
    _ repricer: EventRepricer, factor: Double = 1, elapsed: Double, draws: [Double]? = nil
  ) -> [Double] {
    let count = draws?.count ?? 1
    let columns = MarketColumns(
      count: count,
      inputs: [
        .init(
          spotFactors: [Double](repeating: factor, count: count), volatilities: [Double](repeating: 0, count: count))
      ], eventDraws: draws.map { [$0] } ?? [])
    var values = [Double](repeating: 0, count: count)
    repricer.addValues(units: 1, under: columns, elapsedYears: elapsed, to: &values)
    return values
  }

  @Test("Without a rate the mean after any time is the value today, and what nothing draws is the mean of the draws")
  func tower() throws {
    let draws = (0..<200_000).map { (Double($0) + 0.5) / 200_000 }
    for payment in EventPayment.allCases {
      let repricer = try Self.repricer(payment: payment, premium: 0, rate: 0)
      let today = repricer.greeks(units: 1).value
      for elapsed in [0, 0.03, 0.2, 0.4, 0.5, 2] {
        #expect(abs(Self.values(repricer, elapsed: elapsed)[0] - today) < 1e-15, "\(payment) \(elapsed)")
      }
      for (power, factor) in [(0.0, 1.0), (3, 0.7), (-2, 0.7), (3, 1.2)] {
        let own = try Self.repricer(payment: payment, power: power)
        let drawn = Self.values(own, factor: factor, elapsed: 0.04, draws: draws)
        let mean = drawn.reduce(0, +) / Double(draws.count)
        let stated = Self.values(own, factor: factor, elapsed: 0.04)[0]
        // A jump of at most 0.6 falls between two draws.
        #expect(abs(mean - stated) < 0.6 / 200_000, "\(payment) \(power) \(factor): \(mean), \(stated)")
      }
    }
  }

  @Test("The event pays its loss less the premium until then; what happened before is paid, or due at expiry")
  func payments() throws {
    let repricer = try Self.repricer()
    let elapsed = 0.04
    // Over the first piece the hazard is flat: it happens after −log(u) / 0.4 years where that is within the horizon.
    let least = exp(-0.4 * 0.99 * elapsed), most = exp(-0.4 * 1.01 * elapsed)
    let values = Self.values(repricer, elapsed: elapsed, draws: [0, least, most])
    #expect(abs(values[1] - (0.6 - 0.1 * 0.99 * elapsed)) < 1e-14, "\(values)")
    #expect(values[0] == values[2] && values[0] < 0.3, "\(values)")
    let occurred = try Self.repricer(hasOccurred: true)
    #expect(occurred.greeks(units: 2).value == 0 && Self.values(occurred, elapsed: 0.1, draws: [0.9]) == [0])
    let due = try Self.repricer(payment: .atExpiry, hasOccurred: true)
    #expect(abs(due.greeks(units: 2).value - 1.2 * exp(-0.05 * 0.5)) < 1e-15)
    #expect(abs(Self.values(due, elapsed: 0.1)[0] - 0.6 * exp(-0.05 * 0.4)) < 1e-15)
    // Over the whole time it is worth the payoff alone.
    #expect(abs(Self.values(try Self.repricer(premium: 0), elapsed: 1, draws: [0])[0]) < 1e-300)
  }

  @Test("A falling spot makes the event likelier by the path's mean hazard")
  func wrongWay() throws {
    let elapsed = 0.04
    let repricer = try Self.repricer(premium: 0, power: 3)
    for factor in [0.5, 0.9, 1, 1.3] {
      // The hazard along the straight line of the logarithm, by a sum of many small steps.
      let steps = 20_000
      let integral = (0..<steps).reduce(0.0) { sum, step in
        let spot = 90 * pow(factor, (Double(step) + 0.5) / Double(steps))
        return sum + 0.4 * pow(spot / 100, -3) * elapsed / Double(steps)
      }
      let edge = exp(-integral)
      let values = Self.values(
        repricer, factor: factor, elapsed: elapsed, draws: [edge * (1 + 1e-6), edge * (1 - 1e-6)])
      #expect(values[0] == 0.6 && values[1] < 0.6, "\(factor): \(values)")
    }
  }

  @Test("Greeks are the derivatives of the value, and theta that of the mean over time")
  func greeks() throws {
    for payment in EventPayment.allCases {
      for power in [0.0, 1, 4, -2] {
        let repricer = try Self.repricer(payment: payment, power: power)
        let greeks = repricer.greeks(units: 7)
        func value(_ factor: Double) -> Double { 7 * Self.values(repricer, factor: factor, elapsed: 0)[0] }
        let step = 1e-3
        let (up, down, here) = (value(1 + step), value(1 - step), value(1))
        #expect(abs(here - greeks.value) < 1e-14, "\(payment) \(power)")
        #expect(abs((up - down) / (2 * step * 90) - greeks.delta) < 1e-6, "\(payment) \(power) \(greeks)")
        #expect(
          abs((up + down - 2 * here) / (step * 90 * step * 90) - greeks.gamma) < 1e-6, "\(payment) \(power) \(greeks)")
        let later = 7 * Self.values(repricer, elapsed: 1e-5)[0]
        #expect(abs((later - here) / 1e-5 - greeks.theta) < 1e-3, "\(payment) \(power) \(greeks)")
      }
    }
  }

  @Test("Terms out of their range are refused with the field")
  func refused() throws {
    let hazard = try HazardCurve(rate: 0.1)
    func make(
      event: String = "e", loss: Double = 1, premium: Double = 0, dependence: EventContract.SpotDependence? = nil,
      size: Double = 1
    ) throws {
      _ = try EventContract(
        event: event, underlying: "X", lossGivenEvent: loss, premiumRate: premium, hazard: hazard,
        dependence: dependence, expiry: Timestamp(secondsSinceEpoch: 0), contractSize: size)
    }
    try make()
    for bad in [
      { try make(event: "") }, { try make(loss: 0) }, { try make(loss: 1.01) }, { try make(premium: -1) },
      { try make(premium: .nan) }, { try make(dependence: .init(power: .infinity, reference: 1)) },
      { try make(dependence: .init(power: 1, reference: 0)) }, { try make(size: .infinity) },
    ] {
      #expect(throws: MarketError.self) { try bad() }
    }
    for (rates, ends) in [([], []), ([0.1], [1.0]), ([0.1, -1], [1]), ([0.1, 0.2, 0.3], [2, 1]), ([.nan], [])] {
      #expect(throws: MarketError.self) { try HazardCurve(rates: rates, ends: ends) }
    }
  }
}
