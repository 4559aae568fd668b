import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

extension PriceHistory {
  /// The returns of some assets over the periods in which each of them has one (complete case).
  ///
  ///     return = log(price in this row / price `span` rows before), or that ratio less 1
  ///
  /// A row is kept when every asset has a price in it and `span` rows before; nothing is filled.
  ///
  /// - Parameters:
  ///   - assets: Names of columns, at least one, each once; the order of the panel's factors.
  ///   - last: Keep the latest so many observations; nil keeps all.
  ///   - date: Use only rows dated strictly before this day; nil uses all. A snapshot's own day is not over, and
  ///     later rows are its future.
  ///   - required: Fewest observations that will do.
  ///   - kind: Log or simple.
  ///   - periodsPerYear: Rows of a year.
  ///   - span: Rows that a return joins, ≥ 1. More than one makes overlapping returns, which see the co-movement of
  ///     closes that are not simultaneous.
  /// - Throws: `ScenarioError.noAssets`, `.duplicateAsset`, `.unknownAsset`, `.invalidSpan`, `.invalidPeriodsPerYear`,
  ///   `.noCommonReturn`, or `.tooFewObservations`.
  /// - Complexity: O(rows × assets) and the counts of overlaps.
  public func returns(
    for assets: [String], last: Int? = nil, before date: CalendarDate? = nil, atLeast required: Int = 2,
    kind: ReturnConvention.Kind = .log, periodsPerYear: Double = DayCount.daysPerYear, span: Int = 1
  ) throws(ScenarioError) -> ReturnPanel {
    try incompleteReturns(for: assets, before: date, kind: kind, periodsPerYear: periodsPerYear, span: span)
      .completeCase(last: last, atLeast: required)
  }

  /// The returns of some assets where they have one, for the estimators that use incomplete rows.
  ///
  /// - Parameters: As for the complete case.
  /// - Throws: `ScenarioError.noAssets`, `.duplicateAsset`, `.unknownAsset`, `.invalidSpan`, or
  ///   `.invalidPeriodsPerYear`.
  public func incompleteReturns(
    for assets: [String], before date: CalendarDate? = nil, kind: ReturnConvention.Kind = .log,
    periodsPerYear: Double = DayCount.daysPerYear,
    span: Int = 1
  ) throws(ScenarioError) -> IncompletePanel {
    guard span >= 1 else { throw .invalidSpan(span) }
    guard periodsPerYear > 0, periodsPerYear.isFinite else { throw .invalidPeriodsPerYear(periodsPerYear) }
    let columns = try self.columns(of: assets)
    return panel(
      factors: assets.map(RiskFactor.spot), columns: columns, dates: dates, before: date,
      convention: ReturnConvention(kind: kind, periodsPerYear: periodsPerYear, cutSecond: cutSecond, span: span))
  }

  /// The log returns of some assets and the log changes of their volatility indexes over common periods.
  ///
  /// The rows of the dates that both histories have are joined first, so that a return and a volatility change of the
  /// same row cover the same period; a return joins two consecutive such rows.
  ///
  /// - Parameters:
  ///   - assets: Names of columns, at least one, each once.
  ///   - volatilities: Volatility levels in any unit; an asset without a column of its name there gets no volatility
  ///     factor, but one of them must have it.
  ///   - last: Keep the latest so many observations; nil keeps all.
  ///   - date: Use only rows dated strictly before this day; nil uses all.
  ///   - required: Fewest observations that will do.
  /// - Returns: A panel with the spots in the order of `assets`, then the volatilities in the same order.
  /// - Throws: `ScenarioError.noAssets`, `.duplicateAsset`, `.unknownAsset`, `.differentCutTimes`, `.noCommonReturn`,
  ///   or `.tooFewObservations`.
  public func returns(
    for assets: [String], withVolatilities volatilities: PriceHistory, last: Int? = nil,
    before date: CalendarDate? = nil, atLeast required: Int = 2
  ) throws(ScenarioError) -> ReturnPanel {
    guard cutSecond == volatilities.cutSecond else {
      throw .differentCutTimes(first: cutSecond, second: volatilities.cutSecond)
    }
    let spots = try columns(of: assets)
    let covered = assets.filter(Set(volatilities.assets).contains)
    guard !covered.isEmpty else { throw .unknownAsset(name: assets[0], available: volatilities.assets) }
    let levels = try volatilities.columns(of: covered)
    let rows = Dictionary(zip(dates, dates.indices), uniquingKeysWith: { first, _ in first })
    let common = volatilities.dates.indices.compactMap { index in
      rows[volatilities.dates[index]].map { (spot: $0, level: index) }
    }
    return try panel(
      factors: assets.map(RiskFactor.spot) + covered.map(RiskFactor.volatility),
      columns: spots.map { column in common.map { column[$0.spot] } }
        + levels.map { column in common.map { column[$0.level] } },
      dates: common.map { dates[$0.spot] }, before: date, convention: ReturnConvention(cutSecond: cutSecond)
    ).completeCase(last: last, atLeast: required)
  }

  private func columns(of names: [String]) throws(ScenarioError) -> [[Double?]] {
    guard !names.isEmpty else { throw .noAssets }
    let places = Dictionary(zip(assets, assets.indices), uniquingKeysWith: { first, _ in first })
    var seen = Set<String>()
    var columns: [[Double?]] = []
    for name in names {
      guard seen.insert(name).inserted else { throw .duplicateAsset(name: name) }
      guard let index = places[name] else { throw .unknownAsset(name: name, available: assets) }
      columns.append(prices[index])
    }
    return columns
  }
}

/// Builds a panel from the columns of common dates.
private func panel(
  factors: [RiskFactor], columns: [[Double?]], dates: [CalendarDate], before date: CalendarDate?,
  convention: ReturnConvention
) -> IncompletePanel {
  let usable = date.map { day in dates.prefix { $0 < day }.count } ?? dates.count
  let rows = convention.span < usable ? convention.span..<usable : usable..<usable
  let returns = columns.map { column in
    rows.map { row in rateOfReturn(from: column[row - convention.span], to: column[row], convention.kind) }
  }
  return IncompletePanel(
    factors: factors, dates: Array(dates[rows]), returns: returns, convention: convention,
    rowsInHistory: dates.count, rowsNotBefore: dates.count - usable)
}

private func rateOfReturn(from old: Double?, to new: Double?, _ kind: ReturnConvention.Kind) -> Double? {
  guard let old, let new, old > 0, new > 0, old.isFinite, new.isFinite else { return nil }
  switch kind {
  case .simple: return (new - old) / old
  case .log:
    let ratio = new / old
    // A ratio out of range still has a logarithm.
    return ratio.isNormal ? log(ratio) : log(new) - log(old)
  }
}
