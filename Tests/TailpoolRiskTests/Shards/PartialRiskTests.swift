import Foundation
import TailpoolScenarios
import Testing

@testable import TailpoolRisk

@Suite("Partial results of a run in shards")
struct PartialRiskTests {
  private static func plan(_ scenarios: Int, shards: Int, levels: [ConfidenceLevel]) throws -> ShardPlan {
    let run = try MadeUpRun(options: 2, scenarios: scenarios)
    return try ShardPlan(run.revaluation, over: run.scenarios, shards: shards, levels: levels)
  }

  @Test("Shards are even to one scenario, the first the longer; no more are made than there are scenarios")
  func division() throws {
    for (scenarios, shards, expected) in [
      (10, 4, [0..<3, 3..<6, 6..<8, 8..<10]), (9, 3, [0..<3, 3..<6, 6..<9]), (3, 7, [0..<1, 1..<2, 2..<3]),
      (5, 1, [0..<5]),
    ] {
      let plan = try Self.plan(scenarios, shards: shards, levels: [.percent99, .percent95, .percent99])
      #expect(plan.shards == expected && plan.scenarioCount == scenarios, "\(plan.shards)")
      #expect(plan.levels == [.percent95, .percent99])
    }
  }

  @Test("Mean and deviation are those of whole numbers by hand, and one scenario has no deviation")
  func moments() throws {
    let plan = try Self.plan(5, shards: 2, levels: [.percent95])
    let first = PartialRisk(plan, range: 0..<2, profitAndLoss: [3, -5])
    let second = PartialRisk(plan, range: 2..<5, profitAndLoss: [10, 0, 2])
    let whole = try second.merged(with: first).finish()
    // Squares about the mean of 2: 1, 49, 64, 4 and 0, over four.
    #expect(whole.mean == 2 && abs(whole.standardDeviation - 29.5.squareRoot()) < 1e-15, "\(whole)")
    #expect(whole.minimum == -5 && whole.maximum == 10 && whole.scenarioCount == 5)
    #expect(whole.valuesAtRisk.map(\.value) == [5] && whole.tails == [[TailScenario(index: 1, weight: 1)]], "\(whole)")
    let one = try Self.plan(1, shards: 1, levels: [.percent95])
    let alone = try PartialRisk(one, range: 0..<1, profitAndLoss: [-7]).finish()
    #expect(alone.mean == -7 && alone.standardDeviation.isNaN && alone.valuesAtRisk[0].standardError.isNaN)
    // A deviation that is a part in 10¹⁰ of the mean, and one of numbers whose squares have no Double.
    let far = try PartialRisk(plan, range: 0..<5, profitAndLoss: [1, 2, 3, 4, 5].map { 1e10 + $0 }).finish()
    #expect(abs(far.standardDeviation - 2.5.squareRoot()) < 1e-9 && far.mean == 1e10 + 3, "\(far)")
    let great = try PartialRisk(plan, range: 0..<5, profitAndLoss: [1e200, -1e200, 0, 0, 0]).finish()
    #expect(great.mean == 0 && !(great.standardDeviation <= 1e200), "\(great)")
  }

  /// The JSON of a part or of a plan with something else in it.
  private func altered<Value: Codable>(
    _ value: Value, _ change: (inout [String: Any]) throws -> Void
  ) throws -> Value {
    var fields = try #require(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(value)) as? [String: Any])
    try change(&fields)
    return try JSONDecoder().decode(Value.self, from: JSONSerialization.data(withJSONObject: fields))
  }

