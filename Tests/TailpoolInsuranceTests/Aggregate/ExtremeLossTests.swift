import TailpoolLibc
import TailpoolLinearAlgebra
import Testing

@testable import TailpoolInsurance

/// Laws at the ends of their ranges: digits are kept, or it is said that there are none.
@Suite("Extreme losses")
struct ExtremeLossTests {
  private static let one = LossDistribution(unchecked: [0, 1], step: 1, beyond: 0)

  @Test(
    "A base that hardly ever has claims keeps its digits when its zero is modified",
    arguments: [1e-3, 1e-6, 1e-9, 1e-12], [0, 0.3])
  func rareBase(mean: Double, zero: Double) throws {
    // p(n) = (1 − p(0)) λⁿ / (n! (e^λ − 1)).
    let count = try ZeroModifiedCount(PoissonCount(mean: mean), probabilityOfZero: zero)
    let first = (1 - zero) * mean / expm1(mean)
    let expected = [zero, first, first * mean / 2, first * mean * mean / 6]
    // Half of the claims are of nothing: S is 0 with p(0) + Σ p(n) / 2ⁿ, of which one claim is nearly all.
    let half = zero + (1 - zero) * expm1(mean / 2) / expm1(mean)
    let halved = CompoundLoss(count: count, severity: LossDistribution(unchecked: [0.5, 0.5], step: 1, beyond: 0))
    let loss = CompoundLoss(count: count, severity: Self.one)
    for (name, compound) in [("one", loss), ("half", halved)] {
      let laws = [
        ("recursion", try compound.recursion(points: 16)),
        ("absolute", try compound.aggregate(points: 16).distribution),
        ("relative", try compound.aggregate(points: 16, accuracy: .relative).distribution),
      ]
      for (method, law) in laws {
        let sum = law.probabilities.reduce(0, +) + law.beyond
        #expect(abs(sum - 1) <= 1e-12, "\(method) of \(name), mean \(mean), zero \(zero): \(sum)")
        for place in 0..<(name == "one" ? 4 : 1) {
          let value = name == "one" ? expected[place] : half
          #expect(
            abs(law.probabilities[place] - value) <= 1e-12,
            "\(method) of \(name), mean \(mean), zero \(zero), at \(place): \(law.probabilities[place]), \(value)")
        }
      }
    }
  }

  @Test("A grid far below the whole holds nothing of it, under steep tilts too", arguments: [1e5, 1e9])
  func farBelow(mean: Double) throws {
    let counts: [any ClaimCount] = [
      try PoissonCount(mean: mean), try BinomialCount(trials: Int(mean), probability: 0.999_999),
    ]
    for count in counts {
      for accuracy in [AggregateAccuracy.absolute, .relative] {
        let found = try CompoundLoss(count: count, severity: Self.one).aggregate(points: 64, accuracy: accuracy)
        let law = found.distribution
        #expect(
          law.beyond == 1 && law.probabilities.allSatisfy { $0 >= 0 && $0 < 1e-12 }, "\(count) \(accuracy): \(law)")
        #expect(found.errors.allSatisfy { $0 >= 0 }, "\(count) \(accuracy): \(found.errors)")
      }
    }
  }

  @Test("Errors are no greater than one where the law has nothing on the grid, and none where there are no claims")
  func errors() throws {
    let three = try DiscreteCount(probabilities: [0, 0, 0, 1])
    let none = try ZeroModifiedCount(three, probabilityOfZero: 1)
    for (count, greatest) in [(three, 1.0), (none, 0.0)] as [(any ClaimCount, Double)] {
      let found = try CompoundLoss(count: count, severity: Self.one).aggregate(points: 2, accuracy: .relative)
      #expect(found.errors.allSatisfy { 0...greatest ~= $0 }, "\(count): \(found.errors)")
    }
    #expect(throws: InsuranceError.self) {
      try ZeroModifiedCount(PoissonCount(mean: 1e300), probabilityOfZero: 0.3)
    }
  }

  @Test("More claims than there are digits for are refused", arguments: [1e13, 1e300, 1.7e308])
  func tooManyClaims(mean: Double) throws {
    let loss = CompoundLoss(count: try PoissonCount(mean: mean), severity: Self.one)
    let expected = InsuranceError.invalid("mean number of all claims", index: nil, value: mean, expected: "≤ 10¹²")
    #expect(throws: expected) { try loss.aggregate(points: 16) }
    #expect(throws: expected) { try loss.recursion(points: 16) }
    #expect(throws: expected) { try LossPortfolio([loss]).conditionalMeans(points: 16) }
  }

  @Test("Degrees of freedom of which no variable is a number, or that take minutes, are refused")
  func degrees() throws {
    let correlation = Matrix(rows: [[1, 0.5], [0.5, 1]])
    for degrees in [.leastNonzeroMagnitude, 1e-3, 0.09, 10_001, 1e15, .infinity, .nan] {
      #expect(throws: InsuranceError.self, "\(degrees)") {
        try CopulaSum.Dependence(correlation: correlation, degreesOfFreedom: degrees)
      }
    }
    let law = LossDistribution(unchecked: [0.5, 0.25, 0.25], step: 1, beyond: 0)
    for degrees in [0.1, 10_000] {
      let dependence = try CopulaSum.Dependence(correlation: correlation, degreesOfFreedom: degrees)
      let outcome = try CopulaSum([law, law], dependence: dependence, scenarios: 4_000, seed: 1).outcome.profitAndLoss
      // Each keeps its law: a mean of 0.75, and a variance of the sum of at most 4 · 0.6875.
      let mean = -outcome.reduce(0, +) / 4_000
      #expect(abs(mean - 1.5) < 5 * (2.75 / 4_000).squareRoot(), "\(degrees): \(mean)")
    }
  }
}
