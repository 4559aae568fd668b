import TailpoolScenarios

/// What some of a run's scenarios tell of its risk: their sums and their greatest losses.
public struct PartialRisk: Hashable, Sendable, Codable {
  /// Number of scenarios of the whole run.
  public let scenarioCount: Int
  /// The levels that are measured, increasing.
  public let levels: [ConfidenceLevel]
  /// What tells the run from others.
  public let inputs: InputDigest
  /// The scenarios that are in, in order; ranges neither touch nor overlap.
  public let ranges: [Range<Int>]
  private let tailCount: Int
  private let sum: ExactSum
  private let squares: ExactSum
  private let least: Double
  private let greatest: Double
  /// The scenarios with the greatest losses, by index.
  private let tail: [Entry]

  private static let mostScenarios = 1 << 40

  private struct Entry: Hashable, Sendable, Codable {
    let scenario: Int
    let profitAndLoss: Double

    /// The greatest loss first; of equal ones the first scenario.
    static func isWorse(_ left: Entry, _ right: Entry) -> Bool {
      (left.profitAndLoss, left.scenario) < (right.profitAndLoss, right.scenario)
    }
  }

  /// Takes what is needed of a range of scenarios, all finite.
  init(_ plan: ShardPlan, range: Range<Int>, profitAndLoss: [Double]) {
    precondition(range.count == profitAndLoss.count, "\(profitAndLoss.count) values of \(range)")
    scenarioCount = plan.scenarioCount
    levels = plan.levels
    inputs = plan.inputs
    ranges = range.isEmpty ? [] : [range]
    tailCount = plan.tailCount
    var (sum, squares) = (ExactSum(), ExactSum())
    for value in profitAndLoss {
      sum.add(value)
      squares.addSquare(of: value)
    }
    sum.normalize()
    squares.normalize()
    self.sum = sum
    self.squares = squares
    least = profitAndLoss.min() ?? .infinity
    greatest = profitAndLoss.max() ?? -.infinity
    tail = Self.worst(
      zip(range, profitAndLoss).map { Entry(scenario: $0, profitAndLoss: $1) }, count: tailCount)
  }

  private init(
    _ first: PartialRisk, _ second: PartialRisk, ranges: [Range<Int>]
  ) {
    scenarioCount = first.scenarioCount
    levels = first.levels
    inputs = first.inputs
    self.ranges = ranges
    tailCount = first.tailCount
    var (sum, squares) = (first.sum, first.squares)
    sum.add(second.sum)
    squares.add(second.squares)
    self.sum = sum
    self.squares = squares
    least = min(first.least, second.least)
    greatest = max(first.greatest, second.greatest)
    tail = Self.worst(first.tail + second.tail, count: tailCount)
  }

  /// The worst entries, by scenario.
  private static func worst(_ entries: [Entry], count: Int) -> [Entry] {
    guard entries.count > count else { return entries.sorted { $0.scenario < $1.scenario } }
    var values = entries.map(\.profitAndLoss)
    values.select(count - 1, in: 0..<values.count)
    let boundary = values[count - 1]
    var left = count - entries.count { $0.profitAndLoss < boundary }
    return entries.sorted { $0.scenario < $1.scenario }.filter { entry in
      if entry.profitAndLoss < boundary { return true }
      guard entry.profitAndLoss == boundary, left > 0 else { return false }
      left -= 1
      return true
    }
  }

  /// The partial result of both parts' scenarios; the order of merging does not change a bit.
  ///
  /// - Parameter other: A part of the same run with other scenarios.
  /// - Throws: `ShardError.differentInputs`, `.overlap`, or `.malformed` for a part that contradicts itself.
  /// - Complexity: O(tail log tail).
  public func merged(with other: PartialRisk) throws(ShardError) -> PartialRisk {
    try validate()
    try other.validate()
    guard
      scenarioCount == other.scenarioCount, levels == other.levels, inputs == other.inputs,
      tailCount == other.tailCount
    else { throw .differentInputs }
    var joined: [Range<Int>] = []
    for range in (ranges + other.ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard let last = joined.last, last.upperBound >= range.lowerBound else {
        joined.append(range)
        continue
      }
      guard last.upperBound == range.lowerBound else {
        throw .overlap(range.lowerBound..<min(last.upperBound, range.upperBound))
      }
      joined[joined.count - 1] = last.lowerBound..<range.upperBound
    }
    return PartialRisk(self, other, ranges: joined)
  }

  /// The measures of the whole run.
  ///
  /// - Throws: `ShardError.gap` with the first scenarios that are missing, `.malformed` or `.risk`.
  /// - Complexity: O(tail) expected.
  public func finish() throws(ShardError) -> ShardedRisk {
    try validate()
    guard ranges == [0..<scenarioCount] else {
      let first = ranges.first
      if let first, first.lowerBound == 0 {
        let next = ranges.dropFirst().first?.lowerBound ?? scenarioCount
        throw .gap(first.upperBound..<next)
      }
      throw .gap(0..<(first?.lowerBound ?? scenarioCount))
    }
    return ShardedRisk(
      scenarioCount: scenarioCount, sum: sum, squares: squares, minimum: least, maximum: greatest, levels: levels,
      tail: tail.map { ($0.scenario, $0.profitAndLoss) })
  }

  private func validate() throws(ShardError) {
    guard scenarioCount > 0, scenarioCount < Self.mostScenarios else { throw .malformed }
    var end = -1
    for range in ranges {
      guard range.lowerBound > end, !range.isEmpty, range.upperBound <= scenarioCount else { throw .malformed }
      end = range.upperBound
    }
    let covered = ranges.reduce(0) { $0 + $1.count }
    var last = -1
    for entry in tail {
      guard entry.scenario > last, entry.profitAndLoss.isFinite, entry.profitAndLoss >= least,
        entry.profitAndLoss <= greatest, ranges.contains(where: { $0.contains(entry.scenario) })
      else { throw .malformed }
      last = entry.scenario
    }
    guard tail.count == min(tailCount, covered), !levels.isEmpty, levels == levels.sorted(),
      tailCount == ShardPlan.tailCount(of: scenarioCount, levels: levels)
    else { throw .malformed }
  }
}

extension ExactSum {
  /// Adds the square of a number without rounding, unless its last bits are below the least Double.
  fileprivate mutating func addSquare(of number: Double) {
    // Beyond 1e154 the square has no Double; its mean has none either.
    if !add(number, times: number) { add(.greatestFiniteMagnitude) }
  }
}
