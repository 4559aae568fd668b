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
    /// Name of the model with its exceptions, their tests and its score.
    public let backtest: BookBacktestSection.Row
    /// The level of the forecasts.
    public let level: ConfidenceLevel
    /// The value at risk that it says of today, in dollars.
    public let valueAtRisk: Double
    /// The expected shortfall that it says of today, in dollars.
    public let expectedShortfall: Double
    /// The mean number of exceptions for a model that is right: (1 − level) · days.
    public let expected: Double
    /// Least and greatest number that a right model has in 95 % of records.
    public let band: ClosedRange<Int>

    /// Creates a row from a record and the model's numbers of today.
    init(_ model: String, _ record: BacktestRecord, today: TailForecast) {
      backtest = BookBacktestSection.Row(model, record)
      level = record.level
      (valueAtRisk, expectedShortfall) = (today.valueAtRisk, today.expectedShortfall)
      let (days, rate) = (record.count, record.exceptions.expectedRate)
      expected = rate * Double(days)
      // The central 95 % of a binomial number: at most 2.5 % of records have fewer, and at most 2.5 % more.
      func isAtMost(_ count: Int) -> Double {
        count >= days ? 1 : BetaFunction.regularized(1 - rate, a: Double(days - count), b: Double(count + 1))
      }
      let low = (0...days).first { isAtMost($0) > 0.025 } ?? 0
      band = low...((low...days).first { isAtMost($0) >= 0.975 } ?? days)
    }
  }

  /// How far a record goes back.
  public enum Length: Hashable, Sendable {
    /// No record is made.
    case none
    /// The last so many forecasts, where the history has them; less than 1 is none.
    case days(Int)
    /// All that the history has.
    case all

    /// Rows of the history that the forecasts are for.
    var rows: Int {
      switch self {
      case .none: 0
      case .days(let days): max(days, 0)
      case .all: .max
      }
    }
  }

  /// A day forecast by the first model of the record, in dollars.
  public struct Day: Hashable, Sendable {
    /// The day.
    public let date: CalendarDate
    /// What the book gained, loss negative.
    public let profitAndLoss: Double
    /// The value at risk at 97.5 % that was forecast, positive when money is lost.
    public let valueAtRisk97Point5: Double
    /// That at 99 %.
    public let valueAtRisk99: Double
  }

  /// A model without a record.
  public struct LeftOut: Hashable, Sendable {
    /// Why a model has none.
    public enum Reason: Hashable, Sendable {
      /// On some day its forecast is no loss at all, which has no ratio to the loss that came.
      case forecastIsNoLoss
      /// On some day it could not be estimated.
      case notEstimated
    }

    /// Its name.
    public let model: String
    /// The reason.
    public let reason: Reason
  }

  /// Days that each forecast is made from.
  public let window: Int
  /// Days forecast.
  public let days: Int
  /// The first and the last day forecast.
  public let dates: ClosedRange<CalendarDate>
  /// The models, two levels each: 97.5 and 99 %.
  public let rows: [Row]
  /// Models that have no record.
  public let leftOut: [LeftOut]
  /// The days as the first model of `rows` forecast them, in the order of time.
  public let forecasts: [Day]
  /// The bound on the error of the scenarios' values, in dollars; zero where they were found in full.
  public let errorBound: Double
}
