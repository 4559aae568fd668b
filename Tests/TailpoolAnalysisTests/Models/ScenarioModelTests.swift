import TailpoolMarket
import TailpoolNumerics
import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("Models of scenarios by name")
struct ScenarioModelTests {
  @Test(
    "A name that is read is printed again",
    arguments: [
      "gaussian", "gaussian:sobol", "gaussian:antithetic", "student-t:5", "student-t:2.5:sobol", "t-copula",
      "t-copula:4",
      "t-copula:sobol", "t-copula:0.5:antithetic", "gaussian-copula", "gaussian-copula:sobol", "historical",
      "filtered-history", "filtered-garch", "filtered-ewma:0.94", "importance",
    ])
  func roundTrip(name: String) throws {
    #expect(try #require(ScenarioModel(name)).description == name)
  }

  @Test(
    "A name that is not one, or has a number out of range, is not read",
    arguments: [
      "", ":", "Gaussian", "gaussian:5", "gaussian:random", "student-t", "student-t:", "student-t:2", "student-t:-5",
      "student-t:nan", "student-t:inf", "student-t:5:5", "student-t:5:sobol:sobol", "t-copula:0", "t-copula:x",
      "gaussian-copula:4", "historical:sobol", "historical:5", "filtered-history:3", "filtered-ewma", "filtered-ewma:0",
      "filtered-ewma:1", "filtered-ewma:0.94:sobol", "importance:antithetic", "bootstrap", "sobol",
    ])
  func unread(name: String) {
    #expect(ScenarioModel(name) == nil, "\(name)")
  }

  @Test("Every form that help shows is read when its number is filled in")
  func forms() {
    for form in ScenarioModel.forms {
      let name = form.replacing("NU", with: "5").replacing("DECAY", with: "0.9")
      #expect(ScenarioModel(name) != nil, "\(form)")
    }
  }

  @Test("The message about a name that is none has every form, every ending and what the numbers may be")
  func formsText() {
    let text = ScenarioModel.formsText
    #expect(
      text.hasPrefix("gaussian, student-t:NU, t-copula, t-copula:NU, gaussian-copula, historical, filtered-history, "))
    #expect(
      text.contains("filtered-ewma:DECAY, importance; NU is more than 2 for student-t and more than 0 for t-copula"))
    #expect(text.hasSuffix("the first five may end in :antithetic or :sobol"))
  }

  @Test("Numbers out of range are typed errors of the run")
  func outOfRange() throws {
    let inputs = try Self.inputs()
    #expect(throws: ScenarioError.invalidDegreesOfFreedom(2)) {
      try ScenarioModel.studentT(degreesOfFreedom: 2).scenarios(inputs)
    }
    #expect(throws: ScenarioError.invalidDegreesOfFreedom(-1)) {
      try ScenarioModel.studentTCopula(degreesOfFreedom: -1).scenarios(inputs)
    }
    var few = inputs
    few.returns = Self.panel(observations: 29)
    for model in [ScenarioModel.gaussianCopula, .filteredHistory, .studentTCopula()] {
      #expect(throws: ScenarioError.tooFewObservations(found: 29, required: 30), "\(model)") {
        try model.scenarios(few)
      }
    }
    var none = inputs
    none.count = 0
    #expect(throws: ScenarioError.invalidScenarioCount(0)) { try ScenarioModel.gaussian.scenarios(none) }
    #expect(throws: RiskError.tooFewScenarios(found: 1, required: 2)) {
      try ScenarioModel.custom(
        name: "mine", source: ListedScenarios([[0, 0], [0, 0]], underlyings: ["A"]), likelihoodRatios: [1]
      ).scenarios(inputs)
    }
  }

  @Test("The past has as many scenarios as returns; all else as many as asked for, or what it needs")
  func counts() throws {
    let inputs = try Self.inputs()
    for name in ScenarioModel.forms {
      let model = try #require(
        ScenarioModel(name.replacing("NU", with: "5").replacing("DECAY", with: "0.9")), "\(name)")
      let drawn = try model.scenarios(inputs)
      #expect(drawn.source.count == (name == "historical" ? 60 : 250), "\(name)")
      var unasked = inputs
      unasked.count = nil
      let isPast = name == "historical" || name.hasPrefix("filtered-")
      #expect(try model.scenarios(unasked).source.count == (isPast ? 60 : 10_000), "\(name)")
      #expect(drawn.source.underlyings == ["A"], "\(name)")
      #expect((drawn.likelihoodRatios != nil) == (name == "importance"), "\(name)")
    }
  }

  @Test("An exponentially weighted filter applies the past move over its day's volatility to today's")
  func exponentialFilter() throws {
    let decay = 0.9
    let panel = Self.panel(observations: 60)
    var inputs = try Self.inputs()
    inputs.count = nil
    let drawn = try ScenarioModel(.filteredEWMA(decay: decay)).scenarios(inputs)
    // h' = decay h + (1 − decay) r², from the variance of the window on: each row is a scenario, in its order.
    let model = try GARCHModel(omega: 0, alpha: 1 - decay, beta: decay)
    let returns = Array(panel.returns.column(0))
    let variances = model.variances(of: returns)
    let next = variances[returns.count]
    let possible = zip(returns, variances).map { $0 / $1.squareRoot() * next.squareRoot() }
    var block = ScenarioBlock(scenarios: Array(0..<60), factors: drawn.source.factors)
    drawn.source.fill(&block)
    for (index, move) in block.column(0).enumerated() {
      #expect(abs(possible[index] - move) < 1e-15, "scenario \(index): \(move)")
    }
  }

  // MARK: - Made-up inputs

  private static func panel(observations: Int) -> ReturnPanel {
    let moves = (0..<observations).map { day -> Double in
      let place = (day * 7_919 + 13) % 101 - 50
      return 4e-4 * Double(place) + 1e-4 * Double(day % 3)
    }
    let start = CalendarDate(year: 2026, month: 1, day: 1)?.daysSinceEpoch ?? 0
    return ReturnPanel(
      factors: [.spot("A")], dates: (0..<observations).map { CalendarDate(daysSinceEpoch: start + $0) },
      returns: .init(rows: observations, columns: 1, storage: moves))
  }

  private static func inputs() throws -> ScenarioModel.Inputs {
    let panel = panel(observations: 60)
    return ScenarioModel.Inputs(
      covariance: try SampleCovariance().covariance(of: panel), returns: panel,
      derivatives: DeltaGammaBook(parts: [
        DeltaGammaBook.Part(underlying: "A", dollarDelta: 100, dollarGamma: -5_000, dollarVega: -50, theta: 1)
      ]), count: 250, seed: 3)
  }
}
