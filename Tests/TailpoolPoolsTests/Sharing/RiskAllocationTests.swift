import TailpoolRisk
import Testing
import _TailpoolTestSupport

@testable import TailpoolPools

@Suite("Risk allocations")
struct RiskAllocationTests {
  private func differences(_ actual: [Double], _ expected: [Double], _ tolerance: Double = 1e-12) -> [String] {
    guard actual.count == expected.count else { return ["\(actual.count) parts, expected \(expected.count)"] }
    return zip(actual, expected).compactMap {
      mismatch("part", $0, $1, within: .absolute(tolerance * max(1, abs($1))), inputs: "\(expected)")
    }
  }

  @Test(
    "The airport's costs, the deviation's and the shortfall's parts are the reference's")
  func vectors() throws {
    for vector in try ReferenceCase.cases("pools/33_allocation_rules", fn: "shapleyAirport") {
      let costs = vector.doubles("costs")
      let allocation = try RiskAllocation.shapley(count: costs.count) { coalition in
        costs.indices.filter { coalition & (1 << UInt32($0)) != 0 }.map { costs[$0] }.max() ?? 0
      }
      #expect(differences(allocation.contributions.map { 6 * $0 }, vector.doubles("expectedTimes6")).isEmpty)
    }
    for vector in try ReferenceCase.cases("pools/33_allocation_rules", fn: "eulerStd") {
      let allocation = try RiskAllocation.eulerStandardDeviation(
        covariance: vector.rows("cov"), weights: vector.doubles("weights"))
      #expect(
        differences(
          allocation.contributions + [allocation.total], vector.doubles("contributions") + [vector.double("std")]
        ).isEmpty)
    }
    for vector in try ReferenceCase.cases("pools/33_allocation_rules", fn: "eulerES") {
      let pnl = vector.rows("pnl")
      let losses = try JointLosses((0..<3).map { participant in pnl.map { -$0[participant] } })
      let level = try #require(ConfidenceLevel(percent: 100 * vector.double("level")))
      let allocation = try RiskAllocation.eulerExpectedShortfall(losses, level: level)
      #expect(
        differences(
          allocation.contributions + [allocation.total], vector.doubles("contributions") + [vector.double("es")]
        ).isEmpty)
    }
  }

  @Test("The Shapley values of the normal shortfall game are the brute force's")
  func shortfallGame() throws {
    for vector in try ReferenceCase.cases("risk/shapley_es") {
      let covariance = vector.rows("cov")
      let weights = vector.doubles("w")
      // The expected shortfall of a normal loss is a multiple of its deviation; the whole pool's says which.
      let whole = try RiskAllocation.eulerStandardDeviation(covariance: covariance, weights: weights)
      let multiple = vector.double("ES_total") / whole.total
      #expect(differences(whole.contributions.map { multiple * $0 }, vector.doubles("euler"), 1e-12).isEmpty)
      let shapley = try RiskAllocation.shapley(count: weights.count) { coalition in
        let part = weights.enumerated().map { coalition & (1 << UInt32($0.offset)) == 0 ? 0 : $0.element }
        return multiple
          * ((try? RiskAllocation.eulerStandardDeviation(covariance: covariance, weights: part).total) ?? .nan)
      }
      #expect(differences(shapley.contributions, vector.doubles("shapley"), 1e-12).isEmpty)
    }
  }

  @Test("POOL-104 Sampled Shapley values add up to the total, and come near the exact ones")
  func sampled() throws {
    let costs: [Double] = [40, 50, 60, 70, 80, 90]
    var generator = SeededGenerator(seed: 9)
    let sampled = try RiskAllocation.sampledShapley(count: 6, pairs: 20_000, using: &generator) { members in
      zip(costs, members).map { $1 ? $0 : 0 }.max() ?? 0
    }
    #expect(sampled.total == 90 && abs(sampled.contributions.reduce(0, +) - 90) <= 1e-9)
    #expect(zip(sampled.contributions, [40, 52, 67, 87, 117, 177]).allSatisfy { abs($0 - Double($1) / 6) <= 0.3 })
  }

  @Test("Games and matrices that cannot be used are typed errors")
  func errors() {
    #expect(throws: SharingError.tooManyParticipants(17, maximum: 16)) {
      try RiskAllocation.shapley(count: 17) { _ in 0 }
    }
    #expect(throws: SharingError.empty) { try RiskAllocation.shapley(count: 0) { _ in 0 } }
    #expect(throws: SharingError.invalid("risk of a coalition", index: 0)) {
      try RiskAllocation.shapley(count: 2) { _ in .nan }
    }
    #expect(throws: SharingError.countMismatch(expected: 2, actual: 1)) {
      try RiskAllocation.eulerStandardDeviation(covariance: [[1]], weights: [1, 1])
    }
    #expect(throws: SharingError.invalid("variance", index: 0)) {
      try RiskAllocation.eulerStandardDeviation(covariance: [[-1]], weights: [1])
    }
    #expect(throws: SharingError.invalid("symmetry of the covariance", index: 1)) {
      try RiskAllocation.eulerStandardDeviation(covariance: [[1, 0.5], [0.4, 1]], weights: [1, 1])
    }
  }
}
