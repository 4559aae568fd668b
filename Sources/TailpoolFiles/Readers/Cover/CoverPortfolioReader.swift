import TailpoolInsurance
import TailpoolLinearAlgebra
import TailpoolRisk

/// Reads portfolios of cover, as JSON:
///
///     {"name": "Harbour Mutual", "unit": "USD",
///      "capital": {"held": 20000000, "measure": "expected-shortfall", "level": 0.995},
///      "lines": [{"name": "Bridges", "premium": 2600000, "count": {"law": "poisson", "mean": 0.8},
///                 "claim": {"law": "lognormal", "mean": 900000, "standardDeviation": 1500000, "limit": 5000000}}]}
///
/// `levels`, `principles`, `shocks`, `alternatives`, `layers`, `reinsurance`, `covers`, `development`, `technicalReserves`, `experience`, `sharing` and `grid` may be
/// absent; Docs/Guides/CoverPortfolio.md has them all. A name that is none of these is a problem, so that a misspelled one is
/// not passed over.
public enum CoverPortfolioReader {
  /// Reads a portfolio from a path.
  ///
  /// - Parameter path: A path, or `-` for standard input.
  /// - Returns: The portfolio.
  /// - Throws: `FileError.unreadable`, or `.invalid` with the problems of the file.
  public static func read(path: String) throws(FileError) -> CoverPortfolio { try read(InputFile(path: path)) }

  /// Reads a portfolio from bytes in memory.
  ///
  /// - Parameter file: The bytes and the name that problems are reported under.
  /// - Returns: The portfolio.
  /// - Throws: `FileError.invalid` with the problems of the file.
  public static func read(_ file: InputFile) throws(FileError) -> CoverPortfolio {
    var log = ProblemLog(file)
    let portfolio = JSONParser.parse(file, log: &log).flatMap { self.portfolio($0, log: &log) }
    try log.check()
    guard let portfolio else {
      throw log.failure("the file holds no portfolio", expected: "name, unit, capital and lines")
    }
    return portfolio
  }

  /// The names that the format has: members of a portfolio, laws and rules.
  package static var documentedNames: [String] {
    names + ClaimCountReader.names + ClaimSeverityReader.names + PremiumPrincipleReader.names
      + CoverExperienceReader.names + CoverReserveReader.names + sharings.map(\.name)
      + ["excessOfLoss", "reinstatements", "rate", "rule"]
  }

  private static let names = [
    "name", "unit", "capital", "levels", "principles", "lines", "shocks", "alternatives", "layers", "reinsurance",
    "covers", "development", "technicalReserves", "experience", "sharing", "grid", "copula",
  ]

  private static let sharings: [(name: String, kind: CoverPortfolio.SharingBasis)] = [
    ("conditional-mean", .conditionalMean), ("proportional-to-means", .means), ("proportional-to-premiums", .premiums),
  ]

  private static func portfolio(_ root: JSONNode, log: inout ProblemLog) -> CoverPortfolio? {
    guard let members = log.object(root, "the portfolio") else { return nil }
    log.rejectOtherNames(than: names, in: members, of: "a portfolio")
    let name = log.text("name", of: root)
    let unit = log.text("unit", of: root)
    let capital = capital(of: root, log: &log)
    let lines = lines(of: root, factor: 1, log: &log)
    let shocks = shocks(of: root, log: &log)
    guard let name, let unit, let capital, let lines else { return nil }
    let made = log.made(at: root.offset, "the portfolio") { () throws(InsuranceError) in
      try CoverPortfolio(
        name: name.text, unit: unit.text, lines: lines, shocks: shocks, capital: capital.held, measure: capital.measure)
    }
    guard var portfolio = made else { return nil }
    portfolio.levels = levels(of: root, log: &log) ?? portfolio.levels
    portfolio.principles = PremiumPrincipleReader.principles(of: root, log: &log)
    portfolio.alternatives = alternatives(of: root, log: &log)
    portfolio.grid = grid(of: root, log: &log)
    portfolio.sharing = root.stated("sharing") == nil ? nil : log.kind("sharing", of: root, sharings)
    portfolio.joining = joining(of: root, lines: lines.count, log: &log)
    CoverCapitalReader.read(root, into: &portfolio, log: &log)
    CoverExperienceReader.read(root, into: &portfolio, log: &log)
    return portfolio
  }

  private static func capital(of root: JSONNode, log: inout ProblemLog) -> (held: Double, measure: TailMeasure)? {
    guard let node = log.member("capital", of: root, expected: "held, measure and level"),
      let members = log.object(node, "capital")
    else { return nil }
    log.rejectOtherNames(than: ["held", "measure", "level"], in: members, of: "a capital")
    let held = log.number("held", of: node, .nonNegative, isRequired: true)
    let level = log.level(of: node)
    let measures: [(name: String, kind: (ConfidenceLevel) -> TailMeasure)] = [
      ("value-at-risk", { .valueAtRisk($0) }), ("expected-shortfall", { .expectedShortfall($0) }),
    ]
    guard let measure = log.kind("measure", of: node, measures), let held, let level else { return nil }
    return (held, measure(level))
  }

  private static func levels(of root: JSONNode, log: inout ProblemLog) -> [ConfidenceLevel]? {
    guard root.stated("levels") != nil, let nodes = log.array("levels", of: root) else { return nil }
    return nodes.compactMap { log.level($0, "a level") }
  }

