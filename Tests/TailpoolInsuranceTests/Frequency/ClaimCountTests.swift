import Foundation
import TailpoolNumerics
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("Claim counts")
struct ClaimCountTests {
  @Test("probabilities are those of the definitions at 60 digits")
  func probabilities() throws {
    var failures: [String] = []
    let vectors = try ReferenceCase.cases("compound_losses", fn: "count")
    for vector in vectors {
      let law = try CountReferences.law(vector)
      let expected = CountReferences.decimals(vector, "probabilities")
      let found = law.probabilities(expected.count)
      #expect(found.count == expected.count && expected.count == 14)
      for (n, (found, expected)) in zip(found, expected).enumerated() {
        failures += [
          mismatch("p(\(n))", found, expected, within: .relative(2e-13), inputs: vector.text("law"))
        ].compactMap { $0 }
      }
    }
    #expect(vectors.count == 11 && failures.isEmpty, "\(failures)")
  }

  @Test("mean and variance are those of the probabilities")
  func moments() throws {
    for law in try CountReferences.all() {
      let probabilities = law.probabilities(1_000)
      let mean = CompensatedSum(probabilities.enumerated().map { Double($0.offset) * $0.element }).value
      let variance = CompensatedSum(
        probabilities.enumerated().map { pow(Double($0.offset) - mean, 2) * $0.element }
      ).value
      #expect(abs(CompensatedSum(probabilities).value - 1) <= 1e-12, "\(law)")
      #expect(abs(law.mean - mean) <= 1e-11 * mean, "\(law): \(law.mean), \(mean)")
      #expect(abs(law.variance - variance) <= 1e-10 * variance, "\(law): \(law.variance), \(variance)")
    }
  }

  @Test("the logarithm of the generating function and its derivative are those of the sum over probabilities")
  func generating() throws {
    var generator = SeededGenerator(seed: 3)
    for law in try CountReferences.all() {
      let probabilities = law.probabilities(1_000)
      for _ in 0..<50 {
        // Inside the unit circle, and outside but within where the series converges.
        let size = generator.uniform(0, min(1.2, 0.5 + 0.5 * law.radiusOfConvergence))
        let turn = generator.uniform(0, 2 * Double.pi)
        let z = (size * cos(turn), size * sin(turn))
        var (value, slope, power) = ((0.0, 0.0), (0.0, 0.0), (1.0, 0.0))
        for (n, probability) in probabilities.enumerated() {
          value = (value.0 + probability * power.0, value.1 + probability * power.1)
          if n + 1 < probabilities.count {
            let weight = Double(n + 1) * probabilities[n + 1]
            slope = (slope.0 + weight * power.0, slope.1 + weight * power.1)
          }
          power = ComplexColumn.product(power, z)
        }
        var found = ComplexColumn(real: [z.0], imaginary: [z.1])
        var derivative = found
        law.takeLogarithm(of: &found)
        found.exponentiate()
        law.takeLogarithmicDerivative(of: &derivative)
        derivative.multiply(by: found)
        let scale = law.probabilities(1_000).enumerated().reduce(0.0) { $0 + $1.element * pow(size, Double($1.offset)) }
        let steep = max(law.mean, 1) * max(scale, 1)
        #expect(
          abs(found.real[0] - value.0) + abs(found.imaginary[0] - value.1) <= 1e-12 * max(scale, 1e-3), "\(law) \(z)")
        #expect(
          abs(derivative.real[0] - slope.0) + abs(derivative.imaginary[0] - slope.1) <= 1e-11 * steep
            * max(1, 1 / scale),
          "\(law) \(z) \(derivative) \(slope)")
      }
    }
  }

  @Test("a mean of ten thousand claims neither vanishes nor overflows")
  func manyClaims() throws {
    let laws: [any ClaimCount] = [
      try PoissonCount(mean: 10_000), try NegativeBinomialCount(shape: 4_000, scale: 2.5),
      try InverseGaussianCount(mean: 10_000, scale: 2), try BinomialCount(trials: 20_000, probability: 0.5),
    ]
    for law in laws {
      let probabilities = law.probabilities(20_001)
      let mean = CompensatedSum(probabilities.enumerated().map { Double($0.offset) * $0.element }).value
      #expect(abs(CompensatedSum(probabilities).value - 1) <= 1e-11, "\(law)")
      #expect(abs(mean - 10_000) <= 1e-7, "\(law) \(mean)")
    }
  }

  @Test("the gamma mixture of a mean and a variation is the negative binomial law of those moments")
  func mixing() throws {
    let law = try NegativeBinomialCount(mean: 5, variationOfMixing: 0.5)
    #expect(abs(law.mean - 5) <= 1e-14 && abs(law.variance - (5 + 25 * 0.25)) <= 1e-13)
  }

  @Test("a zero of the generating function leaves the product with its derivative what it is")
  func zero() throws {
    // (1 + z) / 2 at −1: P = 0, P′ = 1/2.
    for law in [
      try BinomialCount(trials: 1, probability: 0.5), try DiscreteCount(probabilities: [0.5, 0.5]),
    ] as [any ClaimCount] {
      var value = ComplexColumn(real: [-1], imaginary: [0])
      var slope = value
      law.takeLogarithm(of: &value)
      law.takeLogarithmicDerivative(of: &slope)
      value.exponentiate()
      slope.multiply(by: value)
      #expect(abs(value.real[0]) <= 1e-100 && abs(slope.real[0] - 0.5) <= 1e-12, "\(law) \(slope)")
    }
  }

  @Test("numbers that are none are refused with their place")
  func refused() {
    #expect(throws: InsuranceError.self) { try PoissonCount(mean: -1) }
    #expect(throws: InsuranceError.self) { try PoissonCount(mean: .nan) }
    #expect(throws: InsuranceError.self) { try BinomialCount(trials: -1, probability: 0.5) }
    #expect(throws: InsuranceError.self) { try BinomialCount(trials: 1, probability: 1.5) }
    #expect(throws: InsuranceError.self) { try NegativeBinomialCount(shape: 0, scale: 1) }
    #expect(throws: InsuranceError.self) { try NegativeBinomialCount(shape: 1, scale: .infinity) }
    #expect(throws: InsuranceError.self) { try NegativeBinomialCount(mean: 1, variationOfMixing: 0) }
    #expect(throws: InsuranceError.self) { try InverseGaussianCount(mean: 0, scale: 1) }
    #expect(throws: InsuranceError.countMismatch("weights", expected: 2, actual: 1)) {
      try MixedPoissonCount(means: [1, 2], weights: [1])
    }
    #expect(throws: InsuranceError.empty("weight")) { try MixedPoissonCount(means: [], weights: []) }
    #expect(
      throws: InsuranceError.invalid("probability of claims", index: 1, value: -0.5, expected: "a finite number ≥ 0")
    ) {
      try DiscreteCount(probabilities: [1.5, -0.5])
    }
    #expect(throws: InsuranceError.self) { try ZeroModifiedCount(PoissonCount(mean: 0), probabilityOfZero: 0.5) }
    #expect(throws: InsuranceError.self) { try ZeroModifiedCount(PoissonCount(mean: 1), probabilityOfZero: 2) }
  }
}
