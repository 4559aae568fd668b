import TailpoolLibc
import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

/// Today's book on the days of the past, ready for the forecasts of any model.
struct RecordWalk {
  private let history: HistoryPanel
  /// The rows of the history that are forecast, in the order of time.
  private let rows: [Int]
  private let window: Int
  private let settings: AnalysisSettings
  private let marks: VolatilityMarks
  private let derivatives: DeltaGammaBook
  /// That of today.
  private let covariance: Covariance
  private let factors: [RiskFactor]
  /// The log of a day's level of volatility over today's, by factor and day; zero for spots.
  private let shifts: [[Double]]
  /// The book over one day, and without time passing.
  private let over: BookRevaluation
  /// What the book would have been worth at the level of each day, less today's value.
  private let base: [Double]
  /// The result of each day, loss positive.
  private let losses: [Double]

  /// Days forecast.
  private var days: Int { rows.count }

  /// The fewest days worth a record.
  static let fewestDays = 100

  /// Prepares the book; nil where fewer than 100 days are to be forecast.
  ///
  /// - Parameters:
  ///   - history: The days of the windows and those to be forecast.
  ///   - rows: Those to be forecast, in the order of time, each at least as many as any window.
  ///   - window: The days before each that it is forecast from, where a model does not say otherwise.
  ///   - over: The book over one day.
  ///   - instant: The book without time passing.
  init?(
    _ history: HistoryPanel, rows: [Int], window: Int, of over: BookRevaluation, instant: BookRevaluation,
    derivatives: DeltaGammaBook, covariance: Covariance, marks: VolatilityMarks, settings: AnalysisSettings
  ) throws {
    let panel = history.returns
    guard rows.count >= Self.fewestDays else { return nil }
    (self.rows, self.window) = (rows, window)
    (self.history, self.settings, self.marks, self.over) = (history, settings, marks, over)
    (self.derivatives, self.covariance) = (derivatives, covariance)
    let assets = panel.factors.compactMap { factor -> String? in
      if case .spot(let asset) = factor { asset } else { nil }
    }
    factors = RiskFactor.spotsAndVolatilities(of: assets.map { Underlying($0) })
    let today = history.impliedFilters(marks)
    shifts = factors.map { factor in
      guard case .volatility(let asset) = factor, case .known(let past, let next)? = today[.spot(asset)] else {
        return [Double](repeating: 0, count: rows.count)
      }
      return rows.map { log(past[$0] / next) }
    }
    let moves = factors.map { factor -> [Double] in
      guard let column = panel.factors.firstIndex(of: factor) else {
        return [Double](repeating: 0, count: rows.count)
      }
      let returns = Array(panel.returns.column(column))
      return rows.map { returns[$0] }
    }
    let shifts = shifts
    let levels = rows.indices.map { day in shifts.map { $0[day] } }
    let realized = rows.indices.map { day in zip(moves, shifts).map { $0[day] + $1[day] } }
    base = try instant.profitAndLoss(over: ListedScenarios(levels, factors: factors))
    let results = try over.profitAndLoss(over: ListedScenarios(realized, factors: factors))
    losses = zip(base, results).map { $0 - $1 }
  }

  /// The forecasts of a model.
  private struct Forecasts {
    /// A row a level.
    var rows: [ModelRecord.Row] = []
    /// Values at risk by level and day.
    var risks: [[Double]]
    /// The bound on the error of the scenarios' values.
    let errorBound: Double
  }

  /// The forecasts of a model beside what happened; nil where a forecast is no loss at all, which has no ratio to a loss.
  private func forecasts(of model: ForecastModel, levels: [ConfidenceLevel]) async throws -> Forecasts? {
    var (outcomes, bound) = ([[Double]](repeating: [], count: days), 0.0)
    for part in model.models {
      guard let values = try await self.outcomes(of: part, in: model) else { return nil }
      for (day, own) in values.outcomes.enumerated() { outcomes[day] += own }
      bound = max(bound, values.errorBound)
    }
    var risks = levels.map { _ in [Double]() }
    var shortfalls = risks
    for day in 0..<days {
      let distribution = try ProfitAndLossDistribution(outcomes[day])
      for (index, level) in levels.enumerated() {
        let forecast = try model.tail(of: distribution, level)
        risks[index].append(forecast.valueAtRisk)
        shortfalls[index].append(forecast.expectedShortfall)
      }
    }
    let today = try ProfitAndLossDistribution(try await outcomesToday(of: model))
    var result = Forecasts(risks: risks, errorBound: bound)
    for (index, level) in levels.enumerated() {
      guard
        let record = try? BacktestRecord(
          level: level, losses: losses, valuesAtRisk: risks[index], expectedShortfalls: shortfalls[index])
      else { return nil }
      result.rows.append(ModelRecord.Row("\(model)", record, today: try model.tail(of: today, level)))
    }
    return result
  }

