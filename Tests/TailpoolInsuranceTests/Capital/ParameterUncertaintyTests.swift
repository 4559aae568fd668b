import Foundation
import Testing
import TailpoolInsurance
import TailpoolNumerics
import TailpoolRisk
import _TailpoolTestSupport

@Suite("Capital when parameters are uncertain")
struct ParameterUncertaintyTests {
  @Test("two laws by hand")
  func byHand() throws {
    let good = try LossDistribution(step: 10, probabilities: [0.9, 0.1])
    let bad = try LossDistribution(step: 10, probabilities: [0.5, 0.25, 0.25])
    let measure = TailMeasure.expectedShortfall(try #require(ConfidenceLevel(percent: 90)))
    let capital = try ParameterUncertainty(measure, bestEstimate: good, alternatives: [(0.75, good), (0.25, bad)])
    // The mixture has 10 with 0.1375 and 20 with 0.0625.
    #expect(abs(capital.mixture - (0.0625 * 20 + 0.0375 * 10) / 0.1) < 1e-12)
    #expect(abs(capital.bestEstimate - 10) < 1e-12)
    #expect(abs(capital.alternatives[1] - 20) < 1e-12)
    #expect(abs(capital.charge - (capital.mixture - 10)) < 1e-12)
  }

  @Test("a Poisson count whose mean is gamma is negative binomial")
  func gammaFrequency() throws {
    // Mean 4 with shape 2; the mean's quantiles at the middles of 2,000 equal parts of its law.
    let (mean, shape, parts) = (4.0, 2.0, 2_000)
    let laws = try (0..<parts).map { part in
      let rate = GammaDistribution.quantile((Double(part) + 0.5) / Double(parts), shape: shape) * mean / shape
      let masses = (0..<80).map { (count: Int) -> Double in
        let logMass = Double(count) * Foundation.log(rate) - rate - lgamma(Double(count) + 1)
        return Foundation.exp(logMass)
      }
      let sum = masses.reduce(0, +)
      return (
        weight: 1 / Double(parts), law: try LossDistribution(step: 1, probabilities: masses, beyond: max(1 - sum, 0))
      )
    }
    let capital = try ParameterUncertainty(
      .valueAtRisk(.percent99), bestEstimate: laws[parts / 2].law, alternatives: laws)
    let mixture = capital.law
    let success = shape / (shape + mean)
    for count in [0, 1, 4, 10, 15] {
      let k = Double(count)
      let logBinomial = lgamma(k + shape) - lgamma(shape) - lgamma(k + 1)
      let exact = Foundation.exp(logBinomial + shape * Foundation.log(success) + k * Foundation.log(1 - success))
      #expect(
        abs(mixture.probabilities[count] / exact - 1) < 5e-3, "\(count): \(mixture.probabilities[count]), \(exact)")
    }
    #expect(capital.charge > 0, "\(capital.bestEstimate), \(capital.mixture)")
    #expect(capital.alternatives.count == parts)
  }

  @Test("what one grid leaves out is beyond all")
  func cut() throws {
    let short = try LossDistribution(step: 1, probabilities: [0.5, 0.25], beyond: 0.25)
    let long = try LossDistribution(step: 1, probabilities: [0.25, 0.25, 0.25, 0.25])
    let level = try #require(ConfidenceLevel(percent: 50))
    let mixture = try Self.mixture([(0.5, short), (0.5, long)], level)
    #expect(mixture.probabilities == [0.375, 0.25])
    #expect(mixture.beyond == 0.375)
  }

  @Test("what is no mixture is refused")
  func refused() throws {
    let law = try LossDistribution(step: 1, probabilities: [0.5, 0.5])
    let other = try LossDistribution(step: 2, probabilities: [0.5, 0.5])
    #expect(throws: InsuranceError.empty("laws")) { try Self.mixture([]) }
    #expect(throws: InsuranceError.invalid("step of law", index: 1, value: 2, expected: "1.0, as the first")) {
      try Self.mixture([(0.5, law), (0.5, other)])
    }
    for weight in [-0.5, .nan, 0.6] {
      #expect(throws: InsuranceError.self, "\(weight)") {
        try Self.mixture([(0.5, law), (weight, law)])
      }
    }
  }

  private static func mixture(
    _ alternatives: [(weight: Double, law: LossDistribution)], _ level: ConfidenceLevel = .percent95
  ) throws -> LossDistribution {
    let best = try alternatives.first?.law ?? LossDistribution(step: 1, probabilities: [1])
    return try ParameterUncertainty(.valueAtRisk(level), bestEstimate: best, alternatives: alternatives).law
  }
}
