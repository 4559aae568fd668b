import TailpoolMarket
import TailpoolScenarios

/// The returns of an analysis, with what was left out of the history.
public struct HistoryPanel: Hashable, Sendable {
  /// The returns.
  public let returns: ReturnPanel
  /// The levels of the volatility indexes by asset: at the beginning of each return, and at the end of the last.
  let levels: [String: [Double]]
  let asOf: Timestamp
  /// Date of the price that the first return begins with; nil where that is not known.
  private let firstPrice: CalendarDate?

  /// Creates a panel from its parts.
  init(returns: ReturnPanel, levels: [String: [Double]], asOf: Timestamp) {
    (self.returns, self.levels, self.asOf, firstPrice) = (returns, levels, asOf, nil)
  }

  /// Joins the histories of the inputs, and takes the latest returns before the snapshot's day.
  ///
  /// - Parameter last: The latest so many returns are taken; nil takes those that the settings say.
  init(
    _ inputs: AnalysisInputs, underlyings: [Underlying], settings: AnalysisSettings, last: Int? = nil
  ) throws {
    let kept = last ?? settings.returns
    asOf = inputs.snapshot.asOf
    let before = asOf.date.advanced(byDays: asOf.secondOfDay >= settings.historyClose ? 1 : 0)
    let names = underlyings.map(\.name)
    let isSingle = inputs.snapshot.markets.count == 1
    let prices = inputs.history.serving(underlyings, alone: isSingle)
    if let missing = underlyings.first(where: { !prices.assets.contains($0.name) }) {
      throw AnalysisError.missingHistory(underlying: missing, available: prices.assets)
    }
    guard let volatilities = inputs.volatilityHistory?.serving(underlyings, alone: isSingle) else {
      returns = try prices.returns(for: names, last: kept, before: before, atLeast: settings.fewestReturns)
      levels = [:]
      firstPrice = returns.firstDate.flatMap { first in prices.dates.last { $0 < first } }
      try checkAge(settings)
      return
    }
    if Set(volatilities.assets).isDisjoint(with: names), let first = underlyings.first {
      throw AnalysisError.missingHistory(underlying: first, available: volatilities.assets)
    }
    returns = try prices.returns(
      for: names, withVolatilities: volatilities, last: kept, before: before, atLeast: settings.fewestReturns)
    levels = volatilities.levels(around: returns, joinedWith: prices)
    let common = Set(volatilities.dates)
    firstPrice = returns.firstDate.flatMap { first in prices.dates.last { $0 < first && common.contains($0) } }
    try checkAge(settings)
  }

  private func checkAge(_ settings: AnalysisSettings) throws(AnalysisError) {
    guard let allowed = settings.oldestHistory, let age = summary?.ageInDays, age > allowed else { return }
    throw .oldHistory(ageInDays: age, allowed: allowed)
  }

  /// The part of the history that was used; nil where it is empty.
  public var summary: HistoryPanel.Summary? {
    guard let first = firstPrice ?? returns.firstDate, let last = returns.lastDate else { return nil }
    return HistoryPanel.Summary(firstDate: first, lastDate: last, observations: returns.observations, asOf: asOf)
  }
}

extension HistoryPanel {
  /// The part of a price history that an analysis used.
  public struct Summary: Hashable, Sendable {
    /// Date of the first price used.
    public let firstDate: CalendarDate
    /// Date of the last price used.
    public let lastDate: CalendarDate
    /// Number of returns used.
    public let observations: Int
    /// Whole days from the last price to the valuation time, ≥ 0.
    public let ageInDays: Int
    /// Whether that is more than a week; such a history is used, and said to be old.
    public var isOld: Bool { ageInDays > 7 }

    /// Creates a summary.
    ///
    /// - Parameters:
    ///   - firstDate: Date of the first price used.
    ///   - lastDate: Date of the last price used.
    ///   - observations: Number of returns used.
    ///   - asOf: The valuation time, which the age is counted to.
    public init(firstDate: CalendarDate, lastDate: CalendarDate, observations: Int, asOf: Timestamp) {
      self.firstDate = firstDate
      self.lastDate = lastDate
      self.observations = observations
      ageInDays = max(0, asOf.date.daysSinceEpoch - lastDate.daysSinceEpoch)
    }
  }
}

extension PriceHistory {
  /// The history under the name of the one underlying of a market, where it has a single column of another name.
  func serving(_ underlyings: [Underlying], alone: Bool) -> PriceHistory {
    guard alone, assets.count == 1, let underlying = underlyings.first else { return self }
    return PriceHistory(assets: [underlying.name], dates: dates, prices: prices)
  }
}
