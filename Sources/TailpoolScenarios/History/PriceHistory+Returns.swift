import TailpoolMarket
import TailpoolNumerics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension PriceHistory {
  /// The log returns of some assets over the periods in which each of them has one.
  ///
  ///     return = log(price in this row / price in the row before)
  ///
  /// A return joins two consecutive rows. A row is kept when every asset has a price in it and in the row before.
  ///
  /// - Parameters:
  ///   - assets: Names of columns, at least one, each once; the order of the panel's factors.
  ///   - last: Keep the latest so many observations; nil keeps all.
  ///   - date: Use only rows dated strictly before this day; nil uses all. A snapshot's own day is not over, and
  ///     later rows are its future.
  ///   - required: Fewest observations that will do.
  /// - Throws: `ScenarioError.noAssets`, `.duplicateAsset`, `.unknownAsset`, or `.tooFewObservations`.
  /// - Complexity: O(rows × assets).
  public func returns(
    for assets: [String], last: Int? = nil, before date: CalendarDate? = nil, atLeast required: Int = 2
  ) throws(ScenarioError) -> ReturnPanel {
    let columns = try self.columns(of: assets)
    return try panel(
      factors: assets.map(RiskFactor.spot), columns: columns, dates: dates, last: last, before: date,
      atLeast: required)
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
  /// - Throws: `ScenarioError.noAssets`, `.duplicateAsset`, `.unknownAsset`, or `.tooFewObservations`.
  public func returns(
    for assets: [String], withVolatilities volatilities: PriceHistory, last: Int? = nil,
    before date: CalendarDate? = nil, atLeast required: Int = 2
  ) throws(ScenarioError) -> ReturnPanel {
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
      dates: common.map { dates[$0.spot] }, last: last, before: date, atLeast: required)
  }

  private func columns(of names: [String]) throws(ScenarioError) -> [[Double?]] {
    guard !names.isEmpty else { throw .noAssets }
    var seen = Set<String>()
    var columns: [[Double?]] = []
    for name in names {
      guard seen.insert(name).inserted else { throw .duplicateAsset(name: name) }
      guard let index = assets.firstIndex(of: name) else { throw .unknownAsset(name: name, available: assets) }
      columns.append(prices[index])
    }
    return columns
  }
}

/// Builds a panel from the columns of common dates.
private func panel(
  factors: [RiskFactor], columns: [[Double?]], dates: [CalendarDate], last: Int?, before date: CalendarDate?,
  atLeast required: Int
) throws(ScenarioError) -> ReturnPanel {
  let usable = date.map { day in dates.prefix { $0 < day }.count } ?? dates.count
  let returns = columns.map { column in
    (0..<usable).map { row in row > 0 ? logReturn(from: column[row - 1], to: column[row]) : nil }
  }
  let complete = (0..<usable).filter { row in returns.allSatisfy { $0[row] != nil } }
  let kept = complete.suffix(max(0, last ?? complete.count))
  guard kept.count >= required else { throw .tooFewObservations(found: kept.count, required: required) }
  return ReturnPanel(
    factors: factors, dates: kept.map { dates[$0] },
    returns: Matrix(
      rows: kept.count, columns: factors.count,
      storage: returns.flatMap { column in kept.compactMap { column[$0] } }),
    diagnostics: PanelDiagnostics(
      rowsInHistory: dates.count, rowsNotBefore: dates.count - usable,
      incompleteRows: max(0, usable - 1) - complete.count,
      returnsByFactor: returns.map { column in column.count { $0 != nil } }))
}

private func logReturn(from old: Double?, to new: Double?) -> Double? {
  guard let old, let new, old > 0, new > 0, old.isFinite, new.isFinite else { return nil }
  let ratio = new / old
  // A ratio out of range still has a logarithm.
  return ratio.isNormal ? log(ratio) : log(new) - log(old)
}
