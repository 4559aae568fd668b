import TailpoolNumerics
import TailpoolScenarios

/// A way to forecast the next day's tail from past results of today's positions, whatever these are.
///
/// With the exposures of a `ReturnPanel` the results are those of linear positions; with a book revalued in full through
/// the past days they are those of the book.
public protocol ResultForecaster: TailForecaster {
  /// Forecasts the day after some results.
  ///
  /// - Parameters:
  ///   - results: Profit and loss of the days before, oldest first, loss negative.
  ///   - level: The level.
  /// - Throws: `RiskError` when there are too few results or one is not finite.
  func forecast(fromResults results: [Double], level: ConfidenceLevel) throws(RiskError) -> TailForecast
}

extension ResultForecaster {
  /// Forecasts from the results of linear positions; see the protocol.
  public func forecast(
    from window: ReturnPanel, exposures: [Double], level: ConfidenceLevel
  ) throws -> TailForecast {
    try forecast(
      fromResults: (0..<window.observations).map { window.profitAndLoss(exposures, on: $0) }, level: level)
  }
}

extension RollingBacktest {
  /// Walks through past results of today's positions: each is forecast from those before it.
  ///
  /// - Parameters:
  ///   - results: Profit and loss of each day, oldest first, loss negative.
  ///   - forecaster: Makes the forecast of each day.
  /// - Returns: The losses of the days after the first window, beside their forecasts.
  /// - Throws: `RiskError.tooFewScenarios` when no day is left after the first window, `.invalidForecast` for a day whose
  ///   forecast is no loss at all, or what the forecaster throws.
  /// - Complexity: One forecast a day.
  public func run(
    overResults results: [Double], forecaster: some ResultForecaster
  ) throws(RiskError) -> BacktestRecord {
    guard results.count > window else {
      throw .tooFewScenarios(found: results.count, required: window < Int.max ? window + 1 : window)
    }
    var (risks, shortfalls): ([Double], [Double]) = ([], [])
    for day in window..<results.count {
      let forecast = try forecaster.forecast(fromResults: Array(results[(day - window)..<day]), level: level)
      risks.append(forecast.valueAtRisk)
      shortfalls.append(forecast.expectedShortfall)
    }
    return try BacktestRecord(
      level: level, losses: results[window...].map { -$0 }, valuesAtRisk: risks, expectedShortfalls: shortfalls)
  }
}
