import TailpoolNumerics
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("Portfolios of losses")
struct LossPortfolioTests {
  /// The sum of two laws by the definition.
  private static func convolution(_ x: LossDistribution, _ y: LossDistribution, points: Int) -> [Double] {
    (0..<points).map { total in
      CompensatedSum((0...total).map { x.probabilities[$0] * y.probabilities[total - $0] }).value
    }
  }

  @Test(
    "the sum of many different policies is that of their laws one after the other, whatever is Poisson",
    arguments: 1...4)
  func sum(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let points = 600
    let policies = try (0..<25).map { index in
      CompoundLoss(
        count: try AggregateTests.count(&generator, kind: index % 6 == 5 ? 0 : index % 6),
        severity: try AggregateTests.severity(&generator, sizes: 5 + index, atZero: true))
    }
    let small = try policies.prefix(6).map { policy -> CompoundLoss in
      guard let poisson = policy.count as? PoissonCount else { return policy }
      return CompoundLoss(count: try PoissonCount(mean: poisson.mean / 10), severity: policy.severity)
    }
    let portfolio = try LossPortfolio(small + small.filter { $0.count is PoissonCount })
    let found = try portfolio.aggregate(points: points, accuracy: .relative)
    var expected = try portfolio.policies[0].recursion(points: points)
    for policy in portfolio.policies.dropFirst() {
      let probabilities = Self.convolution(expected, try policy.recursion(points: points), points: points)
      expected = LossDistribution(
        unchecked: probabilities, step: 10, beyond: max(1 - CompensatedSum(probabilities).value, 0))
    }
    for place in 0..<points {
      let value = expected.probabilities[place]
      #expect(abs(found.distribution.probabilities[place] - value) <= 1e-10 * value, "\(seed) \(place) \(value)")
    }
    let whole = try LossPortfolio(policies)
    let one = try whole.aggregate(points: points)
    for threads in [2, 5] {
      #expect(
        try whole.aggregate(points: points, threads: threads).distribution == one.distribution, "\(threads) threads")
    }
    let long = try whole.aggregate(points: 1 << 14).distribution
    #expect(abs(long.mean - whole.mean) <= 1e-9 * whole.mean, "\(seed)")
    #expect(abs(long.variance - whole.variance) <= 1e-8 * whole.variance, "\(seed)")
  }

  @Test("Poisson policies are one compound: the same law as by the general way")
  func poisson() throws {
    var generator = SeededGenerator(seed: 9)
    let policies = try (0..<40).map { _ in
      (mean: generator.uniform(0.01, 0.5), severity: try AggregateTests.severity(&generator, sizes: 40, atZero: false))
    }
    let merged = try LossPortfolio(
      policies.map { CompoundLoss(count: try PoissonCount(mean: $0.mean), severity: $0.severity) })
    // A mixture of one mean is Poisson, but not known to be.
    let general = try LossPortfolio(
      policies.map { CompoundLoss(count: try MixedPoissonCount(means: [$0.mean], weights: [1]), severity: $0.severity) }
    )
    let (first, second) = (
      try merged.aggregate(points: 500, accuracy: .relative).distribution,
      try general.aggregate(points: 500, accuracy: .relative).distribution
    )
    for place in 0..<500 {
      let value = first.probabilities[place]
      #expect(abs(second.probabilities[place] - value) <= 1e-10 * value, "\(place)")
    }
  }

  @Test("a shared gamma variable makes the whole negative binomial; a shared state makes it a mixture")
  func sharedMixing() throws {
    var generator = SeededGenerator(seed: 21)
    let policies = try (0..<5).map { _ in
      (mean: generator.uniform(0.2, 1), severity: try AggregateTests.severity(&generator, sizes: 10, atZero: false))
    }
    let shared = try LossPortfolio.sharedMixing(policies) { mean throws(InsuranceError) in
      try NegativeBinomialCount(mean: mean, variationOfMixing: 0.75)
    }
    let law = try shared.recursion(points: 1_500)
    // By the definition: Poisson given the variable, a gamma law in many small steps.
    var states: [(weight: Double, factor: Double)] = []
    let (steps, shape) = (4_000, 1 / 0.5625)
    for index in 0..<steps {
      let middle = GammaDistribution.quantile((Double(index) + 0.5) / Double(steps), shape: shape) / shape
      states.append((1 / Double(steps), middle))
    }
    let mean = policies.reduce(0) { $0 + $1.mean }
    let zero = states.reduce(0) { $0 + $1.weight * _exponential(-mean * $1.factor) }
    #expect(abs(law.probabilities[0] - zero) <= 1e-5, "\(law.probabilities[0]), \(zero)")
    let two = try [0.5, 2].map { factor in
      try LossPortfolio(
        policies.map { CompoundLoss(count: try PoissonCount(mean: factor * $0.mean), severity: $0.severity) }
      ).aggregate(points: 400).distribution
    }
    let mixed = try LossDistribution.mixture(two, weights: [0.75, 0.25])
    let same = try LossPortfolio.sharedMixing(policies) { mean throws(InsuranceError) in
      try MixedPoissonCount(means: [0.5 * mean, 2 * mean], weights: [0.75, 0.25])
    }.aggregate(points: 400).distribution
    for place in 0..<400 {
      #expect(abs(mixed.probabilities[place] - same.probabilities[place]) <= 1e-14, "\(place)")
    }
  }

  private func _exponential(_ x: Double) -> Double {
    var column = ComplexColumn(real: [x], imaginary: [0])
    column.exponentiate()
    return column.real[0]
  }

  @Test("what does not fit together is refused with its place")
  func refused() throws {
    let (one, two) = (
      try LossDistribution(step: 1, probabilities: [0, 1]), try LossDistribution(step: 2, probabilities: [0, 1])
    )
    let count = try PoissonCount(mean: 1)
    #expect(throws: InsuranceError.empty("policies")) { try LossPortfolio([]) }
    #expect(throws: InsuranceError.invalid("step of policy", index: 1, value: 2, expected: "1.0, as the first")) {
      try LossPortfolio([CompoundLoss(count: count, severity: one), CompoundLoss(count: count, severity: two)])
    }
    let policy = CompoundLoss(count: count, severity: one)
    for hit in [
      CommonShock.Hit(policy: 1, severity: one), CommonShock.Hit(policy: -1, severity: one),
      CommonShock.Hit(policy: 0, probability: 2, severity: one),
      CommonShock.Hit(policy: 0, probability: .nan, severity: one),
      CommonShock.Hit(policy: 0, severity: two),
    ] {
      #expect(throws: InsuranceError.self) {
        try LossPortfolio([policy], shocks: [CommonShock(count: count, hits: [hit])])
      }
    }
    #expect(throws: InsuranceError.countMismatch("weights", expected: 1, actual: 2)) {
      try LossDistribution.mixture([one], weights: [0.5, 0.5])
    }
    #expect(throws: InsuranceError.self) { try LossDistribution.mixture([one, two], weights: [0.5, 0.5]) }
    #expect(throws: InsuranceError.empty("laws")) { try LossDistribution.mixture([], weights: []) }
    #expect(throws: InsuranceError.self) {
      try LossPortfolio.sharedMixing([(mean: 0, severity: one)]) { mean throws(InsuranceError) in
        try PoissonCount(mean: mean)
      }
    }
  }
}
