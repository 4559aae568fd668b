import TailpoolLibc
import TailpoolMarket

extension BookRevaluation {
  /// Scenarios that are valued together: long enough for the kernel, short enough to stay in the nearest caches.
  static let blockSize = 1_024

  /// Profit and loss of the whole book in each scenario, on the calling thread.
  ///
  /// - Parameter source: The scenarios; they must move every underlying of the book.
  /// - Returns: Dollars for each scenario, loss negative: the sum over the underlyings in their sorted order.
  /// - Throws: `RevaluationError.notCovered`, or `.nonFiniteScenario` with the first whose moves are too large.
  /// - Complexity: One revaluation of each instrument and scenario; memory O(scenarios).
  public func profitAndLoss(over source: some ScenarioSource) throws(RevaluationError) -> [Double] {
    let prepared = try self.prepared(for: source)
    var result: [Double] = []
    result.reserveCapacity(source.count)
    for range in blocks(of: source.count) {
      result += total(Array(range), of: source, prepared)
    }
    return try result.checkedFinite()
  }

  /// Profit and loss of the whole book in each scenario, on several threads.
  ///
  /// The bits of the result are the same for any number of threads: scenarios are valued in fixed blocks of 1,024.
  ///
  /// - Parameters:
  ///   - source: The scenarios; they must move every underlying of the book.
  ///   - threads: Blocks valued at the same time; less than 1 is taken as 1.
  ///   - progress: Told after each block how many scenarios are done, and of how many.
  /// - Returns: Dollars for each scenario, loss negative: the sum over the underlyings in their sorted order.
  /// - Throws: `RevaluationError.notCovered`, `.nonFiniteScenario` with the first whose moves are too large, or
  ///   `.canceled`, for which each block looks.
  /// - Complexity: One revaluation of each instrument and scenario; memory O(scenarios).
  public func profitAndLoss(
    over source: some ScenarioSource, threads: Int,
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) async throws(RevaluationError) -> [Double] {
    try await profitAndLoss(over: source, try prepared(for: source), threads: threads, progress: progress)
  }

  /// As `profitAndLoss(over:threads:progress:)`, by groups that have been made ready for the source.
  func profitAndLoss(
    over source: some ScenarioSource, _ prepared: [PreparedGroup], threads: Int,
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?
  ) async throws(RevaluationError) -> [Double] {
    let parts = try await runBlocks(blocks(of: source.count), threads: threads, progress: progress) { range in
      total(Array(range), of: source, prepared)
    }
    return try parts.flatMap(\.self).checkedFinite()
  }

  /// Profit and loss of the whole book in chosen scenarios, with the bits that it has among all of them.
  ///
  /// - Parameters:
  ///   - scenarios: Indexes of scenarios of the source, in any order.
  ///   - source: The scenarios; they must move every underlying of the book.
  ///   - threads: Blocks valued at the same time; less than 1 is taken as 1.
  ///   - progress: Told after each block how many scenarios are done, and of how many.
  /// - Returns: Dollars for each, in the order of `scenarios`.
  /// - Precondition: Each index is from 0 to the source's count less 1.
  /// - Throws: `RevaluationError.notCovered`, `.nonFiniteScenario` or `.canceled`.
  public func profitAndLoss(
    at scenarios: [Int], of source: some ScenarioSource, threads: Int = 1,
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) async throws(RevaluationError) -> [Double] {
    check(scenarios, of: source.count)
    let prepared = try self.prepared(for: source)
    let parts = try await runBlocks(blocks(of: scenarios.count), threads: threads, progress: progress) { range in
      total(Array(scenarios[range]), of: source, prepared)
    }
    let result = parts.flatMap(\.self)
    if let bad = result.firstIndex(where: { !$0.isFinite }) { throw .nonFiniteScenario(scenarios[bad]) }
    return result
  }

  /// Profit and loss of each underlying's part of the book in chosen scenarios, such as those of the tail.
  ///
  /// The scenarios are drawn again, so that nothing has to be kept of the first pass.
  ///
  /// - Parameters:
  ///   - scenarios: Indexes of scenarios of the source, in any order.
  ///   - source: The scenarios; they must move every underlying of the book.
  ///   - threads: Blocks valued at the same time; less than 1 is taken as 1.
  /// - Returns: For each underlying of the book, dollars in the order of `scenarios`. Their sum over the underlyings is
  ///   the profit and loss of the whole book.
  /// - Precondition: Each index is from 0 to the source's count less 1.
  /// - Throws: `RevaluationError.notCovered`, `.nonFiniteScenario`, or `.canceled`.
  public func profitAndLossByUnderlying(
    at scenarios: [Int], of source: some ScenarioSource, threads: Int = 1
  ) async throws(RevaluationError) -> [Underlying: [Double]] {
    check(scenarios, of: source.count)
    let prepared = try self.prepared(for: source)
    let parts = try await runBlocks(blocks(of: scenarios.count), threads: threads, progress: nil) { range in
      byGroup(Array(scenarios[range]), of: source, prepared)
    }
    var result: [Underlying: [Double]] = [:]
    for (index, group) in groups.enumerated() {
      let values = parts.flatMap { $0[index] }
      if let bad = values.firstIndex(where: { !$0.isFinite }) { throw .nonFiniteScenario(scenarios[bad]) }
      result[group.underlying] = values
    }
    return result
  }

