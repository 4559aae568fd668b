import TailpoolPoolEngine
import TailpoolRisk
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("What a portfolio of cover cedes by claim, shares, and holds back")
struct CoverSharesTests {
  private static let table = "cover_shares"

  private func expect(_ found: [Double], _ expected: [Double], _ tolerance: Double, _ what: String) {
    #expect(found.count == expected.count, "\(what)")
    for (number, value) in zip(found, expected) {
      #expect(abs(number - value) <= tolerance * max(abs(value), 1), "\(what): \(found) for \(expected)")
    }
  }

  @Test(
    "a layer of every claim with a reinstatement is the reference's: what it pays, its price, and what of it is paid at first"
  )
  func excess() throws {
    let row = try #require(try ReferenceCase.cases(Self.table, fn: "excess").first)
    var portfolio = try CoverAnalysisTests.portfolio()
    portfolio.reinsuranceLoading = (0.35, 0.05)
    portfolio.excessOfLoss = [
      try .init(
        name: "20 above 20", lines: ["oracles", "bridges"], above: 20,
        terms: Reinstatements(limit: 20, count: 1, rate: 0.5))
    ]
    let layer = try #require(try CoverAnalysis(of: portfolio, threads: 2).excessOfLoss.first)
    expect(
      [
        layer.meanInLayer, layer.recovery.mean, layer.recovery.standardDeviation, layer.premium, layer.initialPremium,
        layer.exhausted,
      ], row.doubles("numbers"), 1e-12, "layer")
    #expect(abs(layer.initialPremium + layer.reinstatementPremium - layer.premium) <= 1e-12)
  }

