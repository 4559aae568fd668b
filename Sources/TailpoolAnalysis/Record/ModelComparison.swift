import TailpoolLibc
import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

/// The records of models of scenarios for standard books through the history of one asset and its volatility index.
///
/// On each day the books are 30 days from expiry, priced at the day's level of the index, and held for a day; the models
/// forecast the loss from the days before. What may stand in a headline is chosen by such a table.
public struct ModelComparison: Sendable {
  /// The records of one book.
  public struct BookRecord: Sendable {
    /// The book.
    public let book: StandardBook
    /// The models' record: two levels each.
    public let record: ModelRecord
  }

  /// How models are walked through a history.
  public struct Settings: Sendable {
    /// Days before each that it is forecast from, where a model does not say otherwise; at least 30.
    public var window: Int
    /// Every how manieth day is forecast, > 0.
    public var every: Int
    /// The days that are forecast; nil for all.
    public var dates: ClosedRange<CalendarDate>?
    /// Days that prices are known of in a year: 365 for what trades every day, 252 for a stock exchange.
    public var periodsPerYear: Double
    /// Seed of the models that draw at random.
    public var seed: UInt64
    /// Blocks of scenarios valued at the same time; the numbers do not depend on it.
    public var threads: Int

    /// Creates settings; see the properties for the meaning of each argument.
    public init(
      window: Int = 500, every: Int = 1, dates: ClosedRange<CalendarDate>? = nil, periodsPerYear: Double = 365,
      seed: UInt64 = 1, threads: Int = 1
    ) {
      self.window = window
      self.every = every
      self.dates = dates
      self.periodsPerYear = periodsPerYear
      self.seed = seed
      self.threads = threads
    }
  }

  /// The asset.
  public let asset: Underlying
  /// The records, in the order of the books.
  public let records: [BookRecord]

  /// Walks models through a history.
  ///
  /// - Parameters:
  ///   - models: The ways to forecast.
  ///   - asset: A column of both histories; one that has a single column serves by any name.
  ///   - prices: Daily prices.
  ///   - volatilities: Daily levels of its volatility index, in points or as fractions.
  ///   - books: The books.
  ///   - settings: Window, days and threads.
  ///   - progress: Told the fraction of the books that is done.
  /// - Throws: `ScenarioError.tooFewObservations` for a window of fewer than 30 days, `AnalysisError.tooFewForecasts` where fewer than 100 days are left to forecast, `.missingHistory`, or the
  ///   error of the layer that could not go on; `CancellationError` when the task is canceled.
  /// - Complexity: One estimation and one revaluation of a few hundred scenarios a model, book and day.
  public static func run(
    _ models: [ForecastModel], of asset: Underlying, prices: PriceHistory, volatilities: PriceHistory,
    books: [StandardBook] = StandardBook.all, settings: Settings = Settings(),
    progress: (@Sendable (Double) -> Void)? = nil
  ) async throws -> ModelComparison {
    guard settings.window >= GARCHModel.Fit.fewestReturns else {
      throw ScenarioError.tooFewObservations(found: settings.window, required: GARCHModel.Fit.fewestReturns)
    }
    let market = try await StandardMarket(asset, prices, volatilities, books: books, settings: settings)
    let longest = max(models.compactMap(\.window).max() ?? 0, settings.window)
    let rows = market.rows(after: longest, settings)
    var records: [BookRecord] = []
    for (index, book) in books.enumerated() {
      guard
        let walk = try market.walk(book, rows: rows, settings: settings),
        let record = try await walk.record(of: models)
      else { throw AnalysisError.tooFewForecasts(found: rows.count, required: RecordWalk.fewestDays) }
      records.append(BookRecord(book: book, record: record))
      progress?(Double(index + 1) / Double(books.count))
    }
    return ModelComparison(asset: asset, records: records)
  }
}

/// A market of one asset with a spot of 1, whose options all have the last level of its index.
private struct StandardMarket {
  private let asset: Underlying
  private let inputs: AnalysisInputs
  private let settings: AnalysisSettings
  private let marks: CalibratedMarks
  private let history: HistoryPanel

  init(
    _ asset: Underlying, _ prices: PriceHistory, _ volatilities: PriceHistory, books: [StandardBook],
    settings: ModelComparison.Settings
  ) async throws {
    guard let last = prices.dates.last, let index = volatilities.serving([asset], alone: true).last(of: asset.name)
    else {
      throw AnalysisError.missingHistory(underlying: asset, available: volatilities.assets)
    }
    let asOf = Timestamp(last.advanced(byDays: 1), hour: 0)
    let level = index * HistoryPanel.unit(of: index, beside: nil)
    let strikes = Set(books.flatMap(\.legs).map(\.strike)).sorted()
    let quotes = try [OptionType.call, .put].flatMap { type in
      try strikes.map { strike in
        OptionChain.Quote(
          contract: try StandardBook.Leg(type, strike: strike, quantity: 1).contract(on: asset, asOf: asOf),
          markVolatility: level, forward: 1, spot: 1)
      }
    }
    let snapshot = try MarketSnapshot(chains: [OptionChain(asOf: asOf, quotes: quotes)])
    self.asset = asset
    inputs = AnalysisInputs(snapshot: snapshot, history: prices, volatilityHistory: volatilities)
    self.settings = AnalysisSettings(
      seed: settings.seed, threads: settings.threads, returns: settings.window, marks: .quotes)
    marks = try await CalibratedMarks(snapshot, source: .quotes, threads: 1)
    history = try HistoryPanel(inputs, underlyings: [asset], settings: self.settings, last: .max)
  }

  /// The rows to be forecast that have as many before them.
  func rows(after window: Int, _ settings: ModelComparison.Settings) -> [Int] {
    let dates = history.returns.dates
    let all = stride(from: window, to: max(dates.count, window), by: max(settings.every, 1))
    return all.filter { settings.dates?.contains(dates[$0]) ?? true }
  }

  /// A book through some days.
  func walk(
    _ standard: StandardBook, rows: [Int], settings: ModelComparison.Settings
  ) throws -> RecordWalk? {
    var inputs = inputs
    inputs.book = try standard.book(on: asset, asOf: inputs.snapshot.asOf)
    let holding = try Holding(inputs, settings: self.settings, marks: marks)
    let day = DayCount.daysPerYear / settings.periodsPerYear
    let last = max(history.returns.observations - settings.window, 0)
    return try RecordWalk(
      history, rows: rows, window: settings.window,
      of: try BookRevaluation(holding.valuation, horizonInDays: day, volatilityRule: .stickyStrike),
      instant: try BookRevaluation(holding.valuation, horizonInDays: 0, volatilityRule: .stickyStrike),
      derivatives: DeltaGammaBook(holding.valuation),
      covariance: try self.settings.estimator.covariance(
        ofUnlike: history.part(last..<history.returns.observations).returns),
      marks: marks.marks, settings: self.settings)
  }
}

extension PriceHistory {
  /// The last price of an asset.
  fileprivate func last(of asset: String) -> Double? {
    assets.firstIndex(of: asset).flatMap { prices[$0].last { $0 != nil } ?? nil }
  }
}
