import TailpoolMarket
import TailpoolScenarios

/// The returns of a report, with what was left out of the history.
struct HistoryPanel {
  let returns: ReturnPanel
  private let asOf: Timestamp

  /// Joins the histories of the inputs, and takes the latest returns before the snapshot's day.
  init(_ inputs: ReportInputs, underlyings: [Underlying], settings: ReportSettings) throws {
    asOf = inputs.snapshot.asOf
    let names = underlyings.map(\.name)
    let isSingle = inputs.snapshot.markets.count == 1
    let prices = inputs.history.serving(underlyings, alone: isSingle)
    if let missing = underlyings.first(where: { !prices.assets.contains($0.name) }) {
      throw ReportError.missingHistory(underlying: missing, available: prices.assets)
    }
    guard let volatilities = inputs.volatilityHistory?.serving(underlyings, alone: isSingle) else {
      returns = try prices.returns(
        for: names, last: settings.returns, before: asOf.date, atLeast: settings.fewestReturns)
      return
    }
    if Set(volatilities.assets).isDisjoint(with: names), let first = underlyings.first {
      throw ReportError.missingHistory(underlying: first, available: volatilities.assets)
    }
    returns = try prices.returns(
      for: names, withVolatilities: volatilities, last: settings.returns, before: asOf.date,
      atLeast: settings.fewestReturns)
  }

  var summary: HistorySummary? {
    guard let first = returns.firstDate, let last = returns.lastDate else { return nil }
    return HistorySummary(firstDate: first, lastDate: last, observations: returns.observations, asOf: asOf)
  }

  /// A history that ends more days than this before the snapshot is used, and said to be old.
  private static let oldAfterDays = 7

  var notes: [QualityNote] {
    let age = summary?.ageInDays ?? 0
    return [
      QualityNote(
        label: "days of history missing", count: age > Self.oldAfterDays ? age : 0,
        explanation: "The history ends that long before the snapshot; it is used as it is."),
      QualityNote(
        label: "history rows after the snapshot", count: returns.diagnostics.rowsNotBefore,
        explanation: "Rows dated on the snapshot's own day, which was not over, or later; none was used."),
      QualityNote(
        label: "incomplete history rows", count: returns.diagnostics.incompleteRows,
        explanation: "Some underlying has no return there; the row was left out and nothing was filled in."),
    ]
  }
}

extension PriceHistory {
  /// The history under the name of the one underlying of a market, where it has a single column of another name.
  fileprivate func serving(_ underlyings: [Underlying], alone: Bool) -> PriceHistory {
    guard alone, assets.count == 1, let underlying = underlyings.first else { return self }
    return PriceHistory(assets: [underlying.name], dates: dates, prices: prices)
  }
}
