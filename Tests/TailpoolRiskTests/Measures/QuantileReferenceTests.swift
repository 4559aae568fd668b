import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

/// Quantile types and Harrell–Davis against NumPy and SciPy (`historical_var_es.json`).
@Suite("Quantile definitions against the reference")
struct QuantileReferenceTests {
  @Test("All nine definitions and the Harrell–Davis estimate agree")
  func reference() throws { try check(References.madeUpCases("historical_var_es.json")) }

  @Test("They agree on real returns", .enabled(if: References.hasShared, "real data are absent"))
  func realReference() throws { try check(References.sharedCases("reference/risk/historical_var_es.json")) }

  private func check(_ cases: [[String: Any]]) throws {
    try #require(cases.count == 4)
    var failures: [String] = []
    for entry in cases {
      let distribution = try ProfitAndLossDistribution(#require(entry["losses"] as? [Double]).map { -$0 })
      for result in try #require(entry["results"] as? [[String: Any]]) {
        let level = try TailpoolRiskTests.level(result["alpha"])
        let inputs = "\(entry["tag"] ?? ""), level \(level)"
        let types = try #require(result["hyndman_fan"] as? [String: Double])
        for definition in QuantileDefinition.allCases {
          let actual = distribution.lossQuantile(level, definition: definition)
          let expected = try #require(types["type\(definition.rawValue)"])
          if let failure = mismatch("\(definition)", actual, expected, within: .relative(1e-13), inputs: inputs) {
            failures.append(failure)
          }
        }
        let estimate = distribution.harrellDavis(level)
        failures += [
          mismatch(
            "Harrell–Davis", estimate.value, try #require(result["harrell_davis"] as? Double),
            within: .relative(1e-10), inputs: inputs),
          mismatch(
            "its deviation", estimate.standardDeviation, try #require(result["harrell_davis_jackknife_sd"] as? Double),
            within: .relative(1e-10), inputs: inputs),
        ].compactMap(\.self)
      }
    }
    #expect(failures.isEmpty, "\(failures)")
  }
}

@Suite("Quantile definitions")
struct QuantileDefinitionTests {
  /// NumPy 2.4: `numpy.quantile(range(1, 11), p, method=…)` in the order of the types; exact decimals.
  @Test(
    "Ten whole numbers give the known quantiles",
    arguments: [
      (0.5, [5, 5.5, 5, 5, 5.5, 5.5, 5.5, 5.5, 5.5]),
      (0.25, [3, 3, 2, 2.5, 3, 2.75, 3.25, 2.916_666_666_666_667, 2.937_5]),
      (0.35, [4, 4, 4, 3.5, 4, 3.85, 4.15, 3.95, 3.962_5]),
    ] as [(Double, [Double])])
  func known(level: Double, expected: [Double]) throws {
    let distribution = try ProfitAndLossDistribution((1...10).map { -Double($0) })
    let level = try #require(ConfidenceLevel(percent: 100 * level))
    for (definition, expected) in zip(QuantileDefinition.allCases, expected) {
      let actual = distribution.lossQuantile(level, definition: definition)
      #expect(abs(actual - expected) < 1e-14, "\(definition): \(actual), expected \(expected)")
    }
  }

  @Test("One scenario is every quantile, and has no deviation")
  func one() throws {
    let distribution = try ProfitAndLossDistribution([-7])
    for definition in QuantileDefinition.allCases {
      #expect(distribution.lossQuantile(.percent99, definition: definition) == 7)
    }
    #expect(abs(distribution.harrellDavis(.percent99).value - 7) < 1e-14)
    #expect(distribution.harrellDavis(.percent99).standardDeviation.isNaN)
  }

  @Test("The first type is the value at risk for every count and level")
  func first() throws {
    for count in 1...120 {
      let distribution = try ProfitAndLossDistribution((0..<count).map { -Double($0) })
      for percent in [0.01, 1, 5, 20, 37.3, 50, 90, 95, 97.5, 99, 99.9] {
        let level = try #require(ConfidenceLevel(percent: percent))
        #expect(distribution.lossQuantile(level, definition: .inverse) == distribution.valueAtRisk(level).value)
      }
    }
  }

  @Test("Negligible weights that are left out do not change an estimate of many scenarios")
  func trimmed() throws {
    for percent in [1, 50, 99, 99.9] {
      let p = percent / 100
      let count = 20_000
      let weights = HarrellDavisWeights(count: count, a: p * Double(count + 1), b: (1 - p) * Double(count + 1))
      #expect(abs(weights.values.reduce(0, +) - 1) < 1e-12, "\(percent) %")
      #expect(weights.values.allSatisfy { $0 >= 0 })
      // The mean of the beta distribution is p.
      let mean = weights.values.enumerated().reduce(0.0) { $0 + $1.element * Double(weights.first + $1.offset) }
      #expect(abs(mean / Double(count) - p) < 1e-4)
    }
  }

  @Test("An interval that the sample cannot give is an error with the number needed")
  func interval() throws {
    #expect(ProfitAndLossDistribution.leastCountForInterval(.percent99) == 368)
    let small = try ProfitAndLossDistribution((0..<367).map(Double.init))
    #expect(throws: RiskError.tooFewScenarios(found: 367, required: 368)) {
      try small.valueAtRiskInterval(.percent99)
    }
    let enough = try ProfitAndLossDistribution((0..<368).map { -Double($0) })
    #expect(try enough.valueAtRiskInterval(.percent99).upperBound == 367)
  }

  @Test("Weighted scenarios: equal weights are none, age weights sum to one and favor the newest")
  func weighted() throws {
    let profitAndLoss = (0..<50).map { -Double($0 * $0 % 37) }
    let equal = try DiscreteLossDistribution.ageWeights(count: 50, decay: 1)
    let weighted = try DiscreteLossDistribution(profitAndLoss: profitAndLoss, weights: equal)
    let plain = try ProfitAndLossDistribution(profitAndLoss)
    #expect(weighted.valueAtRisk(.percent95) == plain.valueAtRisk(.percent95).value)
    #expect(abs(weighted.expectedShortfall(.percent95) - plain.expectedShortfall(.percent95).value) < 1e-12)
    let aged = try DiscreteLossDistribution.ageWeights(count: 50, decay: 0.9)
    #expect(abs(aged.reduce(0, +) - 1) < 1e-14 && abs(aged[48] / aged[49] - 0.9) < 1e-15)
    #expect(throws: RiskError.invalidParameter(name: "decay", value: 0)) {
      try DiscreteLossDistribution.ageWeights(count: 5, decay: 0)
    }
  }
}
