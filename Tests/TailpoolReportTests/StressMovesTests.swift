import Foundation
import TailpoolAnalysis
import TailpoolMarket
import TailpoolPools
import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolReport

@Suite("Rows of the stress table tell the whole move")
struct StressMovesTests {
  private static func period(days: Int) -> StressScenario.Period? {
    CalendarDate(year: 2020, month: 3, day: 11).flatMap { .init(from: $0, to: $0.advanced(byDays: days)) }
  }

  /// A row of the inner table of a scenario: what text and page show, and what programs read.
  private func row(
    _ scenario: StressScenario, of underlying: Underlying = "BTC", spot: Double = 80_645
  ) throws -> (spot: String, volatility: String, json: JSONValue) {
    let result = StressResult(
      scenario: scenario, profitAndLoss: -1, byUnderlying: [underlying: -1], coinByUnderlying: [:], notCovered: [])
    let table = result.parts([underlying: spot])
    let cells = try #require(table.rows.first)
    #expect(cells.count == table.columns.count)
    guard case .array(let rows) = table.json, let json = rows.first else { throw RiskError.empty }
    return (cells[1].text, cells[3].text, json)
  }

  private func number(_ json: JSONValue, _ key: String) -> Double {
    if case .number(let value)? = json.at(key) { value } else { .nan }
  }

  @Test("A return and dollars over spot are one move, points stand beside the factor")
  func whole() throws {
    let move = UnderlyingMove(spotReturn: -0.1, spotShift: -5_000, volatilityShift: 0.1)
    let row = try row(StressScenario(name: "x", move: MarketMove(["BTC": move])))
    // 0.9 · 80,645 − 5,000 = 67,580.5, which is 0.838 of 80,645.
    #expect(row.spot == "-16.2% (-10% and -$5,000)" && row.volatility == "+10 points")
    #expect(abs(number(row.json, "spotReturn") + 0.162) < 1e-6, "\(row.json)")
    #expect(number(row.json, "appliedShift") == -5_000 && number(row.json, "volatilityPoints") == 10)
    #expect(number(row.json, "volatilityFactor") == 1 && row.json.at("volatilitySource") == .string("named"))
    let both = try self.row(
      StressScenario(
        name: "x", move: MarketMove(["BTC": .init(spotShift: 1_000, volatilityFactor: 1.5, volatilityShift: -0.025)])),
      spot: 20_000)
    #expect(both.spot == "+5% (+$1,000)" && both.volatility == "+50% (-2.5 points)")
    #expect(number(both.json, "spotReturn") == 0.05 && number(both.json, "volatilityFactor") == 1.5)
  }

  @Test("What is named and stays, and what is not named, are told apart")
  func unmoved() throws {
    let volatility = try row(
      StressScenario(name: "VIX alone", move: MarketMove(spotReturns: [:], volatilityFactors: ["SPX": 1.65])), of: "SPX"
    )
    #expect(volatility.spot == "unmoved" && volatility.volatility == "+65%")
    #expect(number(volatility.json, "spotReturn") == 0 && number(volatility.json, "volatilityFactor") == 1.65)
    let spot = try row(StressScenario(name: "spot alone", move: MarketMove(spotReturns: ["BTC": -0.2])))
    #expect(spot.spot == "-20%" && spot.volatility == "unmoved")
    #expect(number(spot.json, "volatilityFactor") == 1 && spot.json.at("volatilitySource") == .string("unmoved"))
    let other = try row(StressScenario(name: "another", move: MarketMove(spotReturns: ["ETH": -0.2])))
    #expect(other.spot == "not named" && other.volatility == "not named")
    for key in ["spotReturn", "appliedShift", "volatilityFactor", "volatilityPoints", "volatilitySource", "rateShift"] {
      #expect(other.json.at(key) == .null, "\(key)")
    }
    let still = try row(StressScenario(name: "nought", move: MarketMove(spotReturns: ["BTC": 0])))
    #expect(still.spot == "0%")
  }

  @Test("A record without volatilities says so, and a fitted response is marked")
  func past() throws {
    let move = MarketMove(spotReturns: ["BTC": -0.36], volatilityFactors: ["BTC": 1.25])
    let fitted = try row(
      StressScenario(name: "x", period: Self.period(days: 5), move: move, fittedVolatilities: ["BTC"]))
    #expect(fitted.volatility == "+25%*" && fitted.json.at("volatilitySource") == .string("fitted"))
    let none = try row(
      StressScenario(name: "x", period: Self.period(days: 1), move: MarketMove(spotReturns: ["BTC": -0.36])))
    #expect(none.volatility == "no record" && none.json.at("volatilitySource") == .string("unmoved"))
  }

