import TailpoolPoolEngine
import TailpoolRisk
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("A portfolio of cover as a whole")
struct CoverAnalysisTests {
  /// Three lines of unlike counts and claims, two of them under one shock.
  static func portfolio() throws -> CoverPortfolio {
    let level = try #require(ConfidenceLevel(percent: 99))
    let first = try #require(ConfidenceLevel(percent: 90))
    let bridges = CoverShock.Hit(line: "bridges", probability: 0.8, claim: try fixed(30))
    let oracles = CoverShock.Hit(
      line: "oracles", probability: 0.5, claim: try DiscreteSeverity(amounts: [10, 50], probabilities: [0.5, 0.5]))
    var portfolio = try CoverPortfolio(
      name: "small", unit: "USD", lines: lines(factor: 1),
      shocks: [CoverShock(name: "storm", count: PoissonCount(mean: 0.1), hits: [bridges, oracles])], capital: 400,
      measure: .expectedShortfall(level))
    portfolio.levels = [first, level]
    portfolio.grid = try CoverPortfolio.Grid(step: 1, points: 1024)
    portfolio.waterfall = try LossWaterfall([
      LossLayer(name: "stake", units: 5_000), LossLayer(name: "members", units: 6_000),
    ])
    portfolio.reinsurance = try ReinsuranceProgram(stages: [
      [ReinsuranceTreaty(name: "layer", limit: 70, above: 60, share: 0.9)]
    ])
    portfolio.alternatives = [
      .init(name: "calm", weight: 0.6, lines: try lines(factor: 0.8)),
      .init(name: "busy", weight: 0.4, lines: try lines(factor: 1.3)),
    ]
    return portfolio
  }

  private static func fixed(_ amount: Double) throws -> DiscreteSeverity {
    try DiscreteSeverity(amounts: [amount], probabilities: [1])
  }

  private static func lines(factor: Double) throws -> [CoverLine] {
    try [
      CoverLine(
        name: "bridges", count: PoissonCount(mean: 1.2 * factor),
        claim: DiscreteSeverity(amounts: [5, 12, 40], probabilities: [0.5, 0.3, 0.2]), premium: 24),
      CoverLine(
        name: "custody",
        count: NegativeBinomialCount(mean: 0.8 * factor, variationOfMixing: (1.4 - 0.8).squareRoot() / 0.8),
        claim: ExponentialSeverity(mean: 6).policyLimit(30), premium: 6),
      CoverLine(
        name: "oracles", count: BinomialCount(trials: 10, probability: 0.05 * factor), claim: fixed(25), premium: 18),
    ]
  }

  @Test(
    "all numbers of three lines with a shock, from the joint law of each line and the rest",
    arguments: try ReferenceCase.cases("cover_analysis", fn: "portfolio"))
  func reference(row: ReferenceCase) throws {
    let portfolio = try Self.portfolio()
    let analysis = try CoverAnalysis(of: portfolio, threads: 2)
    func expect(_ numbers: [Double?], _ expected: [Double], _ what: String, _ tolerance: Double = 1e-11) {
      #expect(numbers.count == expected.count, "\(what)")
      for (number, value) in zip(numbers, expected) {
        #expect(abs((number ?? .nan) - value) <= tolerance * abs(value), "\(what): \(numbers) for \(expected)")
      }
    }
    let law = analysis.aggregate.distribution
    expect([analysis.meanLoss, law.variance], [row.double("mean"), row.double("variance")], "moments")
    expect(analysis.levels.map(\.valueAtRisk), row.doubles("valuesAtRisk"), "values at risk")
    expect(analysis.levels.map(\.tailValueAtRisk), row.doubles("shortfalls"), "shortfalls")
    expect([analysis.requirement], [row.doubles("shortfalls")[1]], "requirement")
    for (line, values) in zip(analysis.lines, row.rows("lines")) {
      let own = [
        line.meanLoss, line.loss.variance, line.tailContribution,
        try line.loss.valueAtRisk(portfolio.measure.level),
      ]
      expect(own, values, "line \(line.name): mean, variance, contribution, value at risk")
    }
    expect([analysis.lines.reduce(0) { $0 + $1.tailContribution }], [analysis.requirement], "sum of contributions")
    for (layer, values) in zip(analysis.layers, row.rows("layers")) {
      let own = [layer.touched, layer.expectedLoss, layer.tailContribution]
      expect(own, [values[0], values[2], values[3]], "layer \(layer.name)")
      expect([layer.exhausted], [values[1]], "layer \(layer.name), exhausted")
    }
    // The first row of shares is of the mean.
    #expect(analysis.shares.map(\.level) == [nil] + portfolio.levels.map(Optional.some))
    for (shares, values) in zip(analysis.shares.dropFirst(), row.rows("shares")) {
      expect(shares.conditionalMean, values, "shares of \(shares.total)", 1e-9)
    }
    let reinsurance = analysis.reinsurance
    expect(
      reinsurance.ceded.map(\.mean) + [reinsurance.retained.mean], [row.double("ceded"), row.double("retained")],
      "reinsurance")
    let uncertainty = try #require(analysis.uncertainty)
    expect(
      uncertainty.alternatives + [uncertainty.mixture], row.doubles("alternatives") + [row.double("mixture")],
      "alternatives")
    let ruin = try analysis.ruin.get()
    for (probability, value) in zip(ruin.byPeriod, row.doubles("ruinByPeriod")) {
      // A transform without tilts knows the whole to 1e-17 a point.
      #expect(abs(probability - value) <= 1e-14, "ruin by period: \(ruin.byPeriod)")
    }
    #expect(ruin.byPeriod.count == 10)
    expect([ruin.lossRatio], [row.double("mean") / row.double("premium")], "loss ratio")
    expect([ruin.adjustmentCoefficient], [row.double("adjustment")], "adjustment coefficient", 1e-10)
  }

