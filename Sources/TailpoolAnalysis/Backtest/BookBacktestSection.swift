import TailpoolRisk

/// How forecasts of the next day's loss would have done for today's book, revalued through the past days.
public struct BookBacktestSection: Hashable, Sendable {
  /// One way to forecast.
  public struct Row: Hashable, Sendable {
    /// The forecaster.
    public let name: String
    /// Number of days on which the loss was more than the value at risk.
    public let exceptions: Int
    /// Probability of a number as unlikely, when the forecasts are right (Kupiec, exact).
    public let coveragePValue: Double
    /// Probability of exceptions as bunched; NaN where they are too few.
    public let independencePValue: Double
    /// Zone of the traffic light.
    public let trafficLight: TrafficLight.Zone
    /// Probability of losses beyond it as large and as many (Acerbi–Szekely 2).
    public let shortfallPValue: Double
    /// Mean Fissler–Ziegel score, least for the best forecaster.
    public let score: Double

    /// Creates a row; see the properties for the meaning of each argument.
    public init(
      name: String, exceptions: Int, coveragePValue: Double, independencePValue: Double,
      trafficLight: TrafficLight.Zone, shortfallPValue: Double, score: Double
    ) {
      self.name = name
      self.exceptions = exceptions
      self.coveragePValue = coveragePValue
      self.independencePValue = independencePValue
      self.trafficLight = trafficLight
      self.shortfallPValue = shortfallPValue
      self.score = score
    }

    /// The tests of a record.
    init(_ name: String, _ record: BacktestRecord) {
      self.init(
        name: name, exceptions: record.exceptions.exceptions,
        coveragePValue: record.exceptions.exactKupiec().pValue,
        independencePValue: record.exceptions.test(.independence).pValue,
        trafficLight: TrafficLight(record.exceptions).zone,
        shortfallPValue: record.test(.acerbiSzekely2, replications: 999).pValue, score: record.meanScore)
    }
  }

  /// The level of the forecasts.
  public let level: ConfidenceLevel
  /// Days that each forecast is made from.
  public let window: Int
  /// Days forecast.
  public let days: Int
  /// The forecasters.
  public let rows: [Row]
  /// Forecasters that could not forecast each day: no loss at all, or no tail that could be fitted.
  public let leftOut: [String]

  /// Creates a section; see the properties for the meaning of each argument.
  public init(level: ConfidenceLevel, window: Int, days: Int, rows: [Row], leftOut: [String] = []) {
    self.level = level
    self.window = window
    self.days = days
    self.rows = rows
    self.leftOut = leftOut
  }
}

extension BookBacktestSection {
  /// The level of the forecasts.
  private static let testedLevel = ConfidenceLevel.percent99
  private static let mostWindow = 250
  private static let fewestWindow = 100

  /// Tests three ways to forecast; nil where the past is too short or no forecast is a loss.
  ///
  /// - Parameter past: Profit and loss of today's book in the past days, in the order of time.
  init?(past: [Double]) {
    let window = min(Self.mostWindow, past.count / 2)
    guard window >= Self.fewestWindow, let rolling = try? RollingBacktest(window: window, level: Self.testedLevel)
    else { return nil }
    let forecasters: [(String, any ResultForecaster)] = [
      ("historical", HistoricalForecaster()),
      ("historical, scaled to today's volatility", HistoricalForecaster(volatilityDecay: 0.94)),
      ("scaled, with a generalized Pareto tail", ParetoTailForecaster()),
    ]
    var (rows, leftOut) = ([Row](), [String]())
    for (name, forecaster) in forecasters {
      // A forecast that is no loss at all has no ratio to the loss that came.
      if let record = try? rolling.run(overResults: past, forecaster: forecaster) {
        rows.append(Row(name, record))
      } else {
        leftOut.append(name)
      }
    }
    guard !rows.isEmpty else { return nil }
    self.init(level: Self.testedLevel, window: window, days: past.count - window, rows: rows, leftOut: leftOut)
  }
}