  @Test("A tenth of the capital: the chance of losing it, not of a point as far out, in text, page and JSON")
  func chance() async throws {
    var inputs = try ReportInputs.sample()
    inputs.mutualPool = nil
    // Some three times the expected shortfall.
    inputs.pool = try PoolDescription(unit: "USD", participants: [Participant(id: "a", contribution: 1_640_000)])
    let result = try await PoolRiskReport.make(
      from: inputs, settings: AnalysisSettings(scenarios: 4_000, record: .none, marks: .quotes, model: .gaussian))
    let row = try #require(result.report.analysis?.reverse.first { $0.name == "10% of the capital" })
    let chance = try #require(row.chance)
    let lost = result.profitAndLoss.count { -$0 >= row.loss }
    #expect(chance.value == Double(lost) / 4_000 && chance.value > 0.05 && chance.value < 0.1, "\(chance)")
    // Two spots and two volatilities: the chance of a point so far out, in any direction.
    let half = 0.5 * pow(try #require(row.result).distance, 2)
    #expect(exp(-half) * (1 + half) > 0.85, "\(row)")
    let shown = "\(NumberText.significant(chance.value, 2)) ± "
    #expect(result.report.text(width: 160).contains(shown) && result.report.html().contains(shown), "\(shown)")
    let json = try #require(result.report.document.json.elements("analysis", "reverseStress")?.first)
    #expect(json.at("probability") == .number(chance.value) && json.at("probabilitySource") == .string("simulated"))
    #expect(json.at("probabilityError") == chance.standardError.map(JSONValue.number))
  }

  @Test("Days and what moves besides are told in all three forms")
  func besides() async throws {
    var inputs = try ReportInputs.sample()
    let own = UnderlyingMove(spotReturn: -0.1, spotShift: -5_000, volatilityShift: 0.1, termTwist: 0.2, rateShift: 0.01)
    inputs.stress = StressSet(scenarios: [
      StressScenario(
        name: "past", period: Self.period(days: 5), move: MarketMove(spotReturns: ["BTC": -0.36, "ETH": -0.4])),
      StressScenario(name: "own", move: MarketMove(["BTC": own], correlationShifts: [["BTC", "ETH"]: -0.3])),
    ])
    let report = try await PoolRiskReport.make(
      from: inputs, settings: AnalysisSettings(scenarios: 200, record: .none, marks: .quotes, model: .gaussian)
    ).report
    #expect(report.stressResults[0].scenario.fittedVolatilities == ["BTC", "ETH"])
    // Lines of text are broken where they are long.
    let text = report.text(width: 240).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let (page, json) = (report.html(), report.document.json)
    // 0.1 + 5,000 / 91,340.27 is 15.47 %.
    for words in [
      "5 days", "applied at once, however many days", "* The past has no record", "%*", "-15.5% (-10% and -$5,000)",
      "+10 points", "BTC term twist 0.2; BTC rate +1% a year; correlation of BTC and ETH by -0.3",
    ] {
      let isShown = { (form: String) in form.contains(words) }
      #expect(isShown(text), "\(words)")
      #expect(isShown(page.replacing("−", with: "-")), "\(words)")
    }
    let scenarios = try #require(json.elements("stress", "scenarios"))
    #expect(scenarios[0].at("days") == .integer(5) && scenarios[1].at("days") == .null)
    #expect(scenarios.allSatisfy { $0.at("appliedAtOnce") == .truth(true) })
    let moved = try #require(scenarios[1].elements("parts")?.first)
    #expect(moved.at("termTwist") == .number(0.2) && moved.at("rateShift") == .number(0.01))
    #expect(scenarios[1].elements("correlationShifts")?.first?.at("value") == .number(-0.3))
  }

  @Test("What a scenario would cost under parallel moves of the volatility stands beside it, and is what it then costs")
  func parallel() async throws {
    var inputs = try ReportInputs.sample()
    inputs.stress = StressSet(scenarios: [
      StressScenario(
        name: "up", move: MarketMove(spotReturns: ["BTC": -0.1], volatilityFactors: ["BTC": 2, "ETH": 2])),
      StressScenario(name: "spot", move: MarketMove(spotReturns: ["BTC": -0.1])),
      StressScenario(
        name: "twisted", move: MarketMove(["BTC": .init(volatilityFactor: 2, skewTwist: 0.1)])),
    ])
    func made(_ moves: VolatilityMoves) async throws -> PoolRiskReport {
      try await PoolRiskReport.make(
        from: inputs,
        settings: AnalysisSettings(
          scenarios: 200, record: .none, marks: .quotes, volatilityMoves: moves, model: .gaussian)
      ).report
    }
    let (decay, parallel) = (try await made(.decay), try await made(.parallel))
    #expect(decay.stressResults.map(\.parallelProfitAndLoss) == parallel.stressResults.map(\.profitAndLoss))
    #expect(parallel.stressResults.allSatisfy { $0.parallelProfitAndLoss == nil })
    for (one, other) in zip(decay.stressResults, parallel.stressResults) {
      // Without a move of the volatility there is nothing to decay.
      let isSpot = one.scenario.name == "spot"
      let gap = abs(one.profitAndLoss - other.profitAndLoss)
      #expect(isSpot ? gap < 1e-6 : gap > 1_000, "\(one.scenario.name): \(one.profitAndLoss), \(other.profitAndLoss)")
    }
    let shown = NumberText.money(parallel.stressResults[0].profitAndLoss)
    #expect(decay.text(width: 160).contains(shown) && decay.text(width: 160).contains("parallel"), "\(shown)")
    #expect(decay.html().contains(shown.replacing("-", with: "−")), "\(shown)")
    let row = try #require(decay.document.json.elements("stress", "scenarios")?.first)
    #expect(row.at("parallelProfitAndLoss") == .number(parallel.stressResults[0].profitAndLoss))
    #expect(decay.document.json.at("run", "volatilityMoves") == .string("decay"))
    #expect(parallel.document.json.at("run", "volatilityMoves") == .string("parallel"))
  }
}