  @Test(
    "ruin by period of a capital or a premium far from the losses is found in a moment",
    arguments: [(1e-12, 48), (0.01, 48), (1, 1e6), (400, 1e9), (1e300, 1)])
  func farCapital(capital: Double, premium: Double) throws {
    var portfolio = try Self.portfolio()
    portfolio.capital = capital
    let line = portfolio.lines[0]
    portfolio.lines[0] = try CoverLine(name: line.name, count: line.count, claim: line.claim, premium: premium)
    let ruin = try CoverAnalysis(of: portfolio).ruin.get()
    #expect(ruin.byPeriod.count == 10)
    #expect(zip(ruin.byPeriod, ruin.byPeriod.dropFirst()).allSatisfy { $0 >= 0 && $0 <= $1 }, "\(ruin.byPeriod)")
    if capital < 1, premium < 50 {
      // From nothing, one period ruins where the whole exceeds the premium, 72; premiums are rounded down by a 400th.
      let law = try CoverAnalysis(of: portfolio).aggregate.distribution
      #expect(ruin.byPeriod[0] >= law.exceedance(72) && ruin.byPeriod[0] <= law.exceedance(70), "\(ruin.byPeriod)")
    }
  }

  @Test("a portfolio that was changed into one that does not hold together is refused")
  func changed() throws {
    var portfolio = try Self.portfolio()
    portfolio.lines.removeLast()
    #expect(throws: InsuranceError.self) { try CoverAnalysis(of: portfolio) }
    portfolio = try Self.portfolio()
    portfolio.lines.swapAt(0, 2)
    #expect(throws: InsuranceError.self) { try CoverAnalysis(of: portfolio) }  // alternatives are in another order
    portfolio = try Self.portfolio()
    portfolio.alternatives.removeLast()
    #expect(throws: InsuranceError.self) { try CoverAnalysis(of: portfolio) }
  }

  @Test("more lines than fit into memory on their grid are refused at once")
  func manyLines() throws {
    var portfolio = try Self.portfolio()
    portfolio.alternatives = []
    let line = portfolio.lines[1]
    for index in 0..<80 {
      portfolio.lines.append(
        try CoverLine(name: "more \(index)", count: line.count, claim: line.claim, premium: 0))
    }
    portfolio.grid = try CoverPortfolio.Grid(step: 1, points: 1 << 20)
    #expect(
      throws: InsuranceError.invalid(
        "losses of all lines", index: nil, value: Double(86 << 20), expected: "1 … \(1 << 26)")
    ) { try CoverAnalysis(of: portfolio) }
  }

  @Test("claims beyond number are refused at their place")
  func manyClaims() throws {
    var portfolio = try Self.portfolio()
    let lines = portfolio.lines
    portfolio.alternatives[1] = .init(
      name: "busy", weight: 0.4,
      lines: [
        lines[0], lines[1],
        try CoverLine(name: "oracles", count: PoissonCount(mean: 2e9), claim: lines[2].claim, premium: 0),
      ])
    #expect(throws: InsuranceError.invalid("mean of count", index: 8, value: 2e9, expected: "at most 1e9")) {
      try CoverAnalysis(of: portfolio)
    }
  }

  @Test("errors say in words why an amount cannot be computed")
  func words() {
    #expect("\(InsuranceError.amount(.negative(-7)))" == "an amount cannot be computed: -7 is below 0")
    #expect("\(StakeError.amount(.overflow))" == "an amount cannot be computed: the result is out of range")
  }
}
