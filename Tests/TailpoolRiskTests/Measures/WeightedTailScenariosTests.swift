import TailpoolRisk
import Testing
import _TailpoolTestSupport

@Suite("Tail scenarios of weighted outcomes")
struct WeightedTailScenariosTests {
  private static func outcomes(seed: UInt64, count: Int) -> (profits: [Double], ratios: [Double]) {
    var generator = SeededGenerator(seed: seed)
    let profits = (0..<count).map { _ in (generator.uniform(-1, 1) * 1_000).rounded() }
    return (profits, (0..<count).map { _ in generator.uniform() < 0.1 ? 0 : generator.uniform(0, 2) })
  }

  @Test(
    "The weights sum to one, and the weighted mean loss is the expected shortfall",
    arguments: 1...20 as ClosedRange<UInt64>)
  func weightedMean(seed: UInt64) throws {
    // A thousand whole numbers have ties, at the value at risk too.
    let (profits, ratios) = Self.outcomes(seed: seed, count: 1_000)
    let tail = try WeightedTail(profitAndLoss: profits, likelihoodRatios: ratios)
    for level in [ConfidenceLevel.percent95, .percent97Point5, .percent99] {
      let scenarios = try tail.tailScenarios(level)
      #expect(scenarios.allSatisfy { $0.weight > 0 }, "seed \(seed)")
      #expect(abs(scenarios.reduce(0) { $0 + $1.weight } - 1) < 1e-14, "seed \(seed), \(level.label)")
      let mean = scenarios.reduce(0) { $0 - $1.weight * profits[$1.index] }
      let shortfall = try tail.expectedShortfall(level).value
      #expect(abs(mean - shortfall) < 1e-12 * abs(shortfall), "seed \(seed), \(level.label): \(mean), \(shortfall)")
    }
  }

  @Test("Scenarios that all weigh one have the tail and the moments of the unweighted distribution")
  func allAlike() throws {
    let profits = (0..<1_000).map { Double(($0 * 7_919) % 1_000) - 300 }
    let tail = try WeightedTail(profitAndLoss: profits, likelihoodRatios: profits.map { _ in 1 })
    let plain = try ProfitAndLossDistribution(profits)
    let (own, other) = (try tail.tailScenarios(.percent97Point5), plain.tailScenarios(.percent97Point5))
    #expect(Set(own.map(\.index)).isSuperset(of: other.map(\.index)) && own.count <= other.count + 1)
    for scenario in other {
      let weight = own.first { $0.index == scenario.index }?.weight ?? .nan
      #expect(abs(weight - scenario.weight) < 1e-13, "\(scenario), \(weight)")
    }
    let (mean, deviation) = tail.moments
    #expect(abs(mean - plain.mean) < 1e-12 * plain.standardDeviation, "\(mean), \(plain.mean)")
    // Its divisor is n, not n − 1.
    #expect(abs(deviation / plain.standardDeviation - (0.999 as Double).squareRoot()) < 1e-12, "\(deviation)")
  }

  @Test("Weights that are all zero have no moments, and no tail")
  func nothing() throws {
    let tail = try WeightedTail(profitAndLoss: [1, -1], likelihoodRatios: [0, 0])
    #expect(tail.moments.mean.isNaN)
    #expect(throws: RiskError.noConvergence(at: 0.95)) { try tail.tailScenarios(.percent95) }
  }
}
