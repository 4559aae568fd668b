import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Averages, lookbacks and forward starts over a horizon")
struct PathRepricerTests {
  private static let years = 0.3
  private static let expiry = SampleMarket.near
  private static let market = DatedMarket(spot: 100, rate: 0.05, dividendYield: 0.01, years: years, volatility: 0.5)

  private static func average(
    _ kind: AverageKind, _ type: OptionType, strike: Double?, past: [Double] = [],
    times: [Double] = [0.05, 0.1, 0.2, 0.29]
  ) throws -> AverageRepricer {
    let instants = (0..<(past.count + times.count)).map { expiry.advanced(bySeconds: Int64($0) - 100) }
    return AverageRepricer(
      try AverageContract(
        underlying: "X", average: kind, type: type, strike: strike, fixingTimes: instants, expiry: expiry),
      past: past, times: times, market)
  }

  private static func lookback(_ type: OptionType, strike: Double?, _ extremum: Double) throws -> LookbackRepricer {
    LookbackRepricer(
      try LookbackContract(underlying: "X", type: type, strike: strike, expiry: expiry), extremum: extremum, market)
  }

  private static func forwardStart(
    _ payoff: ForwardStartPayoff, _ type: OptionType, startPrice: Double? = nil
  ) throws -> ForwardStartRepricer {
    ForwardStartRepricer(
      try ForwardStartContract(
        underlying: "X", payoff: payoff, type: type, moneyness: 1.05, start: SampleMarket.asOf, expiry: expiry),
      startPrice: startPrice, start: 0.15, market)
  }

  private static func values(_ repricer: any Repricer, _ spots: [Double], elapsed: Double) -> [Double] {
    let columns = MarketColumns(
      count: spots.count, inputs: [.init(spotFactors: spots.map { $0 / 100 }, volatilities: spots.map { _ in 0.5 })])
    var values = [Double](repeating: 0, count: spots.count)
    repricer.addValues(units: 1, under: columns, elapsedYears: elapsed, to: &values)
    return values
  }

  /// The discounted mean of the value after a time over the lognormal spot, by Gauss–Legendre panels.
  private static func expectation(_ repricer: any Repricer, elapsed: Double, panels: Int) -> Double {
    let deviation = 0.5 * elapsed.squareRoot()
    let drift = 0.04 * elapsed - 0.5 * deviation * deviation
    let nodes = [0.3399810435848563, 0.8611363115940526].flatMap { [-$0, $0] }
    let weights = [0.6521451548625461, 0.3478548451374538].flatMap { [$0, $0] }
    var (points, masses): ([Double], [Double]) = ([], [])
    let width = 17.0 / Double(panels)
    for panel in 0..<panels {
      for (node, weight) in zip(nodes, weights) {
        let z = -8.5 + width * (Double(panel) + 0.5 * (1 + node))
        points.append(100 * exp(drift + deviation * z))
        masses.append(0.5 * width * weight * exp(-0.5 * z * z) / (2 * Double.pi).squareRoot())
      }
    }
    return zip(values(repricer, points, elapsed: elapsed), masses).reduce(0) { $0 + $1.0 * $1.1 } * exp(-0.05 * elapsed)
  }

  @Test("The mean of the value at any horizon is the value today, by quadrature")
  func tower() throws {
    let exact: [any Repricer] = try [
      Self.average(.geometric, .call, strike: 98), Self.average(.geometric, .put, strike: nil),
      Self.average(.geometric, .put, strike: 101, past: [103, 96]), Self.lookback(.call, strike: nil, 93),
      Self.lookback(.put, strike: nil, 100), Self.lookback(.call, strike: 104, 102),
      Self.lookback(.put, strike: 110, 90),
      Self.forwardStart(.gain, .call), Self.forwardStart(.performance, .put),
      Self.forwardStart(.gain, .put, startPrice: 97),
    ]
    for repricer in exact {
      let today = repricer.greeks(units: 1).value
      for elapsed in [0.01, 0.12, 0.2, Self.years] {
        // Kinks at expiry are not met by the panels.
        let gate = elapsed == Self.years ? 2e-4 : 1e-7
        let mean = Self.expectation(repricer, elapsed: elapsed, panels: 300)
        #expect(abs(mean - today) < gate * max(today, 1), "\(repricer) after \(elapsed): \(mean), \(today)")
      }
    }
  }

  @Test("An arithmetic average keeps its value until its next fixing, and nearly so beyond")
  func arithmetic() throws {
    for (type, strike, past) in [(OptionType.call, 98.0 as Double?, [101.0]), (.put, nil, [])] {
      let repricer = try Self.average(.arithmetic, type, strike: strike, past: past)
      #expect(repricer.isCostly && repricer.assumption?.contains("mean") == true)
      let today = repricer.greeks(units: 1).value
      for (elapsed, gate) in [(0.04, 1e-6), (0.06, 0.03), (0.15, 0.1)] {
        let mean = Self.expectation(repricer, elapsed: elapsed, panels: 12)
        #expect(abs(mean - today) < gate * today, "\(type) after \(elapsed): \(mean), \(today)")
      }
      #expect(abs(Self.values(repricer, [100], elapsed: 0)[0] - today) < 1e-12)
    }
  }

