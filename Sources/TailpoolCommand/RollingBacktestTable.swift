#if Command
  import Tailpool

  /// The forecasters that `tailpool backtest --history` compares, and the row that each gets.
  struct RollingBacktestTable {
    static let header =
      "forecaster,days,exceptions,expected,kupiecPValue,independencePValue,conditionalCoveragePValue,durationPValue,"
      + "trafficLight,acerbiSzekely1PValue,acerbiSzekely2PValue,meanScore"

    /// The forecasters with their names.
    static func forecasters(estimator: EstimatorName) -> [(name: String, forecaster: any TailForecaster)] {
      [
        ("historical", HistoricalForecaster()),
        ("historical, ages 0.99", AgeWeightedForecaster(decay: 0.99)),
        ("historical, scaled 0.94", HistoricalForecaster(volatilityDecay: 0.94)),
        ("Pareto tail, scaled 0.94", ParetoTailForecaster()),
        ("normal, \(estimator.name)", CovarianceForecaster(estimator: estimator.estimator)),
        ("normal, ewma:0.94", CovarianceForecaster(estimator: EWMACovariance(decay: 0.94))),
        ("Student t 5, ewma:0.94", CovarianceForecaster(estimator: EWMACovariance(decay: 0.94), degreesOfFreedom: 5)),
      ]
    }

    /// One line of the table.
    static func row(_ name: String, _ record: BacktestRecord, _ distribution: ExceptionTestDistribution) -> String {
      let exceptions = record.exceptions
      func number(_ value: Double) -> String { value.isNaN ? "nan" : "\(value)" }
      let simulated = [ExceptionSequence.Test.independence, .conditionalCoverage, .duration].map {
        number(distribution.result($0, of: exceptions).pValue)
      }
      let cells =
        ["\"\(name)\"", "\(record.count)", "\(exceptions.exceptions)"]
        + [number(exceptions.expectedRate * Double(record.count)), number(exceptions.exactKupiec().pValue)] + simulated
        + [TrafficLight(exceptions).zone.rawValue]
        + BacktestRecord.ShortfallTest.allCases.map { number(record.test($0).pValue) } + [number(record.meanScore)]
      return cells.joined(separator: ",")
    }
  }
#endif
