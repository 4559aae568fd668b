import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics
import TailpoolRisk
import TailpoolScenarios

/// What the models of the headline would have said of today's book on each day of the past, beside what happened.
///
/// The book keeps its moneyness and maturity: on each day it is today's book at that day's level of volatility. A day's
/// forecast is made from the days before it alone, its result is revalued in full.
public struct ModelRecord: Hashable, Sendable {
  /// One model at one level.
  public struct Row: Hashable, Sendable {
    /// Name of the model.
    public let model: String
    /// The level of the forecasts.
    public let level: ConfidenceLevel
    /// The value at risk that it says of today, in dollars.
    public let valueAtRisk: Double
    /// The expected shortfall that it says of today, in dollars.
    public let expectedShortfall: Double
    /// Days on which the loss was more than the value at risk.
    public let exceptions: Int
    /// The mean number of them for a model that is right: (1 − level) · days.
    public let expected: Double
    /// Least and greatest number that a right model has in 95 % of records.
    public let band: ClosedRange<Int>
    /// Probability of a number as unlikely when the model is right (Kupiec, exact).
    public let coveragePValue: Double
    /// Probability of exceptions as bunched; NaN where they are too few.
    public let independencePValue: Double
    /// Zone of the traffic light.
    public let trafficLight: TrafficLight.Zone
    /// Probability of losses beyond the expected shortfall as large and as many (Acerbi–Szekely 2).
    public let shortfallPValue: Double
    /// Mean Fissler–Ziegel score, least for the best model.
    public let score: Double

    /// Creates a row from a record and the model's numbers of today.
    init(_ model: String, _ record: BacktestRecord, today: ProfitAndLossDistribution) {
      self.model = model
      valueAtRisk = today.valueAtRisk(record.level).value
      expectedShortfall = today.expectedShortfall(record.level).value
      level = record.level
      let sequence = record.exceptions
      exceptions = sequence.exceptions
      expected = sequence.expectedRate * Double(record.count)
      band = Self.band(days: record.count, rate: sequence.expectedRate)
      coveragePValue = sequence.exactKupiec().pValue
      independencePValue = sequence.test(.independence).pValue
      trafficLight = TrafficLight(sequence).zone
      shortfallPValue = record.test(.acerbiSzekely2, replications: 999).pValue
      score = record.meanScore
    }

    /// The central 95 % of a binomial number: at most 2.5 % of records have fewer, and at most 2.5 % more.
    private static func band(days: Int, rate: Double) -> ClosedRange<Int> {
      let odds = log(rate / (1 - rate))
      var (logMass, below) = (Double(days) * log1p(-rate), 0.0)
      var low: Int?
      for count in 0...days {
        below += exp(logMass)
        if low == nil, below > 0.025 { low = count }
        if below >= 0.975 { return min(low ?? count, count)...count }
        logMass += log(Double(days - count) / Double(count + 1)) + odds
      }
      return 0...days
    }
  }

  /// Days that each forecast is made from.
  public let window: Int
  /// Days forecast.
  public let days: Int
  /// The first and the last day forecast.
  public let dates: ClosedRange<CalendarDate>
  /// The models, two levels each: 97.5 and 99 %.
  public let rows: [Row]
  /// The bound on the error of the scenarios' values, in dollars; zero where they were found in full.
  public let errorBound: Double
}
