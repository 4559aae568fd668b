import TailpoolNumerics
import TailpoolPools
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("Conditional means")
struct ConditionalMeansTests {
  @Test("the conditional means of four compound Poisson members are the reference's, and split units to the last")
  func vectors() throws {
    var failures: [String] = []
    let vectors = try ReferenceCase.cases("pools/32_conditional_mean_risk_sharing")
    for vector in vectors {
      let portfolio = try LossPortfolio(
        zip(vector.doubles("lambdas"), vector.rows("severities")).map {
          CompoundLoss(
            count: try PoissonCount(mean: $0), severity: try LossDistribution(step: 1, probabilities: [0] + $1))
        })
      let total = vector.int("total")
      let means = try portfolio.conditionalMeans(points: 21)
      func hold(_ name: String, _ found: Double, _ expected: Double) {
        failures += [mismatch(name, found, expected, within: .relative(1e-12), inputs: vector.description)].compactMap {
          $0
        }
      }
      hold("p", means.total.distribution.probabilities[total], vector.double("pmfTotal"))
      let parts = try ConditionalMeanShare(means).shares(of: Double(total))
      for (part, expected) in zip(parts, vector.doubles("contributions")) { hold("part", part, expected) }
      #expect(parts.count == 4 && abs(parts.reduce(0, +) - Double(total)) <= 4e-15 * Double(total))
      let units = Int128(total) * 1_000_003
      #expect(try ConditionalMeanShare(means).split(units: units).reduce(0, +) == units)
    }
    #expect(vectors.count == 8 && failures.isEmpty, "\(failures)")
  }

  /// The policies of the reference, and the shock that strikes the first and the third.
  private static func portfolio(withShock: Bool) throws -> LossPortfolio {
    func law(_ probabilities: [Double]) throws -> LossDistribution {
      try LossDistribution(step: 1, probabilities: probabilities)
    }
    let shock = CommonShock(
      count: try PoissonCount(mean: 0.75),
      hits: [
        CommonShock.Hit(policy: 0, probability: 0.5, severity: try law([0, 0.75, 0.25])),
        CommonShock.Hit(policy: 2, severity: try law([0, 0, 1])),
      ])
    return try LossPortfolio(
      [
        CompoundLoss(count: PoissonCount(mean: 1.5), severity: law([0, 0.5, 0.25, 0, 0.125, 0, 0, 0.125])),
        CompoundLoss(
          count: NegativeBinomialCount(shape: 2.5, scale: 1.5), severity: law([0.25, 0.125, 0, 0.5, 0.125])),
        CompoundLoss(count: BinomialCount(trials: 1, probability: 0.5), severity: law([0, 0, 0, 1])),
      ], shocks: withShock ? [shock] : [])
  }

