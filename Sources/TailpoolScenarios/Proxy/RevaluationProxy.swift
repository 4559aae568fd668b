import TailpoolLibc
import TailpoolMarket

/// A book's profit and loss as piecewise polynomials of each underlying's spot and volatility, with a bound on the error.
///
/// For each underlying the value of all its instruments, netted, is sampled at Chebyshev nodes of panels in log spot
/// (degree 11) and log volatility (degree 8); a scenario then costs a polynomial an underlying, however many positions
/// there are. Panels are refined until the bound is within the tolerance. Options that have expired by the horizon are
/// exact payoffs; scenarios outside the panels, options too near their expiry and contracts that are no options are priced in
/// full, or sampled each on its own where they are costly.
///
/// - Source: Docs/Methods/RevaluationProxy.md.
public struct RevaluationProxy: Sendable {
  /// The book.
  public let revaluation: BookRevaluation
  /// What is known of the error.
  public let certificate: RevaluationProxy.Certificate
  /// What is known of the costly contracts, which are sampled each on its own; their bounds add to the certificate's.
  public let sampled: [SampledPart]
  private let groups: [GroupProxy]

  /// Scenarios that are valued together: many enough to fill the vectors of a panel.
  private static let blockSize = 4_096

  /// Builds the proxy of a book for the scenarios of a source.
  ///
  /// The extent of the moves is taken from at most 2,048 scenarios, spread evenly, and widened by half; all else follows
  /// from the book. The same arguments give the same bits for any number of threads.
  ///
  /// - Parameters:
  ///   - revaluation: The book; its volatilities keep their strikes.
  ///   - source: The scenarios; they must move every underlying of the book. What they say of underlyings that it does not
  ///     hold is ignored.
  ///   - tolerance: The greatest error bound that is accepted.
  ///   - threads: Underlyings built at the same time; less than 1 is taken as 1.
  /// - Throws: `ProxyError.toleranceNotMet`, `.unsupportedVolatilityRule`, `.unsupportedFactors`, `.invalidTolerance`, or `.revaluation` with
  ///   `.notCovered` or `.canceled`.
  /// - Complexity: for an option about 108 revaluations a panel that its strike is near; of many options with strikes
  ///   close together a few hundred in all.
  public init(
    _ revaluation: BookRevaluation, over source: some ScenarioSource, tolerance: RevaluationProxy.Tolerance = .standard,
    threads: Int = 1
  ) async throws(ProxyError) {
    guard tolerance.value > 0, tolerance.value.isFinite else { throw .invalidTolerance(tolerance.value) }
    guard revaluation.groups.allSatisfy({ $0.rule == .stickyStrike }) else { throw .unsupportedVolatilityRule }
    self.revaluation = revaluation
    let sample = ScenarioSample(source)
    let held = Set(revaluation.underlyings.map(\.name))
    let others = source.factors.filter { !$0.isProxied && held.isSuperset(of: $0.assets) }
    guard others.isEmpty else { throw .unsupportedFactors(others) }
    let count = Double(max(revaluation.groups.count, 1))
    let parts: [Result<GroupProxy, ProxyError>]
    do throws(RevaluationError) {
      let prepared = try revaluation.prepared(for: source)
      parts = try await runBlocks(
        revaluation.groups.indices.map { $0..<($0 + 1) }, threads: threads, progress: nil
      ) { range in
        Result { () throws(ProxyError) in
          try GroupProxy(prepared[range.lowerBound], sample: sample) { grossRange in
            switch tolerance {
            case .dollars(let dollars): dollars / count
            case .partOfGrossRange(let part): part * grossRange
            }
          }
        }
      }
    } catch {
      throw .revaluation(error)
    }
    var groups: [GroupProxy] = []
    for part in parts { groups.append(try part.get()) }
    self.groups = groups
    sampled = groups.flatMap(\.sampledParts)
    certificate = RevaluationProxy.Certificate(
      parts: groups.map(\.certificate), checkedPoints: GroupProxy.checkedPoints)
  }

  /// Profit and loss of the whole book in each scenario.
  ///
  /// - Parameters:
  ///   - source: The scenarios, those that the proxy was built for or any others; those beyond the panels are priced in
  ///     full.
  ///   - threads: Blocks valued at the same time; less than 1 is taken as 1. The bits do not depend on it.
  ///   - progress: Told after each block how many scenarios are done, and of how many.
  /// - Returns: Dollars for each scenario, loss negative, within the certificate's bound and those of `sampled` of full
  ///   revaluation.
  /// - Throws: `RevaluationError.notCovered`, `.nonFiniteScenario` or `.canceled`.
  /// - Complexity: O(scenarios × underlyings); memory O(scenarios).
  public func profitAndLoss(
    over source: some ScenarioSource, threads: Int = 1,
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) async throws(RevaluationError) -> [Double] {
    let columns = try revaluation.columns(of: source)
    let blocks = revaluation.blocks(of: source.count, size: Self.blockSize)
    let parts = try await runBlocks(blocks, threads: threads, progress: progress) { range in
      values(Array(range), of: source, columns)
    }
    var result: [Double] = []
    result.reserveCapacity(source.count)
    for part in parts { result += part.values }
    for (index, group) in groups.enumerated() {
      let outside = parts.flatMap { $0.outside[index] }
      guard !outside.isEmpty else { continue }
      let values = outsideValues(group, index, at: outside, of: source, columns[index].own)
      for (scenario, value) in zip(outside, values) { result[scenario] += value }
    }
    return try result.checkedFinite()
  }

  private func values(
    _ scenarios: [Int], of source: some ScenarioSource, _ columns: [BlockColumns]
  ) -> (
    values: [Double], outside: [[Int]]
  ) {
    let block = source.block(of: scenarios)
    var scratch = ProxyScratch()
    var total = [Double](repeating: 0, count: scenarios.count)
    let outside = zip(groups, columns).map { group, own in
      group.addProfitAndLoss(under: block, own, scratch: &scratch, to: &total).map { scenarios[$0] }
    }
    return (total, outside)
  }

  /// What the polynomials of a group leave out in scenarios beyond their panels, by full revaluation.
  private func outsideValues(
    _ proxy: GroupProxy, _ index: Int, at scenarios: [Int], of source: some ScenarioSource,
    _ columns: UnderlyingColumns
  ) -> [Double] {
    let group = revaluation.groups[index]
    let lines = proxy.smoothLines(of: group, elapsedYears: revaluation.horizonInDays / DayCount.daysPerYear)
    return revaluation.blocks(of: scenarios.count).flatMap { range -> [Double] in
      var values = [Double](repeating: 0, count: range.count)
      lines.addValues(under: source.block(of: Array(scenarios[range])), columns, to: &values)
      return values.map { $0 - group.value }
    }
  }
}

extension RiskFactor {
  /// Whether a proxy is a function of it.
  fileprivate var isProxied: Bool {
    switch self {
    // A contract on an event is priced in every scenario.
    case .spot, .volatility, .spotAfter, .event: true
    case .volatilityShift, .volatilityTerm, .volatilitySkew, .rate, .carry, .correlation: false
    }
  }

  /// The names of the assets that it says something of.
  fileprivate var assets: Set<String> {
    if case .correlation(let first, let second) = self { [first, second] } else { [asset] }
  }
}
