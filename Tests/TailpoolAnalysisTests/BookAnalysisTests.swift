import TailpoolMarket
import TailpoolPricing
import TailpoolReport
import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("Analysis of a book without any pool")
struct BookAnalysisTests {
  static func run(
    _ model: ScenarioModel = .gaussian, scenarios: Int = 4_000, seed: UInt64 = 1, threads: Int = 2,
    levels: [ConfidenceLevel] = [.percent95, .percent99], shortfallLevels: [ConfidenceLevel] = [.percent97Point5],
    revaluation: RevaluationMode = .full, shards: Int? = nil
  ) async throws -> BookAnalysis {
    try await BookAnalysis.run(
      ReportInputs.sample().analysis(),
      settings: AnalysisSettings(
        scenarios: scenarios, seed: seed, threads: threads, record: .none, marks: .quotes, model: model, levels: levels,
        shortfallLevels: shortfallLevels, revaluation: revaluation, shards: shards))
  }

  /// The analysis by the defaults, made once.
  static let shared = Task { try await run() }

  @Test("Gaussian moves are the Gaussian scenarios of the estimator's covariance, bit for bit")
  func gaussian() async throws {
    let analysis = try await Self.shared.value
    let source = try GaussianScenarios(covariance: analysis.covariance, count: 4_000, seed: 1)
    let values = try analysis.revaluation.profitAndLoss(over: source)
    #expect(values == analysis.profitAndLoss)
    let distribution = try ProfitAndLossDistribution(values)
    #expect(
      analysis.headline.valuesAtRisk == [.percent95, .percent99].map(distribution.valueAtRisk)
        && analysis.headline.expectedShortfalls == [distribution.expectedShortfall(.percent97Point5)])
    #expect(analysis.headline.mean == distribution.mean && analysis.headline.worst == distribution.minimum)
    #expect(analysis.risks.map(\.model) == ["gaussian", "historical"])
    #expect(analysis.risk(of: "historical") == analysis.historical && analysis.risk(of: "t-copula") == nil)
  }

  @Test("Levels that are asked for are measured, whatever their order, beside those that limits and headline need")
  func levels() async throws {
    let percents = [99.5, 90, 99.9]
    let levels = try percents.map { try #require(ConfidenceLevel(percent: $0)) }
    let analysis = try await Self.run(levels: levels, shortfallLevels: levels)
    let distribution = try ProfitAndLossDistribution(analysis.profitAndLoss)
    for risk in analysis.risks.map(\.risk) {
      #expect(risk.valuesAtRisk.map(\.label) == ["VaR 90%", "VaR 99%", "VaR 99.5%", "VaR 99.9%"])
      #expect(risk.expectedShortfalls.map(\.label) == ["ES 90%", "ES 97.5%", "ES 99.5%", "ES 99.9%"])
    }
    for level in levels {
      #expect(analysis.headline.valueAtRisk(level) == distribution.valueAtRisk(level), "\(level)")
      #expect(analysis.headline.expectedShortfall(level) == distribution.expectedShortfall(level), "\(level)")
    }
    #expect(analysis.headline.valueAtRisk(.percent95) == nil)
    // The other numbers of the analysis know the levels as well.
    let named = analysis.settings.measures
    #expect(analysis.approximations.measures.map(\.subject) == named.map { .measure($0) })
    #expect(!analysis.correlations.isEmpty && named.contains { $0.level > .percent95 })
    for row in analysis.correlations {
      for measure in named where measure.level > .percent95 {
        #expect(row.loss(measure).isFinite, "\(row.name), \(measure.label)")
      }
    }
    // What does not depend on a level is what it was.
    let plain = try await Self.shared.value
    #expect(analysis.headline.headlineShortfall == plain.headline.headlineShortfall)
    #expect(analysis.attribution == plain.attribution && analysis.twists == plain.twists)
  }

  @Test("The parts add up to the expected shortfall, and agree with a book of each position alone")
  func attribution() async throws {
    let analysis = try await Self.shared.value
    let shortfall = analysis.headline.headlineShortfall.value
    let (byExpiry, byPosition) = (analysis.attribution.byExpiry, analysis.attribution.byPosition)
    for parts in [byExpiry, byPosition] {
      #expect(abs(parts.reduce(0) { $0 + $1.expectedShortfall } - shortfall) < 1e-10 * shortfall)
      #expect(abs(parts.reduce(0) { $0 + $1.share } - 1) < 1e-10)
    }
    let shares = [(name: "a", share: 0.75), (name: "b", share: 0.25)]
    let members = analysis.parts(ofParticipants: shares)
    #expect(members.map(\.subject) == [.participant("a"), .participant("b")])
    #expect(members.map(\.expectedShortfall) == [0.75 * shortfall, 0.25 * shortfall])

    let tail = try ProfitAndLossDistribution(analysis.profitAndLoss).tailScenarios(.percent97Point5)
    let gross = analysis.attribution.positionLosses.map { abs($0) }.max() ?? 0
    for index in analysis.holding.valuation.positions.indices.prefix(5) {
      let position = analysis.holding.valuation.positions[index]
      let alone = try BookRevaluation(
        PricedBook(asOf: analysis.snapshot.asOf, positions: [position]),
        volatilityMoves: analysis.settings.volatilityMoves)
      let profits = try await alone.profitAndLoss(at: tail.map(\.index), of: analysis.scenarios.source)
      let loss = zip(tail, profits).reduce(0.0) { (sum: Double, pair) in sum - pair.0.weight * pair.1 }
      #expect(
        abs(loss - analysis.attribution.positionLosses[index]) < 1e-12 * gross,
        "\(position.position.id): \(loss), \(analysis.attribution.positionLosses[index])")
    }
  }

  @Test("Amounts of loss have their most plausible moves, and no amount has none")
  func reverse() async throws {
    let analysis = try await Self.shared.value
    let shortfall = analysis.headline.headlineShortfall.value
    let rows = try analysis.reverseStress([("the shortfall", shortfall), ("twice that", 2 * shortfall)])
    #expect(rows.map(\.name) == ["the shortfall", "twice that"] && rows.map(\.loss) == [shortfall, 2 * shortfall])
    for row in rows {
      let result = try #require(row.result, "\(row.name)")
      #expect(abs(result.profitAndLoss + row.loss) < 1e-9 * row.loss, "\(row.name)")
    }
    #expect((rows[0].result?.distance ?? .nan) < (rows[1].result?.distance ?? .nan))
    #expect(try analysis.reverseStress([]).isEmpty)
    #expect(throws: RiskError.invalidParameter(name: "loss", value: -1)) { try analysis.reverseStress([("", -1)]) }
  }

  @Test("The numbers do not depend on the threads")
  func threads() async throws {
    let (two, one) = (try await Self.shared.value, try await Self.run(threads: 1))
    #expect(one.profitAndLoss == two.profitAndLoss && one.risks == two.risks && one.attribution == two.attribution)
    #expect(one.correlations == two.correlations && one.backtest == two.backtest && one.stress == two.stress)
  }

  @Test("A book that no history serves, and a stress set that names nothing of it, are typed errors")
  func errors() async throws {
    let book = try #require(try ReportInputs.sample().book)
    var strange = try ReportInputs.sample().analysis()
    strange.history = PriceHistory(assets: ["NIX"], dates: [], prices: [[]])
    let (history, underlyings) = (strange, book.underlyings)
    await #expect(throws: AnalysisError.missingHistory(underlying: underlyings[0], available: ["NIX"])) {
      try await BookAnalysis.run(history)
    }
    var unrelated = try ReportInputs.sample().analysis()
    unrelated.stress = StressSet(scenarios: [
      StressScenario(name: "x", move: MarketMove(spotReturns: ["NIX": -0.1]))
    ])
    let stress = unrelated
    await #expect(throws: AnalysisError.unrelatedStress(named: ["NIX"], underlyings: underlyings)) {
      try await BookAnalysis.run(stress, settings: AnalysisSettings(scenarios: 200, record: .none, marks: .quotes))
    }
    var empty = try ReportInputs.sample().analysis()
    empty.book = try Book(positions: [])
    let none = empty
    await #expect(throws: AnalysisError.emptyBook) { try await BookAnalysis.run(none) }
  }
}
