import TailpoolMarket
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Contributions of positions by a second pass")
struct PositionContributionsTests {
  @Test("Add up to the expected shortfall and to the Harrell–Davis value at risk")
  func sums() async throws {
    let run = try MadeUpRun(seed: 4)
    let whole = try ProfitAndLossDistribution(run.revaluation.profitAndLoss(over: run.scenarios))
    let positions = try PositionRevaluation(run.holdings)
    for level in [ConfidenceLevel.percent95, .percent97Point5, .percent99] {
      let parts = try await whole.contributions(level, of: positions, over: run.scenarios, threads: 2)
      #expect(parts.expectedShortfall.count == 60)
      let scale = parts.expectedShortfall.reduce(0) { $0 + abs($1) }
      #expect(
        Tolerance.absolute(1e-12 * scale).accepts(
          parts.expectedShortfall.reduce(0, +), whole.expectedShortfall(level).value))
      #expect(
        Tolerance.absolute(1e-12 * scale).accepts(parts.valueAtRisk.reduce(0, +), whole.harrellDavis(level).value))
      #expect(parts.scenarios < 1_200)
      let grouped = parts.grouped(by: positions.underlyings)
      #expect(grouped.count == 2)
      #expect(
        Tolerance.absolute(1e-12 * scale).accepts(
          grouped.values.reduce(0) { $0 + $1.expectedShortfall }, whole.expectedShortfall(level).value))
    }
  }

  @Test("Each is what the position's own vector of profits and losses gives")
  func parts() async throws {
    let run = try MadeUpRun(seed: 5, options: 4, scenarios: 2_000)
    let whole = try ProfitAndLossDistribution(run.revaluation.profitAndLoss(over: run.scenarios))
    let result = try await whole.contributions(.percent95, of: PositionRevaluation(run.holdings), over: run.scenarios)
    var vectors: [[Double]] = []
    for holding in run.holdings {
      for index in 0..<holding.options.count {
        let single = OptionHoldings(
          underlying: holding.underlying, spot: holding.spot, options: holding.options,
          quantities: holding.quantities.enumerated().map { $0.offset == index ? $0.element : 0 })
        vectors.append(try BookRevaluation([single]).profitAndLoss(over: run.scenarios))
      }
    }
    let shortfalls = whole.expectedShortfallComponents(.percent95, parts: vectors)
    let quantiles = whole.valueAtRiskComponents(.percent95, parts: vectors)
    for index in vectors.indices {
      #expect(Tolerance.absolute(1e-11).accepts(result.expectedShortfall[index], shortfalls[index]))
      #expect(Tolerance.absolute(1e-11).accepts(result.valueAtRisk[index], quantiles[index]))
    }
  }

  @Test("The same bits for any number of threads; positions in one instrument share it")
  func threads() async throws {
    let run = try MadeUpRun(seed: 6)
    let whole = try ProfitAndLossDistribution(run.revaluation.profitAndLoss(over: run.scenarios))
    let positions = try PositionRevaluation(run.holdings + run.holdings)
    #expect(positions.count == 120)
    let one = try await whole.contributions(.percent99, of: positions, over: run.scenarios)
    let many = try await whole.contributions(.percent99, of: positions, over: run.scenarios, threads: 7)
    #expect(one == many)
    #expect(Array(one.expectedShortfall[..<60]) == Array(one.expectedShortfall[60...]))
  }

  @Test("Scenarios that are not covered are refused")
  func coverage() async throws {
    let run = try MadeUpRun(seed: 7, scenarios: 50)
    let whole = try ProfitAndLossDistribution(run.revaluation.profitAndLoss(over: run.scenarios))
    let other = OptionHoldings(
      underlying: "Z", spot: 100, options: run.holdings[0].options, quantities: run.holdings[0].quantities)
    await #expect(throws: RevaluationError.notCovered(["Z"])) {
      try await whole.contributions(.percent95, of: PositionRevaluation([other]), over: run.scenarios)
    }
  }

  @Test("The Harrell–Davis scenarios are in order of loss and their weights sum to one, also with ties")
  func harrellDavis() throws {
    let values = (0..<500).map { Double($0 % 50) }
    let distribution = try ProfitAndLossDistribution(values)
    for level in [ConfidenceLevel.percent95, .percent97Point5, .percent99] {
      let scenarios = distribution.harrellDavisScenarios(level)
      #expect(abs(scenarios.reduce(0) { $0 + $1.weight } - 1) < 1e-12)
      #expect(Set(scenarios.map(\.index)).count == scenarios.count)
      let estimate = scenarios.reduce(0) { $0 - $1.weight * values[$1.index] }
      #expect(Tolerance.absolute(1e-11).accepts(estimate, distribution.harrellDavis(level).value))
    }
  }
}
