import TailpoolNumerics
import TailpoolScenarios

/// A forecast of the value at risk and expected shortfall of the next day.
public struct TailForecast: Hashable, Sendable {
  /// The value at risk, positive when money is lost.
  public let valueAtRisk: Double
  /// The expected shortfall.
  public let expectedShortfall: Double

  /// Creates a forecast; see the properties for the meaning of each argument.
  public init(valueAtRisk: Double, expectedShortfall: Double) {
    self.valueAtRisk = valueAtRisk
    self.expectedShortfall = expectedShortfall
  }
}

/// A way to forecast the next day's tail from the days before it.
public protocol TailForecaster: Sendable {
  /// Forecasts the day after a window.
  ///
  /// - Parameters:
  ///   - window: Observations × factors, log returns in the order of time.
  ///   - exposures: Money in each factor.
  ///   - level: The level.
  /// - Throws: An error of the estimation, when the window is too short or holds a value that is not finite.
  func forecast(from window: ReturnPanel, exposures: [Double], level: ConfidenceLevel) throws -> TailForecast
}

/// Today's exposures through the days of the window.
///
/// - Source: J. Hull and A. White, Journal of Risk 1 (1998) 5, for the volatility scaling.
public struct HistoricalForecaster: ResultForecaster, Hashable {
  /// The decay of the volatility by which each day's result is scaled to today's; nil for no scaling.
  public let volatilityDecay: Double?

  /// Creates the forecaster.
  ///
  /// - Parameter volatilityDecay: In (0, 1); 0.94 is usual for daily returns. Nil leaves the past days as they were.
  public init(volatilityDecay: Double? = nil) { self.volatilityDecay = volatilityDecay }

  /// See the protocol.
  public func forecast(fromResults results: [Double], level: ConfidenceLevel) throws(RiskError) -> TailForecast {
    var results = results
    if let problem = RiskError.firstProblem(in: results) { throw problem }
    if let decay = volatilityDecay { results = try Self.rescaled(results, decay: decay) }
    let distribution = try ProfitAndLossDistribution(results)
    return TailForecast(
      valueAtRisk: distribution.valueAtRisk(level).value, expectedShortfall: distribution.expectedShortfall(level).value
    )
  }

  /// Each result over the volatility forecast for its day, times the forecast for the next day.
  static func rescaled(_ profits: [Double], decay: Double) throws(RiskError) -> [Double] {
    guard decay > 0, decay < 1 else { throw .invalidParameter(name: "volatilityDecay", value: decay) }
    var variance = CompensatedSum(profits.lazy.map { $0 * $0 }).value / Double(profits.count)
    guard variance > 0 else { return profits }
    let variances = profits.map { profit in
      defer { variance = decay * variance + (1 - decay) * profit * profit }
      return variance
    }
    return zip(profits, variances).map { $0 * (variance / $1).squareRoot() }
  }
}

/// A joint distribution of the factors about zero with an estimated covariance, normal or Student t.
public struct CovarianceForecaster: TailForecaster {
  /// The estimator.
  public let estimator: any CovarianceEstimator
  /// Degrees of freedom of the t distribution, > 2, or nil for the normal one.
  public let degreesOfFreedom: Double?

  /// Creates the forecaster; see the properties for the meaning of each argument.
  public init(estimator: any CovarianceEstimator, degreesOfFreedom: Double? = nil) {
    self.estimator = estimator
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// See the protocol.
  public func forecast(
    from window: ReturnPanel, exposures: [Double], level: ConfidenceLevel
  ) throws -> TailForecast {
    let matrix = try estimator.covariance(of: window).matrix
    var variance = CompensatedSum()
    for i in exposures.indices {
      for j in exposures.indices { variance.add(exposures[i] * matrix[i, j] * exposures[j]) }
    }
    let deviation = max(variance.value, 0).squareRoot()
    let loss: ParametricLoss
    if let degreesOfFreedom {
      guard degreesOfFreedom > 2 else {
        throw RiskError.invalidParameter(name: "degreesOfFreedom", value: degreesOfFreedom)
      }
      loss = .studentT(mean: 0, standardDeviation: deviation, degreesOfFreedom: degreesOfFreedom)
    } else {
      loss = .normal(mean: 0, standardDeviation: deviation)
    }
    return TailForecast(valueAtRisk: loss.valueAtRisk(level), expectedShortfall: loss.expectedShortfall(level))
  }
}
