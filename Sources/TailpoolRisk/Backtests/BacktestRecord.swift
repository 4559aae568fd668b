import TailpoolNumerics

/// Losses beside the forecasts of value at risk and expected shortfall that were made for them.
public struct BacktestRecord: Hashable, Sendable {
  /// The level of the forecasts.
  public let level: ConfidenceLevel
  /// The loss of each day, oldest first, positive when money is lost.
  public let losses: [Double]
  /// The value at risk forecast for each day.
  public let valuesAtRisk: [Double]
  /// The expected shortfall forecast for each day, > 0 and at least the value at risk.
  public let expectedShortfalls: [Double]
  /// The days as exceptions or not.
  public let exceptions: ExceptionSequence

  /// Creates a record.
  ///
  /// - Parameters:
  ///   - level: The level of the forecasts.
  ///   - losses: The loss of each day, oldest first, finite.
  ///   - valuesAtRisk: The value at risk forecast for each day, finite.
  ///   - expectedShortfalls: The expected shortfall forecast for each day, > 0 and at least the value at risk.
  /// - Throws: `RiskError.empty`, `.nonFinite`, or `.invalidForecast` for the first day whose expected shortfall is not
  ///   positive or less than its value at risk.
  /// - Precondition: As many forecasts as losses.
  public init(
    level: ConfidenceLevel, losses: [Double], valuesAtRisk: [Double], expectedShortfalls: [Double]
  ) throws(RiskError) {
    precondition(
      losses.count == expectedShortfalls.count, "\(expectedShortfalls.count) forecasts for \(losses.count) losses")
    exceptions = try ExceptionSequence(losses: losses, valuesAtRisk: valuesAtRisk, level: level)
    for (day, (risk, shortfall)) in zip(valuesAtRisk, expectedShortfalls).enumerated()
    where !(shortfall > 0 && shortfall >= risk && shortfall.isFinite) {
      throw .invalidForecast(index: day, valueAtRisk: risk, expectedShortfall: shortfall)
    }
    self.level = level
    self.losses = losses
    self.valuesAtRisk = valuesAtRisk
    self.expectedShortfalls = expectedShortfalls
  }

  /// Number of days, > 0.
  public var count: Int { losses.count }

  /// The indexes of the days with an exception.
  var exceptionDays: [Int] { exceptions.hits.indices.filter { exceptions.hits[$0] } }
}
