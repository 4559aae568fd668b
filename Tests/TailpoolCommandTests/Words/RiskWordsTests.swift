#if Command
  import Tailpool
  import Testing

  @testable import TailpoolCommand

  @Suite("Words of errors: risk measures and analyses")
  struct RiskWordsTests {
    static let riskCases: [(RiskError, String)] = [
      (.empty, "there is no profit and loss; expected at least one row"),
      (
        .nonFinite(index: 4, count: 3),
        "3 numbers are NaN or infinite, the first of them number 5; expected finite numbers"
      ),
      (
        .invalidProbability(index: 6, probability: -0.25),
        "probability 7 is -0.25; expected a number that is not negative"
      ),
      (.probabilitiesDoNotSumToOne(sum: 0.875), "the probabilities sum to 0.875; expected 1"),
      (.tooFewScenarios(found: 5, required: 10), "there are 5 rows; expected at least 10"),
      (.tooFewScenarios(found: 1, required: 10), "there is 1 row; expected at least 10"),
      (.tooFewScenarios(found: 0, required: 1), "there are 0 rows; expected at least 1"),
      (.invalidParameter(name: "decay", value: 1.25), "decay is 1.25, which is out of range"),
      (
        .invalidForecast(index: 8, valueAtRisk: 3.5, expectedShortfall: 2.25),
        "row 9 has a value at risk of 3.5 and an expected shortfall of 2.25; expected a shortfall that is positive and at "
          + "least the value at risk"
      ),
      (
        .outsideCornishFisherDomain(skewness: -2.5, excessKurtosis: 0.5),
        "the Cornish-Fisher expansion is no quantile for skewness -2.5 and excess kurtosis 0.5"
      ),
      (
        .notPositiveSemidefinite(remainder: 0.1),
        "the covariance has a negative eigenvalue; expected a positive semidefinite matrix"
      ),
      (.noConvergence(at: 0.5), "a search for a risk measure did not converge"),
      (.missingFactor(name: "BTC rate"), "nothing tells how BTC rate moves; expected it among the factors"),
      (
        .unknownAssets(names: ["SOL", "DOGE"], known: ["BTC", "ETH"]),
        "the stress names SOL, DOGE, of which the book holds nothing; it holds BTC, ETH"
      ),
      (
        .invalidShock(underlying: "BTC", name: "spot", value: -1.25),
        "the shock of BTC has spot -1.25, which gives no positive, finite price"
      ),
      (
        .inapplicableScenario(name: "crash", underlying: "ETH", field: "volatility", value: -2),
        "the stress scenario \"crash\" cannot be applied: volatility of ETH is -2.0; expected a move that leaves every price "
          + "positive and finite"
      ),
    ]

    @Test("A risk measure's, rows from 1", arguments: riskCases.map { WordCase($0, $1) })
    func risk(_ entry: WordCase) { entry.check() }

    static let analysesCases: [(AnalysisError, String)] = [
      (
        .missingHistory(underlying: "SOL", available: ["BTC", "ETH"]),
        "the history has no column for SOL; its columns are BTC, ETH"
      ),
      (
        .oldHistory(ageInDays: 9, allowed: 4),
        "the days that the histories have in common end 9 days before the snapshot; expected at most 4, as "
          + "--oldest-history says"
      ),
      (
        .tooFewForecasts(found: 3, required: 50),
        "3 days are left to forecast after the first window, by the dates and the step asked for; expected at least 50"
      ),
      (.emptyBook, "the book is empty; expected at least one position, or open interest in the chain"),
      (
        .unrelatedStress(named: ["SOL", "DOGE", "SOL"], underlyings: ["ETH", "BTC"]),
        "the stress set names DOGE, SOL, none of which the book holds; it holds ETH, BTC"
      ),
      (
        .unknownUnit("SOL", known: ["USD", "BTC"]),
        "the pool counts in, or holds, SOL, which no market gives a price of; expected USD, BTC"
      ),
      (
        .shardsNeedFullRevaluation, "shards are valued in full and count alike; expected --revaluation full"
      ),
      (.invalidShardCount(-3), "-3 shards are out of range; expected 1 or more"),
    ]

    @Test("An analysis's", arguments: analysesCases.map { WordCase($0, $1) })
    func analysis(_ entry: WordCase) { entry.check() }

    private struct Unknown: Error {}

    @Test("An error that no data bring about has no words: it is a bug")
    func bug() {
      #expect(Explanation(of: Unknown())?.text == nil)
      #expect(Explanation(of: CancellationError())?.text == nil)
    }
  }
#endif