  @Test("numbers of any law, and a shock, agree with convolutions at 60 digits")
  func definition() throws {
    var failures: [String] = []
    func hold(_ name: String, _ found: [Double], _ expected: [Double]) {
      #expect(expected.count == 60)
      for (place, value) in expected.enumerated() {
        // What a member cannot have claimed is nothing but for roundings of the loss.
        let tolerance: Tolerance = value == 0 ? .absolute(1e-15 * Double(place)) : .relative(1e-10)
        failures += [
          mismatch(name, found[place], value, within: tolerance, inputs: "at \(place)")
        ].compactMap { $0 }
      }
    }
    let sum = try #require(ReferenceCase.cases("compound_losses", fn: "sum").first)
    let plain = try Self.portfolio(withShock: false).conditionalMeans(points: 60)
    hold("p", plain.total.distribution.probabilities, CountReferences.decimals(sum, "probabilities"))
    let rows = sum.fields["conditionalMeans"] as? [[String]] ?? []
    #expect(rows.count == 3)
    for (member, row) in rows.enumerated() {
      hold("member \(member)", plain.values[member], row.map { Double($0) ?? .nan })
    }
    let shock = try #require(ReferenceCase.cases("compound_losses", fn: "shock").first)
    let struck = try Self.portfolio(withShock: true).conditionalMeans(points: 60)
    hold("struck p", struck.total.distribution.probabilities, CountReferences.decimals(shock, "probabilities"))
    hold("struck first", struck.values[0], CountReferences.decimals(shock, "conditionalMeanOfFirst"))
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(5))")
  }

  @Test("parts sum to every loss, are fair in the mean, and the same bits on any number of threads")
  func sums() throws {
    let portfolio = try Self.portfolio(withShock: true)
    let means = try portfolio.conditionalMeans(points: 200)
    for place in 0..<200 {
      let sum = means.values.reduce(0) { $0 + $1[place] }
      #expect(abs(sum - Double(place)) <= 1e-13 * Double(place), "\(place)")
    }
    for member in 0..<3 {
      let law = means.total.distribution
      let mean = CompensatedSum(zip(law.probabilities, means.values[member]).map { $0 * $1 }).value
      #expect(abs(mean - means.means[member]) <= 1e-11, "\(member): \(mean), \(means.means[member])")
    }
    for threads in [2, 3, 16] {
      let other = try portfolio.conditionalMeans(points: 200, threads: threads)
      #expect(other.values == means.values, "\(threads) threads")
      #expect(other.total.distribution == means.total.distribution, "\(threads) threads")
    }
  }

  @Test("where the sum cannot be, the means are shared out; probabilities of 1e-200 still say who claimed")
  func impossible() throws {
    let even = try LossDistribution(step: 1, probabilities: [0, 0, 1])
    let portfolio = try LossPortfolio(
      [1.0, 3].map { CompoundLoss(count: try PoissonCount(mean: $0), severity: even) })
    let means = try portfolio.conditionalMeans(points: 400)
    for place in 0..<400 {
      #expect(abs(means.values[0][place] - 0.25 * Double(place)) <= 1e-9 * Double(place), "\(place)")
      #expect((means.total.distribution.probabilities[place] == 0) == (place % 2 == 1), "\(place)")
    }
    #expect(means.total.distribution.probabilities[398] < 1e-200)
  }

  @Test("a rule over an aggregate: what is called and paid back, and which promises it keeps")
  func surplus() throws {
    let portfolio = try Self.portfolio(withShock: false)
    let means = try portfolio.conditionalMeans(points: 200)
    let rule = try ConditionalMeanShare(means)
    let law = means.total.distribution
    let report = try AxiomReport(rule, over: law, means: means.means, greatest: [.infinity, .infinity, 3])
    for axiom in AxiomReport.Axiom.allCases where axiom != .comonotonicity {
      #expect(report.holds(axiom), "\(axiom): \(report.violations)")
    }
    // The third claims three or nothing: what it did depends on the remainder of the whole.
    #expect(!report.holds(.comonotonicity))
    let shared = try SharedResult(contributions: means.means.map { 1.25 * $0 }, rule: rule)
    let results = try shared.results(of: 40)
    #expect(abs(results.reduce(0, +) - (1.25 * portfolio.mean - 40)) <= 1e-11)
    let (surpluses, deficits) = try shared.expected(over: law)
    for member in 0..<3 {
      #expect(surpluses[member] >= 0 && deficits[member] >= 0)
      #expect(abs(surpluses[member] - deficits[member] - 0.25 * means.means[member]) <= 1e-10, "\(member)")
    }
    #expect(throws: SharingError.countMismatch(expected: 3, actual: 1)) {
      try SharedResult(contributions: [1], rule: rule)
    }
    #expect(throws: SharingError.invalid("contribution", index: 1)) {
      try SharedResult(contributions: [1, .nan, 1], rule: rule)
    }
    #expect(throws: SharingError.countMismatch(expected: 3, actual: 2)) {
      try AxiomReport(rule, over: law, means: [1, 2], greatest: [1, 2, 3])
    }
  }
}