  @Test("A move at once and what has expired")
  func ends() throws {
    let lookback = try Self.lookback(.call, strike: nil, 93)
    let moved = Self.values(lookback, [80, 100], elapsed: 0)
    #expect(abs(moved[1] - lookback.greeks(units: 1).value) < 1e-13)
    #expect(
      moved[0]
        == LookbackOption.price(
          .call, .floating, spot: 80, extremum: 80, years: Self.years, volatility: 0.5, rate: 0.05, dividendYield: 0.01)
    )
    let average = try Self.average(.geometric, .call, strike: 98, past: [100, 121], times: [])
    #expect(abs(Self.values(average, [50], elapsed: 1)[0] - 12) < 1e-12)
    let started = try Self.forwardStart(.performance, .call, startPrice: 80)
    #expect(abs(Self.values(started, [100], elapsed: 1)[0] - 0.2) < 1e-14)
  }

  private static func problem(_ contract: some PriceableContract, _ state: ContractState) throws -> PricingProblem? {
    let snapshot = try SampleMarket.snapshot()
    let market = PricingMarket(snapshot: snapshot, volatilities: snapshot.volatilityMarks())
    do throws(PricingProblem) {
      let repricer = try contract.repricer(in: market, state: state)
      #expect(repricer.greeks(units: 1).value >= 0)
      #expect(repricer.inputs.count == 1 && repricer.numbers.allSatisfy { $0.isFinite })
      return nil
    } catch {
      return error
    }
  }

  @Test("What a position must remember: fixings until now and no others, the extremum, the price of the start")
  func states() throws {
    let asOf = SampleMarket.asOf
    let before = asOf.advanced(bySeconds: -86_400)
    let after = asOf.advanced(bySeconds: 86_400)
    func fixing(_ time: Timestamp) -> ContractState.Fixing { .init(underlying: "COIN", time: time, price: 59_000) }
    for kind in AverageKind.allCases {
      for strike in [60_000 as Double?, nil] {
        let average = try AverageContract(
          underlying: "COIN", average: kind, type: .call, strike: strike, fixingTimes: [before, asOf, after],
          expiry: Self.expiry)
        #expect(try Self.problem(average, ContractState()) == .fixing("COIN", at: before))
        #expect(try Self.problem(average, ContractState(fixings: [fixing(before)])) == .fixing("COIN", at: asOf))
        #expect(try Self.problem(average, ContractState(fixings: [fixing(asOf), fixing(before)])) == nil)
        let more = ContractState(fixings: [fixing(before), fixing(asOf), fixing(before.advanced(bySeconds: 1))])
        guard case .state = try Self.problem(average, more) else {
          Issue.record("another fixing was taken")
          continue
        }
      }
    }
    let start = try ForwardStartContract(
      underlying: "COIN", type: .put, moneyness: 1, start: before, expiry: Self.expiry)
    #expect(try Self.problem(start, ContractState()) == .fixing("COIN", at: before))
    #expect(try Self.problem(start, ContractState(fixings: [fixing(before)])) == nil)
    let later = try ForwardStartContract(
      underlying: "COIN", payoff: .performance, type: .put, moneyness: 1, start: after, expiry: Self.expiry)
    #expect(try Self.problem(later, ContractState()) == nil)
    guard case .state = try Self.problem(later, ContractState(fixings: [fixing(before)])) else {
      Issue.record("a fixing before the start was taken")
      return
    }
    let lookback = try LookbackContract(underlying: "COIN", type: .call, strike: nil, expiry: Self.expiry)
    for extremum in [nil, 0, -1, .nan, .infinity, 61_000] as [Double?] {
      guard case .state = try Self.problem(lookback, ContractState(extremum: extremum)) else {
        Issue.record("\(String(describing: extremum)) was taken")
        continue
      }
    }
    #expect(try Self.problem(lookback, ContractState(extremum: 60_000)) == nil)
    #expect(try Self.problem(lookback, ContractState(extremum: 51_000)) == nil)
    let unknown = try LookbackContract(underlying: "NONE", type: .call, strike: nil, expiry: Self.expiry)
    #expect(try Self.problem(unknown, ContractState(extremum: 1)) == .market)
    let expired = try LookbackContract(underlying: "COIN", type: .call, strike: nil, expiry: asOf)
    #expect(try Self.problem(expired, ContractState(extremum: 1)) == .expired)
  }
}
