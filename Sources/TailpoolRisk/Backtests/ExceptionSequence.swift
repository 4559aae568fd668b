/// The days of a forecast of the value at risk, each one an exception or not.
///
/// An exception is a loss of more than the value at risk. If the forecasts are right, exceptions are independent and each
/// day has one with probability `1 − level`.
public struct ExceptionSequence: Hashable, Sendable {
  /// Whether each day is an exception, oldest first; at least one day.
  public let hits: [Bool]
  /// The level of the forecasts.
  public let level: ConfidenceLevel
  /// Number of exceptions.
  public let exceptions: Int

  /// Number of days, > 0.
  public var count: Int { hits.count }
  /// The probability of an exception when the forecasts are right.
  public var expectedRate: Double { 1 - level.fraction }

  /// Creates a sequence.
  ///
  /// - Parameters:
  ///   - hits: Whether each day is an exception, oldest first.
  ///   - level: The level of the forecasts.
  /// - Throws: `RiskError.empty` without a day.
  public init(hits: [Bool], level: ConfidenceLevel) throws(RiskError) {
    guard !hits.isEmpty else { throw .empty }
    self.hits = hits
    self.level = level
    exceptions = hits.count { $0 }
  }

  /// Finds the exceptions of losses against their forecasts.
  ///
  /// - Parameters:
  ///   - losses: The loss of each day, oldest first, finite.
  ///   - valuesAtRisk: The value at risk forecast for each day, finite.
  ///   - level: The level of the forecasts.
  /// - Throws: `RiskError.empty` or `.nonFinite`.
  /// - Precondition: As many forecasts as losses.
  public init(losses: [Double], valuesAtRisk: [Double], level: ConfidenceLevel) throws(RiskError) {
    precondition(losses.count == valuesAtRisk.count, "\(valuesAtRisk.count) forecasts for \(losses.count) losses")
    if let problem = RiskError.firstProblem(in: losses) ?? RiskError.firstProblem(in: valuesAtRisk) { throw problem }
    try self.init(hits: zip(losses, valuesAtRisk).map { $0 > $1 }, level: level)
  }
}

/// The statistic of a test and the probability of one at least as extreme when the forecasts are right.
public struct BacktestResult: Hashable, Sendable {
  /// The statistic; NaN where the data does not define it.
  public let statistic: Double
  /// The probability, 0 to 1; NaN where the statistic is.
  public let pValue: Double

  /// Creates a result; see the properties for the meaning of each argument.
  public init(statistic: Double, pValue: Double) {
    self.statistic = statistic
    self.pValue = pValue
  }
}