  @Test(
    "a layer that no claim reaches, and one without an end, have their prices; lines that there are not are refused")
  func excessEnds() throws {
    var portfolio = try CoverAnalysisTests.portfolio()
    func layer(_ line: String, _ attachment: Double, _ limit: Double, _ count: Int) throws
      -> CoverPortfolio.ExcessOfLoss
    {
      try .init(
        name: "\(attachment)", lines: [line], above: attachment,
        terms: Reinstatements(limit: limit, count: count, rate: 1))
    }
    portfolio.excessOfLoss = [try layer("custody", 500, 100, 3), try layer("bridges", 0, 1e6, 0)]
    let layers = try CoverAnalysis(of: portfolio).excessOfLoss
    #expect(layers[0].recovery.mean == 0 && layers[0].premium == 0 && layers[0].exhausted == 0, "\(layers[0])")
    // All that bridges lose: 1.2 claims of 14.1, and 0.1 storms of 0.8 · 30.
    #expect(abs(layers[1].recovery.mean - (1.2 * 14.1 + 2.4)) <= 1e-12, "\(layers[1])")
    portfolio.excessOfLoss = [try layer("tunnels", 0, 1, 0)]
    #expect(throws: InsuranceError.unknown("line", name: "tunnels")) { try CoverAnalysis(of: portfolio) }
    let terms = try Reinstatements(limit: 1, count: 0, rate: 0)
    #expect(throws: InsuranceError.empty("lines of x")) {
      try CoverPortfolio.ExcessOfLoss(name: "x", lines: [], above: 0, terms: terms)
    }
    #expect(throws: InsuranceError.duplicate("line of x", name: "a")) {
      try CoverPortfolio.ExcessOfLoss(name: "x", lines: ["a", "a"], above: 0, terms: terms)
    }
    for attachment in [-1, .nan, .infinity] {
      #expect(throws: InsuranceError.self) {
        try CoverPortfolio.ExcessOfLoss(name: "x", lines: ["a"], above: attachment, terms: terms)
      }
    }
    portfolio.excessOfLoss = [try layer("bridges", 0, 1e304, 1_000_000)]
    #expect(throws: InsuranceError.self) { try CoverAnalysis(of: portfolio) }
  }

  @Test(
    "what premiums leave to each line, by each rule, is the reference's",
    arguments: try ReferenceCase.cases("cover_shares", fn: "sharing"))
  func sharing(row: ReferenceCase) throws {
    var portfolio = try CoverAnalysisTests.portfolio()
    portfolio.sharing =
      switch row.text("rule") {
      case "conditional-mean": .conditionalMean
      case "proportional-to-means": .means
      default: .premiums
      }
    let analysis = try CoverAnalysis(of: portfolio)
    let results = try #require(analysis.results).get()
    #expect(analysis.shares.map(\.total) == row.doubles("totals"))
    for (found, expected) in zip(results.byTotal, row.rows("byTotal")) { expect(found, expected, 1e-9, "\(row)") }
    expect(results.surpluses, row.doubles("surpluses"), 1e-10, "surpluses of \(row)")
    expect(results.deficits, row.doubles("deficits"), 1e-10, "deficits of \(row)")
    // Surplus less deficit is the premium less the mean part.
    let left = zip(results.surpluses, results.deficits).reduce(0) { $0 + $1.0 - $1.1 }
    #expect(abs(left - (portfolio.premium - analysis.meanLoss)) <= 1e-10, "\(left)")
  }

  @Test("without claims or premiums there is nothing to share by")
  func nothing() throws {
    var portfolio = try CoverAnalysisTests.portfolio()
    portfolio.alternatives = []
    portfolio.lines = try portfolio.lines.map {
      try CoverLine(name: $0.name, count: $0.count, claim: $0.claim, premium: 0)
    }
    portfolio.sharing = .premiums
    guard case .failure(.empty) = try CoverAnalysis(of: portfolio).results else {
      Issue.record("premiums of zero are shared by")
      return
    }
  }

  private static func basis(_ row: ReferenceCase) throws -> (CoverPortfolio.Development, CoverPortfolio.ReserveBasis) {
    let day: Int64 = 86_400
    let triangle = try DevelopmentTriangle(
      cumulative: row.rows("rows").map { row in row + [Double?](repeating: nil, count: 4 - row.count) })
    return (
      .init(
        triangle: triangle, claims: row.text("claims") == "paid" ? .paid : .reported, lastVariance: .mack,
        expected: (row.doubles("exposures"), row.doubles("ratios"))),
      .init(
        now: Int64(row.int("day")) * day,
        premiums: try row.rows("policies").map {
          try PremiumPeriod(premium: Int128($0[0]), start: Int64($0[1]) * day, period: Int64($0[2]) * day)
        }, claims: try row.rows("incurred").map { try ReportedClaim(incurred: Int128($0[0]), paid: Int128($0[1])) },
        method: row.text("method") == "chain-ladder" ? .chainLadder : .bornhuetterFerguson)
    )
  }

  @Test(
    "technical reserves are the reference's to the hundredth",
    arguments: try ReferenceCase.cases("cover_shares", fn: "reserves"))
  func reserves(row: ReferenceCase) throws {
    var portfolio = try CoverAnalysisTests.portfolio()
    (portfolio.development, portfolio.reserveBasis) = try Self.basis(row)
    let held = try #require(try CoverAnalysis(of: portfolio).technicalReserves).get()
    #expect(
      held.unearnedPremium == row.units("unearned") && held.outstandingClaims == row.units("outstanding"), "\(held)")
    #expect(held.incurredButNotReported == row.units("rest") && held.total == row.units("total"), "\(held) for \(row)")
  }

  @Test("technical reserves that cannot be known say why")
  func unknownReserves() throws {
    let row = try #require(try ReferenceCase.cases(Self.table, fn: "reserves").last)
    var portfolio = try CoverAnalysisTests.portfolio()
    let (development, basis) = try Self.basis(row)
    func failure() throws -> InsuranceError? {
      guard case .failure(let error) = try CoverAnalysis(of: portfolio).technicalReserves else { return nil }
      return error
    }
    portfolio.reserveBasis = basis
    #expect(try failure() == .empty("triangle of claims"))
    portfolio.development = .init(triangle: development.triangle, lastVariance: .mack)
    #expect(try failure() == .empty("statement whether the triangle's claims are paid or reported"))
    portfolio.development = .init(triangle: development.triangle, claims: .paid, lastVariance: .mack)
    #expect(try failure() == .empty("expected loss ratios"))
    // More outstanding than the triangle has to come.
    portfolio.reserveBasis = .init(
      now: 0, premiums: [], claims: [try ReportedClaim(incurred: 1_000_000, paid: 0)], method: .chainLadder)
    #expect(try failure() == .amount(.negative(9_484 - 1_000_000)))
    portfolio.reserveBasis = .init(
      now: 0, premiums: [],
      claims: [try ReportedClaim(incurred: .max, paid: 0), try ReportedClaim(incurred: .max, paid: 0)],
      method: .chainLadder)
    #expect(try failure() == .amount(.overflow))
  }

  @Test("the options of a triangle reach its errors, the next period's and the test for calendar periods")
  func development() throws {
    typealias References = PremiumReferences
    var portfolio = try CoverAnalysisTests.portfolio()
    var seen = 0
    for vector in try ReferenceCase.cases(References.methods, fn: "mack") {
      let tail = vector.doubles("tail")
      portfolio.development = .init(
        triangle: try DevelopmentTriangle(cumulative: References.triangle(named: vector.text("triangle"))),
        weighting: try #require(FactorWeighting(rawValue: vector.int("alpha"))),
        tail: try DevelopmentTail(factor: tail[0], standardError: tail[1], variance: tail[2]),
        lastVariance: vector.text("rule") == "mack" ? .mack : .logLinear)
      let reserves = try #require(try CoverAnalysis(of: portfolio).reserves).get()
      References.expect(
        "total", [reserves.mack.totalError.process, reserves.mack.totalError.parameter],
        try ["totalProcess", "totalParameter"].map { try References.decimal(vector, $0) }, within: 1e-11, vector)
      let isKnown = vector.int("alpha") == 1 && tail[0] == 1
      if case .success = reserves.withinOnePeriod {
        #expect(isKnown, "\(vector)")
      } else {
        #expect(!isKnown, "\(vector)")
      }
      for row in try ReferenceCase.cases(References.methods, fn: "calendar")
      where row.text("triangle") == vector.text("triangle") {
        seen += 1
        #expect(try reserves.calendarEffect.get().statistic == row.int("statistic"), "\(row)")
      }
    }
    #expect(seen > 0)
    for vector in try ReferenceCase.cases(References.methods, fn: "oneYear") {
      portfolio.development = .init(
        triangle: try DevelopmentTriangle(cumulative: References.triangle(vector)), lastVariance: .mack)
      let result = try #require(try CoverAnalysis(of: portfolio).reserves).get().withinOnePeriod.get()
      References.expect("total", [result.totalError], [try References.decimal(vector, "total")], within: 1e-11, vector)
    }
  }

  @Test("experience is weighed by exposures where there are any, and by periods beside")
  func experience() throws {
    typealias References = PremiumReferences
    var portfolio = try CoverAnalysisTests.portfolio()
    for vector in try ReferenceCase.cases(References.credibility, fn: "buhlmann") {
      let ratios = vector.rows("ratios")
      portfolio.experience = .init(contracts: ratios.indices.map { "\($0)" }, ratios: ratios, weights: nil)
      let analysis = try CoverAnalysis(of: portfolio)
      #expect(analysis.credibility == nil)
      let fit = try #require(analysis.unweightedCredibility).get()
      References.expect("premiums", fit.premiums, vector.doubles("premiums"), within: 1e-9, vector)
    }
    for vector in try ReferenceCase.cases(References.methods, fn: "buhlmannStraub") where !vector.flag("iterative") {
      let ratios = vector.rows("ratios")
      portfolio.experience = .init(
        contracts: ratios.indices.map { "\($0)" }, ratios: ratios, weights: vector.rows("weights"))
      let fit = try #require(try CoverAnalysis(of: portfolio).credibility).get()
      References.expect("premiums", fit.premiums, try References.decimals(vector, "premiums"), within: 1e-9, vector)
    }
  }
}
