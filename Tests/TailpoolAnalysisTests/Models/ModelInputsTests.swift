import Foundation
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

/// Two assets, of which B alone has a volatility, over sixty made-up days.
@Suite("What models of scenarios are made from")
struct ModelInputsTests {
  private static let factors: [RiskFactor] = [.spot("A"), .spot("B"), .volatility("B")]

  private static let returns: [[Double]] = (0..<3).map { column in
    (0..<60).map { day in
      let place = (day * [7_919, 6_143, 4_507][column] + 13) % 101 - 50
      return [4e-4, 6e-4, 1e-3][column] * Double(place) * (1 + 0.5 * sin(0.3 * Double(day)))
    }
  }

  private static let panel = ReturnPanel(
    factors: factors, dates: (0..<60).map { CalendarDate(daysSinceEpoch: 20_000 + $0) },
    returns: Matrix(rows: 60, columns: 3, storage: returns.flatMap(\.self)))

  private static func inputs(
    filters: [RiskFactor: VolatilityFilter] = [:], count: Int? = nil, days: Double = 1
  ) throws -> ScenarioModel.Inputs {
    func part(_ name: Underlying) -> DeltaGammaBook.Part {
      DeltaGammaBook.Part(underlying: name, dollarDelta: 100, dollarGamma: -5_000, dollarVega: -50, theta: 1)
    }
    return ScenarioModel.Inputs(
      covariance: try SampleCovariance().covariance(of: panel), returns: panel, filters: filters,
      derivatives: DeltaGammaBook(parts: [part("A"), part("B")]), count: count, seed: 3, horizonInDays: days)
  }

  private static func moves(_ drawn: DrawnScenarios, of factor: RiskFactor) throws -> [Double] {
    let column = try #require(drawn.source.factors.firstIndex(of: factor))
    return Array(drawn.source.block(of: Array(0..<drawn.source.count)).column(column))
  }

  /// Moves over the deviation of their day times the next one's, by weights that fall by 6 % a day from the window's own
  /// variance on.
  private static func exponential(_ returns: [Double]) -> [Double] {
    let mean = returns.reduce(0, +) / Double(returns.count)
    var variance = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(returns.count)
    let variances = returns.map { value in
      defer { variance = 0.94 * variance + 0.06 * value * value }
      return variance
    }
    return zip(returns, variances).map { $0 * (variance / $1).squareRoot() }
  }

  @Test("Filtered history: spots by what is known, else by a GARCH of their own; volatilities by weights of 0.94")
  func filteredHistory() throws {
    let past = (0..<60).map { 0.01 + 1e-4 * Double($0) }
    let drawn = try ScenarioModel.filteredHistory.scenarios(
      Self.inputs(filters: [.spot("B"): .known(past: past, next: 0.02)]))
    for (found, (value, deviation)) in zip(try Self.moves(drawn, of: .spot("B")), zip(Self.returns[1], past)) {
      #expect(abs(found - value / deviation * 0.02) < 1e-15)
    }
    for (found, expected) in zip(
      try Self.moves(drawn, of: .volatility("B")), Self.exponential(Self.returns[2]))
    {
      #expect(abs(found - expected) < 1e-14)
    }
    let model = try GARCHModel.Fit(to: Self.returns[0], factor: .spot("A")).model
    let variances = model.variances(of: Self.returns[0])
    for (day, found) in try Self.moves(drawn, of: .spot("A")).enumerated() {
      let expected = Self.returns[0][day] * (variances[60] / variances[day]).squareRoot()
      #expect(abs(found - expected) < 1e-14, "\(day)")
    }
    #expect(drawn.fixedVolatilities == ["A"] && drawn.assumedVolatilities.isEmpty)
    // What is known of a volatility comes before the weights, too.
    let known = try ScenarioModel.filteredHistory.scenarios(
      Self.inputs(filters: [.volatility("B"): .known(past: past, next: 0.03)]))
    let first = try Self.moves(known, of: .volatility("B"))[0]
    #expect(abs(first - Self.returns[2][0] / 0.01 * 0.03) < 1e-14)
  }

  @Test("A GARCH of each factor takes no notice of what is known, nor do weights of a decay")
  func ownFilters() throws {
    let past = [Double](repeating: 0.01, count: 60)
    let filters: [RiskFactor: VolatilityFilter] = [.spot("B"): .known(past: past, next: 5)]
    for model in [ScenarioModel.filteredGARCH, ScenarioModel(.filteredEWMA(decay: 0.94)), .historical, .gaussian] {
      let (with, without) = try (
        Self.moves(model.scenarios(Self.inputs(filters: filters, count: 50)), of: .spot("B")),
        Self.moves(model.scenarios(Self.inputs(count: 50)), of: .spot("B"))
      )
      #expect(with == without, "\(model)")
    }
    let weighted = try ScenarioModel(.filteredEWMA(decay: 0.94)).scenarios(Self.inputs())
    for (found, expected) in zip(try Self.moves(weighted, of: .spot("A")), Self.exponential(Self.returns[0])) {
      #expect(abs(found - expected) < 1e-15)
    }
  }

