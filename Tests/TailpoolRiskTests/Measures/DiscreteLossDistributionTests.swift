import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Discrete loss distribution")
struct DiscreteLossDistributionTests {
  private func fraction(_ value: Any?) throws -> Double {
    let parts = try #require(value as? String).split(separator: "/").compactMap { Double($0) }
    return parts.count == 2 ? parts[0] / parts[1] : try #require(parts.first)
  }

  @Test("VaR and ES are the exact rationals of the reference")
  func reference() throws {
    let cases = try #require(References.json("discrete_var_es_exact.json")["cases"] as? [[String: Any]])
    try #require(cases.count == 4)
    for entry in cases {
      let losses = try #require(entry["losses"] as? [Any]).map(fraction)
      let probabilities = try #require(entry["probs"] as? [Any]).map(fraction)
      let distribution = try DiscreteLossDistribution(losses: losses, probabilities: probabilities)
      for result in try #require(entry["results"] as? [[String: Any]]) {
        let level = try #require(ConfidenceLevel(percent: 100 * fraction(result["alpha"])))
        let shortfall = try fraction(result["ES"])
        #expect(distribution.valueAtRisk(level) == (try fraction(result["VaR"])), "\(entry["tag"] ?? "") \(level)")
        #expect(
          abs(distribution.expectedShortfall(level) - shortfall) <= 2e-14 * shortfall,
          "\(entry["tag"] ?? "") \(level): \(distribution.expectedShortfall(level)), expected \(shortfall)")
      }
    }
  }

  @Test("Equal probabilities give the measures of a sample")
  func sample() throws {
    var generator = SeededGenerator(seed: 31)
    let losses = (0..<200).map { _ in generator.uniform(-5, 50).rounded() }
    let discrete = try DiscreteLossDistribution(losses: losses, probabilities: .init(repeating: 0.005, count: 200))
    let sample = try ProfitAndLossDistribution(losses.map { -$0 })
    for level in [ConfidenceLevel.percent95, .percent97Point5, .percent99] {
      #expect(discrete.valueAtRisk(level) == sample.valueAtRisk(level).value)
      #expect(abs(discrete.expectedShortfall(level) - sample.expectedShortfall(level).value) <= 1e-12)
    }
  }

  @Test("A loss without probability is never the quantile")
  func impossible() throws {
    let distribution = try DiscreteLossDistribution(losses: [9, 1, 5], probabilities: [0, 0.5, 0.5])
    #expect(distribution.valueAtRisk(.percent99) == 5 && distribution.expectedShortfall(.percent99) == 5)
  }

  @Test("Bad data is a typed error")
  func errors() {
    #expect(throws: RiskError.empty) { try DiscreteLossDistribution(losses: [], probabilities: []) }
    #expect(throws: RiskError.nonFinite(index: 1, count: 1)) {
      try DiscreteLossDistribution(losses: [0, .infinity], probabilities: [0.5, 0.5])
    }
    #expect(throws: RiskError.invalidProbability(index: 1, probability: -0.5)) {
      try DiscreteLossDistribution(losses: [0, 1], probabilities: [1.5, -0.5])
    }
    #expect(throws: RiskError.probabilitiesDoNotSumToOne(sum: 0.75)) {
      try DiscreteLossDistribution(losses: [0, 1], probabilities: [0.5, 0.25])
    }
  }
}
