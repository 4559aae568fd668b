import TailpoolScenarios

/// How the scenarios of one run are divided among processes or machines.
///
/// A run is `plan`, `run` for each shard, `merged` over the partial results in any order, and `finish`. Every step is a
/// pure function of values that can be written and read; the result has the same bits for any number of shards.
public struct ShardPlan: Hashable, Sendable, Codable {
  /// Number of scenarios in all, > 0.
  public let scenarioCount: Int
  /// The levels that are measured.
  public let levels: [ConfidenceLevel]
  /// What tells the book and the scenarios from others.
  public let inputs: InputDigest
  /// The range of scenarios of each shard, in order; none is empty.
  public let shards: [Range<Int>]

  /// Divides a run.
  ///
  /// - Parameters:
  ///   - revaluation: The book.
  ///   - source: The scenarios.
  ///   - shards: Number of shards wanted, > 0; no more are made than there are scenarios.
  ///   - levels: The levels to measure, not none.
  /// - Throws: `ShardError.noScenarios`, `.invalidShardCount` or `.noLevels`.
  public init(
    _ revaluation: BookRevaluation, over source: some ScenarioSource, shards: Int, levels: [ConfidenceLevel]
  ) throws(ShardError) {
    guard source.count > 0 else { throw .noScenarios }
    guard shards > 0 else { throw .invalidShardCount(shards) }
    guard !levels.isEmpty else { throw .noLevels }
    let count = min(shards, source.count)
    let (each, more) = source.count.quotientAndRemainder(dividingBy: count)
    scenarioCount = source.count
    self.levels = Array(Set(levels)).sorted()
    inputs = revaluation.digest(over: source)
    self.shards = (0..<count).map { index in
      let start = index * each + min(index, more)
      return start..<(start + each + (index < more ? 1 : 0))
    }
  }

  /// How many of the greatest losses are kept: enough for the lowest level's measures and interval.
  var tailCount: Int { Self.tailCount(of: scenarioCount, levels: levels) }

  static func tailCount(of scenarioCount: Int, levels: [ConfidenceLevel]) -> Int {
    levels.reduce(1) { most, level in
      let rank = TailPosition(count: scenarioCount, level: level).rank
      let interval = OrderStatisticInterval(count: scenarioCount, level: level)
      return max(most, scenarioCount - min(interval.low, rank) + 1)
    }
  }

  /// Values the scenarios of one shard.
  ///
  /// - Parameters:
  ///   - shard: Index of the shard.
  ///   - revaluation: The book that the plan was made for.
  ///   - source: The scenarios that the plan was made for.
  ///   - threads: Blocks valued at the same time; less than 1 is taken as 1.
  ///   - progress: Told after each block how many scenarios are done, and of how many.
  /// - Throws: `ShardError.noSuchShard`, `.differentInputs`, `.malformed` for a shard of other scenarios, or `.revaluation`.
  public func run(
    _ shard: Int, of revaluation: BookRevaluation, over source: some ScenarioSource, threads: Int = 1,
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) async throws(ShardError) -> PartialRisk {
    try await valued(shard, of: revaluation, over: source, threads: threads, progress: progress).risk
  }

  /// As `run`, with the profit and loss of the shard's scenarios for who has room for them.
  package func valued(
    _ shard: Int, of revaluation: BookRevaluation, over source: some ScenarioSource, threads: Int = 1,
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) async throws(ShardError) -> (risk: PartialRisk, profitAndLoss: [Double]) {
    guard shards.indices.contains(shard) else { throw .noSuchShard(shard, count: shards.count) }
    guard source.count == scenarioCount, revaluation.digest(over: source) == inputs else { throw .differentInputs }
    // A plan may have been read from somewhere.
    guard shards[shard].lowerBound >= 0, shards[shard].upperBound <= scenarioCount else { throw .malformed }
    let values: [Double]
    do {
      values = try await revaluation.profitAndLoss(
        at: Array(shards[shard]), of: source, threads: threads, progress: progress)
    } catch {
      throw .revaluation(error)
    }
    return (PartialRisk(self, range: shards[shard], profitAndLoss: values), values)
  }
}

extension ConfidenceLevel: Codable {
  /// Reads the fraction.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let fraction = try container.decode(Double.self)
    guard fraction > 0, fraction < 1 else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "level \(fraction) is not in (0, 1)")
    }
    self.init(uncheckedFraction: fraction)
  }

  /// Writes the fraction.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(fraction)
  }
}

/// Why shards could not be planned, run or put together.
public enum ShardError: Error, Sendable, Equatable {
  /// There are no scenarios to divide.
  case noScenarios
  /// A number of shards is not > 0.
  case invalidShardCount(Int)
  /// No level is to be measured.
  case noLevels
  /// There is no shard of this index.
  case noSuchShard(Int, count: Int)
  /// A book, scenarios or a partial result are not those of the run.
  case differentInputs
  /// Two partial results have these scenarios in common.
  case overlap(Range<Int>)
  /// These scenarios are missing, the first of those that are.
  case gap(Range<Int>)
  /// A plan or a partial result contradicts itself: it was cut off or altered.
  case malformed
  /// The scenarios could not be valued.
  case revaluation(RevaluationError)
  /// The measures could not be computed.
  case risk(RiskError)
}