  @Test("Volatilities without a history are assumed to move where moves are drawn, and stay where days are taken")
  func withoutHistory() throws {
    for name in ["gaussian", "student-t:5", "t-copula:4", "gaussian-copula", "importance"] {
      let drawn = try #require(ScenarioModel(name)).scenarios(Self.inputs(count: 100))
      #expect(drawn.assumedVolatilities == ["A"] && drawn.fixedVolatilities.isEmpty, "\(name)")
      let moves = try Self.moves(drawn, of: .volatility("A"))
      #expect(moves.contains { abs($0) > 0.01 } && drawn.model == name, "\(name)")
    }
    for name in ["historical", "filtered-history", "filtered-history:smoothed", "filtered-garch"] {
      let drawn = try #require(ScenarioModel(name)).scenarios(Self.inputs())
      #expect(drawn.fixedVolatilities == ["A"] && drawn.assumedVolatilities.isEmpty, "\(name)")
      #expect(try Self.moves(drawn, of: .volatility("A")).allSatisfy { $0 == 0 }, "\(name)")
    }
  }

  @Test("Whole days beyond one are walked by as many draws as elsewhere; a part of a day takes each row once")
  func paths() throws {
    let model = ScenarioModel(.filteredEWMA(decay: 0.94))
    #expect(try model.scenarios(Self.inputs(days: 2)).source.count == 10_000)
    #expect(try model.scenarios(Self.inputs(count: 70, days: 2)).source.count == 70)
    let part = try model.scenarios(Self.inputs(days: 0.25))
    let whole = try Self.moves(model.scenarios(Self.inputs()), of: .spot("A"))
    #expect(part.source.count == 60)
    for (half, own) in zip(try Self.moves(part, of: .spot("A")), whole) { #expect(abs(half - own / 2) < 1e-16) }
    #expect(try model.scenarios(Self.inputs(days: 2.5)).source.count == 60)
  }

  @Test("Which models draw with the covariance, weigh alike, are of past days, and take other numbers")
  func kinds() throws {
    let rows: [(name: String, covariance: Bool, past: Bool, sampling: Bool)] = [
      ("gaussian", true, false, true), ("student-t:5", true, false, true), ("t-copula", false, false, true),
      ("gaussian-copula", false, false, true), ("historical", false, true, false),
      ("filtered-history", false, true, false), ("filtered-history:smoothed", false, true, false),
      ("filtered-garch", false, true, false), ("filtered-ewma:0.9", false, true, false),
      ("importance", true, false, false),
    ]
    for row in rows {
      let model = try #require(ScenarioModel(row.name))
      #expect(model.usesCovariance == row.covariance && model.isOfPastDays == row.past, "\(row)")
      #expect(model.takesSampling == row.sampling && model.weighsAlike == (row.name != "importance"), "\(row)")
    }
    let listed = ListedScenarios([[0, 0]], underlyings: ["A"])
    let (plain, weighted) = (
      ScenarioModel.custom(name: "x", source: listed),
      ScenarioModel.custom(name: "x", source: listed, likelihoodRatios: [1])
    )
    #expect(plain.weighsAlike && !weighted.weighsAlike && !plain.usesCovariance && !plain.isOfPastDays)
    #expect(plain.sampled(.sobol).description == "x" && ScenarioModel.gaussian.sampled(.sobol).sampling == .sobol)
  }

  @Test("Volatilities of scenarios that weigh unlike, over several days, of a market without weekends")
  func weighted() throws {
    let source = ListedScenarios(
      [[0.02, 9, 0.1, 9], [-0.04, 9, 0, 9], [0.01, 9, -0.1, 9]],
      factors: [.spot("A"), .volatility("A"), .spot("B"), .volatility("B")])
    let drawn = try ScenarioModel.custom(name: "x", source: source, likelihoodRatios: [0.5, 2, 1.5])
      .scenarios(Self.inputs())
    // From a Monday to a Wednesday: no weekend among them, and 252 days a year.
    let monday = 20_003
    let history = HistoryPanel(
      returns: ReturnPanel(
        factors: [.spot("A")], dates: (0..<3).map { CalendarDate(daysSinceEpoch: monday + $0) },
        returns: Matrix(rows: 3, columns: 1)),
      levels: [:], asOf: Timestamp(secondsSinceEpoch: 1_800_000_000))
    let none = VolatilityMarks(smiles: [], sourceCounts: [:], unusable: 0, medianMarkError: nil)
    let rows = ScenarioVolatility.all(of: drawn, marks: none, history: history, horizonInDays: 4)
    // Weights 1/8, 1/2 and 3/8: means −0.01375 and −0.025, mean squares 8.875e-4 and 0.005.
    let variances = [8.875e-4 - 0.01375 * 0.01375, 0.005 - 0.025 * 0.025]
    #expect(rows.map(\.underlying) == ["A", "B"])
    for (row, variance) in zip(rows, variances) {
      let expected = (variance * history.periodsPerYear / 4).squareRoot()
      #expect(abs(row.scenarios - expected) < 1e-14 && row.implied30Days == nil && row.implied7Days == nil, "\(row)")
    }
    #expect(history.periodsPerYear == 252 && CalendarDate(daysSinceEpoch: monday).weekday == 1)
  }

  @Test("A volatility without a history is taken to move by 5 % a day, as the report and the README say")
  func assumedVolatility() { #expect(AnalysisSettings.assumedVolatilityDeviation == 0.05) }
}
