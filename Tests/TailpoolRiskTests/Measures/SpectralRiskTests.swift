import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Spectral measures and entropic value at risk")
struct SpectralRiskTests {
  private func normals(_ seed: UInt64, count: Int) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      (-2 * log(1 - generator.uniform())).squareRoot() * cos(2 * Double.pi * generator.uniform())
    }
  }

  @Test("The spectrum of the expected shortfall gives the expected shortfall, a flat one the mean loss")
  func spectra() throws {
    let distribution = try ProfitAndLossDistribution(normals(1, count: 1_001))
    for level in [ConfidenceLevel.percent95, .percent99] {
      let a = level.fraction
      let risk = try distribution.spectralRisk { max($0 - a, 0) / (1 - a) }
      #expect(abs(risk - distribution.expectedShortfall(level).value) < 1e-11)
    }
    #expect(abs(try distribution.spectralRisk { $0 } + distribution.mean) < 1e-14)
    let mild = try distribution.exponentialSpectralRisk(aversion: 1)
    let strong = try distribution.exponentialSpectralRisk(aversion: 50)
    #expect(-distribution.mean < mild && mild < strong && strong < -distribution.minimum)
  }

  @Test("The entropic value at risk of a normal sample is near sqrt(−2 log(1 − level)), and bounds ES")
  func entropic() throws {
    let distribution = try ProfitAndLossDistribution(normals(2, count: 200_000))
    let value = distribution.entropicValueAtRisk(.percent95)
    #expect(abs(value - (-2 * log(0.05)).squareRoot()) < 0.02, "\(value)")
    #expect(value > distribution.expectedShortfall(.percent95).value)
    let few = try ProfitAndLossDistribution([-1, 0, 2])
    #expect(few.entropicValueAtRisk(.percent99) == 1)
    #expect(try ProfitAndLossDistribution([-5, -5]).entropicValueAtRisk(.percent95) == 5)
    // Two points: SciPy 1.17.1, minimize_scalar of the bound.
    let two = try ProfitAndLossDistribution([Double](repeating: 0, count: 9) + [-10])
    #expect(abs(two.entropicValueAtRisk(try level(0.5)) - 5.774902713260761) < 1e-6)
  }

  @Test("The measures are translation invariant, homogeneous, monotone and subadditive")
  func coherence() throws {
    for seed in UInt64(10)..<30 {
      let (x, y) = (normals(seed, count: 300), normals(seed + 100, count: 300).map { $0 * $0 * $0 })
      let both = try ProfitAndLossDistribution(zip(x, y).map { $0 + $1 })
      let (a, b) = (try ProfitAndLossDistribution(x), try ProfitAndLossDistribution(y))
      let measures: [(ProfitAndLossDistribution) throws -> Double] = [
        { $0.expectedShortfall(.percent95).value }, { $0.entropicValueAtRisk(.percent95) },
        { try $0.exponentialSpectralRisk(aversion: 20) },
      ]
      for measure in measures {
        #expect(try measure(both) <= measure(a) + measure(b) + 1e-9)
        let moved = try measure(ProfitAndLossDistribution(x.map { 3 * $0 - 7 }))
        #expect(try abs(moved - (3 * measure(a) + 7)) < 1e-8)
        #expect(try measure(ProfitAndLossDistribution(x.map { $0 - abs($0) })) >= measure(a))
      }
    }
  }

  @Test("A spectrum that is none is a typed error")
  func errors() throws {
    let distribution = try ProfitAndLossDistribution([1, 2, 3])
    #expect(throws: RiskError.invalidParameter(name: "cumulativeWeight(1)", value: 2)) {
      try distribution.spectralRisk { 2 * $0 }
    }
    #expect(throws: RiskError.self) { try distribution.spectralRisk { $0.squareRoot() } }
    #expect(throws: RiskError.invalidParameter(name: "aversion", value: 0)) {
      try distribution.exponentialSpectralRisk(aversion: 0)
    }
  }
}