  /// What the scenarios of each day say, and the bound on their error; nil where the days' factors differ.
  private func outcomes(
    of part: ScenarioModel, in model: ForecastModel
  ) async throws -> (outcomes: [[Double]], errorBound: Double)? {
    var (sources, fitted) = ([any ScenarioSource](), [RiskFactor: VolatilityFilter]())
    for (index, row) in rows.enumerated() {
      try Task.checkCancellation()
      if index % Self.daysPerFit == 0 { fitted = try fits(of: part, in: model, before: row) }
      sources.append(try scenarios(of: part, in: model, before: row, fitted: fitted).source)
    }
    guard let draws = sources.first?.count, sources.allSatisfy({ $0.count == draws && $0.factors == factors }) else {
      return nil
    }
    let source = RecordScenarios(factors: factors, days: sources, draws: draws, shifts: shifts)
    let values = try await over.profitAndLoss(over: source, within: .standard, threads: settings.threads)
    let outcomes = (0..<days).map { day in
      values.profitAndLoss[(day * draws)..<((day + 1) * draws)].map { $0 - base[day] }
    }
    return (outcomes, values.errorBound)
  }

  /// What today's scenarios say.
  private func outcomesToday(of model: ForecastModel) async throws -> [Double] {
    var outcomes: [Double] = []
    for part in model.models {
      let source = try scenarios(of: part, in: model, before: history.returns.observations).source
      let days = RepeatedDays(source)
      let own: any ScenarioSource = days ?? source
      let values = try await over.profitAndLoss(
        over: own, within: .standard, threads: settings.threads
      ).profitAndLoss
      outcomes += days?.expanded(values) ?? values
    }
    return outcomes
  }

  /// Days that a model of a spot's volatility serves before it is fitted again, as it would be in practice.
  private static let daysPerFit = 20

  /// The models of the volatilities of spots that nothing implies, by the window before a row.
  private func fits(
    of part: ScenarioModel, in model: ForecastModel, before row: Int
  ) throws -> [RiskFactor: VolatilityFilter] {
    guard case .filteredHistory = part.kind else { return [:] }
    let past = history.part((row - (model.window ?? window))..<row)
    let known = past.pastFilters
    var filters: [RiskFactor: VolatilityFilter] = [:]
    for (column, factor) in past.returns.factors.enumerated() {
      guard case .spot = factor, known[factor] == nil else { continue }
      let returns = past.returns.logReturns(ofColumn: column)
      guard returns.contains(where: { $0 != 0 }) else { continue }
      filters[factor] = .garch(try GARCHModel.Fit(to: returns, factor: factor).model)
    }
    return filters
  }

  /// What a part of a model would have drawn from the window before a row; after the last is today.
  ///
  /// - Parameter fitted: Models of the spots' volatilities, which spare a fit.
  private func scenarios(
    of part: ScenarioModel, in model: ForecastModel, before row: Int, fitted: [RiskFactor: VolatilityFilter] = [:]
  ) throws -> DrawnScenarios {
    let window = model.window ?? window
    let past = history.part((row - window)..<row)
    let isToday = row == history.returns.observations
    // Parts of a model weigh alike: as many scenarios as the window has days.
    let draws = model.models.count > 1 ? window : isToday ? settings.scenarios : Self.draws
    return try part.scenarios(
      ScenarioModel.Inputs(
        // Models that ask for no covariance are not made to wait for one.
        covariance: try part.usesCovariance ? settings.estimator.covariance(ofUnlike: past.returns) : covariance,
        returns: past.returns,
        filters: fitted.merging(isToday ? past.impliedFilters(marks) : past.pastFilters) { _, known in known },
        derivatives: derivatives,
        count: part.isOfPastDays && !(isToday && model.models.count == 1) ? nil : draws,
        seed: settings.seed, horizonInDays: 1))
  }

  /// Scenarios a day of the models that draw at random.
  private static let draws = 1_000

  private static let levels: [ConfidenceLevel] = [.percent97Point5, .percent99]

  /// What happened beside the values at risk at both levels.
  private func days(_ dates: [CalendarDate], _ risks: [[Double]]) -> [ModelRecord.Day] {
    dates.enumerated().map { day, date in
      ModelRecord.Day(
        date: date, profitAndLoss: -losses[day], valueAtRisk97Point5: risks[0][day], valueAtRisk99: risks[1][day])
    }
  }

  /// The record of some models.
  func record(of models: [ForecastModel]) async throws -> ModelRecord? {
    let dates = rows.map { history.returns.dates[$0] }
    guard let first = dates.first, let last = dates.last else { return nil }
    var (rows, leftOut, bound) = ([ModelRecord.Row](), [ModelRecord.LeftOut](), 0.0)
    var forecasts: [ModelRecord.Day] = []
    for model in models {
      do {
        guard let found = try await self.forecasts(of: model, levels: Self.levels) else {
          leftOut.append(ModelRecord.LeftOut(model: "\(model)", reason: .forecastIsNoLoss))
          continue
        }
        if rows.isEmpty { forecasts = days(dates, found.risks) }
        rows += found.rows
        bound = max(bound, found.errorBound)
      } catch  where error is ScenarioError || error is CovarianceError || error is RiskError {
        leftOut.append(ModelRecord.LeftOut(model: "\(model)", reason: .notEstimated))
      }
    }
    return ModelRecord(
      window: window, days: days, dates: first...last, rows: rows, leftOut: leftOut, forecasts: forecasts,
      errorBound: bound)
  }
}
