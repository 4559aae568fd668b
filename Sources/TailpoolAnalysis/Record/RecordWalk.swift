import TailpoolLibc
import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

/// Today's book on the days of the past, ready for the forecasts of any model.
struct RecordWalk {
  private let history: HistoryPanel
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

  /// Rows forecast.
  private var days: Int { losses.count }

  /// The fewest days worth a record.
  static let fewestDays = 100

  /// Prepares the book; nil where the history has fewer than 100 days after the first window.
  ///
  /// - Parameters:
  ///   - history: The window's days and those to be forecast.
  ///   - over: The book over one day.
  ///   - instant: The book without time passing.
  init?(
    _ history: HistoryPanel, of over: BookRevaluation, instant: BookRevaluation, derivatives: DeltaGammaBook,
    covariance: Covariance, marks: VolatilityMarks, settings: AnalysisSettings
  ) throws {
    let panel = history.returns
    window = settings.returns
    let days = panel.observations - window
    guard days >= Self.fewestDays else { return nil }
    (self.history, self.settings, self.marks, self.over) = (history, settings, marks, over)
    (self.derivatives, self.covariance) = (derivatives, covariance)
    let assets = panel.factors.compactMap { factor -> String? in
      if case .spot(let asset) = factor { asset } else { nil }
    }
    factors = RiskFactor.spotsAndVolatilities(of: assets.map { Underlying($0) })
    let today = history.impliedFilters(marks)
    shifts = factors.map { factor in
      guard case .volatility(let asset) = factor, case .known(let past, let next)? = today[.spot(asset)] else {
        return [Double](repeating: 0, count: days)
      }
      return past.suffix(days).map { log($0 / next) }
    }
    let moves = factors.map { factor -> [Double] in
      guard let column = panel.factors.firstIndex(of: factor) else { return [Double](repeating: 0, count: days) }
      return panel.returns.column(column).suffix(days)
    }
    let shifts = shifts
    let levels = (0..<days).map { day in shifts.map { $0[day] } }
    let realized = (0..<days).map { day in zip(moves, shifts).map { $0[day] + $1[day] } }
    base = try instant.profitAndLoss(over: ListedScenarios(levels, factors: factors))
    let results = try over.profitAndLoss(over: ListedScenarios(realized, factors: factors))
    losses = zip(base, results).map { $0 - $1 }
  }

  /// The forecasts of a model beside what happened; nil where a forecast is no loss at all, which has no ratio to a loss.
  ///
  /// - Returns: A row a level, and the bound on the error of the scenarios' values.
  func rows(
    of model: ScenarioModel, levels: [ConfidenceLevel]
  ) async throws -> (rows: [ModelRecord.Row], errorBound: Double)? {
    var sources: [any ScenarioSource] = []
    for day in 0..<days {
      try Task.checkCancellation()
      sources.append(try scenarios(of: model, on: day).source)
    }
    guard let draws = sources.first?.count, sources.allSatisfy({ $0.count == draws && $0.factors == factors }) else {
      return nil
    }
    let source = RecordScenarios(factors: factors, days: sources, draws: draws, shifts: shifts)
    let values = try await over.profitAndLoss(over: source, within: .standard, threads: settings.threads)
    var risks = levels.map { _ in [Double]() }
    var shortfalls = risks
    for day in 0..<days {
      let outcomes = values.profitAndLoss[(day * draws)..<((day + 1) * draws)].map { $0 - base[day] }
      let distribution = try ProfitAndLossDistribution(outcomes)
      for (index, level) in levels.enumerated() {
        risks[index].append(distribution.valueAtRisk(level).value)
        shortfalls[index].append(distribution.expectedShortfall(level).value)
      }
    }
    let today = try ProfitAndLossDistribution(
      await over.profitAndLoss(
        over: try scenarios(of: model, on: days).source, within: .standard, threads: settings.threads
      ).profitAndLoss)
    var rows: [ModelRecord.Row] = []
    for (index, level) in levels.enumerated() {
      guard
        let record = try? BacktestRecord(
          level: level, losses: losses, valuesAtRisk: risks[index], expectedShortfalls: shortfalls[index])
      else { return nil }
      rows.append(ModelRecord.Row("\(model)", record, today: today))
    }
    return (rows, values.errorBound)
  }

  /// What the model would have drawn on a day, from the window before it; the day after the last is today.
  private func scenarios(of model: ScenarioModel, on day: Int) throws -> DrawnScenarios {
    let part = history.part(day..<(day + window))
    let isToday = day == days
    return try model.scenarios(
      ScenarioModel.Inputs(
        // Models that ask for no covariance are not made to wait for one.
        covariance: try model.usesCovariance ? settings.estimator.covariance(ofUnlike: part.returns) : covariance,
        returns: part.returns, filters: isToday ? part.impliedFilters(marks) : part.pastFilters,
        derivatives: derivatives, count: isToday ? settings.scenarios : Self.draws,
        seed: settings.seed, horizonInDays: 1))
  }

  /// Scenarios a day of the models that draw at random.
  private static let draws = 1_000

  /// The record of some models.
  func record(of models: [ScenarioModel], levels: [ConfidenceLevel]) async throws -> ModelRecord? {
    let dates = history.returns.dates.suffix(days)
    guard let first = dates.first, let last = dates.last else { return nil }
    var (rows, leftOut, bound) = ([ModelRecord.Row](), [String](), 0.0)
    for model in models {
      guard let found = try await self.rows(of: model, levels: levels) else {
        leftOut.append("\(model)")
        continue
      }
      rows += found.rows
      bound = max(bound, found.errorBound)
    }
    return ModelRecord(window: window, days: days, dates: first...last, rows: rows, leftOut: leftOut, errorBound: bound)
  }
}
