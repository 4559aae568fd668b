import TailpoolLibc
import TailpoolMarket

/// Profits and losses of a book with how they were found.
public struct RevaluationResult: Hashable, Sendable {
  /// Dollars for each scenario, loss negative.
  public let profitAndLoss: [Double]
  /// What is known of the error when a proxy was used; nil for full revaluation.
  public let certificate: RevaluationProxy.Certificate?
  /// Why a proxy that would have been cheaper was not used; nil otherwise.
  public let refusal: ProxyError?
  /// What is known of the costly contracts that were sampled, under a proxy or in full revaluation.
  public let sampled: [SampledPart]

  /// The bound on the error of each element, in dollars: zero for full revaluation without sampled contracts.
  public var errorBound: Double { sampled.reduce(certificate?.errorBound ?? 0) { $0 + $1.errorBound } }
}

extension BookRevaluation {
  /// Profit and loss in each scenario by a proxy where that is cheaper and within a tolerance, else by full revaluation.
  ///
  /// - Parameters:
  ///   - source: The scenarios; they must move every underlying of the book.
  ///   - tolerance: The greatest error bound that is accepted.
  ///   - threads: Blocks valued at the same time; less than 1 is taken as 1. The bits do not depend on it.
  ///   - progress: Told after each block how many scenarios are done, and of how many.
  /// - Throws: `RevaluationError.notCovered`, `.nonFiniteScenario` or `.canceled`.
  public func profitAndLoss(
    over source: some ScenarioSource, within tolerance: RevaluationProxy.Tolerance, threads: Int = 1,
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) async throws(RevaluationError) -> RevaluationResult {
    var refusal: ProxyError?
    if try proxyIsCheaper(for: source) {
      do throws(ProxyError) {
        let proxy = try await RevaluationProxy(self, over: source, tolerance: tolerance, threads: threads)
        return RevaluationResult(
          profitAndLoss: try await proxy.valued(over: source, threads: threads, progress: progress),
          certificate: proxy.certificate, refusal: nil, sampled: proxy.sampled)
      } catch {
        if case .revaluation(let problem) = error { throw problem }
        refusal = error
      }
    }
    return try await inFull(over: source, refusal: refusal, threads: threads, progress: progress)
  }

  /// Profit and loss in each scenario by full revaluation, with what is known of the contracts that were sampled.
  ///
  /// The arguments are those of `profitAndLoss(over:threads:progress:)`, and why a proxy was not used.
  package func inFull(
    over source: some ScenarioSource, refusal: ProxyError? = nil, threads: Int = 1,
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) async throws(RevaluationError) -> RevaluationResult {
    let prepared = try self.prepared(for: source)
    return RevaluationResult(
      profitAndLoss: try await profitAndLoss(over: source, prepared, threads: threads, progress: progress),
      certificate: nil, refusal: refusal, sampled: prepared.flatMap(\.sampledParts))
  }

  /// What is known of the costly contracts that a pass over a source samples.
  package func sampledParts(over source: some ScenarioSource) throws(RevaluationError) -> [SampledPart] {
    try prepared(for: source).flatMap(\.sampledParts)
  }

  /// Whether a proxy takes less work than full revaluation, by counting prices of single options.
  ///
  /// A polynomial is worth two of them. An option is sampled on the panels near its strike; options so many that they
  /// are compressed are counted as if they were not, which errs on the side of full revaluation.
  func proxyIsCheaper(for source: some ScenarioSource) throws(RevaluationError) -> Bool {
    let columns = try self.columns(of: source)
    guard groups.allSatisfy({ $0.rule == .stickyStrike }) else { return false }
    guard columns.allSatisfy({ $0.own.isPlain }) else { return false }
    let sample = ScenarioSample(source)
    let scenarios = Double(source.count)
    var (full, proxy) = (0.0, 0.0)
    for (group, own) in zip(groups, columns) {
      let box = ScenarioBox(sample.block, own.own).covering(whole: sample.isWhole)
      let nodes = 108 * max((2 * (box.y.upperBound - box.y.lowerBound)).rounded(.up), 1)
      let extent = (box.x.upperBound - box.x.lowerBound) / (2.5 * exp(box.y.lowerBound))
      for option in group.instruments {
        let deviation = option.deviation(elapsedYears: horizonInDays / DayCount.daysPerYear)
        guard deviation > 0 else { continue }
        let panels = extent / deviation
        full += scenarios
        proxy += panels > Double(GroupProxy.mostPanels) ? scenarios : nodes * min(max(panels, 1), 8)
        proxy += Double(GroupProxy.checkedPoints)
      }
      proxy += 2 * scenarios
    }
    return proxy < full
  }
}

extension RevaluationProxy {
  fileprivate func valued(
    over source: some ScenarioSource, threads: Int, progress: (@Sendable (Int, Int) -> Void)?
  ) async throws(ProxyError) -> [Double] {
    do {
      return try await profitAndLoss(over: source, threads: threads, progress: progress)
    } catch {
      throw .revaluation(error)
    }
  }
}