  private static func lines(of root: JSONNode, factor: Double, log: inout ProblemLog) -> [CoverLine]? {
    guard log.array("lines", of: root) != nil else { return nil }
    let nodes = log.objects("lines", of: root, names: ["name", "premium", "count", "claim"], "a line")
    var lines: [CoverLine] = []
    for node in nodes {
      let name = log.text("name", of: node)
      let premium = log.number("premium", of: node, .nonNegative, isRequired: true)
      let count = log.member("count", of: node, expected: "the law of a number of claims").flatMap {
        ClaimCountReader.read($0, factor: factor, log: &log)
      }
      let claim = log.member("claim", of: node, expected: "the law of a claim").flatMap {
        ClaimSeverityReader.read($0, log: &log)
      }
      guard let name, let premium, let count, let claim else { continue }
      let line = log.made(at: node.offset, "line") { () throws(InsuranceError) in
        try CoverLine(name: name.text, count: count, claim: claim, premium: premium)
      }
      if let line { lines.append(line) }
    }
    return lines
  }

  private static func shocks(of root: JSONNode, log: inout ProblemLog) -> [CoverShock] {
    log.objects("shocks", of: root, names: ["name", "count", "hits"], "a shock").compactMap { node in
      let name = log.text("name", of: node)
      let count = log.member("count", of: node, expected: "the law of a number of events").flatMap {
        ClaimCountReader.read($0, log: &log)
      }
      var hits: [CoverShock.Hit] = []
      for hit in log.objects("hits", of: node, names: ["line", "probability", "claim"], "a hit") {
        let line = log.text("line", of: hit)
        let probability = log.number("probability", of: hit, .nonNegative, isRequired: true)
        let claim = log.member("claim", of: hit, expected: "the law of a claim").flatMap {
          ClaimSeverityReader.read($0, log: &log)
        }
        if let line, let probability, let claim {
          hits.append(.init(line: line.text, probability: probability, claim: claim))
        }
      }
      guard let name, let count else { return nil }
      return CoverShock(name: name.text, count: count, hits: hits)
    }
  }

  private static func alternatives(of root: JSONNode, log: inout ProblemLog) -> [CoverPortfolio.Alternative] {
    // What is wrong with the lines is told once.
    guard log.count == 0 else { return [] }
    let nodes = log.objects(
      "alternatives", of: root, names: ["name", "weight", "countFactor"], "an alternative", atMost: greatestAlternatives
    )
    let alternatives: [CoverPortfolio.Alternative] = nodes.compactMap { node in
      let name = log.text("name", of: node)
      let weight = log.number("weight", of: node, .nonNegative, isRequired: true)
      let factor = log.number("countFactor", of: node, .positive, isRequired: true)
      guard let name, let weight, let factor, let lines = lines(of: root, factor: factor, log: &log) else { return nil }
      return .init(name: name.text, weight: weight, lines: lines)
    }
    let sum = alternatives.reduce(0) { $0 + $1.weight }
    if !nodes.isEmpty, alternatives.count == nodes.count, !(abs(sum - 1) <= 1e-9) {
      log.add(
        at: root.member("alternatives")?.offset ?? root.offset, "the weights sum to \(sum)", expected: "1 within 1e-9")
    }
    return alternatives
  }

  private static func joining(of root: JSONNode, lines: Int, log: inout ProblemLog) -> CoverPortfolio.Joining? {
    guard let node = root.stated("copula"), let members = log.object(node, "copula") else { return nil }
    log.rejectOtherNames(than: ["correlation", "degreesOfFreedom", "scenarios", "seed"], in: members, of: "a copula")
    let degrees = log.number("degreesOfFreedom", of: node, .positive)
    let scenarios = log.whole("scenarios", of: node, in: 2...10_000_000)
    let seed = log.whole("seed", of: node, in: 0...(1 << 53))
    guard let rows = log.rows("correlation", of: node, .correlation), let scenarios, let seed else { return nil }
    guard rows.count == lines, rows.allSatisfy({ $0.count == lines }) else {
      log.add(at: node.offset, "the correlation does not fit the lines", expected: "\(lines) rows of \(lines) numbers")
      return nil
    }
    let matrix = Matrix(rows: rows)
    return log.made(at: node.offset, "copula") { () throws(InsuranceError) in
      .init(
        dependence: try CopulaSum.Dependence(correlation: matrix, degreesOfFreedom: degrees), scenarios: scenarios,
        seed: UInt64(seed))
    }
  }

  /// The most alternatives, since the lines are read again for each.
  private static let greatestAlternatives = 100

  private static func grid(of root: JSONNode, log: inout ProblemLog) -> CoverPortfolio.Grid? {
    guard let node = root.stated("grid"), let members = log.object(node, "grid") else { return nil }
    log.rejectOtherNames(than: ["step", "points"], in: members, of: "a grid")
    let points = log.whole("points", of: node, in: 256...1 << 20)
    guard let step = log.number("step", of: node, .positive, isRequired: true), let points else { return nil }
    return log.made(at: node.offset, "grid") { () throws(InsuranceError) in
      try CoverPortfolio.Grid(step: step, points: points)
    }
  }
}

extension ProblemLog {
  /// The member `level`, a fraction.
  mutating func level(of node: JSONNode) -> ConfidenceLevel? {
    member("level", of: node, expected: "a level such as 0.995").flatMap { level($0, "level") }
  }

  /// A level given as a fraction: 0.995 for 99.5 %.
  mutating func level(_ node: JSONNode, _ name: String) -> ConfidenceLevel? {
    guard let fraction = number(node, name, .positive, isRequired: true) else { return nil }
    if fraction < 1, let level = ConfidenceLevel(percent: 100 * fraction) { return level }
    add(at: node.offset, "\(name) is \(fraction)", expected: "a fraction above 0 and below 1, such as 0.995")
    return nil
  }
}
