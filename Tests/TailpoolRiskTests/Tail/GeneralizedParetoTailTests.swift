import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

/// Fits of SciPy (`gpd_pot.json`), of made-up losses, and of the Danish fire losses and real returns.
@Suite("Generalized Pareto tails against the reference")
struct GeneralizedParetoReferenceTests {
  @Test("Likelihood, weighted moments, moments and tail measures agree")
  func reference() throws { try check(References.madeUpCases("gpd_pot.json")) }

  @Test("They agree on Danish fire losses and real returns", .enabled(if: References.hasShared, "real data are absent"))
  func realReference() throws { try check(References.sharedCases("reference/risk/gpd_pot.json")) }

  private func check(_ cases: [[String: Any]]) throws {
    try #require(cases.count == 4)
    var failures: [String] = []
    for entry in cases {
      let tail = try GeneralizedParetoTail(
        excesses: #require(entry["exceedances"] as? [Double]), count: #require(entry["N_total"] as? Int),
        threshold: #require(entry["threshold"] as? Double))
      func check(_ name: String, _ actual: Double, _ expected: Any?, _ tolerance: Double) throws {
        let expected = try #require(expected as? Double)
        let inputs = "\(entry["tag"] ?? "")"
        if let failure = mismatch(name, actual, expected, within: .relative(tolerance), inputs: inputs) {
          failures.append(failure)
        }
      }
      try check("shape", tail.parameters.shape, entry["mle_xi"], 1e-5)
      try check("scale", tail.parameters.scale, entry["mle_beta"], 1e-5)
      try check("likelihood", tail.negativeLogLikelihood, entry["neg_loglik"], 1e-9)
      try check("shape error", tail.shapeStandardError, entry["se_xi"], 1e-3)
      try check("scale error", tail.scaleStandardError, entry["se_beta"], 1e-3)
      try check("weighted shape", tail.weightedMomentParameters.shape, entry["pwm_xi"], 1e-10)
      try check("weighted scale", tail.weightedMomentParameters.scale, entry["pwm_beta"], 1e-10)
      try check("moment shape", tail.momentParameters.shape, entry["mom_xi"], 1e-10)
      try check("moment scale", tail.momentParameters.scale, entry["mom_beta"], 1e-10)
      let tails = try #require(entry["tail"] as? [[String: Any]])
      #expect(tails.count == 3)
      for result in tails {
        let level = try TailpoolRiskTests.level(result["alpha"])
        try check("VaR", tail.valueAtRisk(level), result["VaR"], 1e-5)
        try check("ES", tail.expectedShortfall(level), result["ES"], 2e-5)
      }
    }
    #expect(failures.isEmpty, "\(failures)")
  }
}

@Suite("Generalized Pareto tails")
struct GeneralizedParetoTailTests {
  private func sample(_ seed: UInt64, shape: Double, count: Int) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in expm1(-shape * log(1 - generator.uniform())) / shape }
  }

  @Test("A simulated tail is found again within its standard errors, and its distance is small")
  func recovers() throws {
    for (seed, shape) in [(1, 0.4), (2, 0.05), (3, -0.2)] as [(UInt64, Double)] {
      let tail = try GeneralizedParetoTail(losses: sample(seed, shape: shape, count: 4_000), threshold: 0)
      #expect(abs(tail.parameters.shape - shape) < 3.5 * tail.shapeStandardError, "\(shape)")
      #expect(abs(tail.parameters.scale - 1) < 3.5 * tail.scaleStandardError, "\(shape)")
      #expect(tail.distance < 0.9 / 4_000.0.squareRoot(), "\(shape): \(tail.distance)")
    }
  }

  @Test("Bunches of losses lower the extremal index; independent ones do not")
  func extremalIndex() {
    let independent = sample(4, shape: 0.2, count: 5_000)
    #expect(GeneralizedParetoTail.extremalIndex(of: independent, over: 3) > 0.85)
    let bunched = independent.flatMap { [$0, $0, $0, $0] }
    let index = GeneralizedParetoTail.extremalIndex(of: bunched, over: 3)
    #expect(abs(index - 0.25) < 0.05, "\(index)")
    #expect(GeneralizedParetoTail.extremalIndex(of: [0, 1], over: 5).isNaN)
    #expect(GeneralizedParetoTail.meanExcess(of: [1, 2, 3, 6], over: 2) == (2.5, 2))
  }

  @Test("Too few points, wrong points and levels below the threshold are typed errors")
  func errors() throws {
    #expect(throws: RiskError.tooFewScenarios(found: 9, required: 10)) {
      try GeneralizedParetoTail(losses: (1...9).map(Double.init), threshold: 0)
    }
    #expect(throws: RiskError.nonFinite(index: 0, count: 1)) {
      try GeneralizedParetoTail(losses: [.infinity], threshold: 0)
    }
    let tail = try GeneralizedParetoTail(losses: sample(5, shape: 0.3, count: 1_000), threshold: 2)
    #expect(throws: RiskError.invalidParameter(name: "level", value: 0.1)) {
      try tail.valueAtRisk(#require(ConfidenceLevel(percent: 10)))
    }
    // Equal excesses: the likelihood grows towards a bounded tail that ends at them.
    #expect(throws: RiskError.self) {
      try GeneralizedParetoTail(losses: [Double](repeating: 1, count: 20), threshold: 0)
    }
  }
}