  /// Change of the value in coin of each underlying's coin-settled contracts in each scenario.
  ///
  ///     change = value then / spot then − value today / spot today
  ///
  /// - Parameter source: The scenarios; they must move every underlying of the book.
  /// - Returns: Units of the underlying for each scenario, for each underlying that has coin-settled contracts in the book.
  /// - Throws: `RevaluationError.notCovered`, or `.nonFiniteScenario` with the first whose moves are too large.
  /// - Complexity: One revaluation of each coin-settled instrument and scenario; memory O(scenarios × underlyings).
  public func coinProfitAndLoss(over source: some ScenarioSource) throws(RevaluationError) -> [Underlying: [Double]] {
    let columns = try self.columns(of: source)
    var result: [Underlying: [Double]] = [:]
    for (group, own) in zip(groups, columns) {
      guard let coins = group.coinPart else { continue }
      let prepared = PreparedGroup(coins, elapsedYears: elapsedYears, columns: own)
      var changes: [Double] = []
      changes.reserveCapacity(source.count)
      for range in blocks(of: source.count) {
        let block = source.block(of: Array(range))
        let values = prepared.values(under: block)
        for (value, move) in zip(values, block.column(own.own.spot)) {
          changes.append(value / (group.spot * exp(move)) - group.coinValue / group.spot)
        }
      }
      result[group.underlying] = try changes.checkedFinite()
    }
    return result
  }

  /// The time that passes in each scenario.
  var elapsedYears: Double { horizonInDays / DayCount.daysPerYear }

  /// Each group with what does not change from scenario to scenario; costly contracts are sampled.
  func prepared(for source: some ScenarioSource) throws(RevaluationError) -> [PreparedGroup] {
    let columns = try self.columns(of: source)
    let hasCostly = groups.contains { $0.others.contains { $0.repricer.isCostly } }
    let sample = hasCostly ? ScenarioSample(source) : nil
    return zip(groups, columns).map { group, own in
      PreparedGroup(
        group, elapsedYears: elapsedYears, columns: own,
        sampled: sample.map { SampledContract.all(in: group, $0, own, elapsedYears: elapsedYears) } ?? [:])
    }
  }

  private func check(_ scenarios: [Int], of count: Int) {
    for scenario in scenarios {
      precondition(scenario >= 0 && scenario < count, "scenario \(scenario) of \(count)")
    }
  }

  func blocks(of count: Int, size: Int = BookRevaluation.blockSize) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { start in start..<min(start + size, count) }
  }

  /// Profit and loss of each group in the scenarios named.
  private func byGroup(
    _ scenarios: [Int], of source: some ScenarioSource, _ prepared: [PreparedGroup]
  ) -> [[Double]] {
    let block = source.block(of: scenarios)
    return prepared.map { part in part.values(under: block).map { $0 - part.group.value } }
  }

  /// The sum over the groups, in their order.
  func total(
    _ scenarios: [Int], of source: some ScenarioSource, _ prepared: [PreparedGroup]
  ) -> [Double] {
    let block = source.block(of: scenarios)
    var total = [Double](repeating: 0, count: scenarios.count)
    for part in prepared {
      let values = part.values(under: block)
      for i in total.indices { total[i] += values[i] - part.group.value }
    }
    return total
  }
}

/// Runs the work of each block, at most so many at a time, and returns the results in the order of the blocks.
func runBlocks<Part: Sendable>(
  _ blocks: [Range<Int>], threads: Int, progress: (@Sendable (Int, Int) -> Void)?,
  work: @escaping @Sendable (Range<Int>) -> Part
) async throws(RevaluationError) -> [Part] {
  let total = blocks.last?.upperBound ?? 0
  let parts = await withTaskGroup(of: (Int, Part)?.self) { group -> [Part]? in
    var (next, done) = (0, 0)
    var parts = [Part?](repeating: nil, count: blocks.count)
    let atOnce = min(max(threads, 1), blocks.count)
    while next < atOnce {
      group.addTask { [index = next] in Task.isCancelled ? nil : (index, work(blocks[index])) }
      next += 1
    }
    while let finished = await group.next() {
      guard let (index, part) = finished, !Task.isCancelled else {
        group.cancelAll()
        return nil
      }
      parts[index] = part
      done += blocks[index].count
      progress?(done, total)
      if next < blocks.count {
        group.addTask { [index = next] in Task.isCancelled ? nil : (index, work(blocks[index])) }
        next += 1
      }
    }
    return parts.compactMap(\.self)
  }
  guard let parts else { throw .canceled }
  return parts
}

extension [Double] {
  func checkedFinite() throws(RevaluationError) -> [Double] {
    if let bad = firstIndex(where: { !$0.isFinite }) { throw .nonFiniteScenario(bad) }
    return self
  }
}
