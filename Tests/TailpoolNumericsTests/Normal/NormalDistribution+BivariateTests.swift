import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolNumerics

struct NormalDistributionBivariateTests {
  private func bivariate(_ x: Double, _ y: Double, _ correlation: Double) -> Double {
    NormalDistribution.bivariateCumulative(x, y, correlation: correlation)
  }

  @Test func agreesWithMpmath() throws {
    let rows = try References.table("bivariate_normal.csv").rows
    #expect(rows.count == 310)
    var failures: [String] = []
    var largest = 0.0
    for row in rows {
      let actual = bivariate(row["x"], row["y"], row["correlation"])
      largest = max(largest, abs(actual - row["value"]))
      failures += [mismatch("probability", actual, row["value"], within: .absolute(5e-16), inputs: "\(row)")]
        .compactMap { $0 }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
    if ProcessInfo.processInfo.environment["TAILPOOL_PRINT_MEASUREMENTS"] != nil {
      print("bivariate_normal.csv: largest error \(largest)")
    }
  }

  @Test("Each rule of n points integrates every even power below 2n", arguments: [6, 12, 20])
  func rules(count: Int) {
    let rule = [6: GaussLegendre.six, 12: .twelve, 20: .twenty][count] ?? .six
    #expect(rule.nodes.count == count / 2)
    for power in stride(from: 0, to: 2 * count, by: 2) {
      let expected = 2 / Double(power + 1)
      let sum = rule.sum { pow($0, Double(power)) }
      #expect(abs(sum - expected) <= (power == 0 ? 4.5e-16 : 2.3e-16), "power \(power): \(sum)")
    }
  }

  @Test func atZeroItIsTheArcsineOfTheCorrelation() {
    var generator = SeededGenerator(seed: 1)
    for correlation in [-1, -0.999, -0.925, 0, 0.925, 0.999, 1] + (0..<100).map({ _ in generator.uniform(-1, 1) }) {
      let expected = 0.25 + asin(correlation) / (2 * .pi)
      #expect(abs(bivariate(0, 0, correlation) - expected) <= 5e-16, "correlation \(correlation)")
    }
  }

  @Test func limits() {
    let x = 0.7
    let probability = NormalDistribution.cumulative(x)
    #expect(bivariate(x, .infinity, 0.4) == probability)
    #expect(bivariate(.infinity, x, 0.99) == probability)
    #expect(bivariate(.infinity, .infinity, -1) == 1)
    #expect(bivariate(x, -.infinity, 0.4) == 0)
    #expect(bivariate(-.infinity, .infinity, 0.4) == 0)
    #expect(bivariate(1e300, x, 0.5) == probability)
    #expect(bivariate(x, 1, 1) == probability)
    #expect(bivariate(2, x, 1) == probability)
    #expect(bivariate(-1, 0.5, -1) == 0)
    #expect(abs(bivariate(5, -4, -1) - 3.13844e-5) < 1e-9)
    #expect(bivariate(5, -4.5, -1) > 0)
  }

  @Test func outsideTheDomainItIsNan() {
    #expect(bivariate(.nan, 0, 0).isNaN)
    #expect(bivariate(0, .nan, 0).isNaN)
    #expect(bivariate(0, 0, .nan).isNaN)
    #expect(bivariate(0, 0, 1.0000000000000002).isNaN)
    #expect(bivariate(0, 0, -.infinity).isNaN)
  }

  @Test func identitiesHoldOnRandomPoints() {
    var generator = SeededGenerator(seed: 20_261_123)
    var failures: [String] = []
    for _ in 0..<20_000 {
      let (x, y) = (generator.uniform(-6, 6), generator.uniform(-6, 6))
      let r = 1 - 2 * pow(generator.uniform(), 3) * (generator.next() % 2 == 0 ? 1 : 0.5)
      let value = bivariate(x, y, r)
      let point = "at \(x) \(y) \(r): \(value)"
      if !(abs(value - bivariate(y, x, r)) <= 1e-15) { failures.append("not symmetric \(point)") }
      let complement = NormalDistribution.cumulative(x) - bivariate(x, -y, -r)
      if !(abs(value - complement) <= 2e-15) { failures.append("P(X ≤ x) not whole \(point), \(complement)") }
      if !(value >= 0 && value <= min(NormalDistribution.cumulative(x), NormalDistribution.cumulative(y)) + 1e-15) {
        failures.append("outside its bounds \(point)")
      }
      if !(bivariate(x, y, max(r - 0.01, -1)) <= value + 2e-15) { failures.append("falls with correlation \(point)") }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }
}
