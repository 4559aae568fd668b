import TailpoolLibc
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolNumerics
import TailpoolScenarios

/// Forecasts that walk through a history: each day is forecast from the days before it, then compared with what happened.
public struct RollingBacktest: Sendable {
  /// Number of days that each forecast is estimated from, > 0.
  public let window: Int
  /// The level of the forecasts.
  public let level: ConfidenceLevel

  /// Creates a backtest.
  ///
  /// - Parameters:
  ///   - window: Number of days that each forecast is estimated from.
  ///   - level: The level of the forecasts.
  /// - Throws: `RiskError.tooFewScenarios` for a window without a day.
  public init(window: Int, level: ConfidenceLevel) throws(RiskError) {
    guard window > 0 else { throw .tooFewScenarios(found: window, required: 1) }
    self.window = window
    self.level = level
  }

  /// Walks through a history with one forecaster.
  ///
  /// - Parameters:
  ///   - panel: Log returns of all days, in the order of time.
  ///   - exposures: Money in each factor, the same every day, finite.
  ///   - forecaster: Makes the forecast of each day; it sees only the days before it.
  ///   - progress: Told the fraction of the days that is done.
  /// - Returns: The losses of the days after the first window, beside their forecasts.
  /// - Throws: `RiskError.tooFewScenarios` when no day is left after the first window; the forecaster's error;
  ///   `CancellationError` when the task is canceled.
  /// - Precondition: As many exposures as factors.
  /// - Complexity: One estimation a day.
  public func run(
    over panel: ReturnPanel, exposures: [Double], forecaster: some TailForecaster,
    progress: (@Sendable (_ fraction: Double) -> Void)? = nil
  ) async throws -> BacktestRecord {
    precondition(
      exposures.count == panel.factors.count, "\(exposures.count) exposures for \(panel.factors.count) factors")
    let days = panel.observations - window
    guard days > 0 else {
      throw RiskError.tooFewScenarios(found: panel.observations, required: window < Int.max ? window + 1 : window)
    }
    var (losses, risks, shortfalls): ([Double], [Double], [Double]) = ([], [], [])
    for day in 0..<days {
      try Task.checkCancellation()
      let forecast = try forecaster.forecast(
        from: panel.days(day..<(day + window)), exposures: exposures, level: level)
      losses.append(-panel.profitAndLoss(exposures, on: day + window))
      risks.append(forecast.valueAtRisk)
      shortfalls.append(forecast.expectedShortfall)
      if (day + 1).isMultiple(of: 16) || day + 1 == days {
        progress?(Double(day + 1) / Double(days))
        await Task.yield()
      }
    }
    return try BacktestRecord(level: level, losses: losses, valuesAtRisk: risks, expectedShortfalls: shortfalls)
  }
}

extension ReturnPanel {
  /// The profit and loss of a day: Σ exposure (exp(log return) − 1).
  func profitAndLoss(_ exposures: [Double], on day: Int) -> Double {
    CompensatedSum(exposures.indices.lazy.map { exposures[$0] * expm1(returns[day, $0]) }).value
  }

  /// Some of the days.
  package func days(_ range: Range<Int>) -> ReturnPanel {
    var part = Matrix(rows: range.count, columns: factors.count)
    for j in 0..<factors.count {
      for i in range { part[i - range.lowerBound, j] = returns[i, j] }
    }
    return ReturnPanel(factors: factors, dates: Array(dates[range]), returns: part)
  }
}
