import TailpoolLibc
import TailpoolNumerics

extension BacktestRecord {
  /// A test of forecasts of the expected shortfall.
  public enum ShortfallTest: String, Hashable, Sendable, CaseIterable {
    /// Z1 = 1 − mean of L / ES over the exceptions: are exceptions as large as forecast?
    case acerbiSzekely1
    /// Z2 = 1 − Σ L / ES over the exceptions, by n (1 − level): are they as large and as many as forecast?
    case acerbiSzekely2
  }
}

extension BacktestRecord {
  /// The statistic of a test of the expected shortfall: 0 in the mean when the forecasts are right, negative when they
  /// understate the risk.
  ///
  /// - Parameter test: The test.
  /// - Returns: At most 1 when losses beyond the value at risk are positive; NaN for the first test without an exception.
  /// - Source: C. Acerbi and B. Szekely, Risk (December 2014).
  public func statistic(of test: BacktestRecord.ShortfallTest) -> Double {
    let days = exceptionDays
    let sum = CompensatedSum(days.lazy.map { losses[$0] / expectedShortfalls[$0] }).value
    return 1 - sum / weight(of: test, exceptions: days.count)
  }

  /// The relative difference between forecast and realized shortfall, which hardly depends on the value at risk.
  ///
  ///     Z = 1 − Σ ((1 − level) VaR + max(L − VaR, 0)) / ((1 − level) Σ ES)
  ///
  /// - Returns: 0 in the mean when the forecasts are right, negative when they understate the risk.
  /// - Source: C. Acerbi and B. Szekely, "The minimally biased backtest for ES", Risk (September 2019).
  public var minimallyBiasedStatistic: Double {
    let rate = exceptions.expectedRate
    var realized = CompensatedSum()
    for (loss, risk) in zip(losses, valuesAtRisk) { realized.add(rate * risk + max(loss - risk, 0)) }
    return 1 - realized.value / (rate * CompensatedSum(expectedShortfalls).value)
  }

  /// A test of the expected shortfall with its p-value.
  ///
  /// VaR and ES do not fix the distribution of a loss, so the p-value needs one: exceptions are independent with
  /// probability 1 − level, and a loss beyond the value at risk has an exponential excess of mean ES − VaR. The first test
  /// is conditional on the days of the exceptions.
  ///
  ///     p = (1 + number of simulated statistics ≤ the record's) / (1 + replications)
  ///
  /// - Parameters:
  ///   - test: The test.
  ///   - replications: Number of simulated records, > 0.
  ///   - seed: Any value.
  /// - Returns: The statistic and the probability of one as low or lower; NaN where the statistic is.
  /// - Complexity: O(replications × exceptions).
  public func test(_ test: BacktestRecord.ShortfallTest, replications: Int = 9_999, seed: UInt64 = 1) -> BacktestResult
  {
    let statistic = statistic(of: test)
    guard !statistic.isNaN, replications > 0 else { return BacktestResult(statistic: statistic, pValue: .nan) }
    let field = RandomField(seed: seed, purpose: .backtests)
    let days = exceptionDays
    var asLow = 0
    for replication in 0..<replications {
      let simulated =
        test == .acerbiSzekely1
        ? 1 - sum(field, replication, days: days) / weight(of: test, exceptions: days.count)
        : 1 - sum(field, replication) / weight(of: test, exceptions: 0)
      if simulated <= statistic { asLow += 1 }
    }
    return BacktestResult(statistic: statistic, pValue: Double(asLow + 1) / Double(replications + 1))
  }

  private func weight(of test: BacktestRecord.ShortfallTest, exceptions: Int) -> Double {
    switch test {
    case .acerbiSzekely1: exceptions > 0 ? Double(exceptions) : .nan
    case .acerbiSzekely2: Double(count) * self.exceptions.expectedRate
    }
  }

  /// A simulated Σ L / ES over given days.
  private func sum(_ field: RandomField, _ replication: Int, days: [Int]) -> Double {
    days.enumerated().reduce(0) { sum, day in
      sum + ratio(on: day.element, excess: -log(field.uniform(scenario: replication, factor: day.offset)))
    }
  }

  /// A simulated Σ L / ES over days of exceptions that are drawn, too.
  private func sum(_ field: RandomField, _ replication: Int) -> Double {
    let logMiss = log(level.fraction)
    var sum = 0.0
    var day = -1.0
    var draw = 0
    while true {
      day += 1 + (log(field.uniform(scenario: replication, factor: draw)) / logMiss).rounded(.down)
      guard day < Double(count) else { return sum }
      sum += ratio(on: Int(day), excess: -log(field.uniform(scenario: replication, factor: draw + 1)))
      draw += 2
    }
  }

  private func ratio(on day: Int, excess: Double) -> Double {
    let shortfall = expectedShortfalls[day]
    return (valuesAtRisk[day] + (shortfall - valuesAtRisk[day]) * excess) / shortfall
  }
}
