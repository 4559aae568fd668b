import TailpoolLibc
import TailpoolNumerics

/// How the scores of two records of the same days compare.
package struct ScoreComparison: Hashable, Sendable {
  /// Mean score of the first less that of the second; negative when the first forecasts better.
  package let difference: Double
  /// Standard error of the difference; NaN for one day.
  package let standardError: Double
  /// Probability of a difference of at least this magnitude when both are equally good.
  package let pValue: Double
}

extension BacktestRecord {
  /// The Fissler–Ziegel scores of the days: least in the mean for the right value at risk and expected shortfall.
  ///
  ///     score = max(L − VaR, 0) / ((1 − level) ES) + VaR / ES + log ES − 1
  ///
  /// Differences of scores do not depend on the unit of money.
  ///
  /// - Source: T. Fissler and J. Ziegel, Annals of Statistics 44 (2016) 1680; the form without a scale is that of
  ///   A. Patton, J. Ziegel and R. Chen, Journal of Econometrics 211 (2019) 388.
  public var scores: [Double] {
    let rate = exceptions.expectedRate
    return losses.indices.map { day in
      let (risk, shortfall) = (valuesAtRisk[day], expectedShortfalls[day])
      return max(losses[day] - risk, 0) / (rate * shortfall) + risk / shortfall + log(shortfall) - 1
    }
  }

  /// The mean of the scores.
  public var meanScore: Double { CompensatedSum(scores).value / Double(count) }

  /// Compares two sets of forecasts for the same losses (Diebold–Mariano).
  ///
  /// - Parameter other: A record of the same losses.
  /// - Returns: The difference of mean scores with an error that takes the days' differences as independent.
  /// - Precondition: Both records have the same level and losses.
  /// - Source: F. Diebold and R. Mariano, Journal of Business & Economic Statistics 13 (1995) 253.
  package func compareScores(with other: BacktestRecord) -> ScoreComparison {
    precondition(level == other.level && losses == other.losses, "records of different losses or levels")
    let differences = zip(scores, other.scores).map { $0 - $1 }
    let n = Double(count)
    let mean = CompensatedSum(differences).value / n
    let squares = CompensatedSum(differences.lazy.map { ($0 - mean) * ($0 - mean) }).value
    let error = (squares / (n - 1) / n).squareRoot()
    let pValue = mean == 0 ? 1 : 2 * NormalDistribution.complementary(abs(mean) / error)
    return ScoreComparison(difference: mean, standardError: error, pValue: pValue)
  }
}
