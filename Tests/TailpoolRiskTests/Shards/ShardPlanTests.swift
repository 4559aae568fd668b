import Foundation
import TailpoolMarket
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Shards")
struct ShardPlanTests {
  static let levels: [ConfidenceLevel] = [.percent99, .percent95, .percent97Point5]

  private func parts(_ run: MadeUpRun, shards: Int) async throws -> [PartialRisk] {
    let plan = try ShardPlan(run.revaluation, over: run.scenarios, shards: shards, levels: Self.levels)
    var parts: [PartialRisk] = []
    for shard in plan.shards.indices {
      parts.append(try await plan.run(shard, of: run.revaluation, over: run.scenarios, threads: shard % 3 + 1))
    }
    return parts
  }

  @Test("1, 2, 7 and 301 shards give the same bits, which are those of the whole vector")
  func identity() async throws {
    let run = try MadeUpRun(options: 8, scenarios: 301)
    let one = try await parts(run, shards: 1)[0].finish()
    for shards in [2, 7, 301] {
      let all = try await parts(run, shards: shards)
      #expect(all.count == shards)
      let merged = try all.dropFirst().reduce(all[0]) { try $0.merged(with: $1) }
      #expect(try merged.finish() == one)
    }
    let whole = try ProfitAndLossDistribution(run.revaluation.profitAndLoss(over: run.scenarios))
    for (index, level) in one.valuesAtRisk.map(\.level).enumerated() {
      #expect(one.valuesAtRisk[index] == whole.valueAtRisk(level))
      #expect(one.expectedShortfalls[index] == whole.expectedShortfall(level))
      #expect(one.tails[index] == whole.tailScenarios(level))
    }
    #expect(one.minimum == whole.minimum && one.maximum == whole.maximum)
    #expect(Tolerance.absolute(1e-13 * whole.standardDeviation).accepts(one.mean, whole.mean))
    #expect(Tolerance.relative(1e-12).accepts(one.standardDeviation, whole.standardDeviation))
  }

  @Test("Merging is associative and commutative, to the bit, also through JSON")
  func associative() async throws {
    let all = try await parts(MadeUpRun(seed: 2, scenarios: 500), shards: 5)
    let left = try all.dropFirst().reduce(all[0]) { try $0.merged(with: $1) }
    let right = try all.reversed().dropFirst().reduce(all[4]) { try $0.merged(with: $1) }
    let inner = try all[3].merged(with: all[1]).merged(with: all[0].merged(with: all[4])).merged(with: all[2])
    #expect(left == right && left == inner)
    let copies = try all.map { try JSONDecoder().decode(PartialRisk.self, from: JSONEncoder().encode($0)) }
    #expect(copies == all)
    #expect(try copies.dropFirst().reduce(copies[0]) { try $0.merged(with: $1) }.finish() == left.finish())
  }

  @Test("Equal losses at the edge of the tail go to the first scenarios, however they are divided")
  func ties() throws {
    let run = try MadeUpRun(scenarios: 400)
    let plan = try ShardPlan(run.revaluation, over: run.scenarios, shards: 1, levels: [.percent95])
    let values = (0..<400).map { Double($0 % 4) - 3 }
    let whole = PartialRisk(plan, range: 0..<400, profitAndLoss: values)
    var merged = PartialRisk(plan, range: 390..<400, profitAndLoss: Array(values[390...]))
    for start in stride(from: 0, to: 390, by: 130) {
      merged = try merged.merged(
        with: PartialRisk(plan, range: start..<(start + 130), profitAndLoss: Array(values[start..<(start + 130)])))
    }
    #expect(merged == whole)
    let distribution = try ProfitAndLossDistribution(values)
    #expect(try whole.finish().tails[0] == distribution.tailScenarios(.percent95))
    #expect(try whole.finish().expectedShortfalls[0] == distribution.expectedShortfall(.percent95))
  }

  @Test("Overlaps, gaps, other runs and altered results are typed errors")
  func refusals() async throws {
    let run = try MadeUpRun(scenarios: 100)
    let all = try await parts(run, shards: 4)
    #expect(throws: ShardError.overlap(25..<50)) { try all[0].merged(with: all[1]).merged(with: all[1]) }
    #expect(throws: ShardError.gap(25..<50)) {
      try all[0].merged(with: all[2]).merged(with: all[3]).finish()
    }
    #expect(throws: ShardError.gap(0..<25)) { try all[1].finish() }
    #expect(throws: ShardError.gap(75..<100)) {
      try all[0].merged(with: all[1]).merged(with: all[2]).finish()
    }
    let plan = try ShardPlan(run.revaluation, over: run.scenarios, shards: 4, levels: Self.levels)
    for other in [try MadeUpRun(seed: 9, scenarios: 100), try MadeUpRun(scenarios: 101)] {
      await #expect(throws: ShardError.differentInputs) {
        try await plan.run(0, of: other.revaluation, over: other.scenarios)
      }
      let foreign = try await parts(other, shards: 4)
      #expect(throws: ShardError.differentInputs) { try all[0].merged(with: foreign[1]) }
    }
    await #expect(throws: ShardError.noSuchShard(4, count: 4)) {
      try await plan.run(4, of: run.revaluation, over: run.scenarios)
    }
    #expect(throws: ShardError.invalidShardCount(0)) {
      try ShardPlan(run.revaluation, over: run.scenarios, shards: 0, levels: Self.levels)
    }
    #expect(throws: ShardError.noLevels) {
      try ShardPlan(run.revaluation, over: run.scenarios, shards: 1, levels: [])
    }
    let text = try #require(String(data: JSONEncoder().encode(all[0]), encoding: .utf8))
    let altered = text.replacingOccurrences(of: "\"tailCount\":", with: "\"tailCount\":1")
    let bad = try JSONDecoder().decode(PartialRisk.self, from: Data(altered.utf8))
    #expect(throws: ShardError.malformed) { try bad.merged(with: all[1]) }
  }
}