  @Test("A plan whose shard is of other scenarios than the run's is refused, and one that is whole runs as it was")
  func alteredPlans() async throws {
    let run = try MadeUpRun(options: 2, scenarios: 20)
    let plan = try ShardPlan(run.revaluation, over: run.scenarios, shards: 2, levels: [.percent95])
    for bounds in [[10, 21], [-1, 10], [20, 1 << 40], [Int.min, 3]] {
      let bad = try altered(plan) { $0["shards"] = [[0, 10], bounds] }
      await #expect(throws: ShardError.malformed, "\(bounds)") {
        try await bad.run(1, of: run.revaluation, over: run.scenarios)
      }
    }
    let same = try altered(plan) { _ in }
    let first = try await same.run(0, of: run.revaluation, over: run.scenarios)
    let second = try await same.run(1, of: run.revaluation, over: run.scenarios)
    #expect(try first.merged(with: second).finish().scenarioCount == 20 && same == plan)
  }

  @Test("A part that contradicts itself is refused, whoever it is merged with")
  func malformed() throws {
    let plan = try Self.plan(200, shards: 2, levels: [.percent95, .percent99])
    let values = (0..<200).map { 100 * sin(Double($0)) }
    let first = PartialRisk(plan, range: 0..<100, profitAndLoss: Array(values[..<100]))
    let second = PartialRisk(plan, range: 100..<200, profitAndLoss: Array(values[100...]))
    #expect(try altered(first) { _ in } == first)
    func entries(_ fields: [String: Any]) throws -> [[String: Any]] { try #require(fields["tail"] as? [[String: Any]]) }
    let changes: [(String, (inout [String: Any]) throws -> Void)] = [
      ("no scenarios", { $0["scenarioCount"] = 0 }), ("fewer scenarios", { $0["scenarioCount"] = 99 }),
      ("too many scenarios", { $0["scenarioCount"] = 1 << 41 }), ("more scenarios", { $0["scenarioCount"] = 4_000 }),
      ("no levels", { $0["levels"] = [Double]() }), ("levels that fall", { $0["levels"] = [0.99, 0.95] }),
      ("other levels", { $0["levels"] = [0.9, 0.99] }), ("a shorter tail", { $0["tailCount"] = 5 }),
      ("a range beyond", { $0["ranges"] = [[0, 100], [150, 201]] }),
      ("ranges that touch", { $0["ranges"] = [[0, 50], [50, 100]] }),
      ("ranges that fall", { $0["ranges"] = [[50, 100], [0, 49]] }),
      ("an empty range", { $0["ranges"] = [[0, 100], [120, 120]] }),
      ("more in than the tail is of", { $0["ranges"] = [[0, 10]] }),
      ("an entry left out", { $0["tail"] = Array(try entries($0).dropLast()) }),
      ("entries that fall", { $0["tail"] = Array(try entries($0).reversed()) }),
      (
        "a worse entry than the worst",
        { fields in
          var tail = try entries(fields)
          tail[0]["profitAndLoss"] = -101.0
          fields["tail"] = tail
        }
      ),
      (
        "a better entry than the best",
        { fields in
          var tail = try entries(fields)
          tail[0]["profitAndLoss"] = 101.0
          fields["tail"] = tail
        }
      ),
      (
        "an entry of another shard",
        { fields in
          var tail = try entries(fields)
          tail[tail.count - 1]["scenario"] = 150
          fields["tail"] = tail
        }
      ),
      (
        "an entry twice",
        { fields in
          var tail = try entries(fields)
          tail[1]["scenario"] = tail[0]["scenario"]
          fields["tail"] = tail
        }
      ),
    ]
    for (name, change) in changes {
      let bad = try altered(first, change)
      #expect(throws: ShardError.malformed, "\(name)") { try bad.merged(with: second) }
      #expect(throws: ShardError.malformed, "\(name)") { try second.merged(with: bad) }
      #expect(throws: ShardError.malformed, "\(name)") { try bad.finish() }
    }
  }

  @Test("A level that is none, and digits that are none of a sum, cannot be read")
  func unreadable() throws {
    for text in ["[0]", "[1]", "[1.5]", "[-0.5]"] {
      #expect(throws: DecodingError.self, "\(text)") {
        try JSONDecoder().decode([ConfidenceLevel].self, from: Data(text.utf8))
      }
    }
    #expect(try JSONDecoder().decode([ConfidenceLevel].self, from: Data("[0.99]".utf8)) == [.percent99])
    for text in ["[-1, 1]", "[70, 1]", "[0, 4294967296]", "[0, -4294967296]", "[68, 1, 1, 1]"] {
      #expect(throws: DecodingError.self, "\(text)") { try JSONDecoder().decode(ExactSum.self, from: Data(text.utf8)) }
    }
    // 2³² least bits and three, and their negative.
    let sum = try JSONDecoder().decode(ExactSum.self, from: Data("[0, 3, 1]".utf8))
    #expect(sum.value == 4_294_967_299 * Double.leastNonzeroMagnitude)
    let minus = try JSONDecoder().decode(ExactSum.self, from: Data("[0, -3, -1]".utf8))
    #expect(minus.value == -sum.value)
  }
}
