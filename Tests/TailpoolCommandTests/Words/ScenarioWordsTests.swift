#if Command
  import Tailpool
  import Testing

  @testable import TailpoolCommand

  @Suite("Words of errors: histories, scenarios, revaluation")
  struct ScenarioWordsTests {
    static let scenariosCases: [(ScenarioError, String)] = [
      (.noAssets, "no asset is named; expected at least one"),
      (.duplicateAsset(name: "ETH"), "ETH is asked for twice"),
      (
        .unknownAsset(name: "SOL", available: ["BTC", "ETH"]), "the history has no column SOL; its columns are BTC, ETH"
      ),
      (
        .tooFewObservations(found: 7, required: 30),
        "the history has 7 complete returns that can be used; expected at least 30"
      ),
      (
        .noCommonReturn(first: .spot("A"), second: .spot("B"), firstReturns: 4, secondReturns: 9),
        "A, with 4 returns, and B, with 9, have none in a common row"
      ),
      (
        .noCommonReturn(first: .spot("A"), second: .spot("A"), firstReturns: 0, secondReturns: 0),
        "the history has no return of A"
      ),
      (.invalidSpan(-2), "a return cannot span -2 rows; expected 1 or more"),
      (.invalidPeriodsPerYear(-3.5), "-3.5 periods a year are out of range"),
      (
        .differentCutTimes(first: 28_800, second: 75_600),
        "the histories were taken at different times of the day: 28800 and 75600 seconds after midnight UTC"
      ),
      (.invalidHorizon(days: -4), "the horizon of -4.0 days is out of range"),
      (.invalidScenarioCount(-5), "-5 scenarios are out of range"),
      (.invalidStandardDeviation(-0.5), "a standard deviation of -0.5 is out of range"),
      (
        .notPositiveDefinite(leadingMinor: 2, factor: .volatility("ETH")),
        "the covariance is not positive definite: its leading minor 2, at ETH volatility, is not positive; "
          + "expected returns that are not combinations of each other, or an estimator that shrinks, as ledoit-wolf"
      ),
    ]

    @Test("A scenario's", arguments: scenariosCases.map { WordCase($0, $1) })
    func scenario(_ entry: WordCase) { entry.check() }

    @Test("A scenario's that has no words of its own is told with its numbers")
    func other() {
      let text = Explanation(of: ScenarioError.tooManyFactors(found: 41, largest: 32))?.text ?? ""
      #expect(text.hasPrefix("the scenarios cannot be made: ") && text.contains("41") && text.contains("32"), "\(text)")
    }

    static let revaluationsCases: [(RevaluationError, String)] = [
      (.invalidPosition(id: "p4"), "position p4 has a value out of range"),
      (.invalidHorizon(days: -1), "the horizon of -1.0 days is out of range"),
      (.invalidSlope(.infinity), "a surface shift with the slope inf is out of range"),
      (.notCovered(["BTC", "ETH"]), "no scenario moves BTC, ETH"),
      (
        .undrawnFactors([.rate("BTC"), .correlation("BTC", "ETH")]),
        "the scenarios do not draw BTC rate, BTC ETH correlation, on which the book depends; expected a source that does"
      ),
      (
        .invalidMove("BTC", field: "spot", value: -1.5),
        "a move of BTC has spot -1.5, which gives no positive, finite price"
      ),
      (.nonFiniteScenario(12), "scenario 12 is too large: its profit and loss is not finite"),
      (.nonFiniteShift("ETH"), "a stress move of ETH is too large: its profit is not finite"),
      (.canceled, "canceled"),
    ]

    @Test(
      "A revaluation's; scenarios count from 0, as in pnl.csv", arguments: revaluationsCases.map { WordCase($0, $1) })
    func revaluation(_ entry: WordCase) { entry.check() }

    @Test("Eight names are told, of more the first eight")
    func longLists() {
      let names = (1...9).map { "A\($0)" }
      #expect(Explanation.list(Array(names.prefix(8))) == "A1, A2, A3, A4, A5, A6, A7, A8")
      #expect(Explanation.list(names) == "A1, A2, A3, A4, A5, A6, A7, A8, …")
      #expect(Explanation.list([]) == "")
    }
  }
#endif
